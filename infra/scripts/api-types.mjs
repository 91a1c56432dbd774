// Writes apps/api/src/http/answers.json from the types of the routes, then apps/web/src/api/schema.d.ts from the OpenAPI document.
// `npm run api:types`; the same suite fails where they have drifted.
import { spawnSync } from 'node:child_process'
import { ROOT } from './repository.mjs'

const env = { ...process.env, TEDUH_WRITE_API_TYPES: '1' }
const run = (...args) =>
  spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'tests/e2e/openapi', ...args], { cwd: ROOT, env, stdio: 'inherit' })
// The document is put together from the answers, so they are written first.
const answers = run('-t', 'as the types of the routes')
process.exitCode = answers.status === 0 ? (run().status ?? 1) : (answers.status ?? 1)
