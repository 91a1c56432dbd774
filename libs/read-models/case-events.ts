import { STREAM_CLOSED } from '#event-log'
import { CASE_EVENT_VERSIONS, type CaseEvent } from '#cases'
import type { Recorded, Uuid } from '#kernel'
import { UndigestedEvent } from './errors'
import type { Entry } from './read-model'

export const CASE_STREAMS = 'case-'

export type RecordedCaseEvent = Recorded<CaseEvent>

/** An event of a case, with the case it belongs to. */
export interface CaseEntry {
  readonly caseId: Uuid
  readonly event: RecordedCaseEvent
  readonly asOf: string
}

const newestOf: ReadonlyMap<string, number> = new Map(Object.entries(CASE_EVENT_VERSIONS))

export function isCaseEvent(event: Recorded): event is RecordedCaseEvent {
  const newest = newestOf.get(event.type)
  return newest !== undefined && event.version <= newest
}

/** Several models are fed with one batch: what they all ask of it is found once. */
const known = new WeakMap<readonly Entry[], readonly CaseEntry[]>()
const knownCases = new WeakMap<readonly CaseEntry[], ReadonlySet<Uuid>>()

/**
 * @returns the events of cases in a batch; the end of a stream says nothing to a read model.
 * @throws UndigestedEvent for a type or version this program doesn't know
 */
export function caseEntries(entries: readonly Entry[]): readonly CaseEntry[] {
  const before = known.get(entries)
  if (before) return before
  const found: CaseEntry[] = []
  for (const { event, asOf } of entries) {
    if (isCaseEvent(event)) found.push({ caseId: caseIdOf(event.stream), event, asOf })
    else if (event.type !== STREAM_CLOSED) throw new UndigestedEvent(event.type, event.version)
  }
  known.set(entries, found)
  return found
}

/** Cases whose id is at hand: more than are in work at one time */
const MOST_CASES = 5_000
const caseIds = new Map<string, Uuid>()

/** One text a case, however many of its events come by: all models look it up again and again, and the same text is found at first sight. */
function caseIdOf(stream: string): Uuid {
  const before = caseIds.get(stream)
  if (before !== undefined) return before
  if (caseIds.size >= MOST_CASES) caseIds.clear()
  const id = stream.slice(CASE_STREAMS.length)
  caseIds.set(stream, id)
  return id
}

/** @returns the cases of these entries. */
export function casesIn(entries: readonly CaseEntry[]): ReadonlySet<Uuid> {
  const before = knownCases.get(entries)
  if (before) return before
  const cases = new Set(entries.map(({ caseId }) => caseId))
  knownCases.set(entries, cases)
  return cases
}
