import type { Uuid } from './ids'
import type { Classified } from './sealed'
import type { Instant, LocalDate } from './time'

/** Ordered, opaque and serialisable: compares as text in the order of the log. Only its adapter knows its inside. */
export type Position = string

/** Who did it. The mark of an import is part of the actor. */
export type Actor =
  { readonly kind: 'user'; readonly id: Uuid; readonly role: string; readonly importId?: Uuid } | { readonly kind: 'system'; readonly name: string }

/**
 * A fact of the domain as a decision states it. `Data` may only hold fields that are `Open`, `Direct` or `Indirect`.
 * `on` is the date it happened on, `at` the moment, where known; the recording time is the log's own.
 */
export interface Fact<Type extends string, Version extends number, Data extends Classified<Data>> {
  readonly type: Type
  readonly version: Version
  readonly at?: Instant
  readonly on?: LocalDate
  readonly data: Data
}

export type AnyFact = { readonly type: string; readonly version: number; readonly at?: Instant; readonly on?: LocalDate; readonly data: object }

/** What the log keeps around a fact. */
export interface Envelope {
  readonly id: Uuid
  readonly stream: string
  readonly revision: bigint
  readonly position: Position
  readonly recordedAt: Instant
  readonly actor: Actor
  readonly unit: string | null
  readonly commandId: Uuid
  readonly correlationId: Uuid
  readonly causationId: Uuid | null
  /** SHA-256 in hex over the stored bytes of the event before this one in its stream; empty for the first. */
  readonly previousHash: string
  readonly hash: string
}

/** A fact with its envelope, as read from the log. Sealed fields are still sealed. */
export type Recorded<F extends AnyFact = AnyFact> = F & Envelope
