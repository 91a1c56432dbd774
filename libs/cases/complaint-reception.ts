import { broken, invalid, newIdIn, type Uuid } from '#kernel'
import type { ExistingCase } from './case-state'
import { clocksOf, complaintInstant, dueAt, isImport, urgencyForClocks, type CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { Urgency } from './codes'
import type {
  ChronologyText,
  ChronologyWritten,
  ComplaintEvent,
  ComplaintReceived,
  ComplaintState,
  ComplaintTriaged,
  ReceiveComplaint,
} from './complaint'
import { incidentRecorded, requireReceived } from './incident-decisions'
import type { IncidentRecorded } from './incident'
import { addPerpetrator, addRelatedPerson, addReporter, determineAge, recordRelation, victimAdded } from './subject-decisions'
import { isSubject, type SubjectEvent } from './subjects'

/** What a complaint brings, in the order in which it is told: the people, what happened, and the account. */
export function receiveComplaint(command: ReceiveComplaint, context: CaseContext): readonly (ComplaintEvent | SubjectEvent | IncidentRecorded)[] {
  requireReceived(command, context.zone, context)
  requireCode('channel', command.channel, 'channel')
  requireCode('reporterKind', command.reporterKind, 'reporterKind')
  requirePeople(command)
  const duty = command.dutyExplainedTo
  return [
    complaintReceived(command, context),
    ...(command.number === null ? [] : [numberAssigned(command.number)]),
    ...(isImport(context) ? [] : [triaged(command.urgency, command, context.zone, context)]),
    ...(duty === null ? [] : [{ type: 'DutyToReportExplained', version: 1, data: { explainedTo: duty } } as const]),
    ...(command.reporter === null ? [] : addReporter(command.reporter)),
    ...command.victims.flatMap((victim, at) => victimAdded(victim, at + 1, `victims[${String(at)}].`)),
    ...command.perpetrators.flatMap(addPerpetrator),
    ...command.relatedPersons.flatMap(addRelatedPerson),
    ...command.relations.flatMap(recordRelation),
    ...incidentOf(command, context),
    ...command.victims.map(determineAge),
    ...(command.chronology === null ? [] : [chronologyWritten(command.chronology, duty !== null)]),
  ]
}

function complaintReceived(command: ReceiveComplaint, context: CaseContext): ComplaintReceived {
  const { receivedAt, receivedOn, channel, reporterKind, externalNumber } = command
  if (externalNumber !== null) requireNumber(externalNumber, 'externalNumber')
  const data = { receivedAt, receivedOn, zone: context.zone, unit: context.unit, channel, reporterKind, externalNumber, lists: CODE_LISTS_VERSION }
  return { type: 'ComplaintReceived', version: 1, on: receivedOn, ...(receivedAt === null ? {} : { at: receivedAt }), data }
}

function incidentOf({ incident, victims, relations, ...received }: ReceiveComplaint, context: CaseContext): readonly IncidentRecorded[] {
  if (incident === null) return []
  if (incident.victimIds.length === 0) throw invalid('incident.victimIds', 'victim.missing')
  for (const victimId of incident.victimIds) {
    if (!victims.some((victim) => victim.victimId === victimId)) throw invalid('incident.victimIds', 'victim.unknown')
  }
  return [incidentRecorded(incident, newIdIn(context, 'incident'), relations, complaintInstant(received, context.zone), context)]
}

/** Everybody has an id of their own, and a relation joins a victim of this complaint to an alleged perpetrator of it. */
function requirePeople({ reporter, victims, perpetrators, relatedPersons, relations, chronology }: ReceiveComplaint): void {
  const victimIds = victims.map((victim) => victim.victimId)
  const perpetratorIds = perpetrators.map((perpetrator) => perpetrator.perpetratorId)
  const ids = [
    ...victimIds,
    ...perpetratorIds,
    ...relatedPersons.map((person) => person.personId),
    ...(reporter === null ? [] : [reporter.reporterId]),
  ]
  if (new Set(ids).size !== ids.length) throw broken('subject.exists')
  for (const relation of relations) {
    if (!victimIds.includes(relation.victimId)) throw invalid('relations', 'victim.unknown')
    if (!perpetratorIds.includes(relation.perpetratorId)) throw invalid('relations', 'perpetrator.unknown')
  }
  for (const id of chronology?.about ?? []) if (!ids.includes(id)) throw invalid('chronology.about', 'subject.unknown')
}

/** @throws Refusal `number.format` where it isn't a number of a register: 1 to 40 printable characters without spaces */
export function requireNumber(number: string, field = 'number'): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,39}$/u.test(number)) throw invalid(field, 'number.format')
}

export function numberAssigned(number: string): ComplaintEvent {
  requireNumber(number)
  return { type: 'ComplaintNumberAssigned', version: 1, data: { number } }
}

/** First contact is due from the complaint on, however late it is triaged. */
export function triaged(
  urgency: Urgency | null,
  received: Pick<ComplaintState, 'receivedAt' | 'receivedOn'>,
  zone: string,
  context: CaseContext,
): ComplaintTriaged {
  const bound = clocksOf(context).firstContact[urgencyForClocks(urgency)]
  const firstContactDueAt = dueAt(bound, complaintInstant(received, zone), context)
  return { type: 'ComplaintTriaged', version: 1, data: { urgency, firstContactDueAt } }
}

/** @param dutyExplained the duty to report is explained before the account is taken. @throws Refusal `complaint.duty-not-explained` */
function chronologyWritten({ recordId, about, text }: ChronologyText, dutyExplained: boolean): ChronologyWritten {
  if (!dutyExplained) throw broken('complaint.duty-not-explained')
  return { type: 'ChronologyWritten', version: 1, data: { recordId, about, text } }
}

/** Writes an account into a case that stands. @throws Refusal `subject.unknown`, `chronology.exists`, `complaint.duty-not-explained` */
export function writeChronology(command: ChronologyText & Pick<ReceiveComplaint, 'dutyExplainedTo'>, state: ExistingCase): readonly ComplaintEvent[] {
  const { dutyExplainedTo: explainedTo, recordId, about } = command
  if (about.some((id: Uuid) => !isSubject(state.subjects, id))) throw invalid('about', 'subject.unknown')
  if (Object.hasOwn(state.complaint.chronologies, recordId)) throw broken('chronology.exists')
  return [
    ...(explainedTo === null ? [] : [{ type: 'DutyToReportExplained', version: 1, data: { explainedTo } } as const]),
    chronologyWritten(command, state.complaint.dutyExplained || explainedTo !== null),
  ]
}
