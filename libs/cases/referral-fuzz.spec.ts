import fc from 'fast-check'
import type { CaseCommand, CaseEvent } from './index'
import { Refusal } from '#kernel'
import { ANI, HOSPITAL, Road } from './road.fixture'
import { stepsBefore, TRANSITIONS, type ReferralStep } from './referral-stages'
import { OPEN_STAGES, type ReferralStage } from './referral-state'

const ENDS: readonly CaseEvent['type'][] = ['ReferralCompleted', 'ReferralEndedWithoutResult', 'ReferralDeclined', 'ReferralWithdrawn']
const STAGES: readonly ReferralStage[] = [...OPEN_STAGES, 'selesai', 'berakhir_tanpa_hasil', 'ditolak_mitra', 'dicabut']
const STEPS = Object.keys(TRANSITIONS) as ReferralStep[]

const make: CaseCommand = {
  type: 'makeReferral',
  victimIds: [ANI],
  institutionId: HOSPITAL,
  service: 'kesehatan',
  needIds: [],
  urgency: 'tinggi',
  madeOn: '2026-03-02',
  override: null,
  approvalNeeded: true,
  follows: null,
  packet: [],
  note: null,
}
const extras: Readonly<Record<string, object>> = {
  approveReferral: {},
  sendReferral: { channel: 'surat' },
  recordReferralReceived: {},
  recordReferralAccepted: { extent: 'penuh' },
  recordReferralDeclined: { reason: 'penuh', alternative: null },
  recordReferralAppointment: { appointmentAt: '2026-03-30T02:00:00.000Z' },
  recordReferralArrived: {},
  recordReferralNotArrived: { hindrance: 'takut', askAgainOn: null },
  recordReferralFirstService: {},
  recordReferralProgress: { note: null },
  askAboutReferral: { askAgainOn: '2026-03-29' },
  completeReferral: { result: 'tercapai_sebagian' },
  endReferralWithoutResult: { reason: 'tanpa_jawaban', justification: null },
  withdrawReferral: { by: 'mitra', reason: 'salah_tujuan' },
  justifyReferralDeadEnd: { reason: 'lainnya', note: null },
  tellVictimOfReferral: {},
}
const step = fc.record({
  type: fc.constantFrom(...Object.keys(extras)),
  minutes: fc.integer({ min: 0, max: 3_000 }),
  back: fc.integer({ min: 0, max: 600 }),
  via: fc.constantFrom('telepon', null),
})

describe('whatever is told of a referral in whatever order', () => {
  it('it ends at most once, no stage comes before an earlier one, and its state follows from its events', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const road = Road.accepted()
        road.consent()
        const [made] = road.do(make)
        const referralId = made?.type === 'ReferralMade' ? made.data.referralId : ''
        for (const { type, minutes, back, via } of steps) {
          road.later(minutes * 60_000)
          const at = new Date(Date.parse(road.now) - back * 60_000).toISOString()
          try {
            road.do({ type, referralId, at, via: type === 'tellVictimOfReferral' ? 'telepon' : via, saidBy: null, ...extras[type] } as CaseCommand)
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        expect(road.events.filter(({ type }) => ENDS.includes(type)).length).toBeLessThanOrEqual(1)
        expect(road.events.filter(({ type }) => type === 'ReferralFirstServiceGiven').length).toBeLessThanOrEqual(1)
        const times = road.events.flatMap((event) =>
          event.type.startsWith('Referral') &&
          'at' in event.data &&
          event.type !== 'ReferralAsked' &&
          event.type !== 'ReferralApproved' &&
          event.type !== 'ReferralDeadEndJustified' &&
          event.type !== 'ReferralVictimTold'
            ? [String(event.data.at)]
            : [],
        )
        expect(times).toEqual([...times].sort())
        expect(new Road().given(...road.events).state).toEqual(road.state)
      }),
      { numRuns: 150 },
    )
  })

  it('the table answers every step in every stage: with a way there, or a refusal', () => {
    for (const stage of STAGES) {
      for (const one of STEPS) {
        let way: readonly string[] | Refusal
        try {
          way = stepsBefore(one, { stage })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          way = error
        }
        if (!OPEN_STAGES.includes(stage)) expect(way).toMatchObject({ code: 'referral.ended' })
        else if (way instanceof Refusal) expect(way.code).toBe('referral.stage-passed')
        else expect(way.length).toBeLessThanOrEqual(5)
      }
    }
  })

  it('no end leads anywhere', () => {
    for (const { from } of Object.values(TRANSITIONS)) expect(from.every((stage) => OPEN_STAGES.includes(stage))).toBe(true)
  })
})
