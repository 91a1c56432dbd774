import { STREAM_CLOSED } from '#event-log'
import type { CaseEvent } from '#cases'
import type { Recorded, Uuid } from '#kernel'
import { UndigestedEvent } from './errors'
import type { Entry } from './read-model'

export const CASE_STREAMS = 'case-'

export type RecordedCaseEvent = Recorded<CaseEvent>

/** An event of a case, with the case it belongs to. */
export interface CaseEntry {
  readonly caseId: Uuid
  readonly event: RecordedCaseEvent
  readonly asOf: string
}

/** Every type a case may hold and the newest version the program reads. */
const NEWEST: Readonly<Record<CaseEvent['type'], number>> = {
  ComplaintReceived: 1,
  ComplaintNumberAssigned: 1,
  DutyToReportExplained: 1,
  ChronologyWritten: 1,
  ComplaintTriaged: 1,
  ContactAttempted: 1,
  OutreachMade: 1,
  ComplaintVerified: 1,
  ComplaintAccepted: 1,
  ComplaintDeclined: 1,
  CaseHandedOver: 1,
  CaseAssigned: 1,
  ConflictDeclared: 1,
  VictimAdded: 1,
  VictimAgeDetermined: 1,
  VictimDetailsCorrected: 1,
  ReporterAdded: 1,
  AllegedPerpetratorAdded: 1,
  RelatedPersonAdded: 1,
  RelationRecorded: 1,
  SafeContactSet: 1,
  IncidentRecorded: 1,
  IncidentCorrected: 1,
  ReceivedDateCorrected: 1,
  ConsentGiven: 1,
  ConsentRefused: 1,
  ConsentWithdrawn: 1,
  AssessmentRecorded: 1,
  SafetyPlanMade: 1,
  NeedIdentified: 1,
  NeedWishChanged: 1,
  NeedHindered: 1,
  CasePlanDrafted: 1,
  CasePlanAgreed: 1,
  CasePlanApproved: 1,
  CasePlanReturned: 1,
  CaseConferenceHeld: 1,
  ServiceRecorded: 1,
  ServiceDateCorrected: 1,
  CounsellingSessionHeld: 1,
  HealthServiceGiven: 1,
  MedicolegalExamined: 1,
  UrgentHealthEnded: 1,
  LegalAidGiven: 1,
  LegalStageReached: 1,
  PoliceReportSettled: 1,
  ProtectionGranted: 1,
  AccompanimentGiven: 1,
  RepatriationMade: 1,
  ShelterStayStarted: 1,
  ShelterStayReviewed: 1,
  ShelterStayEnded: 1,
  ReferralMade: 1,
  ReferralOverrideReviewed: 1,
  ReferralApproved: 1,
  ReferralSent: 1,
  ReferralReceived: 1,
  ReferralAccepted: 1,
  ReferralDeclined: 1,
  AppointmentMade: 1,
  ReferralArrived: 1,
  ReferralNotArrived: 1,
  ReferralFirstServiceGiven: 1,
  ReferralProgressReported: 1,
  ReferralAsked: 1,
  ReferralCompleted: 1,
  ReferralEndedWithoutResult: 1,
  ReferralWithdrawn: 1,
  ReferralDeadEndJustified: 1,
  ReferralVictimTold: 1,
  MediationHeld: 1,
  VictimServiceEnded: 1,
  VictimEndingCorrected: 1,
  ClosureRequested: 1,
  ClosureReturned: 1,
  CaseClosed: 1,
  FollowUpMade: 1,
  FeedbackGiven: 1,
  CaseReopened: 1,
  EmergencyActionRecorded: 1,
  EmergencyActionReviewed: 1,
  EntryVoided: 1,
}

const newestOf: ReadonlyMap<string, number> = new Map(Object.entries(NEWEST))

export function isCaseEvent(event: Recorded): event is RecordedCaseEvent {
  const newest = newestOf.get(event.type)
  return newest !== undefined && event.version <= newest
}

/** Several models are fed with one batch: what they all ask of it is found once. */
const known = new WeakMap<readonly Entry[], readonly CaseEntry[]>()
const knownCases = new WeakMap<readonly CaseEntry[], ReadonlySet<Uuid>>()

/**
 * @returns the events of cases in a batch; the end of a stream says nothing to a read model.
 * @throws UndigestedEvent for a type or version this program doesn't know
 */
export function caseEntries(entries: readonly Entry[]): readonly CaseEntry[] {
  const before = known.get(entries)
  if (before) return before
  const found: CaseEntry[] = []
  for (const { event, asOf } of entries) {
    if (isCaseEvent(event)) found.push({ caseId: event.stream.slice(CASE_STREAMS.length), event, asOf })
    else if (event.type !== STREAM_CLOSED) throw new UndigestedEvent(event.type, event.version)
  }
  known.set(entries, found)
  return found
}

/** @returns the cases of these entries. */
export function casesIn(entries: readonly CaseEntry[]): ReadonlySet<Uuid> {
  const before = knownCases.get(entries)
  if (before) return before
  const cases = new Set(entries.map(({ caseId }) => caseId))
  knownCases.set(entries, cases)
  return cases
}

/** @returns the moment it happened: where only the day is known, the moment it was recorded. */
export const happenedAt = (event: RecordedCaseEvent): string => event.at ?? event.recordedAt
