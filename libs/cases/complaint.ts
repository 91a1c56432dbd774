import type { Direct, Fact, Instant, LocalDate, Open, Uuid } from '#kernel'
import type { Code, Urgency } from './codes'

// The complaint (pengaduan): received, numbered, triaged, first contact, verified, then accepted, declined or handed over.

export type ComplaintReceived = Fact<
  'ComplaintReceived',
  1,
  {
    /** The moment, where known; an imported row may only know the day */
    readonly receivedAt: Open<Instant | null>
    /** The day in the unit's zone: every yearly figure uses it */
    readonly receivedOn: Open<LocalDate>
    readonly zone: Open<string>
    readonly channel: Open<Code>
    readonly reporterKind: Open<Code>
    /** The number it has in another register */
    readonly externalNumber: Open<string | null>
    readonly lists: Open<number>
  }
>
export type ComplaintNumberAssigned = Fact<'ComplaintNumberAssigned', 1, { readonly number: Open<string> }>
export type DutyToReportExplained = Fact<'DutyToReportExplained', 1, { readonly explainedTo: Open<'korban' | 'pelapor' | 'keduanya'> }>
/** What was told, in a record key of its own. */
export type ChronologyWritten = Fact<
  'ChronologyWritten',
  1,
  { readonly recordId: Open<Uuid>; readonly about: Open<readonly Uuid[]>; readonly text: Direct<string> }
>
/** `urgency: null` is "not yet assessed", which counts as tinggi. */
export type ComplaintTriaged = Fact<
  'ComplaintTriaged',
  1,
  { readonly urgency: Open<Urgency | null>; readonly firstContactDueAt: Open<Instant | null> }
>
export type ContactAttempted = Fact<
  'ContactAttempted',
  1,
  {
    readonly contactId: Open<Uuid>
    readonly victimId: Open<Uuid | null>
    readonly method: Open<Code>
    readonly reached: Open<boolean>
    readonly attemptedAt: Open<Instant>
    readonly outsideSafeWindow: Open<boolean>
  }
>
export type OutreachMade = Fact<
  'OutreachMade',
  1,
  {
    readonly outreachId: Open<Uuid>
    readonly madeOn: Open<LocalDate>
    readonly met: Open<boolean>
    readonly note: Direct<string> | null
    readonly victimIds: Open<readonly Uuid[]>
  }
>
export type ComplaintVerified = Fact<'ComplaintVerified', 1, { readonly verifiedOn: Open<LocalDate>; readonly how: Open<Code> }>
export type ComplaintAccepted = Fact<'ComplaintAccepted', 1, { readonly acceptedOn: Open<LocalDate>; readonly number: Open<string> }>
export type ComplaintDeclined = Fact<
  'ComplaintDeclined',
  1,
  { readonly declinedOn: Open<LocalDate>; readonly reason: Open<Code>; readonly lists: Open<number> }
>
/** Changes the owning unit, never the stream. `toUnit` is null where the receiver does not work in this installation. */
export type CaseHandedOver = Fact<
  'CaseHandedOver',
  1,
  {
    readonly toUnit: Open<string | null>
    readonly toInstitution: Open<Uuid | null>
    readonly handedOverOn: Open<LocalDate>
    readonly reason: Open<Code>
  }
>
export type CaseAssigned = Fact<'CaseAssigned', 1, { readonly assignedTo: Open<Uuid> }>
/** The conflict wall: this user loses sight of the case. */
export type ConflictDeclared = Fact<'ConflictDeclared', 1, { readonly userId: Open<Uuid> }>

export type ComplaintEvent =
  | ComplaintReceived
  | ComplaintNumberAssigned
  | DutyToReportExplained
  | ChronologyWritten
  | ComplaintTriaged
  | ContactAttempted
  | OutreachMade
  | ComplaintVerified
  | ComplaintAccepted
  | ComplaintDeclined
  | CaseHandedOver
  | CaseAssigned
  | ConflictDeclared
