import { resolve } from 'node:path'
import { readEventSchemas } from './event-schemas'
import { faultsOf, releaseSchemas } from './release-list'

// `npm run events:schemas`: writes the schemas of new event types and versions. One that was released is never written again.

const ROOT = resolve(__dirname, '..', '..')

const now = readEventSchemas(ROOT)
for (const name of releaseSchemas(ROOT, now)) process.stdout.write(`new: ${name}\n`)
const faults = faultsOf(ROOT, now)
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
