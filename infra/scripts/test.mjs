// `npm test [-- JEST ARGUMENTS]`: installs and builds what is missing, then runs every suite with small counts.
// `npm run test:long` takes the large ones.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const { ensureBuilt } = await import('./build.mjs')
await ensureBuilt()
const args = process.argv.slice(2)
const long = args.includes('--long')
const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')
const env = { ...process.env, ...(long ? { TEDUH_LONG: '1' } : {}) }
const { status } = spawnSync(process.execPath, [jest, ...args.filter((arg) => arg !== '--long')], { cwd: ROOT, stdio: 'inherit', env })
process.exit(status ?? 1)
