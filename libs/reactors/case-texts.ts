import { caseAggregate, type CaseEvent, type SharedText, type SubjectRef } from '#cases'
import { knownEvents } from '#command-handler'
import type { EventLog } from '#event-log'
import { Sealed, type Instant, type LocalDate, type Recorded, type Uuid } from '#kernel'

/** One free text of a case: everything that was sealed under one record key. */
export interface CaseText extends SharedText {
  /** The type of the event that wrote it first */
  readonly kind: CaseEvent['type']
  /** Where in that event it stands: `text`, `note`, `minutes`, … */
  readonly fields: readonly string[]
  readonly writtenAt: Instant | LocalDate
  /** null: not a user */
  readonly writtenBy: Uuid | null
  readonly sealed: readonly Sealed<unknown>[]
  /** It was struck, or what it belongs to was */
  readonly struck: boolean
  /** Its key went, or is going, with somebody it is about */
  readonly gone: boolean
}

type Log = Pick<EventLog, 'readStream'>
type Voided = Extract<CaseEvent, { type: 'EntryVoided' }>['data']

interface Found extends Omit<CaseText, 'about' | 'gone' | 'struck'> {
  readonly about: Set<Uuid>
  /** Ids that the event bears: voiding one of them strikes what it says */
  readonly ids: readonly unknown[]
  struck: boolean
}

/** Every free text of a case in the order of writing. @throws Refusal, StreamNotFound: see `knownEvents` */
export async function textsOf(log: Log, caseId: Uuid): Promise<readonly CaseText[]> {
  const found = new Map<Uuid, Found>()
  const going = new Set<Uuid>()
  for await (const event of knownEvents<CaseEvent>(log, caseAggregate, caseId)) {
    if (event.type === 'EntryVoided') for (const text of found.values()) text.struck ||= isOf(text, event.data)
    if (event.type === 'SubjectErasureStarted') going.add(event.data.subjectId)
    if (event.type === 'TextSubjectsNamed') for (const id of event.data.about) found.get(event.data.recordId)?.about.add(id)
    for (const [field, sealed] of recordsIn(event.data)) note(found, event, field, sealed)
  }
  return [...found.values()].map(({ ids: _ids, about, ...text }) => ({ ...text, about: [...about], gone: [...about].some((id) => going.has(id)) }))
}

/**
 * Texts of a case that are about this person and about others who are not erased: with the person's key their keys go too.
 * One that was struck is needed by nobody; one that went with somebody else is nobody's any more.
 */
export async function sharedTexts(log: Log, { caseId, subjectId }: SubjectRef): Promise<readonly SharedText[]> {
  return (await textsOf(log, caseId)).filter((text) => isShared(text, subjectId)).map(({ recordId, about }) => ({ recordId, about }))
}

/** @returns true where the text goes with this person although others are in it, too */
export const isShared = ({ struck, gone, about }: CaseText, subjectId: Uuid): boolean =>
  !struck && !gone && about.includes(subjectId) && about.some((id) => id !== subjectId)

/** @returns true where a text lists nobody: no erasure reaches it until somebody has said whom it is about */
export const namesNobody = ({ struck, about }: CaseText): boolean => !struck && about.length === 0

/** Record ids of what one entry of a case says: a chronology, a service, a referral, … */
export async function textsOfEntry(log: Log, caseId: Uuid, entry: Voided): Promise<readonly Uuid[]> {
  const records: Uuid[] = []
  for await (const { data } of knownEvents<CaseEvent>(log, caseAggregate, caseId))
    for (const [, { owner }] of recordsIn(data)) if (isOf({ recordId: owner.id, ids: Object.values(data) }, entry)) records.push(owner.id)
  return [...new Set(records)]
}

/** A person or a case is no text: striking one of them strikes what stands there otherwise. */
const isOf = ({ recordId, ids }: Pick<Found, 'recordId' | 'ids'>, { kind, entryId }: Pick<Voided, 'kind' | 'entryId'>): boolean =>
  kind !== 'korban' && kind !== 'kasus' && (recordId === entryId || ids.includes(entryId))

function note(found: Map<Uuid, Found>, event: Recorded<CaseEvent>, field: string, sealed: RecordSealed): void {
  const { id: recordId, about } = sealed.owner
  const known = found.get(recordId)
  const writtenBy = event.actor.kind === 'user' ? event.actor.id : null
  const begun: Found = {
    ...{ recordId, kind: event.type, writtenAt: event.at ?? event.on ?? event.recordedAt, writtenBy, struck: false },
    ...{ about: new Set(), ids: Object.values(event.data), fields: [], sealed: [] },
  }
  const { about: before, fields, sealed: others, ...first } = known ?? begun
  found.set(recordId, { ...first, about: new Set([...before, ...about]), fields: [...fields, field], sealed: [...others, sealed] })
}

type RecordSealed = Sealed<unknown> & { readonly owner: Extract<Sealed<unknown>['owner'], { readonly kind: 'record' }> }

const isRecord = (value: Sealed<unknown>): value is RecordSealed => value.owner.kind === 'record'

function recordsIn(value: unknown, field = ''): readonly (readonly [field: string, RecordSealed])[] {
  if (value instanceof Sealed) {
    const sealed = value as Sealed<unknown>
    return isRecord(sealed) ? [[field, sealed]] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => recordsIn(inner, /^\d+$/.test(key) ? field : key))
}
