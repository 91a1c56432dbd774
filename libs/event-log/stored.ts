import type { Position, Uuid } from '#kernel'

/** One event as it lies in the store: the hashed bytes, and the columns that repeat parts of them. */
export interface StoredEvent {
  readonly position: Position
  readonly stream: string
  readonly revision: bigint
  readonly id: Uuid
  readonly type: string
  readonly version: number
  readonly envelope: Buffer
  readonly data: Buffer
  readonly hash: Buffer
}

export type StoredPage = readonly StoredEvent[]

/** A log whose stored bytes can be walked in position order. */
export interface StoredLog {
  /** true where positions are counted from 1 without a gap, so that a missing one betrays a removed event */
  readonly dense: boolean
  /** @yields pages after `after` (exclusive; null or left out: from the start) until the end as it stands */
  readStored(after?: Position | null): AsyncIterable<StoredPage>
}

/** A log that can take over the stored bytes of another one. */
export interface RestorableLog {
  /**
   * Adds events exactly as another log stored them: same bytes, ids, revisions, hashes and order; positions are this log's own.
   * Those that already stand at its end (an attempt cut off) must be left out by the caller.
   * An attempt that fails or is cut off may have added the first of them, without a gap.
   * @returns the position of the last one (of the log's end, where there was none to add)
   * @throws WrongExpectedRevision where a stream doesn't stand right before its next event; IdempotencyMismatch where an id
   * stands here already; LogUnavailable
   */
  restore(events: readonly StoredEvent[]): Promise<Position>
}
