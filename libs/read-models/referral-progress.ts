import type { Code, Urgency } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import type { RecordedCaseEvent } from './case-events'

/** The words for a referral's state; never "diterima", which means both received and agreed. */
export type ReferralStage =
  | 'dibuat'
  | 'dikirim'
  | 'sampai'
  | 'disanggupi'
  | 'disanggupi_sebagian'
  | 'janji_temu'
  | 'hadir'
  | 'belum_hadir'
  | 'layanan_pertama'
  | 'selesai'
  | 'ditolak_mitra'
  | 'dicabut'
  | 'berakhir_tanpa_hasil'

export type WaitsFor = 'unit' | 'mitra' | 'korban'

/** What is waited for. */
export type ReferralStep =
  | 'setujui'
  | 'kirim'
  | 'konfirmasi_penerimaan'
  | 'jawaban'
  | 'atur_janji_temu'
  | 'hadir'
  | 'tanyakan_kendala'
  | 'layanan_pertama'
  | 'laporan_perkembangan'
  | 'beri_tahu_korban'

export interface StageReached {
  readonly stage: ReferralStage | 'disetujui' | 'perkembangan' | 'ditanyakan' | 'korban_diberi_tahu'
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
  readonly needIds: readonly Uuid[]
  readonly follows: Uuid | null
  readonly madeOn: LocalDate
  readonly withoutConsent: boolean
  overrideReviewed: boolean
  approvalNeeded: boolean
  stage: ReferralStage
  /** When the present stage was reached */
  since: Instant | LocalDate
  stages: StageReached[]
  waitsFor: WaitsFor | null
  step: ReferralStep | null
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
  return {
    referralId: data.referralId,
    institutionId: data.institutionId,
    service: data.service,
    urgency: data.urgency,
    victimIds: data.victimIds,
    needIds: data.needIds,
    follows: data.follows,
    madeOn: data.madeOn,
    withoutConsent: data.withoutConsent,
    overrideReviewed: false,
    approvalNeeded: data.approvalNeeded,
    stage: 'dibuat',
    since,
    stages: [{ stage: 'dibuat', at: since, via: null, eventId: event.id }],
    waitsFor: 'unit',
    // Nothing urgent waits for an approval: it follows.
    step: data.approvalNeeded && data.urgency !== 'gawat' ? 'setujui' : 'kirim',
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
}

/** Changes `referral` in place; an event that isn't about a referral's way changes nothing. */
export function progressReferral(referral: ReferralProgress, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'ReferralOverrideReviewed':
      referral.overrideReviewed = true
      return
    case 'ReferralApproved':
      referral.approvalNeeded = false
      note(referral, 'disetujui', event)
      if (referral.stage === 'dibuat') waits(referral, 'unit', 'kirim', null)
      return
    case 'ReferralSent':
      referral.sentAt = event.data.at
      referral.answerDueAt = event.data.answerDueAt
      reach(referral, 'dikirim', event)
      return waits(referral, 'mitra', 'konfirmasi_penerimaan', event.data.answerDueAt)
    case 'ReferralReceived':
      reach(referral, 'sampai', event)
      return waits(referral, 'mitra', 'jawaban', referral.answerDueAt)
    case 'ReferralAccepted':
      referral.answeredAt ??= event.data.at
      referral.firstServiceDueAt = event.data.firstServiceDueAt
      reach(referral, event.data.extent === 'sebagian' ? 'disanggupi_sebagian' : 'disanggupi', event)
      return waits(referral, 'unit', 'atur_janji_temu', event.data.firstServiceDueAt)
    case 'AppointmentMade':
      referral.appointmentAt = event.data.appointmentAt
      reach(referral, 'janji_temu', event)
      return waits(referral, 'korban', 'hadir', event.data.appointmentAt)
    case 'ReferralArrived':
      reach(referral, 'hadir', event)
      return waits(referral, 'mitra', 'layanan_pertama', referral.firstServiceDueAt)
    case 'ReferralNotArrived':
      reach(referral, 'belum_hadir', event)
      return waits(referral, 'korban', 'tanyakan_kendala', null, event.data.askAgainOn)
    case 'ReferralFirstServiceGiven':
      reach(referral, 'layanan_pertama', event)
      return waits(referral, 'mitra', 'laporan_perkembangan', event.data.progressDueAt)
    case 'ReferralProgressReported':
      note(referral, 'perkembangan', event)
      return waits(referral, 'mitra', 'laporan_perkembangan', event.data.progressDueAt)
    case 'ReferralAsked':
      note(referral, 'ditanyakan', event)
      referral.nextOn = event.data.askAgainOn
      return
    case 'ReferralVictimTold':
      referral.told = true
      note(referral, 'korban_diberi_tahu', event)
      if (!referral.open) waits(referral, null, null, null)
      return
    case 'ReferralDeadEndJustified':
      referral.justified = event.data.reason
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
      return waits(referral, null, null, null)
    default:
  }
}

function close(referral: ReferralProgress, outcome: Code): void {
  referral.open = false
  referral.outcome = outcome
  if (referral.told) waits(referral, null, null, null)
  else waits(referral, 'unit', 'beri_tahu_korban', null)
}

function waits(
  referral: ReferralProgress,
  waitsFor: WaitsFor | null,
  step: ReferralStep | null,
  nextAt: Instant | null,
  nextOn: LocalDate | null = null,
): void {
  referral.waitsFor = waitsFor
  referral.step = step
  referral.nextAt = nextAt
  referral.nextOn = nextOn
}

type Step = Pick<RecordedCaseEvent, 'id'> & { readonly data: { readonly at: Instant; readonly via?: Code | null } }

function reach(referral: ReferralProgress, stage: ReferralStage, event: Step): void {
  referral.stage = stage
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
