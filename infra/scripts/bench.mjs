// `npm run bench [-- NAME …]`: the figures of README, each beside the floor measured in the same run; memory is set as for `npx teduh`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
const typescript = ['--conditions=teduh-source', '--require', join(ROOT, 'libs/testing/run-typescript.cjs')]
const args = [...typescript, '--max-semi-space-size=64', '--expose-gc', join(ROOT, 'tests/bench/main.ts'), ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
process.exit(status ?? 1)
