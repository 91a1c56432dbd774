import type { Instant, Recorded, Sealed } from '#kernel'
import type { Opener } from '#privacy'
import type { Table } from './table'

/** An event as a reader meets it. */
export interface Entry {
  readonly event: Recorded
  /** Running maximum of recorded-at over the log up to this event: the event belongs to "as of T" where `asOf` <= T */
  readonly asOf: Instant
}

/** The rows of one table that a fold has asked for. What it puts or removes is written when the batch is. */
export interface Rows<Row extends object> {
  /** @returns the rows of a group that was asked for, in no promised order; empty where there is none yet */
  of(group: string): readonly Row[]
  /** Adds a row, or replaces the one with its key. A row changed in place must be put as well. */
  put(row: Row): void
  remove(row: Row): void
}

/** What a fold may touch. */
export interface FoldTransaction {
  /** Opens what the model's `opens` named for this batch */
  readonly opener: Opener
  /** Loads all rows of these groups in one query (none where they are in memory already). */
  rows<Row extends object>(table: Table<Row>, groups: Iterable<string>): Promise<Rows<Row>>
}

/** Rows that follow from one row of another table of the same groups. They are written when that one is, and no fold reads them. */
export interface Derivation<From extends object = object, Row extends object = object> {
  readonly from: Table<From>
  readonly table: Table<Row>
  readonly rowsOf: (row: From) => readonly Row[]
}

/**
 * A read model: its tables, and how events change them. Rows and checkpoint are written in one database transaction.
 * `fold` is deterministic: it reads nothing but its batch and its own rows, so that a rebuild gives the same bytes.
 * An event it can't digest makes it throw; the runner parks the event and the rest of its stream.
 */
export interface ReadModel {
  /** kebab-case */
  readonly name: string
  /** Raised with every change of its tables or of its fold: the next migration makes them anew */
  readonly version: number
  /** Events of other streams are left out; empty for all */
  readonly streamPrefix: string
  // Tables of different rows stand in one list; each fold knows its own.
  readonly tables: readonly Pick<Table, 'name' | 'createSql'>[]
  readonly derived?: readonly Derivation[]
  /** Sealed values of an event that the fold opens (indirect ones alone: direct fields stay ciphertext) */
  opens?(event: Recorded): readonly Sealed<unknown>[]
  fold(entries: readonly Entry[], transaction: FoldTransaction): Promise<void>
}

/** Declares a derivation. Derivations of different rows stand in one list, as tables do; each is given rows of its own table alone. */
export const derive = <From extends object, Row extends object>(derivation: Derivation<From, Row>): Derivation => derivation as unknown as Derivation
