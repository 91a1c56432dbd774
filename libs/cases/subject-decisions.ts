import { broken, invalid, unreachable } from '#kernel'
import { requireCorrectable, requireOpen, type ExistingCase } from './case-state'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import {
  isSubject,
  requireVictim,
  type DeterminedAge,
  type NewPerpetrator,
  type NewRelatedPerson,
  type NewRelation,
  type NewReporter,
  type NewVictim,
  type SafeContact,
  type SubjectCommand,
  type SubjectEvent,
  type SubjectState,
  type VictimAgeDetermined,
  type VictimDetails,
} from './subjects'

/** A sub-district's name as it may stand in the open: short and without digits, so that no address gets in. */
const KECAMATAN = /^\p{L}[\p{L}\p{M} .,'’()/-]{0,59}$/u

/** @throws Refusal `kecamatan.format` */
export function requireKecamatan(kecamatan: string | null, field: string): void {
  if (kecamatan !== null && !KECAMATAN.test(kecamatan)) throw invalid(field, 'kecamatan.format')
}

/** Decides on the people of a case; none of it reads who they are. */
export function decideSubjects(command: SubjectCommand, state: ExistingCase): readonly SubjectEvent[] {
  switch (command.type) {
    case 'addVictim':
      return addVictim(command, state)
    case 'correctVictim':
      return correctVictim(command, state)
    case 'addReporter':
      requireOpen(state)
      requireNew(state.subjects, command.reporterId)
      return addReporter(command)
    case 'addPerpetrator':
      requireOpen(state)
      requireNew(state.subjects, command.perpetratorId)
      return addPerpetrator(command)
    case 'addRelatedPerson':
      requireOpen(state)
      requireNew(state.subjects, command.personId)
      return addRelatedPerson(command)
    case 'recordRelation':
      requireCorrectable(state)
      requireVictim(state, command.victimId)
      if (!state.subjects.perpetrators.includes(command.perpetratorId)) throw invalid('perpetratorId', 'perpetrator.unknown')
      return recordRelation(command)
    case 'setSafeContact':
      requireCorrectable(state)
      requireVictim(state, command.victimId)
      return setSafeContact(command.victimId, command.safeContact)
    default:
      return unreachable(command)
  }
}

/** Refuses the id of somebody who is already in this case. @throws Refusal `subject.exists` */
function requireNew(subjects: SubjectState, id: string): void {
  if (isSubject(subjects, id)) throw broken('subject.exists')
}

function addVictim(command: NewVictim, state: ExistingCase): readonly SubjectEvent[] {
  requireOpen(state)
  requireNew(state.subjects, command.victimId)
  const ordinal = Object.keys(state.subjects.victims).length + 1
  return [...victimAdded(command, ordinal), determineAge(command)]
}

/** @param ordinal 1, 2, … within the case; the number of a voided victim isn't given again */
export function victimAdded(victim: NewVictim, ordinal: number, field = ''): readonly SubjectEvent[] {
  requireKecamatan(victim.kecamatan, `${field}kecamatan`)
  const { victimId, sex, kecamatan, identity, age, circumstances, safeContact } = victim
  return [
    { type: 'VictimAdded', version: 1, data: { victimId, ordinal, sex, kecamatan, identity, age, circumstances, lists: CODE_LISTS_VERSION } },
    ...(safeContact === null ? [] : setSafeContact(victimId, safeContact)),
  ]
}

export function determineAge({ victimId, finding, years }: DeterminedAge): VictimAgeDetermined {
  const { ageClass, ageBand, ageFlags, basis } = finding
  return { type: 'VictimAgeDetermined', version: 1, data: { victimId, ageClass, ageBand, ageFlags, basis, years } }
}

function correctVictim(command: VictimDetails & { readonly why: string }, state: ExistingCase): readonly SubjectEvent[] {
  requireCorrectable(state)
  requireVictim(state, command.victimId)
  requireCode('correctionReason', command.why, 'why')
  requireKecamatan(command.kecamatan, 'kecamatan')
  const { victimId, sex, kecamatan, identity, age, circumstances, why } = command
  return [
    { type: 'VictimDetailsCorrected', version: 1, data: { victimId, sex, kecamatan, identity, age, circumstances, why, lists: CODE_LISTS_VERSION } },
    determineAge(command),
  ]
}

/** Anonymous is who did not tell: then nothing of an identity is kept. @throws Refusal `reporter.anonymous-identity` */
export function addReporter({ reporterId, anonymous, identity }: NewReporter): readonly SubjectEvent[] {
  if (anonymous !== (identity === null)) throw invalid('reporter', 'reporter.anonymous-identity')
  return [{ type: 'ReporterAdded', version: 1, data: { reporterId, anonymous, identity } }]
}

export function addPerpetrator({ perpetratorId, sex, identity, years }: NewPerpetrator): readonly SubjectEvent[] {
  return [{ type: 'AllegedPerpetratorAdded', version: 1, data: { perpetratorId, sex, identity, years } }]
}

export function addRelatedPerson({ personId, role, inConflict, identity }: NewRelatedPerson): readonly SubjectEvent[] {
  return [{ type: 'RelatedPersonAdded', version: 1, data: { personId, role, inConflict, identity } }]
}

export function recordRelation({ victimId, perpetratorId, relation, intimate, household }: NewRelation): readonly SubjectEvent[] {
  return [
    {
      type: 'RelationRecorded',
      version: 1,
      data: { victimId, perpetratorId, relation, intimate, household, lists: CODE_LISTS_VERSION },
    },
  ]
}

function setSafeContact(victimId: string, safeContact: SafeContact): readonly SubjectEvent[] {
  return [{ type: 'SafeContactSet', version: 1, data: { victimId, safeContact } }]
}
