import { broken, invalid, newIdIn, unreachable, type Uuid } from '#kernel'
import { entryOf, type ExistingCase } from './case-state'
import { CODE_LISTS_VERSION, knownCode, requireCode } from './code-lists'
import type { CaseContext } from './clocks'
import {
  isErasing,
  isSameLink,
  withoutVersion,
  type ErasureCommand,
  type ErasureEvent,
  type LinkSubject,
  type NameTextSubjects,
  type RedactText,
  type StartSubjectErasure,
} from './erasure'
import type { IncidentCorrected } from './incident'
import { isSubject } from './subjects'

/** Decides on erasing somebody, in whatever state the case is: the right to it doesn't end with the case. */
export function decideErasures(command: ErasureCommand, state: ExistingCase, context: CaseContext): readonly (ErasureEvent | IncidentCorrected)[] {
  if (command.type === 'redactText') return redactText(command, state)
  if (command.type === 'nameTextSubjects') return nameTextSubjects(command, state)
  if (command.type === 'keepIncidentForOthers') return keepIncident(command.incident, state)
  if (!isSubject(state.subjects, command.subjectId)) throw invalid('subjectId', 'subject.unknown')
  switch (command.type) {
    case 'linkSubject':
      return linkSubject(command, state)
    case 'revokeSubjectLink': {
      requireCode('correctionReason', command.why, 'why')
      const { subjectId, other, why } = command
      if (!state.erasures.links.some((link) => link.subjectId === subjectId && isSameLink(link.other, other)))
        throw invalid('other', 'subject.not-linked')
      const data = { subjectId, otherCaseId: other.caseId, otherSubjectId: other.subjectId, why, lists: CODE_LISTS_VERSION }
      return [{ type: 'SubjectLinkRevoked', version: 1, on: context.today, data }]
    }
    case 'startSubjectErasure':
      return startErasure(command, state, context)
    case 'completeSubjectErasure': {
      const erasureId = entryOf(state.erasures.started, command.subjectId)
      if (erasureId === undefined) throw broken('erasure.not-started')
      if (state.erasures.erased.includes(command.subjectId)) return []
      return [{ type: 'SubjectErased', version: 1, on: context.today, data: { erasureId, subjectId: command.subjectId } }]
    }
    default:
      return unreachable(command)
  }
}

/** @throws Refusal `subject.linked-to-itself`, `erasure.done` where either was erased, `code.unknown` on `basis` */
function linkSubject({ subjectId, other, basis }: LinkSubject, state: ExistingCase): readonly ErasureEvent[] {
  requireCode('linkBasis', basis, 'basis')
  if (other.subjectId === subjectId) throw invalid('other', 'subject.linked-to-itself')
  if (entryOf(state.erasures.started, subjectId) !== undefined) throw broken('erasure.done')
  if (state.erasures.links.some((link) => link.subjectId === subjectId && isSameLink(link.other, other))) return []
  const data = { subjectId, otherCaseId: other.caseId, otherSubjectId: other.subjectId, basis, lists: CODE_LISTS_VERSION }
  return [{ type: 'SubjectLinked', version: 1, data }]
}

/** The new version names those who stay. @throws Refusal `subject.unknown` on `about`, `erasure.done` where one of them was erased */
function redactText({ recordId, replaces, about, text }: RedactText, state: ExistingCase): readonly ErasureEvent[] {
  requireStanding(about, state)
  return [{ type: 'TextRedacted', version: 1, data: { recordId, replaces, about, text } }]
}

/** Naming somebody again changes nothing. @throws Refusal as `redactText` */
function nameTextSubjects({ recordId, about }: NameTextSubjects, state: ExistingCase): readonly ErasureEvent[] {
  requireStanding(about, state)
  const known = entryOf(state.erasures.named, recordId) ?? []
  const fresh = [...new Set(about)].filter((id) => !known.includes(id))
  return fresh.length === 0 ? [] : [{ type: 'TextSubjectsNamed', version: 1, data: { recordId, about: fresh } }]
}

/** What is known of it in the open stays as it is. @throws Refusal `incident.unknown` */
function keepIncident(incident: IncidentCorrected['data'], { incidents }: ExistingCase): readonly IncidentCorrected[] {
  if (entryOf(incidents, incident.incidentId) === undefined) throw invalid('incidentId', 'incident.unknown')
  return [{ type: 'IncidentCorrected', version: 1, data: incident }]
}

/** @throws Refusal `subject.unknown` on `about`, `erasure.done` */
function requireStanding(about: readonly Uuid[], state: ExistingCase): void {
  for (const id of about) {
    if (!isSubject(state.subjects, id)) throw invalid('about', 'subject.unknown')
    if (isErasing(state, id)) throw broken('erasure.done')
  }
}

/**
 * Begins an erasure; beginning it again changes nothing.
 * @throws Refusal `erasure.text-shared` {count}: texts that others need have no redacted version yet;
 * `erasure.narrative-of-others`: what a text says of victims isn't erased at somebody else's request; `code.unknown` on `why`
 */
function startErasure(command: StartSubjectErasure, state: ExistingCase, context: CaseContext): readonly ErasureEvent[] {
  const { subjectId, why, linked, sharedTexts, withoutTexts } = command
  if (!knownCode('erasureReplayed', why)) requireCode('erasureReason', why, 'why')
  if (entryOf(state.erasures.started, subjectId) !== undefined) return []
  const kept = withoutVersion(state.erasures, subjectId, sharedTexts)
  if (kept.length > 0 && !withoutTexts) throw broken('erasure.text-shared', { count: kept.length })
  const ofVictims = kept.some(({ about }) => about.some((id) => id !== subjectId && entryOf(state.subjects.victims, id) !== undefined))
  if (ofVictims && entryOf(state.subjects.victims, subjectId) === undefined) throw broken('erasure.narrative-of-others', { count: kept.length })
  const erasureId = command.erasureId ?? newIdIn(context, 'erasure')
  return [{ type: 'SubjectErasureStarted', version: 1, on: context.today, data: { erasureId, subjectId, why, linked, lists: CODE_LISTS_VERSION } }]
}
