// Runs after every install (`prepare`): makes `npx teduh` find the command line in the clone itself, without a registry.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './repository.mjs'

const bin = join(ROOT, 'node_modules', '.bin')
const script = join(ROOT, 'infra', 'scripts', 'teduh.mjs')
mkdirSync(bin, { recursive: true })
chmodSync(script, 0o755)
if (process.platform === 'win32')
  writeFileSync(join(bin, 'teduh.cmd'), `@node --max-semi-space-size=64 "%~dp0\\..\\..\\infra\\scripts\\teduh.mjs" %*\r\n`)
else {
  rmSync(join(bin, 'teduh'), { force: true })
  symlinkSync('../../infra/scripts/teduh.mjs', join(bin, 'teduh'))
}
