import { broken, dateIn, invalid, newIdIn, unreachable, type Instant, type LocalDate, type Uuid } from '#kernel'
import { pastDay, pastInstant } from './case-dates'
import { entryOf, requireCorrectable, requireOpen, type ExistingCase } from './case-state'
import { clocksOf, complaintInstant, dueAt, isImport, type CaseContext } from './clocks'
import type { Code } from './codes'
import { CODE_LISTS_VERSION, requireCode, requireCodes } from './code-lists'
import { isSexualViolence, type IncidentCommand, type IncidentEvent, type IncidentRecorded, type NewIncident } from './incident'
import { determineAge } from './subject-decisions'
import { requireVictim, requireVictims, type DeterminedAge, type RelationState, type VictimAgeDetermined } from './subjects'

type Decided = readonly (IncidentEvent | VictimAgeDetermined)[]

export function decideIncidents(command: IncidentCommand, state: ExistingCase, context: CaseContext): Decided {
  switch (command.type) {
    case 'recordIncident':
      return recordIncident(command, state, context)
    case 'correctIncident':
      return correctIncident(command, state, context)
    case 'correctReceivedDate':
      return correctReceivedDate(command, state, context)
    default:
      return unreachable(command)
  }
}

type Command<Type extends IncidentCommand['type']> = Extract<IncidentCommand, { readonly type: Type }>

function recordIncident(command: Command<'recordIncident'>, state: ExistingCase, context: CaseContext): Decided {
  requireOpen(state)
  requireVictims(state, command.victimIds)
  requireAges(command)
  const first = Object.keys(state.incidents).length === 0
  const reported = first ? complaintInstant(state.complaint, state.complaint.zone) : context.now
  return [incidentRecorded(command, newIdIn(context, 'incident'), state.subjects.relations, reported, context), ...command.ages.map(determineAge)]
}

/** For the complaint too, whose people are not yet in a state. @param reported when the unit was told; starts the police-report clock */
export function incidentRecorded(
  incident: NewIncident,
  incidentId: Uuid,
  relations: readonly Omit<RelationState, 'intimate'>[],
  reported: Instant,
  context: CaseContext,
): IncidentRecorded {
  const { victimIds, precision, forms, sexualForms, when, place, healthDue } = incident
  const policeReportDueAt = policeReportDue(incident, reported, context)
  const data = { incidentId, victimIds, precision, forms, sexualForms, when, place, healthDue, policeReportDueAt, lists: CODE_LISTS_VERSION }
  return { type: 'IncidentRecorded', version: 1, data: { ...data, ...requireKind(incident, relations, context) } }
}

function correctIncident(command: Command<'correctIncident'>, state: ExistingCase, context: CaseContext): Decided {
  requireCorrectable(state)
  const known = entryOf(state.incidents, command.incidentId)
  if (known === undefined) throw invalid('incidentId', 'incident.unknown')
  requireVictims(state, command.victimIds)
  requireAges(command)
  requireCode('correctionReason', command.why, 'why')
  const { incidentId, victimIds, precision, forms, sexualForms, when, place, healthDue, why } = command
  const reported = complaintInstant(state.complaint, state.complaint.zone)
  const policeReportDueAt = isSexualViolence(command) ? (known.policeReportDueAt ?? policeReportDue(command, reported, context)) : null
  const data = { incidentId, victimIds, precision, forms, sexualForms, when, place, healthDue, policeReportDueAt, why, lists: CODE_LISTS_VERSION }
  const kind = requireKind(command, state.subjects.relations, context)
  return [{ type: 'IncidentCorrected', version: 1, data: { ...data, ...kind } }, ...command.ages.map(determineAge)]
}

/** A corrected day renumbers nothing, but moves the year in which the complaint counts. */
function correctReceivedDate(command: Command<'correctReceivedDate'>, state: ExistingCase, context: CaseContext): Decided {
  requireCorrectable(state)
  requireCode('correctionReason', command.why, 'why')
  requireReceived(command, state.complaint.zone, context)
  command.ages.forEach((age) => requireVictim(state, age.victimId, 'ages'))
  const { receivedAt, receivedOn, why } = command
  if (receivedAt === state.complaint.receivedAt && receivedOn === state.complaint.receivedOn) return []
  return [{ type: 'ReceivedDateCorrected', version: 1, data: { receivedAt, receivedOn, why } }, ...command.ages.map(determineAge)]
}

/** @throws Refusal `date.future`, `time.future`, `complaint.day-mismatch` where the day is not that of the moment in the unit's zone */
export function requireReceived(
  { receivedAt, receivedOn }: { readonly receivedAt: Instant | null; readonly receivedOn: LocalDate },
  zone: string,
  context: CaseContext,
): void {
  if (receivedAt !== null) pastInstant(receivedAt, 'receivedAt', context)
  pastDay(receivedOn, 'receivedOn', context)
  if (receivedAt !== null && dateIn(zone, receivedAt) !== receivedOn) throw invalid('receivedOn', 'complaint.day-mismatch')
}

function requireAges({ victimIds, ages }: { readonly victimIds: readonly Uuid[]; readonly ages: readonly DeterminedAge[] }): void {
  for (const victimId of victimIds) if (!ages.some((age) => age.victimId === victimId)) throw invalid('ages', 'age.missing')
  for (const age of ages) if (!victimIds.includes(age.victimId)) throw invalid('ages', 'victim.unknown')
}

function policeReportDue(incident: NewIncident, reported: Instant, context: CaseContext): Instant | null {
  if (isImport(context) || !isSexualViolence(incident)) return null
  return dueAt(clocksOf(context).policeReport, reported, context)
}

interface Kind {
  readonly flags: readonly Code[]
  readonly kdrtReason: Code | null
}

/** Checks the codes, and sets kdrt as proposed or as the officer says, with the reason where the two differ. */
function requireKind(incident: NewIncident, relations: readonly Omit<RelationState, 'intimate'>[], context: CaseContext): Kind {
  if (incident.forms.length === 0) throw invalid('incident.forms', 'incident.form-missing')
  requireCodes('form', incident.forms, 'incident.forms')
  requireCodes('flag', incident.flags, 'incident.flags')
  requireCodes('sexualForm', incident.sexualForms, 'incident.sexualForms')
  if (incident.sexualForms.length > 0 && !incident.forms.includes('seksual')) throw invalid('incident.forms', 'incident.sexual-form-without-seksual')
  if (incident.flags.includes('kdrt')) throw invalid('incident.flags', 'incident.kdrt-as-flag')
  const proposed = relations.some(({ victimId, household }) => household && incident.victimIds.includes(victimId))
  const kdrt = incident.kdrt ?? proposed
  const flags = kdrt ? ['kdrt', ...incident.flags] : incident.flags
  if (kdrt === proposed) return { flags, kdrtReason: null }
  const kdrtReason = incident.kdrtReason ?? (isImport(context) ? 'tercatat_di_register' : null)
  if (kdrtReason === null) throw broken('incident.kdrt-reason-missing')
  requireCode('kdrtReason', kdrtReason, 'incident.kdrtReason')
  return { flags, kdrtReason }
}
