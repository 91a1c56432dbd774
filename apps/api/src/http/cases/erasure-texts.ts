import { mayOnCase, recordAccess, type Principal } from '#access'
import { caseAggregate, isErasing, withoutVersion, type CaseState, type SubjectRef } from '#cases'
import { stateOf } from '#command-handler'
import { absent, Refusal, type Uuid } from '#kernel'
import { ERASED } from '#privacy'
import { isShared, namesNobody, namesOf, recordsNaming, textsOf, type CaseText } from '#reactors'
import type { Workspace } from '#workspace'

/** A text that a human has to look at before somebody is erased. */
export interface TextToLookAt extends SubjectRef, Pick<CaseText, 'recordId' | 'kind' | 'fields' | 'writtenAt' | 'writtenBy'> {
  /** The others it is about */
  readonly others: readonly Uuid[]
  /** It lists the person: it goes with them, and others need it. Otherwise it stays, unless somebody says that it is about them */
  readonly listed: boolean
  /** It doesn't list the person, but one of their names occurs in it */
  readonly names: boolean
  /** A version without the person stands */
  readonly redacted: boolean
}

/** One part of a human, and what has to be looked at before it is erased. */
export interface PartToErase extends SubjectRef {
  /** The asker may work on that case */
  readonly seen: boolean
  readonly texts: readonly TextToLookAt[]
  /** Texts that only their writers may open, so that nobody looked for the person's name in them */
  readonly notSearched: number
}

interface Found extends SubjectRef {
  readonly state: Exclude<CaseState, { phase: 'none' }>
  readonly seen: boolean
  readonly texts: readonly CaseText[]
}

/**
 * What has to be looked at before these parts of one human are erased; nothing of a part whose erasure has begun. Texts that don't list the
 * person are searched for every name they have or had in the cases that the asker works on; that is noted before a text is opened, and
 * nothing of the text is answered.
 */
export async function textsBeforeErasure(workspace: Workspace, asker: Principal, parts: readonly SubjectRef[]): Promise<readonly PartToErase[]> {
  const { log } = workspace
  const found: Found[] = []
  for (const part of parts) {
    const state = await stateOf(log, caseAggregate, part.caseId)
    if (state.phase === 'none' || isErasing(state, part.subjectId)) continue
    found.push({ ...part, state, seen: mayOnCase(asker, state, 'case.act'), texts: await textsOf(log, part.caseId) })
  }
  const seen = found.filter((part) => part.seen)
  const toSearch = seen.flatMap(unlisted).filter((text) => mayOpen(text, asker.id))
  const naming = toSearch.length === 0 ? new Set<Uuid>() : await searched(workspace, asker.id, seen, toSearch)
  return found.map((part) => {
    const { caseId, subjectId } = part
    const closed = unlisted(part).filter((text) => part.seen && !mayOpen(text, asker.id) && !namesNobody(text))
    return { caseId, subjectId, seen: part.seen, texts: toLookAt(part, naming), notSearched: closed.length }
  })
}

/** Texts that still stand and don't list the person: no erasure reaches them. */
const unlisted = ({ texts, subjectId }: Pick<Found, 'texts' | 'subjectId'>): readonly CaseText[] =>
  texts.filter(({ struck, gone, about }) => !struck && !gone && !about.includes(subjectId))

/** Whose names are looked for, and by whom, is noted as for a text that is opened: before. */
async function searched(
  { pool, clock, log, newOpener }: Workspace,
  user: Uuid,
  parts: readonly SubjectRef[],
  texts: readonly CaseText[],
): Promise<ReadonlySet<Uuid>> {
  const entry = { user, action: 'search-name', reason: 'menyunting_catatan', outcome: 'allowed' } as const
  for (const { subjectId } of parts) await recordAccess(pool, { ...entry, at: clock.now(), resource: subjectId })
  return recordsNaming(newOpener, texts, await namesOf(log, newOpener, parts))
}

function toLookAt(part: Found, naming: ReadonlySet<Uuid>): readonly TextToLookAt[] {
  const { caseId, subjectId, state, texts } = part
  const shared = texts.filter((text) => isShared(text, subjectId))
  const others = unlisted(part)
  const namingOne = others.filter((text) => !namesNobody(text) && naming.has(text.recordId))
  const ofNobody = others.filter((text) => namesNobody(text) && text.kind !== 'TextRedacted')
  return [...shared, ...namingOne, ...ofNobody].map(({ recordId, kind, fields, writtenAt, writtenBy, about }) => ({
    ...{ caseId, subjectId, recordId, kind, fields, writtenAt, writtenBy },
    others: about.filter((id) => id !== subjectId),
    listed: about.includes(subjectId),
    names: naming.has(recordId),
    redacted: withoutVersion(state.erasures, subjectId, [{ recordId, about }]).length === 0,
  }))
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
