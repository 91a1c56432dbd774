import fc from 'fast-check'
import { Refusal } from '#kernel'
import { EMERGENCY_KINDS, type CaseCommand } from './index'
import { ANI, BUDI, HEAD, note, OFFICER, Road, uuid } from './road.fixture'

const act = (change: object = {}): CaseCommand => ({
  type: 'recordEmergencyAction',
  victimIds: [ANI],
  kind: 'kesehatan',
  actedAt: '2026-03-02T02:00:00.000Z',
  institutionId: null,
  note: note(),
  ...change,
})
const end = (victimId: string, reason = 'pindah'): CaseCommand => ({ type: 'endVictimService', victimId, reason, endedOn: '2026-03-02' })
const request: CaseCommand = { type: 'requestClosure' }
const approve: CaseCommand = { type: 'approveClosure', closedOn: null }
const types = (road: Road, command: CaseCommand): readonly string[] => road.do(command).map(({ type }) => type)

const roads: Readonly<Record<string, () => Road>> = {
  pengaduan: () => Road.complaint(),
  layanan: () => Road.accepted(),
  menunggu_persetujuan: () => Road.accepted().and(end(ANI)).and(request),
  ditutup: () => Road.accepted().and(end(ANI)).and(request).and(approve),
  ditolak: () => Road.complaint().given({ type: 'ComplaintDeclined', version: 1, data: { declinedOn: '2026-03-01', reason: 'ganda', lists: 1 } }),
  dialihkan: () =>
    Road.accepted().given({
      type: 'CaseHandedOver',
      version: 1,
      data: { toUnit: null, toInstitution: uuid(8), handedOverOn: '2026-03-01', reason: 'domisili_korban' },
    }),
  dibatalkan: () => Road.accepted().and({ type: 'voidEntry', kind: 'kasus', entryId: uuid(7), why: 'ganda' }),
}

describe('the emergency lane', () => {
  it.each(Object.keys(roads))('is open in the state %s, for every kind of help', (phase) => {
    for (const kind of EMERGENCY_KINDS) {
      const road = roads[phase]?.() ?? new Road()
      expect(road.case.phase).toBe(phase)
      expect(types(road, act({ kind }))).toContain('EmergencyActionRecorded')
    }
  })

  it('opens with the complaint', () => {
    expect(new Road().refusal(act())).toBe('case.unknown')
  })

  it('reopens a closed case, and one about to be closed, in the same act', () => {
    for (const phase of ['ditutup', 'menunggu_persetujuan']) {
      const road = roads[phase]?.() ?? new Road()
      expect(types(road, act())).toEqual(['CaseReopened', 'EmergencyActionRecorded'])
      expect(road.case).toMatchObject({ phase: 'layanan', closure: { endings: {} } })
      expect(road.refusal(request)).toBe('closure.victim-open')
    }
  })

  it('takes up a victim who had ended, everybody where nobody is named, and never the dead', () => {
    const road = Road.accepted().victim(BUDI).and(end(BUDI))
    expect(types(road, act())).toEqual(['EmergencyActionRecorded'])
    expect(types(road, act({ victimIds: [BUDI] }))).toEqual(['CaseReopened', 'EmergencyActionRecorded'])
    const closed = Road.accepted().victim(BUDI).and(end(ANI)).and(end(BUDI, 'meninggal')).and(request).and(approve)
    expect(closed.do(act({ victimIds: [] }))).toMatchObject([{ type: 'CaseReopened', data: { cause: 'darurat', victimIds: [ANI] } }, {}])
  })

  it('refuses wrong input only', () => {
    expect(Road.accepted().refusal(act({ victimIds: [uuid(44)] }))).toBe('victimIds[0]: victim.unknown')
    expect(Road.accepted().refusal(act({ actedAt: '2026-03-02T09:00:00.000Z' }))).toBe('actedAt: time.future')
    expect(Road.accepted().refusal(act({ victimIds: [] }))).toBe('allowed')
  })

  it('owes a review unless the ordinary road had been walked', () => {
    expect(Road.accepted().do(act())).toMatchObject([{ data: { reviewNeeded: true, recordedBy: OFFICER } }])
    const planned = Road.accepted()
      .assessed('rendah')
      .given(
        {
          type: 'CasePlanDrafted',
          version: 1,
          data: { planId: uuid(31), victimId: ANI, needIds: [], draftedOn: '2026-03-01', reviewOn: null, goals: note() },
        },
        { type: 'CasePlanApproved', version: 1, data: { planId: uuid(31), approvedOn: '2026-03-01' } },
      )
    expect(planned.do(act())).toMatchObject([{ data: { reviewNeeded: false } }])
    expect(planned.do(act({ victimIds: [] }))).toMatchObject([{ data: { reviewNeeded: true } }])
  })

  it('is reviewed once, by another officer than the one who acted', () => {
    const road = Road.accepted().and(act())
    const actionId = Object.keys(road.case.emergencies)[0] ?? ''
    const review = (change: object = {}): CaseCommand => ({ type: 'reviewEmergencyAction', actionId, finding: 'sesuai', remark: null, ...change })
    expect(road.refusal(review())).toBe('emergency.own-review')
    road.actor = { kind: 'system', name: 'clock' }
    expect(road.refusal(review())).toBe('emergency.own-review')
    road.as(HEAD, 'head_of_unit')
    expect(road.refusal(review({ actionId: uuid(44) }))).toBe('emergency.unknown')
    expect(road.do(review())).toMatchObject([{ type: 'EmergencyActionReviewed', data: { finding: 'sesuai' } }])
    expect(road.refusal(review())).toBe('emergency.already-reviewed')
    road.and({ type: 'voidEntry', kind: 'tindakan_darurat', entryId: actionId, why: 'ganda' })
    expect(road.refusal(review())).toBe('emergency.voided')
  })

  it('records an act of the system as nobody’s', () => {
    const road = Road.accepted()
    road.actor = { kind: 'system', name: 'import' }
    expect(road.do(act())).toMatchObject([{ data: { recordedBy: null } }])
  })

  it('stays open whatever was done to the case before', () => {
    const commands: readonly CaseCommand[] = [
      end(ANI),
      end(BUDI, 'meninggal'),
      request,
      approve,
      { type: 'returnClosure', remark: note() },
      { type: 'reopenCase', reopenedOn: '2026-03-02', cause: 'kejadian_baru', victimIds: [ANI] },
      { type: 'acceptComplaint', number: 'K/2', acceptedOn: null, verifiedHow: 'telepon' },
      { type: 'declineComplaint', reason: 'ganda', declinedOn: null },
      { type: 'voidEntry', kind: 'korban', entryId: BUDI, why: 'ganda' },
      { type: 'voidEntry', kind: 'kasus', entryId: uuid(1), why: 'ganda' },
      act({ victimIds: [] }),
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 20 }), fc.constantFrom(...EMERGENCY_KINDS), (walk, kind) => {
        const road = Road.complaint().victim(BUDI)
        for (const command of walk) {
          try {
            road.do(command)
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        expect(types(road, act({ kind }))).toContain('EmergencyActionRecorded')
        expect(road.case.phase).not.toBe('ditutup')
        expect(new Road().given(...road.events).state).toEqual(road.state)
      }),
      { numRuns: 100 },
    )
  })
})
