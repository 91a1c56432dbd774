import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(__dirname, '..')
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(css|tsx?)$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name) && entry.name !== 'schema.d.ts')
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => relative(root, path) !== join('theme', 'tokens.ts'))

const refused: [what: string, pattern: RegExp][] = [
  ['a hexadecimal colour', /#[0-9a-f]{3}(?:[0-9a-f]{3}(?:[0-9a-f]{2})?)?\b(?![^'"]*\/)/i],
  ['a colour function', /\b(?:rgba?|hsla?|oklch|lab)\(/],
  ['a font size of its own', /font-size:(?!\s*(?:var\(|inherit|0\b))[^;]+;/],
  ['a radius of its own', /border-radius:(?!\s*(?:var\(|inherit|0\b|50%))[^;]+;/],
  ['an address outside', /https?:\/\/(?!www\.w3\.org\/)/],
]

describe.each(files.map((path) => [relative(root, path), path]))('%s', (_name, path) => {
  const text = readFileSync(path, 'utf8')
  it.each(refused)('writes down neither %s', (_what, pattern) => {
    expect(pattern.exec(text)?.[0]).toBeUndefined()
  })
})
