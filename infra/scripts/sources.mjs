import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT } from './repository.mjs'

/** @returns the files below `folders` (or the files themselves), relative to the clone, sorted; without what only tests need */
export function sourcesIn(folders) {
  const files = []
  const walk = (path) => {
    if (!existsSync(path)) return
    if (statSync(path).isFile()) files.push(relative(ROOT, path))
    else for (const entry of readdirSync(path)) if (!IGNORED.test(entry)) walk(join(path, entry))
  }
  for (const folder of folders) walk(join(ROOT, folder))
  return files.sort()
}

const IGNORED = /^(node_modules|dist|\..*|.*\.spec\.tsx?)$/

/** @returns a number that changes with the list, the sizes and the times of the files */
export function stampOf(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const { mtimeMs, size } = statSync(join(ROOT, file))
    hash.update(`${file}\0${mtimeMs}\0${size}\n`)
  }
  return hash.digest('hex')
}

const stampFile = (part) => join(ROOT, 'dist', `.built-${part}`)

/** @returns true where `part` was built from sources with this stamp */
export const isBuilt = (part, stamp) => existsSync(stampFile(part)) && readFileSync(stampFile(part), 'utf8') === stamp

export function markBuilt(part, stamp) {
  mkdirSync(dirname(stampFile(part)), { recursive: true })
  writeFileSync(stampFile(part), stamp)
}
