import { deriveId, invalid, Sealed, type Direct, type KeyOwner, type LocalDate, type Uuid } from '#kernel'
import { ageAtIncident, earliestOf, requireYears } from './age'
import { requireDate } from './case-dates'
import { requireCode } from './code-lists'
import type { IncidentWhen } from './codes'
import type {
  IntakeContext,
  KnownAge,
  PerpetratorForm,
  ReceivedWhen,
  RelatedPersonForm,
  RelationForm,
  SafeContactForm,
  VictimForm,
} from './intake-forms'
import { relationFacts } from './relations'
import { requireKecamatan } from './subject-decisions'
import type {
  DeterminedAge,
  Identity,
  NewPerpetrator,
  NewRelatedPerson,
  NewRelation,
  NewReporter,
  NewVictim,
  SafeContact,
  StatedAge,
  VictimCircumstances,
  VictimDetails,
} from './subjects'

// Plain forms of people into what commands hold: checked, given an id, wrapped for sealing with the person's own key.

const subject = (id: Uuid): KeyOwner => ({ kind: 'subject', id })

/** A free text has a record key of its own and names the people it is about. @param kind tells apart several texts of one command */
export const sealedText = (text: string, commandId: Uuid, kind: string, about: readonly Uuid[]): Direct<string> =>
  Sealed.plain({ kind: 'record', id: deriveId(commandId, 'record', kind), about }, text)

/** @throws Refusal `name.length`, `nik.format` (16 digits), `phone.format`, `address.length` */
export function requireIdentity({ name, nik, phone, address }: Identity, field: string): void {
  if (name !== null && (name.trim() === '' || name.length > 200)) throw invalid(`${field}.name`, 'name.length', { max: 200 })
  if (nik !== null && !/^\d{16}$/.test(nik)) throw invalid(`${field}.nik`, 'nik.format')
  if (phone !== null && !/^\+?\d[\d ()-]{4,24}$/.test(phone)) throw invalid(`${field}.phone`, 'phone.format')
  if (address !== null && address.length > 500) throw invalid(`${field}.address`, 'address.length', { max: 500 })
}

function requireStatedAge({ birthDate, years }: StatedAge, field: string): void {
  if (birthDate !== null) requireDate(birthDate, `${field}.birthDate`)
  if (years !== null) requireYears(years, `${field}.years`)
}

function requireCircumstances({ desa, education, marital, occupation, disability }: VictimCircumstances, field: string): void {
  if (desa !== null && (desa.trim() === '' || desa.length > 100)) throw invalid(`${field}.desa`, 'desa.length', { max: 100 })
  if (education !== null) requireCode('education', education, `${field}.education`)
  if (marital !== null) requireCode('marital', marital, `${field}.marital`)
  if (occupation !== null) requireCode('occupation', occupation, `${field}.occupation`)
  if (disability !== null) requireCode('disability', disability, `${field}.disability`)
}

/** What is found of an age, ready for an event. */
export function determinedAge(
  { victimId, age, otherIncidents = [] }: KnownAge,
  incident: IncidentWhen | null,
  { receivedOn }: ReceivedWhen,
  field = 'age',
): DeterminedAge {
  const earliest = earliestOf(incident === null ? otherIncidents : [incident, ...otherIncidents])
  const { finding, years } = ageAtIncident(age, earliest, receivedOn, field)
  return { victimId, finding, years: Sealed.plain(subject(victimId), years) }
}

/** @param incidents dates of all the incidents that concern this victim */
export function victimDetails(
  victimId: Uuid,
  form: Omit<VictimForm, 'safeContact'>,
  incidents: readonly IncidentWhen[],
  received: ReceivedWhen,
  at = '',
): VictimDetails {
  const { identity, sex, age, kecamatan, circumstances } = form
  requireCode('sex', sex, `${at}sex`)
  requireIdentity(identity, `${at}identity`)
  requireStatedAge(age, `${at}age`)
  requireKecamatan(kecamatan, `${at}kecamatan`)
  requireCircumstances(circumstances, `${at}circumstances`)
  const owner = subject(victimId)
  return {
    ...determinedAge({ victimId, age, otherIncidents: incidents }, null, received, `${at}age`),
    sex,
    kecamatan,
    identity: Sealed.plain(owner, identity),
    age: Sealed.plain(owner, age),
    circumstances: Sealed.plain(owner, circumstances),
  }
}

export function newVictim(victimId: Uuid, form: VictimForm, incident: IncidentWhen | null, received: ReceivedWhen, at = ''): NewVictim {
  const safeContact = form.safeContact === null ? null : sealedSafeContact(victimId, form.safeContact, `${at}safeContact`)
  return { ...victimDetails(victimId, form, incident === null ? [] : [incident], received, at), safeContact }
}

/** @throws Refusal `code.unknown`, `safe-contact.day` (1..7), `safe-contact.time` (`HH:MM`), `text.length` */
export function sealedSafeContact(victimId: Uuid, form: SafeContactForm, field = 'safeContact'): SafeContact {
  requireCode('contactMethod', form.method, `${field}.method`)
  requireCode('whoMayAnswer', form.whoMayAnswer, `${field}.whoMayAnswer`)
  if (form.days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) throw invalid(`${field}.days`, 'safe-contact.day')
  for (const time of [form.from, form.to]) {
    if (time !== null && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw invalid(`${field}.from`, 'safe-contact.time')
  }
  for (const text of [form.detail, form.codePhrase]) if (text !== null && text.length > 500) throw invalid(field, 'text.length', { max: 500 })
  return Sealed.plain(subject(victimId), form)
}

export function newReporter(reporter: Identity | null, { commandId }: IntakeContext): NewReporter {
  const reporterId = deriveId(commandId, 'reporter')
  if (reporter === null) return { reporterId, anonymous: true, identity: null }
  requireIdentity(reporter, 'reporter')
  return { reporterId, anonymous: false, identity: Sealed.plain(subject(reporterId), reporter) }
}

export function newPerpetrator(perpetratorId: Uuid, { identity, sex, years }: PerpetratorForm, at = ''): NewPerpetrator {
  requireCode('sex', sex, `${at}sex`)
  requireIdentity(identity, `${at}identity`)
  if (years !== null) requireYears(years, `${at}years`)
  const owner = subject(perpetratorId)
  return { perpetratorId, sex, identity: Sealed.plain(owner, identity), years: Sealed.plain(owner, years) }
}

export function newRelatedPerson(personId: Uuid, { role, inConflict, identity }: RelatedPersonForm, at = ''): NewRelatedPerson {
  requireCode('relatedRole', role, `${at}role`)
  requireIdentity(identity, `${at}identity`)
  return { personId, role, inConflict, identity: Sealed.plain(subject(personId), identity) }
}

/** The relation is the victim's: her key seals it. */
export function newRelation(
  victimId: Uuid,
  perpetratorId: Uuid,
  { relation, sharedHousehold }: Omit<RelationForm, 'victim' | 'perpetrator'>,
  at = '',
): NewRelation {
  requireCode('relation', relation, `${at}relation`)
  const facts = relationFacts(relation, sharedHousehold)
  return { victimId, perpetratorId, relation: Sealed.plain(subject(victimId), { code: relation, sharedHousehold }), ...facts }
}

/** @returns the day on which stated years were true: what `maturityOn` counts from */
export const statedOn = (age: StatedAge, incident: IncidentWhen | null, receivedOn: LocalDate): LocalDate =>
  age.statedFor === 'kejadian' ? (incident?.from ?? receivedOn) : receivedOn
