import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Words = { [key: string]: string | Words }

const files = readdirSync(join(__dirname, 'id')).filter((name) => name.endsWith('.json'))
const read = (language: string, file: string): Words => JSON.parse(readFileSync(join(__dirname, language, file), 'utf8')) as Words

/** Every key with the places it fills in; English plurals count as their singular key. */
function keysOf(words: Words, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(words)) {
    const key = `${path}${name}`.replace(/_(one|other)$/, '')
    if (typeof value === 'string')
      found.set(
        key,
        [...value.matchAll(/\{\{(\w+)\}\}|<\d>/g)]
          .map(([place]) => place)
          .sort()
          .join(' '),
      )
    else for (const [inner, places] of keysOf(value, `${path}${name}.`)) found.set(inner, places)
  }
  return found
}

describe.each(files)('%s', (file) => {
  it('says the same things in both languages, with the same places to fill in', () => {
    expect([...keysOf(read('en', file))].sort()).toEqual([...keysOf(read('id', file))].sort())
  })
})

describe('the words people read', () => {
  const texts = files.flatMap((file) => {
    const flat = (words: Words): string[] => Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : flat(value)))
    return flat(read('id', file))
  })

  it.each(['Diterima mitra', 'mangkir', 'kooperatif', 'Pelaku', 'Anda yakin', 'tidak valid', 'kamu'])('never say "%s"', (refused) => {
    expect(texts.filter((text) => text.toLowerCase().includes(refused.toLowerCase()))).toEqual([])
  })
  it('never leave the whole button to OK', () => expect(texts.filter((text) => /^(ok|oke|okay)$/i.test(text))).toEqual([]))
})
