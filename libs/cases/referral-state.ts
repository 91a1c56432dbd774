import type { Instant, LocalDate, Uuid } from '#kernel'
import type { CaseEvent } from './case-event'
import { entryOf, withEntry } from './case-state'
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
  | 'berakhir_tanpa_hasil'
  | 'ditolak_mitra'
  | 'dicabut'

/** A stage as a board names it: what a partner agreed to in part has a word of its own. */
export type NamedStage = ReferralStage | 'disanggupi_sebagian'

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
const DEAD_ENDS: readonly NamedStage[] = ['berakhir_tanpa_hasil', 'ditolak_mitra', 'dicabut']

export interface ReferralEntry {
  readonly victimIds: readonly Uuid[]
  readonly institutionId: Uuid
  readonly service: Code
  readonly urgency: Urgency
  readonly madeOn: LocalDate
  readonly stage: ReferralStage
  /** when the stage was reached; null while only made */
  readonly stageAt: Instant | null
  readonly approvalNeeded: boolean
  readonly withoutConsent: boolean
  readonly madeBy: Uuid | null
  readonly overrideReviewed: boolean
  /** the partner's first service */
  readonly serviceId: Uuid | null
  readonly serviceVoided: boolean
  readonly follows: Uuid | null
  readonly followedBy: Uuid | null
  readonly justified: boolean
  readonly told: boolean
  readonly voided: boolean
}
export type ReferralState = Readonly<Record<Uuid, ReferralEntry>>

export const noReferrals: ReferralState = {}

/** @returns true until one of the four ends; a voided referral is not open */
export const isOpenReferral = (referral: ReferralEntry): boolean => !referral.voided && OPEN_STAGES.includes(referral.stage)

/** @returns true where it ended with nothing, whatever came after */
export const endedWithNothing = ({ voided, stage }: { readonly voided: boolean; readonly stage: NamedStage }): boolean =>
  !voided && DEAD_ENDS.includes(stage)

export const openReferrals = (state: ReferralState): readonly Uuid[] =>
  Object.entries(state).flatMap(([id, referral]) => (isOpenReferral(referral) ? [id] : []))

/** @returns the service that a partner's first service is, by its id */
export function partnerService(state: ReferralState, serviceId: Uuid): { readonly victimIds: readonly Uuid[]; readonly voided: boolean } | undefined {
  const referral = Object.values(state).find((entry) => entry.serviceId === serviceId)
  return referral && { victimIds: referral.victimIds, voided: referral.voided || referral.serviceVoided }
}

const reached = (
  state: ReferralState,
  { referralId, at }: { readonly referralId: Uuid; readonly at: Instant },
  stage: ReferralStage,
  change: Partial<ReferralEntry> = {},
): ReferralState => withEntry(state, referralId, { stage, stageAt: at, ...change })

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
    approvalNeeded,
    withoutConsent,
    madeBy,
    overrideReviewed: false,
    serviceId: null,
    serviceVoided: false,
    follows,
    followedBy: null,
    justified: false,
    told: false,
    voided: false,
  }
  const others = follows === null ? state : withEntry(state, follows, { followedBy: referralId })
  return { ...others, [referralId]: referral }
}

/** A voided referral is nobody's successor; a voided first service no longer counts. */
function struck(state: ReferralState, event: Extract<CaseEvent, { type: 'EntryVoided' }>): ReferralState {
  const { kind, entryId } = event.data
  if (kind === 'rujukan') {
    const follows = entryOf(state, entryId)?.follows ?? null
    const voided = withEntry(state, entryId, { voided: true })
    return follows === null ? voided : withEntry(voided, follows, { followedBy: null })
  }
  const served = kind === 'layanan' ? Object.entries(state).find(([, referral]) => referral.serviceId === entryId) : undefined
  return served ? withEntry(state, served[0], { serviceVoided: true }) : state
}

/** @returns the referrals after any event of the case */
export function evolveReferrals(state: ReferralState, event: CaseEvent): ReferralState {
  switch (event.type) {
    case 'ReferralMade':
      return made(state, event)
    case 'ReferralOverrideReviewed':
      return withEntry(state, event.data.referralId, { overrideReviewed: true })
    case 'ReferralApproved':
      return withEntry(state, event.data.referralId, { approvalNeeded: false })
    case 'ReferralSent':
      return reached(state, event.data, 'dikirim')
    case 'ReferralReceived':
      return reached(state, event.data, 'sampai')
    case 'ReferralAccepted':
      return reached(state, event.data, 'disanggupi')
    case 'AppointmentMade':
      return reached(state, event.data, 'janji_temu')
    case 'ReferralArrived':
      return reached(state, event.data, 'hadir')
    case 'ReferralNotArrived':
      return reached(state, event.data, 'belum_hadir')
    case 'ReferralFirstServiceGiven':
      return reached(state, event.data, 'layanan_pertama', { serviceId: event.data.serviceId })
    case 'ReferralProgressReported':
      return reached(state, event.data, 'layanan_pertama')
    case 'ReferralCompleted':
      return reached(state, event.data, 'selesai')
    case 'ReferralEndedWithoutResult':
      return reached(state, event.data, 'berakhir_tanpa_hasil')
    case 'ReferralDeclined':
      return reached(state, event.data, 'ditolak_mitra')
    case 'ReferralWithdrawn':
      return reached(state, event.data, 'dicabut')
    case 'ReferralDeadEndJustified':
      return withEntry(state, event.data.referralId, { justified: true })
    case 'ReferralVictimTold':
      return withEntry(state, event.data.referralId, { told: true })
    case 'EntryVoided':
      return struck(state, event)
    default:
      return state
  }
}
