import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorText, hasText } from '#words'

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
const text = sources.map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n')
const codes = [
  ...new Set([...text.matchAll(/(?:absent|broken|invalid|Refusal)\((?:'[A-Za-z-]+', )?'([a-z]+\.[a-z-]+)'/g)].map((match) => match[1] ?? '')),
]

describe('what access refuses', () => {
  it('is found in its sources', () => {
    expect(codes).toEqual(expect.arrayContaining(['access.credentials', 'case.unknown', 'draft.stale', 'password.short', 'user.last-administrator']))
    expect(codes.length).toBeGreaterThanOrEqual(26)
  })

  it.each(codes)('%s has a sentence in both languages', (code) => {
    expect(hasText(code)).toBe(true)
    expect(errorText(code, {}, 'id')).not.toBe(errorText(code, {}, 'en'))
  })
})
