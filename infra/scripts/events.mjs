// `npm run events:schemas` and `npm run events:freeze`: run a script of infra/events, which is TypeScript.
import { spawnSync } from 'node:child_process'
import { ROOT } from './repository.mjs'

const [name = 'write-schemas', ...args] = process.argv.slice(2)
const loader = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs']
process.exitCode = spawnSync(process.execPath, [...loader, `infra/events/${name}.ts`, ...args], { cwd: ROOT, stdio: 'inherit' }).status ?? 1
