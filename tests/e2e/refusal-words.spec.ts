import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorText, hasText } from '#words'

// Whatever code a `Refusal` can carry anywhere, somebody reads its sentence in Indonesian or English.

const ROOT = resolve(__dirname, '..', '..')
const RAISED = [
  /\b(?:absent|broken)\(\s*'([a-z][a-z-]*(?:\.[a-z][a-z-]*)*)'/g,
  /\binvalid\(\s*(?:'[^']*'|`[^`]*`|\w+),\s*'([a-z][a-z-]*(?:\.[a-z][a-z-]*)*)'/g,
  /new Refusal\(\s*'[a-z-]+',\s*'([a-z][a-z-]*(?:\.[a-z][a-z-]*)*)'/g,
  /\b(?:fault|each|code:)\(?\s*(?:presence\?\.optional \? )?'((?:input|header)\.[a-z-]+)'/g,
]

const sources = ['libs', 'apps/api/src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$|^testing\//.test(file))
    .map((file) => join(ROOT, folder, file)),
)
const codes = new Set(
  sources.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    // A helper of the same name that makes another error.
    if (/(?:const|function) broken\b/.test(text) && !file.includes('kernel')) return []
    return RAISED.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
  }),
)

describe('every code that a refusal can carry', () => {
  it('is found in libs and apps', () => {
    expect(codes.size).toBeGreaterThan(150)
    expect([...codes]).toEqual(
      expect.arrayContaining(['case.unknown', 'input.nik', 'header.if-match', 'shelter.full', 'recovery.unconfirmed', 'revision.stale']),
    )
  })

  it.each([...codes].sort())('%s has a sentence of its own in both languages', (code) => {
    expect(hasText(code)).toBe(true)
    expect(errorText(code, {}, 'id')).not.toBe(errorText(code, {}, 'en'))
    expect(errorText(code, {}, 'en')).not.toBe(errorText('unknown', {}, 'en'))
  })
})
