import { inspect } from 'node:util'
import { Sealed, type Direct, type Fact, type Open } from '#kernel'

const subject = { kind: 'subject', id: '00000000-0000-4000-8000-000000000001' } as const

describe('a sealed value', () => {
  const name: Direct<string> = Sealed.plain(subject, 'Korban Sintetis 012')

  it('never prints what it holds', () => {
    expect(JSON.stringify({ name })).not.toContain('Sintetis')
    expect(inspect({ name }, { depth: 9, showHidden: true })).not.toContain('Sintetis')
    expect(String(name)).not.toContain('Sintetis')
  })

  it('fits an event only where the field is classified', () => {
    type Good = Fact<'Good', 1, { readonly name: Direct<string>; readonly sex: Open<'P' | 'L'>; readonly note?: Open<string> }>
    // @ts-expect-error `age` is neither open nor sealed
    type Bad = Fact<'Bad', 1, { readonly age: number }>
    const good: Good = { type: 'Good', version: 1, data: { name, sex: 'P' } }
    const bad: Pick<Bad, 'type'> = { type: 'Bad' }
    expect([good.data.sex, bad.type]).toEqual(['P', 'Bad'])
  })
})
