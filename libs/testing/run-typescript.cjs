// Lets a plain `node` run the sources: for child processes of tests and for benches.
//   node --conditions=teduh-source --require ./libs/testing/run-typescript.cjs FILE.ts
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { version } = require('@swc/core/package.json')

const ROOT = join(__dirname, '..', '..')
const CACHE = join(ROOT, 'node_modules', '.cache', 'run-typescript')
const SETTINGS = `${version}\n${readFileSync(join(ROOT, '.swcrc'), 'utf8')}`
mkdirSync(CACHE, { recursive: true })

/** Each command of a test is a process, which would compile the same hundreds of files again. */
function compiled(filename) {
  const source = readFileSync(filename, 'utf8')
  const kept = join(CACHE, createHash('sha256').update(`${SETTINGS}\n${filename}\n${source}`).digest('hex'))
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const { code } = require('@swc/core').transformSync(source, { filename, sourceMaps: false })
    // whole at once: others read it at the same time
    writeFileSync(`${kept}.${process.pid}`, code)
    renameSync(`${kept}.${process.pid}`, kept)
    return code
  }
}

require.extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename)
