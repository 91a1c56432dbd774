import { waitsFor, type AwaitedStep, type Code, type NamedStage, type Urgency, type WaitsFor } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import type { RecordedCaseEvent } from './case-events'

export interface StageReached {
  readonly stage: NamedStage | 'disetujui' | 'perkembangan' | 'ditanyakan' | 'korban_diberi_tahu'
  /** The day alone for the making */
  readonly at: Instant | LocalDate
  /** Channel by which somebody else said it; null: the officer saw it */
  readonly via: Code | null
  readonly eventId: Uuid
}

/** One referral on its way, as its events tell it. */
export interface ReferralProgress {
  readonly referralId: Uuid
  readonly institutionId: Uuid
  readonly service: Code
  readonly urgency: Urgency
  readonly victimIds: readonly Uuid[]
  /** Those of them whose data were erased: where it is all of them, it waits for nobody */
  erased: readonly Uuid[]
  readonly needIds: readonly Uuid[]
  readonly follows: Uuid | null
  readonly madeOn: LocalDate
  readonly withoutConsent: boolean
  overrideReviewed: boolean
  approvalNeeded: boolean
  stage: NamedStage
  /** When the present stage was reached */
  since: Instant | LocalDate
  stages: StageReached[]
  waitsFor: WaitsFor | null
  step: AwaitedStep | null
  /** By when, where a moment is known */
  nextAt: Instant | null
  /** The day on which to ask again */
  nextOn: LocalDate | null
  sentAt: Instant | null
  /** When the partner agreed or declined */
  answeredAt: Instant | null
  answerDueAt: Instant | null
  firstServiceDueAt: Instant | null
  appointmentAt: Instant | null
  /** Code of the reason of a bad ending, or of the result of a good one */
  outcome: Code | null
  open: boolean
  told: boolean
  /** Why this dead end needs no successor */
  justified: Code | null
  voided: boolean
}

type Data<Type extends RecordedCaseEvent['type']> = Extract<RecordedCaseEvent, { type: Type }>['data']

export function referralMade(data: Data<'ReferralMade'>, event: Pick<RecordedCaseEvent, 'id' | 'at'>): ReferralProgress {
  const since = event.at ?? data.madeOn
  const referral: ReferralProgress = {
    referralId: data.referralId,
    institutionId: data.institutionId,
    service: data.service,
    urgency: data.urgency,
    victimIds: data.victimIds,
    erased: [],
    needIds: data.needIds,
    follows: data.follows,
    madeOn: data.madeOn,
    withoutConsent: data.withoutConsent,
    overrideReviewed: false,
    approvalNeeded: data.approvalNeeded,
    stage: 'dibuat',
    since,
    stages: [{ stage: 'dibuat', at: since, via: null, eventId: event.id }],
    waitsFor: null,
    step: null,
    nextAt: null,
    nextOn: null,
    sentAt: null,
    answeredAt: null,
    answerDueAt: null,
    firstServiceDueAt: null,
    appointmentAt: null,
    outcome: null,
    open: true,
    told: false,
    justified: null,
    voided: false,
  }
  awaits(referral, null)
  return referral
}

/** @returns true where its victims' data were erased, all of them: nobody can be told or asked any more */
export const isAbandoned = ({ victimIds, erased }: Pick<ReferralProgress, 'victimIds' | 'erased'>): boolean =>
  erased.length > 0 && victimIds.every((id) => erased.includes(id))

/** Changes `referral` in place; an event that isn't about a referral's way changes nothing. */
export function progressReferral(referral: ReferralProgress, event: RecordedCaseEvent): void {
  happened(referral, event)
  // While the clock of its progress runs, nothing else is next.
  awaits(referral, 'progressDueAt' in event.data ? event.data.progressDueAt : referral.nextAt)
}

function awaits(referral: ReferralProgress, progressDueAt: Instant | null): void {
  const abandoned = isAbandoned(referral)
  // Field by field: an object that begins with a spread costs several times as much to make, and most events of a rebuild come through here.
  const { stage, urgency, approvalNeeded, answerDueAt, firstServiceDueAt, appointmentAt, told, voided } = referral
  const awaiting = { stage, urgency, approvalNeeded, answerDueAt, firstServiceDueAt, progressDueAt, appointmentAt, told, voided }
  const waiting = abandoned ? null : waitsFor(awaiting)
  referral.waitsFor = waiting?.on ?? null
  referral.step = waiting?.step ?? null
  referral.nextAt = waiting?.dueAt ?? null
  if (abandoned) referral.nextOn = null
}

function happened(referral: ReferralProgress, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'ReferralOverrideReviewed':
      referral.overrideReviewed = true
      return
    case 'ReferralApproved':
      referral.approvalNeeded = false
      if (referral.stage === 'dibuat') referral.nextOn = null
      return note(referral, 'disetujui', event)
    case 'ReferralSent':
      referral.sentAt = event.data.at
      referral.answerDueAt = event.data.answerDueAt
      return reach(referral, 'dikirim', event)
    case 'ReferralReceived':
      return reach(referral, 'sampai', event)
    case 'ReferralAccepted':
      referral.answeredAt ??= event.data.at
      referral.firstServiceDueAt = event.data.firstServiceDueAt
      return reach(referral, event.data.extent === 'sebagian' ? 'disanggupi_sebagian' : 'disanggupi', event)
    case 'AppointmentMade':
      referral.appointmentAt = event.data.appointmentAt
      return reach(referral, 'janji_temu', event)
    case 'ReferralArrived':
      return reach(referral, 'hadir', event)
    case 'ReferralNotArrived':
      reach(referral, 'belum_hadir', event)
      referral.nextOn = event.data.askAgainOn
      return
    case 'ReferralFirstServiceGiven':
      return reach(referral, 'layanan_pertama', event)
    case 'ReferralProgressReported':
      referral.nextOn = null
      return note(referral, 'perkembangan', event)
    case 'ReferralAsked':
      referral.nextOn = event.data.askAgainOn
      return note(referral, 'ditanyakan', event)
    case 'ReferralVictimTold':
      referral.told = true
      return note(referral, 'korban_diberi_tahu', event)
    case 'ReferralDeadEndJustified':
      referral.justified = event.data.reason
      return
    case 'SubjectErasureStarted':
      if (referral.victimIds.includes(event.data.subjectId)) referral.erased = [...referral.erased, event.data.subjectId]
      return
    default:
      ended(referral, event)
  }
}

function ended(referral: ReferralProgress, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'ReferralDeclined':
      referral.answeredAt ??= event.data.at
      reach(referral, 'ditolak_mitra', event)
      return close(referral, event.data.reason)
    case 'ReferralCompleted':
      reach(referral, 'selesai', event)
      return close(referral, event.data.result)
    case 'ReferralEndedWithoutResult':
      reach(referral, 'berakhir_tanpa_hasil', event)
      return close(referral, event.data.reason)
    case 'ReferralWithdrawn':
      reach(referral, 'dicabut', event)
      return close(referral, event.data.reason)
    case 'EntryVoided':
      referral.voided = true
      referral.open = false
      referral.nextOn = null
      return
    default:
  }
}

function close(referral: ReferralProgress, outcome: Code): void {
  referral.open = false
  referral.outcome = outcome
}

type Step = Pick<RecordedCaseEvent, 'id'> & { readonly data: { readonly at: Instant; readonly via?: Code | null } }

function reach(referral: ReferralProgress, stage: NamedStage, event: Step): void {
  referral.stage = stage
  referral.nextOn = null
  referral.since = event.data.at
  note(referral, stage, event)
}

function note(referral: ReferralProgress, stage: StageReached['stage'], event: Step): void {
  referral.stages.push({ stage, at: event.data.at, via: event.data.via ?? null, eventId: event.id })
}

/** @returns the referral an event is about, or null */
export function referralIdOf(event: RecordedCaseEvent): Uuid | null {
  if (event.type === 'EntryVoided') return event.data.kind === 'rujukan' ? event.data.entryId : null
  return 'referralId' in event.data ? event.data.referralId : null
}
