import type { CaseCommand } from './index'
import { ANI, BUDI, HEAD, HOSPITAL, note, Road, uuid } from './road.fixture'

const start = (subjectId: string, more: object = {}): CaseCommand => ({
  type: 'startSubjectErasure',
  subjectId,
  ...{ why: 'permintaan_subjek', erasureId: null, linked: [], sharedTexts: [], withoutTexts: false },
  ...more,
})
const request: CaseCommand = { type: 'requestClosure' }
const approve: CaseCommand = { type: 'approveClosure', closedOn: null }
const end = (victimId: string): CaseCommand => ({ type: 'endVictimService', victimId, reason: 'pindah', endedOn: '2026-03-02' })
const refer = (victimIds: readonly string[]): CaseCommand => ({
  type: 'makeReferral',
  victimIds,
  ...{ institutionId: HOSPITAL, service: 'kesehatan', needIds: [], urgency: 'sedang', madeOn: '2026-03-02' },
  ...{ override: { reason: note() }, follows: null, packet: [], note: null, approvalNeeded: false },
})
const admit = (victimIds: readonly string[]): CaseCommand => ({
  type: 'startShelterStay',
  ...{ reservationId: uuid(20), shelterId: uuid(21), victimIds, admittedAt: '2026-03-02T02:00:00.000Z', emergency: false },
})
const asHead = (road: Road): Road => {
  road.actor = { kind: 'user', id: HEAD, role: 'head_of_unit' }
  return road
}

describe('a case with an erased victim', () => {
  it('closes when everybody else has ended, and plans no follow-up of the erased', () => {
    const road = Road.accepted().victim(BUDI).and(end(BUDI))
    expect(road.refusal(request)).toBe('closure.victim-open')
    road.and(start(ANI)).and(request)
    expect(asHead(road).do(approve)).toMatchObject([{ type: 'CaseClosed', data: { followUps: [{ victimId: BUDI }] } }])
  })

  it('closes when all of its victims were erased', () => {
    const road = Road.accepted().and(start(ANI)).and(request)
    expect(asHead(road).do(approve)).toMatchObject([{ data: { followUps: [] } }])
  })

  it('isn’t held open by a referral of erased people alone', () => {
    const alone = Road.accepted()
      .and(refer([ANI]))
      .and(start(ANI))
    expect(alone.do(request)).toMatchObject([{ type: 'ClosureRequested' }])
    const both = Road.accepted()
      .victim(BUDI)
      .and(refer([ANI, BUDI]))
      .and(end(BUDI))
      .and(start(ANI))
    expect(both.refusal(request)).toBe('closure.referral-open')
  })

  it('is held open by a bed until somebody says that it is free', () => {
    const road = Road.accepted()
      .and(admit([ANI]))
      .and(start(ANI))
    expect(road.refusal(request)).toBe('closure.stay-open')
    const [stayId = ''] = road.state.phase === 'none' ? [] : Object.keys(road.state.stays)
    road.and({ type: 'endShelterStay', stayId, victimIds: [ANI], leftOn: '2026-03-02', to: 'rumah' })
    expect(road.do(request)).toMatchObject([{ type: 'ClosureRequested' }])
  })

  it('begins nothing new for the erased; what happened before may still be recorded', () => {
    const road = Road.accepted().and(start(ANI))
    for (const command of [
      refer([ANI]),
      admit([ANI]),
      { type: 'identifyNeeds', victimId: ANI, needs: [{ service: 'konseling', wanted: true }], identifiedOn: null } as const,
      { type: 'draftCasePlan', victimId: ANI, needIds: [], draftedOn: null, reviewOn: null, goals: note() } as const,
    ])
      expect(road.refusal(command)).toBe('victim.erased')
    const ended = Road.accepted().and(end(ANI)).and(start(ANI))
    expect(ended.refusal({ type: 'reopenCase', reopenedOn: '2026-03-02', cause: 'kejadian_baru', victimIds: [ANI] })).toBe('victim.erased')
    expect(road.do(end(ANI))).toMatchObject([{ type: 'VictimServiceEnded' }])
  })
})

describe('another version of a text', () => {
  const shared = [{ recordId: uuid(70), about: [ANI, BUDI] }]
  const redact = (about: readonly string[]): CaseCommand => ({ type: 'redactText', recordId: uuid(71), replaces: uuid(70), about, text: note() })

  it('counts for whom it leaves out', () => {
    const road = Road.accepted()
      .victim(BUDI)
      .and(redact([BUDI]))
    expect(road.refusal(start(BUDI, { sharedTexts: shared }))).toBe('erasure.text-shared')
    expect(road.do(start(ANI, { sharedTexts: shared }))).toMatchObject([{ type: 'SubjectErasureStarted' }])
  })

  it('is about nobody who was erased, nor is a text said to be', () => {
    const road = Road.accepted().victim(BUDI).and(start(ANI))
    expect(road.refusal(redact([ANI]))).toBe('erasure.done')
    expect(road.refusal({ type: 'nameTextSubjects', recordId: uuid(70), about: [ANI] })).toBe('erasure.done')
    expect(road.refusal({ type: 'nameTextSubjects', recordId: uuid(70), about: [uuid(44)] })).toBe('about: subject.unknown')
  })

  it('is said once to be about somebody', () => {
    const name: CaseCommand = { type: 'nameTextSubjects', recordId: uuid(70), about: [ANI] }
    const road = Road.accepted()
    expect(road.do(name)).toMatchObject([{ type: 'TextSubjectsNamed', data: { recordId: uuid(70), about: [ANI] } }])
    expect(road.and(name).do(name)).toEqual([])
  })
})
