import { caseAggregate, type CaseEvent, type SharedText, type SubjectRef } from '#cases'
import { knownEvents } from '#command-handler'
import type { EventLog } from '#event-log'
import { Sealed, type Uuid } from '#kernel'

/**
 * Texts of a case that are about this person and about others who are not erased: with the person's key their keys go too.
 * One that was struck is needed by nobody.
 */
export async function sharedTexts(log: Pick<EventLog, 'readStream'>, { caseId, subjectId }: SubjectRef): Promise<readonly SharedText[]> {
  const found = new Map<Uuid, Set<Uuid>>()
  const gone = new Set<Uuid>()
  for await (const event of knownEvents<CaseEvent>(log, caseAggregate, caseId)) {
    if (event.type === 'EntryVoided') found.delete(event.data.entryId)
    if (event.type === 'SubjectErasureStarted') gone.add(event.data.subjectId)
    for (const { id, about } of recordsIn(event.data)) found.set(id, new Set([...(found.get(id) ?? []), ...about]))
  }
  return [...found].flatMap(([recordId, about]) => {
    const others = [...about].filter((id) => id !== subjectId && !gone.has(id))
    return about.has(subjectId) && others.length > 0 ? [{ recordId, about: [...about] }] : []
  })
}

type RecordOwner = Extract<Sealed<unknown>['owner'], { readonly kind: 'record' }>

function recordsIn(value: unknown): readonly RecordOwner[] {
  if (value instanceof Sealed) {
    const { owner } = value as Sealed<unknown>
    return owner.kind === 'record' ? [owner] : []
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(recordsIn) : []
}
