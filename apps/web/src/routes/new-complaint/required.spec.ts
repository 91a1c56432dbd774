import { newDraft, withAnother, withMain, withPerson } from './draft'
import { requiredOf } from './required'

let next = 0
const key = (): string => `k${String(next++)}`
const fresh = () => newDraft({ day: '2026-11-20', time: '10:31' }, key)

describe('the required answers of a complaint', () => {
  it('are at most fifteen, and nine for one victim and one alleged perpetrator', () => {
    expect(requiredOf(fresh())).toHaveLength(9)
    expect(requiredOf(fresh()).length).toBeLessThanOrEqual(15)
  })
  it('take "Tidak tahu" for an answer everywhere', () => {
    const draft = fresh()
    const [victim] = draft.victims
    const [perpetrator] = draft.perpetrators
    if (victim === undefined || perpetrator === undefined) throw new Error('a draft begins with one of each')
    let answered = withMain(withMain(withMain(draft, 'urgency', 'nanti'), 'channel', 'telepon'), 'reporterKind', 'tidak_diketahui')
    answered = withMain(withMain(answered, 'forms', ['psikis']), 'when.precision', 'tidak_diketahui')
    for (const [name, value] of [
      ['safe.method', 'belum_tahu'],
      ['sex', 'tidak_diketahui'],
      ['age.unknown', 'ya'],
    ] as const)
      answered = withPerson(answered, 'victims', victim.key, name, value)
    answered = withPerson(answered, 'perpetrators', perpetrator.key, `relation.${victim.key}`, 'tidak_diketahui')
    expect(requiredOf(answered).filter(({ missing }) => missing !== undefined)).toEqual([])
  })
  it('ask of a second victim only what the first was asked', () => {
    expect(requiredOf(withAnother(fresh(), 'victims', key()))).toHaveLength(13)
  })
})
