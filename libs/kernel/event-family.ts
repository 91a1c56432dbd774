import type { AnyFact } from './event'

/** An event as it was written: sealed fields are `Sealed` values already, bound to the version they were written under. */
export type RawEvent = AnyFact

/** Brings an event to its present shape; pure. An event it doesn't know comes back as it is. */
export type Upcast = (event: RawEvent) => RawEvent

/** One step of one type: from one schema version to the next. It stands beside the event's own type, and so does its test. */
export interface Upcaster {
  readonly type: string
  readonly from: number
  /** @returns the event with a higher version, or with another type */
  readonly up: Upcast
}

/** What one kind of stream may hold. */
export interface EventFamily {
  /** e.g. `case` for streams `case-<uuid>` */
  readonly prefix: string
  /** The newest version of each event type that the program reads and the only one it writes */
  readonly versions: Readonly<Record<string, number>>
  /** From what earlier releases wrote to these versions; left out where nothing ever changed */
  readonly upcasters?: readonly Upcaster[]
}
