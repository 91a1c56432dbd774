import type { Direct, Fact, Instant, LocalDate, Open, Uuid } from '#kernel'
import type { Code, Urgency } from './codes'

// The referral and all its stages. Most answers come by telephone: any step may be recorded on the partner's behalf.

/** Who said it and by which channel; the moment is the event's `at`. Without it the officer saw it. */
interface Reported {
  readonly referralId: Open<Uuid>
  readonly at: Open<Instant>
  readonly via: Open<Code | null>
  readonly saidBy: Direct<string> | null
}

export type ReferralMade = Fact<
  'ReferralMade',
  1,
  {
    readonly referralId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly institutionId: Open<Uuid>
    readonly service: Open<Code>
    readonly needIds: Open<readonly Uuid[]>
    readonly urgency: Open<Urgency>
    readonly madeOn: Open<LocalDate>
    readonly consentIds: Open<readonly Uuid[]>
    /** the emergency override, reviewed later */
    readonly withoutConsent: Open<boolean>
    readonly overrideReason: Direct<string> | null
    /** who may not review the override; null: not a person */
    readonly madeBy: Open<Uuid | null>
    readonly approvalNeeded: Open<boolean>
    /** the dead end or referral it follows */
    readonly follows: Open<Uuid | null>
    /** the least that the receiver needs: which fields the packet holds */
    readonly packet: Open<readonly Code[]>
    readonly note: Direct<string> | null
    readonly lists: Open<number>
  }
>
/** Nobody reviews their own override. */
export type ReferralOverrideReviewed = Fact<
  'ReferralOverrideReviewed',
  1,
  {
    readonly referralId: Open<Uuid>
    readonly reviewedAt: Open<Instant>
    readonly finding: Open<'sesuai' | 'perlu_perbaikan'>
    readonly remark: Direct<string> | null
  }
>
export type ReferralApproved = Fact<'ReferralApproved', 1, { readonly referralId: Open<Uuid>; readonly at: Open<Instant> }>
export type ReferralSent = Fact<
  'ReferralSent',
  1,
  { readonly referralId: Open<Uuid>; readonly at: Open<Instant>; readonly channel: Open<Code>; readonly answerDueAt: Open<Instant> }
>
export type ReferralReceived = Fact<'ReferralReceived', 1, Reported>
export type ReferralAccepted = Fact<
  'ReferralAccepted',
  1,
  Reported & { readonly extent: Open<'penuh' | 'sebagian'>; readonly firstServiceDueAt: Open<Instant> }
>
export type ReferralDeclined = Fact<
  'ReferralDeclined',
  1,
  Reported & { readonly reason: Open<Code>; readonly alternative: Open<Uuid | null>; readonly lists: Open<number> }
>
export type AppointmentMade = Fact<'AppointmentMade', 1, Reported & { readonly appointmentAt: Open<Instant> }>
export type ReferralArrived = Fact<'ReferralArrived', 1, Reported>
/** Belum hadir: ask what stood in the way. */
export type ReferralNotArrived = Fact<
  'ReferralNotArrived',
  1,
  Reported & { readonly hindrance: Open<Code>; readonly askAgainOn: Open<LocalDate | null> }
>
export type ReferralFirstServiceGiven = Fact<
  'ReferralFirstServiceGiven',
  1,
  Reported & { readonly serviceId: Open<Uuid>; readonly progressDueAt: Open<Instant> }
>
export type ReferralProgressReported = Fact<
  'ReferralProgressReported',
  1,
  Reported & { readonly progressDueAt: Open<Instant>; readonly note: Direct<string> | null }
>
/** The unit asked the partner or the victim; the next date to ask. */
export type ReferralAsked = Fact<'ReferralAsked', 1, Reported & { readonly askAgainOn: Open<LocalDate> }>
export type ReferralCompleted = Fact<'ReferralCompleted', 1, Reported & { readonly result: Open<Code>; readonly lists: Open<number> }>
export type ReferralEndedWithoutResult = Fact<
  'ReferralEndedWithoutResult',
  1,
  Reported & { readonly reason: Open<Code>; readonly justification: Direct<string> | null; readonly lists: Open<number> }
>
export type ReferralWithdrawn = Fact<
  'ReferralWithdrawn',
  1,
  Reported & { readonly by: Open<'korban' | 'unit' | 'mitra'>; readonly reason: Open<Code> }
>
/** Why a dead end needs no successor. */
export type ReferralDeadEndJustified = Fact<
  'ReferralDeadEndJustified',
  1,
  { readonly referralId: Open<Uuid>; readonly at: Open<Instant>; readonly reason: Open<Code>; readonly note: Direct<string> | null }
>
export type ReferralVictimTold = Fact<
  'ReferralVictimTold',
  1,
  { readonly referralId: Open<Uuid>; readonly at: Open<Instant>; readonly via: Open<Code> }
>

export type ReferralEvent =
  | ReferralMade
  | ReferralOverrideReviewed
  | ReferralApproved
  | ReferralSent
  | ReferralReceived
  | ReferralAccepted
  | ReferralDeclined
  | AppointmentMade
  | ReferralArrived
  | ReferralNotArrived
  | ReferralFirstServiceGiven
  | ReferralProgressReported
  | ReferralAsked
  | ReferralCompleted
  | ReferralEndedWithoutResult
  | ReferralWithdrawn
  | ReferralDeadEndJustified
  | ReferralVictimTold
