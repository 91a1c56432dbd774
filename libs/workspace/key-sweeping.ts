import { withClient } from '#database'
import type { Instant } from '#kernel'
import { keyTraces, sweepKeyTraces, type Sweep } from '#privacy'
import type { Workspace } from './open-workspace'

/** Bytes of a table that is written anew at any hour: some 150 000 keys, a second. */
const AT_ANY_HOUR = 32 * 1024 * 1024

/** 0 to 3 o'clock in WIB, 2 to 5 in WIT */
const NIGHT = { from: 17, until: 20 }

/**
 * Clears destroyed keys out of the file of their table, where any are left in it; a large table waits for the night.
 * @param large whether a large one is written anew now
 */
export async function sweepKeys(
  { pool, database, clock }: Pick<Workspace, 'pool' | 'database' | 'clock'>,
  large = isNight(clock.now()),
): Promise<Sweep | 'waits-for-night'> {
  const traces = await keyTraces(pool)
  if (traces === null) return 'clean'
  if (traces.bytes > AT_ANY_HOUR && !large) return 'waits-for-night'
  return withClient(database.ownerUrl, sweepKeyTraces)
}

/** @returns true in the hours in which no unit of the country is at its desks */
export function isNight(now: Instant): boolean {
  const hour = new Date(now).getUTCHours()
  return hour >= NIGHT.from && hour < NIGHT.until
}
