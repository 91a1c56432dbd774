import type { EventToAppend } from '#event-log'
import type { AnyFact, Sealed, Uuid } from '#kernel'

/** A fact with the id it will have in the log. */
export interface IdentifiedFact {
  readonly id: Uuid
  readonly fact: AnyFact
}

/** Turns facts into what the log stores. */
export interface Sealer {
  /**
   * Encrypts every plain `Sealed` value, deterministically for its event; keys of new owners are committed before it returns,
   * so the append that follows never refers to a key that could be lost.
   * @throws Refusal `privacy.subject-erased` where a value is about somebody whose key was destroyed
   */
  seal(facts: readonly IdentifiedFact[]): Promise<readonly EventToAppend[]>
}

/** The answer for a value whose key was destroyed. */
export const ERASED: unique symbol = Symbol('erased')
export type Erased = typeof ERASED

/** Opens sealed values for those who may see them. Access is decided and logged by the caller. */
export interface Opener {
  /** Fetches the keys of all these values' owners in one query and keeps them for this opener's life. */
  prepare(values: Iterable<Sealed<unknown>>): Promise<void>
  /**
   * Opens one value whose owner was prepared; a value that was never sealed answers itself.
   * @throws SealBroken where the ciphertext was changed, moved to another event or field, or the master key is wrong
   */
  open<T>(value: Sealed<T>): T | Erased
}
