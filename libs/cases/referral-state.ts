import type { Instant, LocalDate, Uuid } from '#kernel'
import type { CaseEvent } from './case-event'
import { entryOf } from './case-state'
import type { Code, Urgency } from './codes'

/**
 * Where a referral stands: made, sent, received (sampai), accepted, appointment, did not arrive, arrived, first service;
 * then one of four ends: completed, ended without result, declined, withdrawn.
 */
export type ReferralStage =
  | 'dibuat'
  | 'dikirim'
  | 'sampai'
  | 'disanggupi'
  | 'janji_temu'
  | 'belum_hadir'
  | 'hadir'
  | 'layanan_pertama'
  | 'selesai'
  | 'tanpa_hasil'
  | 'ditolak_mitra'
  | 'dicabut'

export const OPEN_STAGES: readonly ReferralStage[] = [
  'dibuat',
  'dikirim',
  'sampai',
  'disanggupi',
  'janji_temu',
  'belum_hadir',
  'hadir',
  'layanan_pertama',
]
const DEAD_ENDS: readonly ReferralStage[] = ['tanpa_hasil', 'ditolak_mitra', 'dicabut']

export interface ReferralEntry {
  readonly victimIds: readonly Uuid[]
  readonly institutionId: Uuid
  readonly service: Code
  readonly urgency: Urgency
  readonly madeOn: LocalDate
  readonly stage: ReferralStage
  /** when the stage was reached; null while only made */
  readonly stageAt: Instant | null
  readonly extent: 'penuh' | 'sebagian' | null
  readonly approval: 'tidak_perlu' | 'menunggu' | 'disetujui'
  readonly withoutConsent: boolean
  readonly madeBy: Uuid | null
  readonly overrideReviewed: boolean
  readonly answerDueAt: Instant | null
  readonly firstServiceDueAt: Instant | null
  readonly progressDueAt: Instant | null
  readonly appointmentAt: Instant | null
  /** the next day to ask partner or victim; forgotten when the next stage is reached */
  readonly askAgainOn: LocalDate | null
  /** the partner's first service */
  readonly serviceId: Uuid | null
  readonly serviceVoided: boolean
  readonly follows: Uuid | null
  readonly followedBy: Uuid | null
  readonly justified: boolean
  readonly victimTold: boolean
  readonly voided: boolean
}
export type ReferralState = Readonly<Record<Uuid, ReferralEntry>>

export const noReferrals: ReferralState = {}

/** @returns true until one of the four ends; a voided referral is not open */
export const isOpenReferral = (referral: ReferralEntry): boolean => !referral.voided && OPEN_STAGES.includes(referral.stage)

/** @returns true where it ended with nothing, has no successor and nobody said why it needs none */
export const isDeadEnd = (referral: ReferralEntry): boolean =>
  !referral.voided && DEAD_ENDS.includes(referral.stage) && referral.followedBy === null && !referral.justified

/** @returns true where it ended with nothing, whatever came after */
export const endedWithNothing = (referral: ReferralEntry): boolean => !referral.voided && DEAD_ENDS.includes(referral.stage)

export const openReferrals = (state: ReferralState): readonly Uuid[] =>
  Object.entries(state).flatMap(([id, referral]) => (isOpenReferral(referral) ? [id] : []))

/** @returns the service that a partner's first service is, by its id */
export function partnerService(state: ReferralState, serviceId: Uuid): { readonly victimIds: readonly Uuid[]; readonly voided: boolean } | undefined {
  const referral = Object.values(state).find((entry) => entry.serviceId === serviceId)
  return referral && { victimIds: referral.victimIds, voided: referral.voided || referral.serviceVoided }
}

function changed(state: ReferralState, id: Uuid, change: Partial<ReferralEntry>): ReferralState {
  const referral = entryOf(state, id)
  return referral ? { ...state, [id]: { ...referral, ...change } } : state
}

const reached = (
  state: ReferralState,
  { referralId, at }: { readonly referralId: Uuid; readonly at: Instant },
  stage: ReferralStage,
  change: Partial<ReferralEntry> = {},
): ReferralState => changed(state, referralId, { stage, stageAt: at, askAgainOn: null, ...change })

function made(state: ReferralState, event: Extract<CaseEvent, { type: 'ReferralMade' }>): ReferralState {
  const { referralId, victimIds, institutionId, service, urgency, madeOn, approvalNeeded, withoutConsent, madeBy, follows } = event.data
  const referral: ReferralEntry = {
    victimIds,
    institutionId,
    service,
    urgency,
    madeOn,
    stage: 'dibuat',
    stageAt: null,
    extent: null,
    approval: approvalNeeded ? 'menunggu' : 'tidak_perlu',
    withoutConsent,
    madeBy,
    overrideReviewed: false,
    answerDueAt: null,
    firstServiceDueAt: null,
    progressDueAt: null,
    appointmentAt: null,
    askAgainOn: null,
    serviceId: null,
    serviceVoided: false,
    follows,
    followedBy: null,
    justified: false,
    victimTold: false,
    voided: false,
  }
  const others = follows === null ? state : changed(state, follows, { followedBy: referralId })
  return { ...others, [referralId]: referral }
}

/** A voided referral is nobody's successor; a voided first service no longer counts. */
function struck(state: ReferralState, event: Extract<CaseEvent, { type: 'EntryVoided' }>): ReferralState {
  const { kind, entryId } = event.data
  if (kind === 'rujukan') {
    const follows = entryOf(state, entryId)?.follows ?? null
    const voided = changed(state, entryId, { voided: true })
    return follows === null ? voided : changed(voided, follows, { followedBy: null })
  }
  const served = kind === 'layanan' ? Object.entries(state).find(([, referral]) => referral.serviceId === entryId) : undefined
  return served ? changed(state, served[0], { serviceVoided: true }) : state
}

/** @returns the referrals after any event of the case */
export function evolveReferrals(state: ReferralState, event: CaseEvent): ReferralState {
  switch (event.type) {
    case 'ReferralMade':
      return made(state, event)
    case 'ReferralOverrideReviewed':
      return changed(state, event.data.referralId, { overrideReviewed: true })
    case 'ReferralApproved':
      return changed(state, event.data.referralId, { approval: 'disetujui' })
    case 'ReferralSent':
      return reached(state, event.data, 'dikirim', { answerDueAt: event.data.answerDueAt })
    case 'ReferralReceived':
      return reached(state, event.data, 'sampai')
    case 'ReferralAccepted':
      return reached(state, event.data, 'disanggupi', { extent: event.data.extent, firstServiceDueAt: event.data.firstServiceDueAt })
    case 'AppointmentMade':
      return reached(state, event.data, 'janji_temu', { appointmentAt: event.data.appointmentAt })
    case 'ReferralArrived':
      return reached(state, event.data, 'hadir')
    case 'ReferralNotArrived':
      return reached(state, event.data, 'belum_hadir', { askAgainOn: event.data.askAgainOn })
    case 'ReferralFirstServiceGiven':
      return reached(state, event.data, 'layanan_pertama', { serviceId: event.data.serviceId, progressDueAt: event.data.progressDueAt })
    case 'ReferralProgressReported':
      return reached(state, event.data, 'layanan_pertama', { progressDueAt: event.data.progressDueAt })
    case 'ReferralAsked':
      return changed(state, event.data.referralId, { askAgainOn: event.data.askAgainOn })
    case 'ReferralCompleted':
      return reached(state, event.data, 'selesai')
    case 'ReferralEndedWithoutResult':
      return reached(state, event.data, 'tanpa_hasil')
    case 'ReferralDeclined':
      return reached(state, event.data, 'ditolak_mitra')
    case 'ReferralWithdrawn':
      return reached(state, event.data, 'dicabut')
    case 'ReferralDeadEndJustified':
      return changed(state, event.data.referralId, { justified: true })
    case 'ReferralVictimTold':
      return changed(state, event.data.referralId, { victimTold: true })
    case 'EntryVoided':
      return struck(state, event)
    default:
      return state
  }
}
