import type { CaseCommand } from './index'
import { ANI, BUDI, Road } from './road.fixture'

const mediate = (change: object = {}): CaseCommand => ({
  type: 'holdMediation',
  victimIds: [ANI],
  deliveredOn: '2026-03-02',
  provider: null,
  withWhom: 'terlapor',
  about: 'kekerasan',
  requestedByVictim: true,
  askedInPrivate: true,
  outcome: 'sepakat',
  note: null,
  ...change,
})
const adult = (): Road => Road.accepted().incident(['fisik'])

describe('mediation about the violence with the alleged perpetrator or his family', () => {
  it.each(['terlapor', 'keluarga_terlapor'])('is refused where sexual violence is recorded (%s)', (withWhom) => {
    expect(Road.accepted().incident(['seksual']).refusal(mediate({ withWhom }))).toBe('mediation.sexual-violence')
    expect(adult().incident([], ['pelecehan_nonfisik']).refusal(mediate({ withWhom }))).toBe('mediation.sexual-violence')
  })

  it('names the law', () => {
    expect(() => Road.accepted().incident(['seksual']).do(mediate())).toThrow(
      expect.objectContaining({ params: { law: 'UU 12/2022 pasal 23' } }) as Error,
    )
  })

  it('is refused for trafficking', () => {
    expect(Road.accepted().incident(['tppo']).refusal(mediate())).toBe('mediation.tppo')
  })

  it('is refused where any victim of the case is a child, also one who is not at the table', () => {
    expect(adult().victim(BUDI, 'anak').refusal(mediate())).toBe('mediation.child-victim')
  })

  it('is refused while an age is not known: a blank field opens no door', () => {
    expect(adult().victim(BUDI, 'tidak_diketahui').refusal(mediate())).toBe('mediation.age-unknown')
    expect(adult().victim(BUDI, 'batas_umur').refusal(mediate())).toBe('mediation.age-unknown')
  })

  it('is refused while no violence is recorded', () => {
    expect(Road.accepted().refusal(mediate())).toBe('mediation.violence-not-recorded')
  })

  it('is refused for partner violence at high or unassessed risk', () => {
    expect(adult().perpetrator(true).refusal(mediate())).toBe('mediation.partner-risk')
    expect(adult().perpetrator(true).assessed('tinggi').refusal(mediate())).toBe('mediation.partner-risk')
    expect(adult().perpetrator(true).assessed('sedang').refusal(mediate())).toBe('allowed')
    expect(adult().perpetrator(true).assessed('sedang').assessed('tinggi').refusal(mediate())).toBe('mediation.partner-risk')
    expect(adult().perpetrator(true).assessed('sedang', ANI, '2026-03-02').assessed('tinggi').refusal(mediate())).toBe('allowed')
    expect(adult().perpetrator(false).refusal(mediate())).toBe('allowed')
  })

  it('forgets an assessment that was struck', () => {
    const road = adult().perpetrator(true).assessed('rendah')
    const id = Object.keys(road.case.assessments.assessments)[0] ?? ''
    road.and({ type: 'voidEntry', kind: 'asesmen', entryId: id, why: 'salah_orang' })
    expect(road.refusal(mediate())).toBe('mediation.partner-risk')
  })

  it('is otherwise held at the own request of the victim, taken in private', () => {
    expect(adult().refusal(mediate({ requestedByVictim: false }))).toBe('mediation.not-requested-by-victim')
    expect(adult().refusal(mediate({ askedInPrivate: false }))).toBe('mediation.not-asked-in-private')
    expect(adult().do(mediate())).toMatchObject([{ type: 'MediationHeld', data: { withWhom: 'terlapor', about: 'kekerasan', outcome: 'sepakat' } }])
  })

  it('has no override: not even the head or an import', () => {
    expect(Road.accepted().incident(['seksual']).as(ANI, 'head_of_unit', BUDI).refusal(mediate())).toBe('mediation.sexual-violence')
  })
})

describe('mediation about other matters', () => {
  const other = { about: 'hal_lain', requestedByVictim: false, askedInPrivate: false }

  it.each(['sekolah', 'majikan', 'pencatatan', 'lainnya'])('with others (%s) is open, whatever the violence was', (withWhom) => {
    expect(
      Road.accepted()
        .victim(BUDI, 'anak')
        .incident(['seksual', 'tppo'])
        .refusal(mediate({ ...other, withWhom })),
    ).toBe('allowed')
  })

  it('with the alleged side, or about the violence with others, waits for the victim to ask', () => {
    const road = Road.accepted().incident(['seksual'])
    expect(road.refusal(mediate({ ...other }))).toBe('mediation.not-requested-by-victim')
    expect(road.refusal(mediate({ ...other, requestedByVictim: true, askedInPrivate: true }))).toBe('allowed')
    expect(road.refusal(mediate({ withWhom: 'sekolah', requestedByVictim: false }))).toBe('mediation.not-requested-by-victim')
  })

  it('has an outcome of the list and needs an accepted case', () => {
    expect(adult().refusal(mediate({ outcome: 'damai' }))).toBe('outcome: code.unknown')
    expect(Road.complaint().refusal(mediate())).toBe('case.not-accepted')
  })
})
