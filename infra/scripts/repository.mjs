import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone, whatever folder a script is called from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Says something to the person at the terminal; data belongs to stdout, talk to stderr. */
export const say = (text) => process.stderr.write(`${text}\n`)

const OLDEST = [
  [20, 19],
  [22, 12],
]

/** Ends with one clear sentence where this Node.js is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const bound = OLDEST.find(([wanted]) => wanted === major)
  if (major >= 24 || (bound !== undefined && minor >= bound[1])) return
  say(`Teduh memerlukan Node.js 20.19, 22.12, atau 24 ke atas; yang terpasang ${process.versions.node}.`)
  say(`Teduh needs Node.js 20.19, 22.12, or 24 and later; this is ${process.versions.node}.`)
  process.exit(1)
}
