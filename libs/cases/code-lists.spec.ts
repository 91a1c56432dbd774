import { refusalOf } from '#testing'
import { CODE_LISTS, CODE_LISTS_VERSION, knownCode, requireCode, requireCodes, type CodeListName } from './code-lists'
import type { CodeEntry } from './codes'

const lists: readonly (readonly [string, readonly CodeEntry[]])[] = Object.entries(CODE_LISTS)

describe('the code lists', () => {
  it('have a version, and words in both languages for each code', () => {
    expect(CODE_LISTS_VERSION).toBe(1)
    for (const [, entries] of lists)
      for (const entry of entries) expect(Math.min(entry.id.length, entry.en.length, entry.code.length)).toBeGreaterThan(0)
  })

  it.each(lists)('%s names each code once, in small letters', (name, entries) => {
    const codes = entries.map((entry) => entry.code)
    expect(new Set(codes).size).toBe(codes.length)
    if (name !== 'ageBand' && name !== 'sex') for (const code of codes) expect(code).toMatch(/^[a-z][a-z0-9_]*$/)
  })

  it('name every service in SIMFONI terms that SIMFONI has', () => {
    const simfoni = new Set(CODE_LISTS.simfoniService.map((entry) => entry.code))
    const mapped = (CODE_LISTS.service as readonly CodeEntry[]).flatMap((entry) => entry.simfoni ?? [])
    expect(mapped.filter((code) => !simfoni.has(code as never))).toEqual([])
    expect(new Set(mapped)).toEqual(simfoni)
  })

  it('mark what rests on general knowledge', () => {
    const marked = (CODE_LISTS.sexualForm as readonly CodeEntry[]).filter((entry) => entry.toBeConfirmed).map((entry) => entry.code)
    expect(marked).toHaveLength(10)
    expect(marked).toContain('perkosaan')
  })

  it('know what they hold, and nothing that every object has', () => {
    expect(knownCode('form', 'fisik')).toBe(true)
    expect(knownCode('form', 'Fisik')).toBe(false)
    expect(knownCode('form', 'constructor')).toBe(false)
    expect(knownCode('toString' as CodeListName, 'x')).toBe(false)
  })

  it('refuse an unknown code with the field and the list, and one that is named twice', () => {
    expect(
      refusalOf(() => {
        requireCode('form', 'x', 'incident.forms')
      }),
    ).toMatchObject({ code: 'code.unknown', params: { list: 'form' }, faults: [{ field: 'incident.forms' }] })
    expect(
      refusalOf(() => {
        requireCodes('form', ['fisik', 'fisik'], 'forms')
      }),
    ).toMatchObject({ code: 'code.repeated', faults: [{ field: 'forms[1]' }] })
    expect(
      refusalOf(() => {
        requireCodes('form', ['fisik', 'psikis'], 'forms')
      }),
    ).toBeUndefined()
  })
})
