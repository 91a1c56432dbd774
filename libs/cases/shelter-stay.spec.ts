import type { CaseCommand } from './index'
import { ANI, BUDI, Road, uuid } from './road.fixture'

const start = (change: object = {}): CaseCommand => ({
  type: 'startShelterStay',
  reservationId: uuid(20),
  shelterId: uuid(21),
  victimIds: [ANI],
  admittedAt: '2026-03-01T18:00:00.000Z',
  emergency: false,
  ...change,
})
const DAY = 86_400_000
const staying = (): { road: Road; stayId: string } => {
  const road = Road.accepted()
    .victim(BUDI)
    .and(start({ victimIds: [ANI, BUDI] }))
  return { road, stayId: Object.keys(road.case.stays)[0] ?? '' }
}

describe('a stay in a shelter', () => {
  it('carries its reservation, starts on the local day and is reviewed after 14 days', () => {
    const [event] = Road.accepted().do(start())
    expect(event).toMatchObject({
      type: 'ShelterStayStarted',
      data: { reservationId: uuid(20), shelterId: uuid(21), admittedOn: '2026-03-02', reviewOn: '2026-03-16', emergency: false },
    })
  })

  it('is refused for somebody who is in a shelter already', () => {
    const { road } = staying()
    expect(road.refusal(start({ reservationId: uuid(22) }))).toBe('shelter-stay.already-staying')
  })

  it('needs an accepted case, unless it is an emergency', () => {
    expect(Road.complaint().refusal(start())).toBe('case.not-accepted')
    expect(Road.complaint().do(start({ emergency: true }))).toMatchObject([{ type: 'ShelterStayStarted', data: { emergency: true } }])
    expect(Road.accepted().refusal(start({ admittedAt: '2026-03-02T09:00:00.000Z' }))).toBe('admittedAt: time.future')
    expect(Road.accepted().refusal(start({ victimIds: [] }))).toBe('victimIds: victim.missing')
  })

  it('reopens a closed case in an emergency, in the same act', () => {
    const road = Road.accepted()
      .and({ type: 'endVictimService', victimId: ANI, reason: 'pindah', endedOn: '2026-03-02' })
      .and({ type: 'requestClosure' })
      .and({ type: 'approveClosure', closedOn: null })
    expect(road.do(start({ emergency: true })).map(({ type }) => type)).toEqual(['CaseReopened', 'ShelterStayStarted'])
    expect(road.case.phase).toBe('layanan')
  })

  it('is reviewed with the day of the next review', () => {
    const { road, stayId } = staying()
    const review = (change: object = {}): CaseCommand => ({
      type: 'reviewShelterStay',
      stayId,
      reviewedOn: '2026-03-10',
      extended: true,
      nextReviewOn: null,
      ...change,
    })
    expect(road.refusal(review())).toBe('reviewedOn: date.future')
    road.later(8 * DAY)
    expect(road.do(review())).toMatchObject([{ type: 'ShelterStayReviewed', data: { nextReviewOn: '2026-03-24', extended: true } }])
    expect(road.case.stays[stayId]?.reviewOn).toBe('2026-03-24')
    expect(road.refusal(review({ reviewedOn: '2026-03-01' }))).toBe('reviewedOn: date.before-admission')
    expect(road.refusal(review({ nextReviewOn: '2026-03-10' }))).toBe('nextReviewOn: date.not-after-review')
    expect(road.refusal(review({ stayId: uuid(44) }))).toBe('shelter-stay.unknown')
  })

  it('ends for each who leaves, and for all in the end', () => {
    const { road, stayId } = staying()
    const leave = (victimIds: readonly string[], change: object = {}): CaseCommand => ({
      type: 'endShelterStay',
      stayId,
      victimIds,
      leftOn: '2026-03-02',
      to: 'keluarga',
      ...change,
    })
    expect(road.refusal(leave([]))).toBe('victimIds: required')
    expect(road.refusal(leave([ANI, ANI]))).toBe('victimIds: duplicate')
    expect(road.refusal(leave([ANI], { to: 'entah' }))).toBe('to: code.unknown')
    expect(road.refusal(leave([ANI], { leftOn: '2026-03-01' }))).toBe('leftOn: date.before-admission')
    road.and(leave([ANI]))
    expect(road.case.stays[stayId]?.staying).toEqual([BUDI])
    expect(road.refusal(leave([ANI]))).toBe('victimIds: shelter-stay.not-staying')
    road.and(leave([BUDI]))
    expect(road.refusal(leave([BUDI]))).toBe('shelter-stay.ended')
    expect(road.refusal(start({ reservationId: uuid(23) }))).toBe('allowed')
  })

  it('that was struck holds nobody', () => {
    const { road, stayId } = staying()
    road.and({ type: 'voidEntry', kind: 'tinggal', entryId: stayId, why: 'salah_berkas' })
    expect(road.case.stays[stayId]).toMatchObject({ voided: true, staying: [] })
    expect(road.refusal({ type: 'endShelterStay', stayId, victimIds: [ANI], leftOn: '2026-03-02', to: 'rumah' })).toBe('shelter-stay.voided')
    expect(road.refusal(start())).toBe('allowed')
  })
})
