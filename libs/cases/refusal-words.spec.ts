import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorText, hasText } from '#words'

/** Codes as the decisions write them: `broken('a.b')`, `absent('a.b')`, `invalid(field, 'a.b')`, `pastDayFrom(day, 'a.b')`, or in a table. */
const CODE = /'([a-z][a-z-]*\.[a-z][a-z-]*)'/g
/** Paths of fields look alike. */
const FIELDS = new Set(['chronology.about', 'incident.victimIds', 'incident.forms', 'incident.flags', 'incident.place', 'incident.when'])

const codes = new Set(
  readdirSync(__dirname)
    .filter((file) => file.endsWith('.ts') && !file.includes('.spec.') && !file.includes('.fixture.'))
    .flatMap((file) => [...readFileSync(join(__dirname, file), 'utf8').matchAll(CODE)].map((match) => match[1] ?? ''))
    .filter((code) => !FIELDS.has(code)),
)

describe('every refusal of a case', () => {
  it.each([...codes].sort())('%s has its sentence in both languages', (code) => {
    expect(hasText(code)).toBe(true)
    expect(errorText(code, {}, 'en')).not.toBe(errorText(code, {}, 'id'))
  })
})
