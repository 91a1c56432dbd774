import type { Direct, Fact, Instant, LocalDate, Open, Uuid } from '#kernel'
import { entryOf } from './case-state'
import type { Code, Urgency } from './codes'
import type { EntryVoided } from './correction'
import type { NewIncident, ReceivedDateCorrected } from './incident'
import type { NewPerpetrator, NewRelatedPerson, NewRelation, NewReporter, NewVictim } from './subjects'

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
    /** The unit that received it and holds the case until it is handed over */
    readonly unit: Open<string>
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

export interface ChronologyText {
  /** The record whose key seals the text */
  readonly recordId: Uuid
  readonly about: readonly Uuid[]
  readonly text: Direct<string>
}
/** Everything a complaint may bring at once. Sealed values and the ids of subjects come from the caller (`intake.ts`). */
export interface ReceiveComplaint {
  readonly type: 'receiveComplaint'
  readonly receivedAt: Instant | null
  readonly receivedOn: LocalDate
  readonly channel: Code
  readonly reporterKind: Code
  readonly urgency: Urgency | null
  readonly externalNumber: string | null
  /** From the unit's register; null where it is assigned later or the number is another register's */
  readonly number: string | null
  readonly dutyExplainedTo: DutyToReportExplained['data']['explainedTo'] | null
  readonly reporter: NewReporter | null
  readonly victims: readonly NewVictim[]
  readonly perpetrators: readonly NewPerpetrator[]
  readonly relatedPersons: readonly NewRelatedPerson[]
  readonly relations: readonly NewRelation[]
  readonly incident: NewIncident | null
  readonly chronology: ChronologyText | null
}
export type ComplaintCommand =
  | ReceiveComplaint
  | { readonly type: 'assignComplaintNumber'; readonly number: string }
  | { readonly type: 'explainDutyToReport'; readonly explainedTo: DutyToReportExplained['data']['explainedTo'] }
  /** `dutyExplainedTo` where it was explained just before this account was taken */
  | ({ readonly type: 'writeChronology'; readonly dutyExplainedTo: DutyToReportExplained['data']['explainedTo'] | null } & ChronologyText)
  | { readonly type: 'triageComplaint'; readonly urgency: Urgency }
  | {
      readonly type: 'recordContactAttempt'
      readonly victimId: Uuid | null
      readonly method: Code
      readonly reached: boolean
      readonly attemptedAt: Instant
      readonly outsideSafeWindow: boolean
    }
  | {
      readonly type: 'recordOutreach'
      readonly madeOn: LocalDate
      readonly met: boolean
      readonly note: Direct<string> | null
      readonly victimIds: readonly Uuid[]
    }
  /** Dates that are null mean today */
  | { readonly type: 'verifyComplaint'; readonly how: Code; readonly verifiedOn: LocalDate | null }
  /** `verifiedHow` verifies in the same act, where that was not done before */
  | { readonly type: 'acceptComplaint'; readonly number: string; readonly acceptedOn: LocalDate | null; readonly verifiedHow: Code | null }
  | { readonly type: 'declineComplaint'; readonly reason: Code; readonly declinedOn: LocalDate | null }
  | {
      readonly type: 'handOverCase'
      readonly toUnit: string | null
      readonly toInstitution: Uuid | null
      readonly reason: Code
      readonly handedOverOn: LocalDate | null
    }
  | { readonly type: 'assignCase'; readonly assignedTo: Uuid }
  | { readonly type: 'declareConflict'; readonly userId: Uuid }

/** What later decisions read of the complaint. */
export interface ComplaintState {
  readonly receivedAt: Instant | null
  readonly receivedOn: LocalDate
  readonly zone: string
  /** Of the complaint, then of the case */
  readonly complaintNumber: string | null
  readonly caseNumber: string | null
  /** null: not triaged, counts as tinggi */
  readonly urgency: Urgency | null
  readonly firstContactDueAt: Instant | null
  readonly firstContactAt: Instant | null
  readonly dutyExplained: boolean
  readonly verifiedOn: LocalDate | null
  readonly acceptedOn: LocalDate | null
  /** Record ids of chronologies; true where voided */
  readonly chronologies: Readonly<Record<Uuid, { readonly voided: boolean }>>
  readonly outreaches: Readonly<Record<Uuid, { readonly victimIds: readonly Uuid[]; readonly voided: boolean }>>
}

/** Changes what is known of the complaint; unit, phase and assignment are changed in `case.ts`. */
export function evolveComplaint(
  slice: ComplaintState,
  event: Exclude<ComplaintEvent, ComplaintReceived> | ReceivedDateCorrected | EntryVoided,
): ComplaintState {
  switch (event.type) {
    case 'ComplaintNumberAssigned':
      return { ...slice, complaintNumber: event.data.number }
    case 'DutyToReportExplained':
      return { ...slice, dutyExplained: true }
    case 'ChronologyWritten':
      return { ...slice, chronologies: { ...slice.chronologies, [event.data.recordId]: { voided: false } } }
    case 'ComplaintTriaged':
      return { ...slice, urgency: event.data.urgency, firstContactDueAt: event.data.firstContactDueAt }
    case 'ContactAttempted':
      return event.data.reached && slice.firstContactAt === null ? { ...slice, firstContactAt: event.data.attemptedAt } : slice
    case 'OutreachMade':
      return { ...slice, outreaches: { ...slice.outreaches, [event.data.outreachId]: { victimIds: event.data.victimIds, voided: false } } }
    case 'ComplaintVerified':
      return { ...slice, verifiedOn: event.data.verifiedOn }
    case 'ComplaintAccepted':
      return { ...slice, acceptedOn: event.data.acceptedOn, caseNumber: event.data.number }
    case 'ReceivedDateCorrected':
      return { ...slice, receivedAt: event.data.receivedAt, receivedOn: event.data.receivedOn }
    case 'EntryVoided':
      return struck(slice, event)
    case 'ComplaintDeclined':
    case 'CaseHandedOver':
    case 'CaseAssigned':
    case 'ConflictDeclared':
      return slice
  }
}

/** A visit is struck as the service it is. */
function struck(slice: ComplaintState, { data: { kind, entryId } }: EntryVoided): ComplaintState {
  const outreach = entryOf(slice.outreaches, entryId)
  if (kind === 'layanan' && outreach) return { ...slice, outreaches: { ...slice.outreaches, [entryId]: { ...outreach, voided: true } } }
  if (kind !== 'kronologi' || entryOf(slice.chronologies, entryId) === undefined) return slice
  return { ...slice, chronologies: { ...slice.chronologies, [entryId]: { voided: true } } }
}

/** What is known of a complaint that just came in. */
export function receivedComplaint({ receivedAt, receivedOn, zone }: ComplaintReceived['data']): ComplaintState {
  return {
    receivedAt,
    receivedOn,
    zone,
    complaintNumber: null,
    caseNumber: null,
    urgency: null,
    firstContactDueAt: null,
    firstContactAt: null,
    dutyExplained: false,
    verifiedOn: null,
    acceptedOn: null,
    chronologies: {},
    outreaches: {},
  }
}
