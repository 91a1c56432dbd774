// `npm run test:contract`: the contract of the event log on every adapter: in memory, on PostgreSQL, on the small server of the tests
// that speaks EventStoreDB's protocol and, where EVENTSTORE_URL names one, on a real EventStoreDB. It may run against the same server
// again and again: every run writes streams of its own and reads from where it began.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT } from './repository.mjs'

checkNode()
ensureInstalled()
const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')
const specs = String.raw`libs/event-log/(memory|postgres|eventstore)/[a-z]+-event-log\.spec\.ts$`
const { status } = spawnSync(process.execPath, [jest, specs, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' })
process.exit(status ?? 1)
