import { dateIn, deriveId, invalid, Sealed, type Instant, type LocalDate, type Uuid } from '#kernel'
import { requireInstant } from './case-dates'
import { DEFAULT_CLOCKS, healthDueFrom, type ClockSettings } from './clocks'
import type { Code, IncidentWhen } from './codes'
import { requireCode } from './code-lists'
import type { ChronologyText, ReceiveComplaint } from './complaint'
import { isSexualViolence, type IncidentCommand, type NewIncident } from './incident'
import { normaliseWhen } from './incident-when'
import type { ComplaintForm, IncidentForm, IntakeContext, KnownAge, ReceivedWhen, SafeContactForm, VictimForm } from './intake-forms'
import {
  determinedAge,
  newPerpetrator,
  newRelatedPerson,
  newRelation,
  newReporter,
  newVictim,
  sealedSafeContact,
  sealedText,
  victimDetails,
} from './intake-people'
import type { SubjectCommand } from './subjects'

// Typed-in forms into commands. Whatever must be read before it is sealed is checked and found here: dates, ages, hours that are left.

type Command<Union extends { readonly type: string }, Type extends Union['type']> = Extract<Union, { readonly type: Type }>

/** The longest account taken: with its sealing it stays well under the size of an event. */
const LONGEST_TEXT = 60_000

/** The victim's own complaint has no reporter besides; an old register may not say who it was. */
const NO_REPORTER: ReadonlySet<Code> = new Set(['korban', 'tidak_diketahui'])

/** More people of one sort than any form of a complaint takes. */
const PEOPLE = 100

/** @returns true where this command, taking a complaint, made this person's part in its case */
export const takesPerson = (commandId: Uuid, subjectId: Uuid): boolean =>
  subjectId === deriveId(commandId, 'reporter') ||
  Array.from({ length: PEOPLE }, (_, at) => at).some((at) =>
    ['victim', 'perpetrator', 'person'].some((part) => subjectId === deriveId(commandId, part, at)),
  )

/** @throws Refusal naming the field: see `requireIdentity`, `ageAtIncident`, `normaliseWhen`; `complaint.day-missing`, `text.length` */
export function buildReceiveComplaint(form: ComplaintForm, context: IntakeContext, settings: ClockSettings = DEFAULT_CLOCKS): ReceiveComplaint {
  const { commandId, zone } = context
  const { channel, reporterKind, urgency, externalNumber, number, dutyExplainedTo } = form
  const received = receivedWhen(form, zone)
  const victimIds = form.victims.map((_, at) => deriveId(commandId, 'victim', at))
  const perpetratorIds = form.perpetrators.map((_, at) => deriveId(commandId, 'perpetrator', at))
  const incident = form.incident === null ? null : newIncident(form.incident, victimIds, received, zone, settings)
  const when = incident?.when ?? null
  const relations = form.relations.map((relation, at) => {
    const field = `relations[${String(at)}].`
    const victimId = victimIds[relation.victim]
    const perpetratorId = perpetratorIds[relation.perpetrator]
    if (victimId === undefined) throw invalid(`${field}victim`, 'victim.unknown')
    if (perpetratorId === undefined) throw invalid(`${field}perpetrator`, 'perpetrator.unknown')
    return newRelation(victimId, perpetratorId, relation, field)
  })
  return {
    type: 'receiveComplaint',
    ...received,
    channel,
    reporterKind,
    urgency,
    externalNumber,
    number,
    dutyExplainedTo,
    reporter: form.reporter === null && NO_REPORTER.has(reporterKind) ? null : newReporter(form.reporter, context),
    victims: form.victims.map((victim, at) => newVictim(deriveId(commandId, 'victim', at), victim, when, received, `victims[${String(at)}].`)),
    perpetrators: form.perpetrators.map((perpetrator, at) =>
      newPerpetrator(deriveId(commandId, 'perpetrator', at), perpetrator, `perpetrators[${String(at)}].`),
    ),
    relatedPersons: form.relatedPersons.map((person, at) =>
      newRelatedPerson(deriveId(commandId, 'person', at), person, `relatedPersons[${String(at)}].`),
    ),
    relations,
    incident: incident?.command ?? null,
    chronology: form.chronology === null ? null : buildChronology(form.chronology, victimIds, context),
  }
}

function receivedWhen({ receivedAt, receivedOn }: Pick<ComplaintForm, 'receivedAt' | 'receivedOn'>, zone: string): ReceivedWhen {
  if (receivedAt !== null) requireInstant(receivedAt, 'receivedAt')
  const day = receivedOn ?? (receivedAt === null ? null : dateIn(zone, receivedAt))
  if (day === null) throw invalid('receivedOn', 'complaint.day-missing')
  return { receivedAt, receivedOn: day }
}

/** A text in a record key of its own. @throws Refusal `text.length` */
export function buildChronology(text: string, about: readonly Uuid[], { commandId }: IntakeContext): ChronologyText {
  if (text.trim() === '' || text.length > LONGEST_TEXT) throw invalid('chronology', 'text.length', { max: LONGEST_TEXT })
  return { recordId: deriveId(commandId, 'record', 'chronology'), about, text: sealedText(text, commandId, 'chronology', about) }
}

interface BuiltIncident {
  readonly when: IncidentWhen
  readonly command: NewIncident
}

/** Date, place and health clocks are sealed with the first victim's key. @throws Refusal `victim.missing`, `code.unknown`, and of `normaliseWhen` */
function newIncident(form: IncidentForm, victimIds: readonly Uuid[], received: ReceivedWhen, zone: string, settings: ClockSettings): BuiltIncident {
  const [first] = victimIds
  if (first === undefined) throw invalid('incident.victimIds', 'victim.missing')
  const owner = { kind: 'subject', id: first } as const
  const when = normaliseWhen(form.when, received, zone)
  requireCode('place', form.place, 'incident.place')
  const { forms, flags, sexualForms, kdrt, kdrtReason } = form
  const healthDue = isSexualViolence(form) ? healthDueFrom(when, zone, settings) : null
  const sealed: Pick<NewIncident, 'when' | 'place' | 'healthDue'> = {
    when: Sealed.plain(owner, when),
    place: Sealed.plain(owner, form.place),
    healthDue: Sealed.plain(owner, healthDue),
  }
  return { when, command: { victimIds, precision: when.precision, forms, flags, sexualForms, kdrt, kdrtReason, ...sealed } }
}

/** A victim who is named later; the age is found at the complaint until an incident names her. */
export function buildAddVictim(form: VictimForm, received: ReceivedWhen, { commandId }: IntakeContext): Command<SubjectCommand, 'addVictim'> {
  return { type: 'addVictim', ...newVictim(deriveId(commandId, 'victim', 0), form, null, received) }
}

/** @param incidents dates of the incidents that concern the victim, opened by who may */
export function buildCorrectVictim(
  victimId: Uuid,
  form: Omit<VictimForm, 'safeContact'>,
  why: Code,
  incidents: readonly IncidentWhen[],
  received: ReceivedWhen,
): Command<SubjectCommand, 'correctVictim'> {
  return { type: 'correctVictim', why, ...victimDetails(victimId, form, incidents, received) }
}

export const buildSetSafeContact = (victimId: Uuid, form: SafeContactForm): Command<SubjectCommand, 'setSafeContact'> => ({
  type: 'setSafeContact',
  victimId,
  safeContact: sealedSafeContact(victimId, form),
})

/** @param victims whom the incident concerns, with their opened ages: each is found anew */
export function buildRecordIncident(
  form: IncidentForm,
  victims: readonly KnownAge[],
  received: ReceivedWhen,
  { zone }: Pick<IntakeContext, 'zone'>,
  settings: ClockSettings = DEFAULT_CLOCKS,
): Command<IncidentCommand, 'recordIncident'> {
  const victimIds = victims.map((victim) => victim.victimId)
  const { when, command } = newIncident(form, victimIds, received, zone, settings)
  return { type: 'recordIncident', ...command, ages: victims.map((victim) => determinedAge(victim, when, received)) }
}

/** As `buildRecordIncident`; `otherIncidents` of the victims leave out the one that is corrected. */
export function buildCorrectIncident(
  incidentId: Uuid,
  form: IncidentForm,
  why: Code,
  victims: readonly KnownAge[],
  received: ReceivedWhen,
  context: Pick<IntakeContext, 'zone'>,
  settings: ClockSettings = DEFAULT_CLOCKS,
): Command<IncidentCommand, 'correctIncident'> {
  return { ...buildRecordIncident(form, victims, received, context, settings), type: 'correctIncident', incidentId, why }
}

/** @param victims all of the case, with the dates of their incidents: an unknown date counts as the complaint's */
export function buildCorrectReceivedDate(
  received: { readonly receivedAt: Instant | null; readonly receivedOn: LocalDate | null },
  why: Code,
  victims: readonly KnownAge[],
  { zone }: Pick<IntakeContext, 'zone'>,
): Command<IncidentCommand, 'correctReceivedDate'> {
  const when = receivedWhen(received, zone)
  return { type: 'correctReceivedDate', ...when, ages: victims.map((victim) => determinedAge(victim, null, when)), why }
}
