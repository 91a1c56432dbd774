import fc from 'fast-check'
import { addDays, addMilliseconds, dateIn, HOUR, Refusal, replay, Sealed, type Direct, type Instant, type Uuid } from '#kernel'
import { commandIn, complaintForm, deskContext, incidentForm, LONG, person, SEED, victimForm } from '#testing'
import {
  caseDecider,
  decide,
  evolve,
  noCase,
  type CaseCommand,
  type CaseContext,
  type CaseEvent,
  type CaseState,
  type ExistingCase,
  type KnownAge,
} from './index'
import {
  buildAddVictim,
  buildCorrectIncident,
  buildCorrectReceivedDate,
  buildReceiveComplaint,
  buildRecordIncident,
  buildSetSafeContact,
} from './intake'
import { newPerpetrator, newRelatedPerson, newRelation } from './intake-people'

// Any sequence of commands, valid or not, drawn with the ids that the case has at that moment.

const RUNS = LONG ? 20_000 : 200
jest.setTimeout(LONG ? 1_800_000 : 240_000)
const BASE = '2026-03-02T05:00:00.000Z'

/** Numbers drawn for one command: each picks from a list, modulo its length. */
type Dice = (sides: number) => number
interface Moment {
  readonly state: ExistingCase
  readonly context: CaseContext
  readonly dice: Dice
}

const text: Direct<string> = Sealed.plain({ kind: 'record', id: 'r', about: [] }, 'Contoh')
const oneOf = <T>(dice: Dice, ...values: readonly [T, ...T[]]): T => values[dice(values.length)] ?? values[0]
const idFrom = (dice: Dice, map: Readonly<Record<Uuid, unknown>>): Uuid => Object.keys(map)[dice(Object.keys(map).length + 1)] ?? 'nobody'
const victim = ({ state, dice }: Moment): Uuid => idFrom(dice, state.subjects.victims)
const perpetrator = ({ state, dice }: Moment): Uuid => state.subjects.perpetrators[dice(state.subjects.perpetrators.length + 1)] ?? 'nobody'
const giver = ({ state, dice }: Moment): Uuid | null =>
  oneOf(dice, null, idFrom(dice, state.subjects.relatedPersons), ...state.subjects.perpetrators, ...state.subjects.reporters)
const day = ({ context, dice }: Moment): string => addDays(context.today, 1 - dice(6))
const moment = ({ context, dice }: Moment): Instant => addMilliseconds(context.now, (1 - dice(30)) * HOUR)
const known = (at: Moment): KnownAge => ({
  victimId: victim(at),
  age: { birthDate: null, years: at.dice(40), statedFor: oneOf(at.dice, 'kejadian', 'pengaduan') },
})
const received = ({ state }: Moment) => ({ receivedAt: state.complaint.receivedAt, receivedOn: state.complaint.receivedOn })
const incident = ({ dice }: Moment) =>
  incidentForm({ forms: oneOf(dice, ['fisik'], ['seksual'], ['tppo'], ['marah']), kdrt: oneOf(dice, null, true), kdrtReason: 'lainnya' })
const scope = ({ dice }: Moment) =>
  oneOf(dice, { purpose: 'layanan', receiver: null } as const, { purpose: 'berbagi', receiver: 'hospital' } as const)
const delivery = (at: Moment) => ({ victimIds: [victim(at)], deliveredOn: day(at), provider: oneOf(at.dice, null, 'hospital') })
const step = (at: Moment) => ({ referralId: idFrom(at.dice, at.state.referrals), at: moment(at), via: oneOf(at.dice, null, 'telepon'), saidBy: null })
const people = { identity: person('Orang Contoh') } as const

/** One way of making a command for each of the steps. */
const MAKERS: readonly ((at: Moment) => CaseCommand)[] = [
  (at) => buildReceiveComplaint(complaintForm({ receivedAt: at.context.now }), at.context),
  () => ({ type: 'assignComplaintNumber', number: 'PGD/2026/002' }),
  () => ({ type: 'explainDutyToReport', explainedTo: 'korban' }),
  (at) => ({ type: 'writeChronology', dutyExplainedTo: oneOf(at.dice, null, 'pelapor'), recordId: at.context.commandId, about: [victim(at)], text }),
  ({ dice }) => ({ type: 'triageComplaint', urgency: oneOf(dice, 'gawat', 'tinggi', 'sedang', 'rendah') }),
  (at) => ({
    type: 'recordContactAttempt',
    victimId: victim(at),
    method: 'telepon',
    reached: at.dice(2) === 0,
    attemptedAt: moment(at),
    outsideSafeWindow: false,
  }),
  (at) => ({ type: 'recordOutreach', madeOn: day(at), met: true, note: null, victimIds: [victim(at)] }),
  (at) => ({ type: 'verifyComplaint', how: 'telepon', verifiedOn: day(at) }),
  ({ dice }) => ({ type: 'acceptComplaint', number: 'REG/2026/001', acceptedOn: null, verifiedHow: oneOf(dice, null, 'telepon') }),
  ({ dice }) => ({ type: 'acceptComplaint', number: 'REG/2026/001', acceptedOn: null, verifiedHow: oneOf(dice, 'dokumen', 'kunjungan') }),
  ({ dice }) => ({ type: 'declineComplaint', reason: oneOf(dice, 'ganda', 'entah'), declinedOn: null }),
  ({ dice }) => ({
    type: 'handOverCase',
    toUnit: oneOf(dice, 'uptd-lain', 'uptd-contoh', null),
    toInstitution: null,
    reason: 'kewenangan',
    handedOverOn: null,
  }),
  ({ dice }) => ({
    type: 'handOverCase',
    toUnit: null,
    toInstitution: oneOf(dice, null, null, null, 'hospital'),
    reason: 'kewenangan',
    handedOverOn: null,
  }),
  ({ dice }) => ({ type: 'assignCase', assignedTo: oneOf(dice, 'u1', 'u2') }),
  ({ dice }) => ({ type: 'declareConflict', userId: oneOf(dice, 'u1', 'u3') }),
  (at) => buildAddVictim(victimForm({ age: known(at).age }), received(at), at.context),
  ({ context }) => ({ type: 'addPerpetrator', ...newPerpetrator(context.commandId, { ...people, sex: 'L', years: null }) }),
  ({ context, dice }) => ({
    type: 'addRelatedPerson',
    ...newRelatedPerson(context.commandId, { ...people, role: 'keluarga', inConflict: dice(2) === 0 }),
  }),
  (at) => ({
    type: 'recordRelation',
    ...newRelation(victim(at), perpetrator(at), { relation: oneOf(at.dice, 'suami', 'tetangga'), sharedHousehold: null }),
  }),
  (at) =>
    buildSetSafeContact(victim(at), {
      method: 'telepon',
      days: [1],
      from: null,
      to: null,
      whoMayAnswer: 'korban_saja',
      detail: null,
      codePhrase: null,
    }),
  (at) => buildRecordIncident(incident(at), [known(at)], received(at), at.context),
  (at) => buildCorrectIncident(idFrom(at.dice, at.state.incidents), incident(at), 'data_baru', [known(at)], received(at), at.context),
  (at) => buildCorrectReceivedDate({ receivedAt: null, receivedOn: day(at) }, 'salah_ketik', [known(at)], at.context),
  (at) => ({
    type: 'giveConsent',
    victimId: victim(at),
    ...scope(at),
    capacity: oneOf(at.dice, 'korban', 'orang_tua', 'unit'),
    giverId: giver(at),
    giverName: null,
    maturity: oneOf(at.dice, null, 'dewasa', 'anak'),
    basis: oneOf(at.dice, 'persetujuan', 'kepentingan_vital'),
    how: 'tertulis',
    childAssent: oneOf(at.dice, null, 'bersedia'),
    givenOn: null,
    expiresOn: null,
  }),
  (at) => ({
    type: 'refuseConsent',
    victimId: victim(at),
    ...scope(at),
    capacity: oneOf(at.dice, 'korban', 'orang_tua'),
    giverId: giver(at),
    giverName: null,
    maturity: null,
    refusedOn: null,
  }),
  (at) => ({ type: 'withdrawConsent', consentId: idFrom(at.dice, at.state.consents.given), withdrawnAt: moment(at) }),
  (at) => ({
    type: 'recordAssessment',
    victimId: victim(at),
    risk: oneOf(at.dice, 'tinggi', 'rendah'),
    instrument: 'wawancara',
    score: null,
    maxScore: null,
    assessedOn: day(at),
    summary: null,
  }),
  (at) => ({ type: 'makeSafetyPlan', victimId: victim(at), madeOn: null, text }),
  (at) => ({
    type: 'identifyNeeds',
    victimId: victim(at),
    needs: [{ service: oneOf(at.dice, 'konseling', 'kesehatan'), wanted: true }],
    identifiedOn: null,
  }),
  (at) => ({ type: 'changeNeedWish', needId: idFrom(at.dice, at.state.needs), wanted: at.dice(2) === 0, changedOn: null }),
  (at) => ({ type: 'hinderNeed', needId: idFrom(at.dice, at.state.needs), how: 'ditolak', reason: 'takut', on: null }),
  (at) => ({ type: 'draftCasePlan', victimId: victim(at), needIds: [], draftedOn: null, reviewOn: null, goals: text }),
  (at) => ({ type: 'agreeCasePlan', planId: idFrom(at.dice, at.state.plans.plans), agreedBy: 'korban', agreedOn: null }),
  (at) => ({ type: 'approveCasePlan', planId: idFrom(at.dice, at.state.plans.plans), approvedOn: null }),
  (at) => ({ type: 'returnCasePlan', planId: idFrom(at.dice, at.state.plans.plans), returnedOn: null, remark: text }),
  (at) => ({ type: 'holdCaseConference', victimIds: [victim(at)], heldOn: null, institutions: [], minutes: null }),
  (at) => ({ type: 'recordService', ...delivery(at), service: oneOf(at.dice, 'dokumen', 'konseling') }),
  (at) => ({ type: 'correctServiceDate', serviceId: idFrom(at.dice, at.state.services), deliveredOn: day(at), why: 'salah_ketik' }),
  (at) => ({ type: 'giveHealthService', ...delivery(at), payer: 'bpjs', payerReason: null, care: ['perawatan_luka'], note: null }),
  (at) => ({ type: 'giveLegalAid', ...delivery(at), kind: 'konsultasi', note: null }),
  (at) => ({ type: 'giveAccompaniment', ...delivery(at), where: 'kepolisian', note: null }),
  (at) => ({ type: 'recordLegalStage', victimIds: [victim(at)], perpetratorId: null, stage: 'laporan', reachedOn: day(at), fileNumber: null }),
  (at) => ({
    type: 'startShelterStay',
    reservationId: at.context.commandId,
    shelterId: 's',
    victimIds: [victim(at)],
    admittedAt: moment(at),
    emergency: at.dice(2) === 0,
  }),
  (at) => ({ type: 'endShelterStay', stayId: idFrom(at.dice, at.state.stays), victimIds: [victim(at)], leftOn: day(at), to: 'keluarga' }),
  (at) => ({
    type: 'makeReferral',
    victimIds: [victim(at)],
    institutionId: 'hospital',
    service: 'kesehatan',
    needIds: [],
    urgency: 'tinggi',
    madeOn: at.context.today,
    override: oneOf(at.dice, null, { reason: text }),
    approvalNeeded: false,
    follows: null,
    packet: ['umur'],
    note: null,
  }),
  (at) => ({ type: 'sendReferral', referralId: idFrom(at.dice, at.state.referrals), at: moment(at), channel: 'telepon' }),
  (at) => ({ type: 'recordReferralAccepted', ...step(at), extent: 'penuh' }),
  (at) => ({ type: 'recordReferralFirstService', ...step(at) }),
  (at) => ({ type: 'recordReferralDeclined', ...step(at), reason: 'penuh', alternative: null }),
  (at) => ({ type: 'completeReferral', ...step(at), result: 'tujuan_tercapai' }),
  (at) => ({ type: 'endVictimService', victimId: victim(at), reason: oneOf(at.dice, 'tujuan_tercapai', 'meninggal'), endedOn: day(at) }),
  (at) => ({ type: 'endVictimService', victimId: victim(at), reason: 'pindah', endedOn: at.context.today }),
  () => ({ type: 'requestClosure' }),
  () => ({ type: 'returnClosure', remark: text }),
  () => ({ type: 'approveClosure', closedOn: null }),
  (at) => ({ type: 'makeFollowUp', victimId: victim(at), madeOn: at.context.today, result: 'aman', nextDueOn: null, note: null }),
  (at) => ({ type: 'giveFeedback', victimId: victim(at), rating: 5, remark: null }),
  (at) => ({ type: 'reopenCase', reopenedOn: day(at), cause: 'kejadian_baru', victimIds: [victim(at)] }),
  (at) => ({ type: 'recordEmergencyAction', victimIds: [victim(at)], kind: 'transportasi', actedAt: moment(at), institutionId: null, note: null }),
  (at) => ({ type: 'reviewEmergencyAction', actionId: idFrom(at.dice, at.state.emergencies), finding: 'sesuai', remark: null }),
  (at) => ({ type: 'voidEntry', kind: 'korban', entryId: victim(at), why: 'salah_orang' }),
  (at) => ({
    type: 'voidEntry',
    kind: 'layanan',
    entryId: idFrom(at.dice, { ...at.state.services, ...at.state.plans.conferences, ...at.state.complaint.outreaches }),
    why: 'ganda',
  }),
  (at) => ({
    type: 'voidEntry',
    kind: oneOf(at.dice, 'kebutuhan', 'asesmen', 'persetujuan', 'rujukan'),
    entryId: idFrom(at.dice, { ...at.state.needs, ...at.state.consents.given, ...at.state.referrals }),
    why: 'ganda',
  }),
  ({ dice }) => ({ type: 'voidEntry', kind: dice(8) === 0 ? 'kasus' : 'rencana', entryId: 'x', why: 'ganda' }),
]

/** The first commands of a story are likelier to be those that lead down the road. */
const draw = fc.record({
  maker: fc.nat({ max: MAKERS.length - 1 }),
  dice: fc.array(fc.nat({ max: 1_000_000 }), { minLength: 12, maxLength: 12 }),
  hours: fc.nat({ max: 60 }),
})
const sequence = fc.record({
  /** How far down the road the story begins: complaint, accepted case, closure asked for, closed */
  start: fc.constantFrom(0, 1, 1, 1, 3, 4),
  years: fc.constantFrom(4, 10, 17, 30, null),
  draws: fc.array(draw, { maxLength: 40 }),
})

function diceFrom(numbers: readonly number[]): Dice {
  let at = 0
  return (sides) => (numbers[at++ % numbers.length] ?? 0) % sides
}

/** A tree that nobody can change any more: an evolve that writes into its old state throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

interface Story {
  readonly events: readonly CaseEvent[]
  /** After each command that was not refused */
  readonly moments: readonly { readonly state: CaseState; readonly context: CaseContext }[]
  readonly refused: number
}

/** Runs the drawn commands; a refusal is an answer, any other error fails the test. */
function run({
  start,
  years,
  draws,
}: {
  readonly start: number
  readonly years: number | null
  readonly draws: readonly { readonly maker: number; readonly dice: readonly number[]; readonly hours: number }[]
}): Story {
  const events: CaseEvent[] = []
  const moments: { state: CaseState; context: CaseContext }[] = []
  let state: CaseState = noCase
  let now: Instant = BASE
  let refused = 0
  const act = (command: CaseCommand, context: CaseContext): void => {
    try {
      for (const event of decide(command, state, context)) {
        events.push(event)
        state = frozen(evolve(state, event))
      }
      moments.push({ state, context })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused++
    }
  }
  const contextAt = (index: number, actor = 'u0'): CaseContext => ({
    ...deskContext,
    commandId: commandIn(deskContext, index),
    actor: { kind: 'user', id: actor, role: 'manajer_kasus' },
    now,
    today: dateIn(deskContext.zone, now),
  })
  const form = complaintForm({
    victims: [victimForm({ age: { birthDate: null, years, statedFor: 'kejadian' } })],
    relatedPersons: [{ ...people, role: 'keluarga', inConflict: false }],
  })
  act(buildReceiveComplaint(form, deskContext), contextAt(0))
  for (const command of roadTo(state).slice(0, start)) act(command, contextAt(moments.length, 'u4'))
  draws.forEach(({ maker, dice: numbers, hours }, index) => {
    now = addMilliseconds(now, hours * HOUR)
    const dice = diceFrom(numbers)
    const make = MAKERS[maker]
    if (make === undefined || state.phase === 'none') return
    const context = contextAt(index + 10, oneOf(dice, 'u0', 'u1', 'u4'))
    let command: CaseCommand
    try {
      command = make({ state, context, dice })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused++
      return
    }
    act(command, context)
  })
  return { events, moments, refused }
}

/** The commands that close a case with one victim, one after the other. */
function roadTo(state: CaseState): readonly CaseCommand[] {
  const victimId = state.phase === 'none' ? 'nobody' : (Object.keys(state.subjects.victims)[0] ?? 'nobody')
  return [
    { type: 'acceptComplaint', number: 'REG/2026/001', acceptedOn: null, verifiedHow: 'telepon' },
    { type: 'endVictimService', victimId, reason: 'tujuan_tercapai', endedOn: '2026-03-02' },
    { type: 'requestClosure' },
    { type: 'approveClosure', closedOn: null },
  ]
}

const holdsNothingSealed = (value: unknown): boolean =>
  !(value instanceof Sealed) && (typeof value !== 'object' || value === null || Object.values(value).every(holdsNothingSealed))

describe(`any sequence of commands (seed ${String(SEED)}, ${String(RUNS)} runs)`, () => {
  const always = (check: (story: Story) => void): void => {
    fc.assert(
      fc.property(sequence, (drawn) => {
        check(run(drawn))
      }),
      { numRuns: RUNS },
    )
  }

  it('leaves a state that replays to itself, also after a journey through JSON', () => {
    always(({ events, moments }) => {
      const last = moments.at(-1)?.state
      const replayed = replay(caseDecider, events)
      expect(replayed).toEqual(last)
      expect(JSON.parse(JSON.stringify(replayed))).toStrictEqual(replayed)
      expect(holdsNothingSealed(replayed)).toBe(true)
    })
  })

  it('leaves the emergency lane open in every state it reaches', () => {
    always(({ moments }) => {
      for (const { state, context } of moments) {
        if (state.phase === 'none' || (context.actor.kind === 'user' && state.walledOff.includes(context.actor.id))) continue
        const standing = Object.entries(state.subjects.victims).flatMap(([id, { voided }]) => (voided ? [] : [id]))
        for (const victimIds of [[], standing]) {
          const command: CaseCommand = {
            type: 'recordEmergencyAction',
            victimIds,
            kind: 'polisi',
            actedAt: context.now,
            institutionId: null,
            note: null,
          }
          const events = decide(command, state, { ...context, commandId: commandIn(context, 999) })
          expect(events.map(({ type }) => type)).toContain('EmergencyActionRecorded')
          expect(events.reduce<CaseState>(evolve, state).phase).not.toBe('ditutup')
        }
      }
    })
  })

  it('decides the same thing twice, and nothing for somebody behind the conflict wall', () => {
    always(({ moments }) => {
      const { state, context } = moments.at(-1) ?? { state: noCase, context: deskContext }
      if (state.phase === 'none') return
      const command: CaseCommand = {
        type: 'recordEmergencyAction',
        victimIds: [],
        kind: 'polisi',
        actedAt: context.now,
        institutionId: null,
        note: null,
      }
      const asked = { ...context, actor: { kind: 'user', id: 'u0', role: 'manajer_kasus' } } as const
      expect(decide(command, state, asked)).toEqual(decide(command, state, asked))
      for (const id of state.walledOff) {
        expect(() => decide(command, state, { ...context, actor: { kind: 'user', id, role: 'manajer_kasus' } })).toThrow('case.unknown')
      }
    })
  })

  it('counts each victim, chronology and number once, and never goes back to a complaint from a case', () => {
    always(({ events, moments }) => {
      const ordinals = events.flatMap((event) => (event.type === 'VictimAdded' ? [event.data.ordinal] : []))
      expect(ordinals).toEqual(ordinals.map((_, at) => at + 1))
      for (const type of ['ComplaintReceived', 'ComplaintAccepted', 'ComplaintNumberAssigned'] as const) {
        expect(events.filter((event) => event.type === type).length).toBeLessThanOrEqual(1)
      }
      const accepted = moments.findIndex(({ state }) => state.phase === 'layanan')
      if (accepted >= 0) expect(moments.slice(accepted).some(({ state }) => state.phase === 'pengaduan')).toBe(false)
    })
  })
})

describe('the drawn stories', () => {
  it('reach every phase and make most kinds of event, so that the properties say something', () => {
    const phases = new Set<string>()
    const types = new Set<string>()
    for (const drawn of fc.sample(sequence, { seed: 7, numRuns: 1_500 })) {
      const { events, moments } = run(drawn)
      for (const { state } of moments) phases.add(state.phase)
      for (const { type } of events) types.add(type)
    }
    expect([...phases].sort()).toEqual(['dialihkan', 'dibatalkan', 'ditolak', 'ditutup', 'layanan', 'menunggu_persetujuan', 'pengaduan'])
    expect(types.size).toBeGreaterThanOrEqual(50)
  })
})
