import type { Direct, Instant, LocalDate, Uuid } from '#kernel'
import type { Code, Urgency } from './codes'

/** A step that the officer saw (`via` and `saidBy` null) or that was told to the officer on the partner's behalf. */
export interface ReportedStep {
  readonly referralId: Uuid
  /** when it happened; may be earlier than it is recorded, never in the future */
  readonly at: Instant
  /** telepon, whatsapp, surat, email, langsung, … */
  readonly via: Code | null
  readonly saidBy: Direct<string> | null
}

/** The valid consents for this receiver are found by the decision; without one the emergency override needs a reason. */
export type MakeReferral = {
  readonly type: 'makeReferral'
  readonly victimIds: readonly Uuid[]
  readonly institutionId: Uuid
  readonly service: Code
  readonly needIds: readonly Uuid[]
  readonly urgency: Urgency
  readonly madeOn: LocalDate
  /** emergency override: shares without consent, reviewed later */
  readonly override: { readonly reason: Direct<string> } | null
  /** an urgent referral never waits for an approval */
  readonly approvalNeeded: boolean
  /** the dead end it follows */
  readonly follows: Uuid | null
  /** which fields the packet holds: the least that the receiver needs */
  readonly packet: readonly Code[]
  readonly note: Direct<string> | null
}
/** By another officer than the one who overrode the missing consent. */
export type ReviewReferralOverride = {
  readonly type: 'reviewReferralOverride'
  readonly referralId: Uuid
  readonly finding: 'sesuai' | 'perlu_perbaikan'
  readonly remark: Direct<string> | null
}
export type ApproveReferral = { readonly type: 'approveReferral'; readonly referralId: Uuid; readonly at: Instant }
export type SendReferral = { readonly type: 'sendReferral'; readonly referralId: Uuid; readonly at: Instant; readonly channel: Code }
export type ReceiveReferral = ReportedStep & { readonly type: 'recordReferralReceived' }
export type AcceptReferral = ReportedStep & { readonly type: 'recordReferralAccepted'; readonly extent: 'penuh' | 'sebagian' }
export type DeclineReferral = ReportedStep & {
  readonly type: 'recordReferralDeclined'
  readonly reason: Code
  /** the institution the partner proposes instead */
  readonly alternative: Uuid | null
}
export type MakeAppointment = ReportedStep & { readonly type: 'recordReferralAppointment'; readonly appointmentAt: Instant }
export type RecordArrival = ReportedStep & { readonly type: 'recordReferralArrived' }
export type RecordNonArrival = ReportedStep & {
  readonly type: 'recordReferralNotArrived'
  readonly hindrance: Code
  readonly askAgainOn: LocalDate | null
}
/** Counts as a service delivered to every victim of the referral, confirmed by the partner. */
export type RecordFirstService = ReportedStep & { readonly type: 'recordReferralFirstService' }
export type RecordProgress = ReportedStep & { readonly type: 'recordReferralProgress'; readonly note: Direct<string> | null }
export type AskAboutReferral = ReportedStep & { readonly type: 'askAboutReferral'; readonly askAgainOn: LocalDate }
export type CompleteReferral = ReportedStep & { readonly type: 'completeReferral'; readonly result: Code }
export type EndReferralWithoutResult = ReportedStep & {
  readonly type: 'endReferralWithoutResult'
  readonly reason: Code
  readonly justification: Direct<string> | null
}
export type WithdrawReferral = ReportedStep & {
  readonly type: 'withdrawReferral'
  readonly by: 'korban' | 'unit' | 'mitra'
  readonly reason: Code
}
export type JustifyDeadEnd = {
  readonly type: 'justifyReferralDeadEnd'
  readonly referralId: Uuid
  readonly at: Instant
  readonly reason: Code
  readonly note: Direct<string> | null
}
export type TellVictimOfReferral = { readonly type: 'tellVictimOfReferral'; readonly referralId: Uuid; readonly at: Instant; readonly via: Code }

export type ReferralCommand =
  | MakeReferral
  | ReviewReferralOverride
  | ApproveReferral
  | SendReferral
  | ReceiveReferral
  | AcceptReferral
  | DeclineReferral
  | MakeAppointment
  | RecordArrival
  | RecordNonArrival
  | RecordFirstService
  | RecordProgress
  | AskAboutReferral
  | CompleteReferral
  | EndReferralWithoutResult
  | WithdrawReferral
  | JustifyDeadEnd
  | TellVictimOfReferral
