import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, say } from './repository.mjs'

/** Installs exactly what the lock file names, where that isn't what stands in `node_modules`. */
export function ensureInstalled() {
  if (isInstalled()) return
  say('Memasang pustaka (npm ci) … / Installing dependencies …')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // npm's own script where npm called us; a `.cmd` needs a shell on Windows.
  const { npm_execpath: npm, ...env } = process.env
  const options = { cwd: ROOT, stdio: ['inherit', 2, 2], env: { ...env, NODE_ENV: 'development' } }
  const { status } =
    npm === undefined
      ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], options)
  if (status === 0) return
  say('Pustaka tidak dapat dipasang; periksa jaringan, lalu ulangi. / The dependencies could not be installed; check the network and try again.')
  process.exit(1)
}

/** Compares the lock file with the record that npm keeps of what it has put there; packages of other platforms may lack. */
function isInstalled() {
  const record = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || present[path]?.version === version || (optional === true && present[path] === undefined),
  )
}
