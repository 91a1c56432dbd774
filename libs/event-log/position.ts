import type { Position } from '#kernel'

const DIGITS = 20

/** Before every event of the log. */
export const ORIGIN: Position = '0'.repeat(DIGITS)

/** @returns a counted position as text of fixed width, so that texts compare as the numbers do. */
export const toPosition = (value: bigint | string): Position => String(value).padStart(DIGITS, '0')

/** @returns the number inside a position made by `toPosition`; the origin for null. */
export function fromPosition(position: Position | null): bigint {
  if (position === null) return 0n
  if (!/^\d{20}$/.test(position)) throw new RangeError('a position of another log')
  return BigInt(position)
}
