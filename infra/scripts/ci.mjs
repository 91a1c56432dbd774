// What `.ci/run` runs: every test, then each check of the whole; counts them all and says so in its last line.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { checkNode, ROOT, say } from './repository.mjs'

checkNode()
ensureInstalled()

const CHECKS = [
  ['build', ['infra/scripts/build.mjs', '--force']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['typecheck', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['typecheck web', ['node_modules/typescript/bin/tsc', '-p', 'apps/web']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['depcruise', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'libs', 'apps', 'tests', '--config', '.dependency-cruiser.cjs']],
]

const run = (args) => spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0

let passed = 0
let failed = 0
for (const [name, args] of CHECKS) {
  say(`── ${name}`)
  const ok = run(args)
  if (ok) passed++
  else failed++
  say(`── ${name}: ${ok ? 'passed' : 'FAILED'}`)
}

const folder = mkdtempSync(join(tmpdir(), 'teduh-ci-'))
const report = join(folder, 'jest.json')
say('── tests')
const green = run(['infra/scripts/test.mjs', '--ci', '--json', `--outputFile=${report}`])
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
  passed += numPassedTests
  failed += numFailedTests + numRuntimeErrorTestSuites
  // A run that ends badly without a failed test (an open handle, a crashed worker) has failed all the same.
  if (!green && numFailedTests + numRuntimeErrorTestSuites === 0) failed++
} else failed++
rmSync(folder, { recursive: true, force: true })

process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
