import { randomUuid, type Recorded, type Uuid } from '#kernel'
import type { AppendContext, EventLog, EventToAppend, Json, Page } from '../port'
import type { RestorableLog, StoredLog } from '../stored'
import type { Upcast } from '../upcast'

/** What the contract needs of sealing; the log itself knows nothing of keys. */
export interface Subjects {
  named(person: Uuid, name: string): Promise<EventToAppend>
  erase(person: Uuid): Promise<void>
  /** null where the key was destroyed */
  nameIn(data: unknown): Promise<string | null>
}

/** What not every adapter can promise. */
export interface LogTraits {
  /** Positions are counted without a gap: a missing one betrays a removed event to whoever reads on */
  readonly dense: boolean
  /** An event id is unique in the whole log, not only in its stream */
  readonly uniqueIds: boolean
}

/** A log with its store, as an adapter's spec hands it to the contract. */
export interface LogUnderTest {
  readonly log: EventLog & StoredLog & RestorableLog
  /** Opens another log on the same store, as a second process would; it is ended by `stop`. */
  readonly open: (options: { readonly upcast?: Upcast }) => EventLog & StoredLog
  /** Removes an event behind the log's back, or takes it and those before it out of sight, where the store knows no other way. */
  readonly remove: (stream: string, revision: bigint) => Promise<void>
  /** People whose names can be sealed into events and erased again */
  readonly subjects: Subjects
  /** Begins a transaction of somebody else's that has drawn its number; absent where the store has none. @returns how it ends */
  readonly begin?: () => Promise<() => Promise<void>>
  /** The ways in which the store can delete a whole stream. */
  readonly deletions?: Readonly<Record<string, (stream: string) => Promise<void>>>
  /** Breaks every connection to the store; absent where there is none. */
  readonly interrupt?: () => Promise<void>
  stop(): Promise<void>
}

export type MakeLog = () => Promise<LogUnderTest>

export const newStream = (): string => `case-${randomUuid()}`

/** @returns an event with a fresh id */
export const newEvent = (
  data: { readonly [key: string]: Json } = { note: 'catatan' },
  rest: Partial<Omit<EventToAppend, 'data'>> = {},
): EventToAppend => ({
  id: randomUuid(),
  type: 'NoteTaken',
  version: 1,
  data,
  ...rest,
})

export const newEvents = (count: number): EventToAppend[] => Array.from({ length: count }, (_, n) => newEvent({ n }))

/** @returns the context of a command of its own */
export const newContext = (rest: Partial<AppendContext> = {}): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: randomUuid(), role: 'case-manager' },
  unit: 'uptd-contoh',
  commandId: randomUuid(),
  correlationId: randomUuid(),
  causationId: null,
  ...rest,
})

/** @returns all events of the pages, in order */
export async function collected(pages: AsyncIterable<readonly Recorded[] | Page>): Promise<Recorded[]> {
  const events: Recorded[] = []
  for await (const page of pages) events.push(...('events' in page ? page.events : page))
  return events
}

/** @returns ids in order, as what most comparisons need */
export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id)
