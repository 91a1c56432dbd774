import type { Position } from '#kernel'

const DIGITS = 20
const COUNTED = /^\d{20}$/
const PAIR = /^(\d{20})-(\d{20})$/

/** Before every event of the log, of whichever adapter. */
export const ORIGIN: Position = '0'.repeat(DIGITS)

/** @returns a counted position as text of fixed width, so that texts compare as the numbers do. */
export const toPosition = (value: bigint | string): Position => String(value).padStart(DIGITS, '0')

/**
 * @returns the number inside a position made by `toPosition`; the origin for null.
 * @throws RangeError where it is a position of another kind of log
 */
export function fromPosition(position: Position | null): bigint {
  if (position === null) return 0n
  if (!COUNTED.test(position)) throw foreign(position)
  return BigInt(position)
}

/** Where EventStoreDB keeps an event: both halves count bytes of its transaction file. */
export interface CommitPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** @returns EventStoreDB's pair as text of fixed width: commit first, so that texts compare as the server orders. */
export const toCommitPosition = ({ commit, prepare }: CommitPosition): Position => textPosition(commit, prepare)

/** @returns the same of both halves as the server writes them */
export const textPosition = (commit: bigint | string, prepare: bigint | string): Position => `${toPosition(commit)}-${toPosition(prepare)}`

/**
 * @returns the pair inside a position made by `toCommitPosition`; null for the origin
 * @throws RangeError where it is a position of another kind of log
 */
export function fromCommitPosition(position: Position | null): CommitPosition | null {
  if (position === null || position === ORIGIN) return null
  const [, commit, prepare] = PAIR.exec(position) ?? []
  if (commit === undefined || prepare === undefined) throw foreign(position)
  return { commit: BigInt(commit), prepare: BigInt(prepare) }
}

const foreign = (position: Position): RangeError => new RangeError(`${position} is a position of another kind of log`)
