import type { Actor, Instant, LocalDate, Position, Recorded, Uuid } from '#kernel'

/** Where a stream must stand for an append to be accepted. A bigint is the exact revision of its last event. */
export type Expected = bigint | 'no-stream' | 'stream-exists' | 'any'

/** JSON as it is stored: sealed fields have become ciphertext objects. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** An event ready to be stored. `data` is serialised once, and those exact bytes are hashed and kept. */
export interface EventToAppend {
  /** UUIDv5(command id, index) */
  readonly id: Uuid
  readonly type: string
  readonly version: number
  readonly at?: Instant
  readonly on?: LocalDate
  readonly data: { readonly [key: string]: Json }
}

/** What is the same for every event of one append. */
export interface AppendContext {
  /** The product's own clock, never the server's */
  readonly recordedAt: Instant
  readonly actor: Actor
  readonly unit: string | null
  readonly commandId: Uuid
  readonly correlationId: Uuid
  readonly causationId: Uuid | null
}

export interface Appended {
  /** Revision of the last event of this append (of the first result, where the append is a repetition) */
  readonly revision: bigint
  /** Position of the last event of this append */
  readonly position: Position
  /** true where the same events already stood there and nothing was written */
  readonly repeated: boolean
}

/** Narrows what a reader of the whole log receives. A reader's checkpoint moves past what is filtered out. */
export interface LogFilter {
  /** e.g. `case-` */
  readonly streamPrefix?: string
}

/** A run of events in log order. `checkpoint` may lie behind events that the filter left out. */
export interface Page {
  readonly events: readonly Recorded[]
  readonly checkpoint: Position
  /** true where the reader has reached the end of the log as it stood a moment ago */
  readonly caughtUp: boolean
}

export interface ReadStreamOptions {
  /** First revision to read, inclusive; without it, from the start (or the end, backwards) */
  readonly from?: bigint
  readonly direction?: 'forwards' | 'backwards'
  readonly limit?: number
}

export interface ReadAllOptions {
  readonly filter?: LogFilter
  /** Events a page, 1 000 unless told */
  readonly pageSize?: number
}

/** Limits on every adapter, in bytes. */
export const MAX_EVENT_BYTES = 256 * 1024
export const MAX_APPEND_BYTES = 900 * 1024

/**
 * The event log. Sealed fields come back as `Sealed` values; `upcast` functions given to the adapter run on the way out.
 * Errors are those of `errors.ts`.
 */
export interface EventLog {
  /**
   * Appends all events or none. The same ids with the same payload (type, version, data) and the same expectation answer
   * the first result. An empty list is a no-op that answers the stream's present revision.
   * @throws WrongExpectedRevision with the true revision; IdempotencyMismatch (same id, other payload, or only some of
   * the ids present); EventTooLarge; AppendTooLarge; InvalidPayload (U+0000 or a lone surrogate); StreamClosed;
   * StreamDeleted; LogUnavailable
   */
  append(stream: string, expected: Expected, events: readonly EventToAppend[], context: AppendContext): Promise<Appended>

  /**
   * @yields events of one stream in pages of at most 1 000
   * @throws StreamNotFound (a missing stream differs from an empty range); StreamDeleted; LogUnavailable
   */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly Recorded[]>

  /** @yields pages of the whole log after `after` (exclusive; null: from the start), until the end as it stands */
  readAll(after: Position | null, options?: ReadAllOptions): AsyncIterable<Page>

  /**
   * Catches up, then stays with the log; never loses or doubles an event. Reconnects by itself after a drop.
   * Ends without an error when `signal` aborts. The next page is fetched only when the last one is taken: back-pressure.
   */
  subscribe(after: Position | null, signal: AbortSignal, options?: ReadAllOptions): AsyncIterable<Page>

  /** Closes a stream by an event of its own (`StreamClosed`); later appends are refused with StreamClosed. */
  close(stream: string, expected: Expected, context: AppendContext): Promise<Appended>

  /** @returns the position of the last event, or null where the log is empty */
  head(): Promise<Position | null>
}
