import type { Instant, Uuid } from '#kernel'
import { defineTable } from '../table'
import { apply, type CaseFacts } from './case-facts'
import type { Effect } from './effect'

// Figures ignore an import that is not completed. What it brings waits behind the facts of its case; what people record on the
// same case meanwhile counts at once, and is applied again, in the order of the log, when the import is completed.

export interface QueuedEffect {
  readonly effect: Effect
  /** null: not of an import */
  readonly importId: Uuid | null
}

export interface FactCase {
  readonly caseId: Uuid
  /** Facts before the first effect that waits */
  readonly facts: CaseFacts | null
  readonly queue: readonly QueuedEffect[]
}

export const factCases = defineTable<FactCase>({
  name: 'victim_fact_cases',
  comment: 'What the fold of victim facts keeps of each case; open values alone.',
  columns: { caseId: 'uuid', facts: 'document', queue: 'document' },
  key: ['caseId'],
  group: 'caseId',
})

export interface FactImport {
  readonly importId: Uuid
  /** Running maximum of recorded-at at its completion; null while it is under way or where it was abandoned */
  readonly completedAt: Instant | null
}

export const factImports = defineTable<FactImport>({
  name: 'victim_fact_imports',
  comment: 'Imports, and since when their facts count.',
  columns: { importId: 'uuid', completedAt: 'instant' },
  key: ['importId'],
  group: 'importId',
})

export interface WaitingCase {
  readonly importId: Uuid
  readonly caseId: Uuid
}

export const waitingCases = defineTable<WaitingCase>({
  name: 'victim_fact_waiting',
  comment: 'Cases that hold effects of an import which is not completed.',
  columns: { importId: 'uuid', caseId: 'uuid' },
  key: ['importId', 'caseId'],
  group: 'importId',
})

/** @returns the case with one more effect: at the end of the queue where something waits, else in its facts. */
export function withEffect(row: FactCase, effect: Effect, waitingFor: Uuid | null): FactCase {
  if (row.queue.length === 0 && waitingFor === null) return { ...row, facts: apply(row.facts, effect) }
  return { ...row, queue: [...row.queue, { effect, importId: waitingFor }] }
}

/** @returns the facts that count now: those of unfinished imports are passed over. */
export function countingFacts({ facts, queue }: FactCase): CaseFacts | null {
  return queue.reduce((counted, { effect, importId }) => (importId === null ? apply(counted, effect) : counted), facts)
}

/** @returns the case after an import was abandoned: as if it had never been. */
export function withoutImport(row: FactCase, importId: Uuid): FactCase {
  return settled({ ...row, queue: row.queue.filter((queued) => queued.importId !== importId) })
}

/** @returns the case after an import was completed: its effects take the place in the order of the log that they always had. */
export function released(row: FactCase, importId: Uuid): FactCase {
  return settled({ ...row, queue: row.queue.map((queued) => (queued.importId === importId ? { ...queued, importId: null } : queued)) })
}

/** Applies what waits for nothing any more. */
function settled({ queue, ...row }: FactCase): FactCase {
  const firstWaiting = queue.findIndex((queued) => queued.importId !== null)
  const ready = firstWaiting === -1 ? queue : queue.slice(0, firstWaiting)
  return { ...row, facts: ready.reduce((facts, { effect }) => apply(facts, effect), row.facts), queue: queue.slice(ready.length) }
}
