import { caseAggregate, isErasing, withoutVersion, type CaseState, type SubjectRef } from '#cases'
import { stateOf } from '#command-handler'
import { absent, Refusal, type Uuid } from '#kernel'
import { ERASED } from '#privacy'
import { isShared, namesNobody, textsOf, type CaseText } from '#reactors'
import type { Workspace } from '#workspace'

/** A text that a human has to look at before somebody is erased. */
export interface TextToLookAt extends SubjectRef, Pick<CaseText, 'recordId' | 'kind' | 'fields' | 'writtenAt' | 'writtenBy'> {
  /** The others it is about */
  readonly others: readonly Uuid[]
  /** It lists the person: it goes with them, and others need it. Otherwise it lists nobody and stays, unless somebody says that it is about them */
  readonly listed: boolean
  /** A version without the person stands */
  readonly redacted: boolean
}

/** @returns what of one case has to be looked at before this person's part in it is erased; nothing once that has begun */
export async function erasureTexts(log: Workspace['log'], part: SubjectRef): Promise<readonly TextToLookAt[]> {
  const state = await stateOf(log, caseAggregate, part.caseId)
  if (state.phase === 'none' || isErasing(state, part.subjectId)) return []
  const texts = await textsOf(log, part.caseId)
  return [
    ...texts.filter((text) => isShared(text, part.subjectId)).map((text) => toLookAt(text, part, state)),
    ...texts.filter((text) => namesNobody(text) && text.kind !== 'TextRedacted').map((text) => toLookAt(text, part, state)),
  ]
}

function toLookAt(text: CaseText, part: SubjectRef, state: Exclude<CaseState, { phase: 'none' }>): TextToLookAt {
  const { recordId, kind, fields, writtenAt, writtenBy, about } = text
  return {
    ...part,
    ...{ recordId, kind, fields, writtenAt, writtenBy },
    others: about.filter((id) => id !== part.subjectId),
    listed: about.length > 0,
    redacted: withoutVersion(state.erasures, part.subjectId, [text]).length === 0,
  }
}

/** One part of a text as it was written. */
export interface OpenedField {
  readonly field: string
  readonly value: unknown
}

/** What only its writer may open: a counsellor's own notes (domain.md, "Who uses it"). */
const OWN: ReadonlySet<CaseText['kind']> = new Set(['CounsellingSessionHeld'])

/** @returns true where this user may open the text, whose case they may see */
export const mayOpen = ({ kind, writtenBy }: Pick<CaseText, 'kind' | 'writtenBy'>, user: Uuid): boolean => !OWN.has(kind) || writtenBy === user

/**
 * Opens a text to whoever writes a version without somebody. Access to the case was decided and noted by the caller.
 * @throws Refusal `reveal.absent`; `text.own` for somebody else's notes; `privacy.subject-erased` where the key was destroyed
 */
export async function openedText({ log, newOpener }: Workspace, caseId: Uuid, recordId: Uuid, user: Uuid): Promise<readonly OpenedField[]> {
  const text = (await textsOf(log, caseId)).find((one) => one.recordId === recordId)
  if (!text) throw absent('reveal.absent')
  if (!mayOpen(text, user)) throw new Refusal('forbidden', 'text.own')
  const opener = newOpener()
  await opener.prepare(text.sealed)
  return text.sealed.map((sealed, at) => {
    const value = opener.open<unknown>(sealed)
    if (value === ERASED) throw new Refusal('rule', 'privacy.subject-erased')
    return { field: text.fields[at] ?? '', value }
  })
}
