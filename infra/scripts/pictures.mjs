// `npm run pictures`: builds what is missing and draws the pictures of infra/docs/pictures from the demo workspace.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')
const { status } = spawnSync(process.execPath, [jest, 'tests/ui/pictures'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, TEDUH_PICTURES: '1' },
})
process.exit(status ?? 1)
