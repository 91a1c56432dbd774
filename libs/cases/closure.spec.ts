import type { CaseCommand } from './index'
import { ANI, BUDI, HEAD, HOSPITAL, note, Road, uuid } from './road.fixture'

const end = (change: object = {}): CaseCommand => ({
  type: 'endVictimService',
  victimId: ANI,
  reason: 'tujuan_tercapai',
  endedOn: '2026-03-02',
  ...change,
})
const correct = (change: object = {}): CaseCommand => ({
  type: 'correctVictimEnding',
  victimId: ANI,
  reason: 'pindah',
  endedOn: '2026-03-02',
  why: 'salah_ketik',
  ...change,
})
const request: CaseCommand = { type: 'requestClosure' }
const approve = (closedOn: string | null = null): CaseCommand => ({ type: 'approveClosure', closedOn })
const reopen = (change: object = {}): CaseCommand => ({
  type: 'reopenCase',
  reopenedOn: '2026-03-02',
  cause: 'kejadian_baru',
  victimIds: [ANI],
  ...change,
})
const followUp = (change: object = {}): CaseCommand => ({
  type: 'makeFollowUp',
  victimId: ANI,
  madeOn: '2026-03-02',
  result: 'aman',
  nextDueOn: null,
  note: null,
  ...change,
})
const closed = (): Road => Road.accepted().and(end()).and(request).and(approve())
const stay: CaseCommand = {
  type: 'startShelterStay',
  reservationId: uuid(20),
  shelterId: uuid(21),
  victimIds: [ANI],
  admittedAt: '2026-03-02T02:00:00.000Z',
  emergency: false,
}

describe('the ending of a victim', () => {
  it('has a reason of the list and a day that can be, once', () => {
    expect(Road.accepted().do(end())).toMatchObject([{ type: 'VictimServiceEnded', data: { victimId: ANI, reason: 'tujuan_tercapai', lists: 1 } }])
    expect(Road.accepted().refusal(end({ reason: 'bosan' }))).toBe('reason: code.unknown')
    expect(Road.accepted().refusal(end({ endedOn: '2026-03-03' }))).toBe('endedOn: date.future')
    expect(Road.accepted().refusal(end({ endedOn: '2026-02-28' }))).toBe('endedOn: date.before-complaint')
    expect(Road.accepted().and(end()).refusal(end())).toBe('closure.victim-already-ended')
    expect(Road.accepted().refusal(end({ victimId: uuid(44) }))).toBe('victimId: victim.unknown')
    expect(Road.complaint().refusal(end())).toBe('case.not-accepted')
  })

  it('without a recorded reason belongs to imports', () => {
    const unrecorded = end({ reason: 'alasan_tidak_tercatat' })
    expect(Road.accepted().refusal(unrecorded)).toBe('reason: closure.reason-for-imports-only')
    expect(Road.accepted().as(HEAD, 'head_of_unit', uuid(9)).refusal(unrecorded)).toBe('allowed')
  })

  it('is corrected with a reason, also on a closed case, but not past its closing', () => {
    expect(Road.accepted().refusal(correct())).toBe('closure.victim-not-ended')
    const road = closed()
    expect(road.do(correct())).toMatchObject([{ type: 'VictimEndingCorrected', data: { reason: 'pindah', why: 'salah_ketik' } }])
    expect(road.case.closure.endings[ANI]).toEqual({ reason: 'pindah', endedOn: '2026-03-02' })
    expect(road.refusal(correct({ why: 'iseng' }))).toBe('why: code.unknown')
    road.later(10 * 86_400_000)
    expect(road.refusal(correct({ endedOn: '2026-03-05' }))).toBe('endedOn: closure.ended-after-closed')
  })
})

describe('the closing of a case', () => {
  it('waits for the last victim', () => {
    const road = Road.accepted().victim(BUDI).and(end())
    expect(road.refusal(request)).toBe('closure.victim-open')
    road.and(end({ victimId: BUDI, reason: 'meninggal' })).and(request)
    expect(road.case.phase).toBe('menunggu_persetujuan')
    expect(road.refusal(request)).toBe('closure.already-requested')
    expect(road.victim(uuid(3)).refusal(approve())).toBe('closure.victim-open')
  })

  it('does not count a struck victim as open', () => {
    const road = Road.accepted().victim(BUDI).and(end()).and({ type: 'voidEntry', kind: 'korban', entryId: BUDI, why: 'ganda' })
    expect(road.refusal(request)).toBe('allowed')
  })

  it('cancels neither a referral nor a stay silently', () => {
    const road = Road.accepted()
    road.consent()
    const [made] = road.do({
      type: 'makeReferral',
      victimIds: [ANI],
      institutionId: HOSPITAL,
      service: 'kesehatan',
      needIds: [],
      urgency: 'sedang',
      madeOn: '2026-03-02',
      override: null,
      approvalNeeded: false,
      follows: null,
      packet: [],
      note: null,
    })
    road.and(end())
    expect(road.refusal(request)).toBe('closure.referral-open')
    const referralId = made?.type === 'ReferralMade' ? made.data.referralId : ''
    road.and({ type: 'withdrawReferral', referralId, at: road.now, via: null, saidBy: null, by: 'unit', reason: 'kebutuhan_terpenuhi' })
    expect(road.refusal(request)).toBe('allowed')

    const sheltered = Road.accepted().and(stay).and(end())
    expect(sheltered.refusal(request)).toBe('closure.stay-open')
  })

  it('is approved after it was asked for, not before the last ending, and may be returned', () => {
    const road = Road.accepted().and(end())
    expect(road.refusal(approve())).toBe('closure.not-requested')
    expect(road.refusal({ type: 'returnClosure', remark: note() })).toBe('closure.not-requested')
    road.and(request)
    expect(road.refusal(approve('2026-03-01'))).toBe('closedOn: closure.closed-before-ending')
    expect(road.refusal(approve('2026-03-03'))).toBe('closedOn: date.future')
    road.and({ type: 'returnClosure', remark: note() })
    expect(road.case.phase).toBe('layanan')
    road.and(request).and(approve())
    expect(road.case).toMatchObject({ phase: 'ditutup', closure: { closedOn: '2026-03-02' } })
    expect(road.refusal(approve())).toBe('case.closed')
    expect(road.refusal(end())).toBe('case.closed')
  })

  it('by an import needs no request and starts no follow-up, but its victims have ended', () => {
    const imported = (): Road => Road.accepted().as(HEAD, 'head_of_unit', uuid(9))
    expect(imported().refusal(approve('2026-03-02'))).toBe('closure.victim-open')
    expect(imported().and(end()).do(approve('2026-03-02'))).toMatchObject([{ type: 'CaseClosed', data: { closedOn: '2026-03-02', followUps: [] } }])
  })

  it.each([
    ['rendah', '2026-04-01'],
    ['sedang', '2026-03-16'],
    ['tinggi', '2026-03-09'],
  ] as const)('asks for a follow-up by risk (%s)', (risk, dueOn) => {
    expect(Road.accepted().assessed(risk).and(end()).and(request).do(approve())).toMatchObject([{ data: { followUps: [{ victimId: ANI, dueOn }] } }])
  })

  it('asks for a follow-up after 3 days from a shelter, after 7 where nobody assessed, and of the dead for none', () => {
    const sheltered = Road.accepted().assessed('rendah').and(stay)
    const stayId = Object.keys(sheltered.case.stays)[0] ?? ''
    sheltered
      .and({ type: 'endShelterStay', stayId, victimIds: [ANI], leftOn: '2026-03-02', to: 'keluarga' })
      .and(end())
      .and(request)
    expect(sheltered.do(approve())).toMatchObject([{ data: { followUps: [{ dueOn: '2026-03-05' }] } }])
    expect(Road.accepted().and(end()).and(request).do(approve())).toMatchObject([{ data: { followUps: [{ dueOn: '2026-03-09' }] } }])
    expect(
      Road.accepted()
        .and(end({ reason: 'meninggal' }))
        .and(request)
        .do(approve()),
    ).toMatchObject([{ data: { followUps: [] } }])
  })

  it('takes no service and no referral afterwards', () => {
    expect(closed().refusal({ type: 'recordService', victimIds: [ANI], deliveredOn: '2026-03-02', provider: null, service: 'dokumen' })).toBe(
      'case.closed',
    )
    expect(closed().refusal(stay)).toBe('case.closed')
  })
})

describe('after an ending', () => {
  it('follow-ups are recorded on the closed case', () => {
    const road = closed()
    expect(road.do(followUp({ nextDueOn: '2026-03-09' }))).toMatchObject([
      { type: 'FollowUpMade', data: { result: 'aman', nextDueOn: '2026-03-09' } },
    ])
    expect(road.refusal(followUp({ result: 'baik' }))).toBe('result: code.unknown')
    expect(road.refusal(followUp({ madeOn: '2026-03-01' }))).toBe('madeOn: date.before-ending')
    expect(road.refusal(followUp({ nextDueOn: '2026-03-02' }))).toBe('nextDueOn: date.not-future')
    expect(Road.accepted().refusal(followUp())).toBe('follow-up.victim-not-ended')
    expect(Road.complaint().refusal(followUp())).toBe('case.not-accepted')
  })

  it('the client says how it was, from 1 to 5', () => {
    const feedback = (rating: number): CaseCommand => ({ type: 'giveFeedback', victimId: ANI, rating, remark: null }) as CaseCommand
    expect(closed().do(feedback(5))).toMatchObject([{ type: 'FeedbackGiven', data: { rating: 5 } }])
    expect(closed().refusal(feedback(6))).toBe('rating: feedback.rating-range')
    expect(closed().refusal({ ...feedback(3), victimId: uuid(44) } as CaseCommand)).toBe('victimId: victim.unknown')
  })

  it('a closed case is reopened for named victims, who go on being served', () => {
    const road = closed().and(reopen())
    expect(road.case).toMatchObject({ phase: 'layanan', closure: { endings: {}, closedOn: '2026-03-02' } })
    expect(road.refusal(request)).toBe('closure.victim-open')
    expect(closed().refusal(reopen({ victimIds: [] }))).toBe('victimIds: victim.missing')
    expect(closed().refusal(reopen({ reopenedOn: '2026-03-01' }))).toBe('reopenedOn: date.before-ending')
    expect(closed().refusal(reopen({ reopenedOn: '2026-03-03' }))).toBe('reopenedOn: date.future')
  })

  it('one victim is taken up again while another one goes on', () => {
    const road = Road.accepted().victim(BUDI).and(end())
    expect(road.refusal(reopen({ victimIds: [BUDI] }))).toBe('closure.victim-not-ended')
    expect(road.and(reopen()).case.closure.endings).toEqual({})
  })

  it('a declined complaint, a case handed elsewhere or struck is not reopened', () => {
    const declined = Road.complaint().given({ type: 'ComplaintDeclined', version: 1, data: { declinedOn: '2026-03-01', reason: 'ganda', lists: 1 } })
    expect(declined.refusal(reopen())).toBe('case.declined')
    expect(
      closed()
        .and({ type: 'voidEntry', kind: 'kasus', entryId: uuid(1), why: 'ganda' })
        .refusal(reopen()),
    ).toBe('case.voided')
  })
})
