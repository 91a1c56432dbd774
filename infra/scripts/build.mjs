// Builds what is older than its sources: the server with swc into dist/libs and dist/apps, the pages with Vite into dist/apps/web.
// `node infra/scripts/build.mjs [--force]`
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT, say } from './repository.mjs'
import { isBuilt, markBuilt, sourcesIn, stampOf } from './sources.mjs'

const SETTINGS = ['package-lock.json', 'package.json', 'infra/scripts/build.mjs']
const SERVER = ['libs', 'apps/api', 'apps/worker', 'apps/cli']
// The pages may show the same words and rules as the server; a change in the libraries builds them anew.
const WEB = ['apps/web', 'libs/words']

/** Builds the parts that are out of date. Another process building at the same time is harmless: both write the same. */
export async function ensureBuilt({ force = false } = {}) {
  await part('server', [...SERVER, '.swcrc', ...SETTINGS], force, buildServer)
  await part('web', [...WEB, ...SETTINGS], force, buildWeb)
}

async function part(name, folders, force, build) {
  const files = sourcesIn(folders)
  const stamp = stampOf(files)
  if (!force && isBuilt(name, stamp)) return
  const begun = performance.now()
  try {
    await build(files)
  } catch (error) {
    say(`Bagian ${name} tidak dapat dibangun. / The ${name} part could not be built.`)
    say(error.message)
    process.exit(1)
  }
  markBuilt(name, stamp)
  say(`Dibangun / Built: ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
}

async function buildServer(files) {
  const { transformFile } = await import('@swc/core')
  const sources = files.filter((file) => SERVER.some((folder) => inside(file, folder)))
  const written = await Promise.all(sources.map((file) => (file.endsWith('.ts') ? compile(transformFile, file) : copy(file))))
  removeAllBut(new Set(written.flat()))
}

const inside = (file, folder) => file.startsWith(folder + sep)

/** What an earlier build left of sources that are gone now. A running product keeps what it still needs until the end. */
function removeAllBut(written) {
  for (const folder of SERVER) {
    for (const file of sourcesIn([`dist/${folder}`])) if (!written.has(file)) rmSync(join(ROOT, file))
  }
}

async function compile(transformFile, file) {
  if (file.endsWith('.d.ts')) return []
  const output = join('dist', file.replace(/\.ts$/, '.js'))
  const target = join(ROOT, output)
  const { code, map } = await transformFile(join(ROOT, file), { cwd: ROOT, sourceFileName: join(ROOT, file) })
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`)
  writeFileSync(`${target}.map`, map ?? '')
  return [output, `${output}.map`]
}

function copy(file) {
  if (/\.(md|tsbuildinfo)$|tsconfig\.json$/.test(file)) return []
  const output = join('dist', file)
  mkdirSync(dirname(join(ROOT, output)), { recursive: true })
  copyFileSync(join(ROOT, file), join(ROOT, output))
  return [output]
}

function buildWeb() {
  if (!existsSync(join(ROOT, 'apps/web/index.html'))) return
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', 'apps/web', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
  })
  if (status !== 0) throw new Error('vite build')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt({ force: process.argv.includes('--force') })
