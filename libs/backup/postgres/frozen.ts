import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#database'
import type { EventLog } from '#event-log'
import type { Position } from '#kernel'

/** Where settings and keys lie. */
export type Database = Pool
/** One connection to it, inside a transaction. */
export type Connection = PoolClient

/**
 * Reads the log's head and then freezes the settings: what events up to the head refer to (users, units) stands in the snapshot. Imported
 * rows refer to events instead; a lock holds them still between the two, for milliseconds, so that none is younger than the head.
 * @param work runs in the snapshot's transaction, read only
 */
export async function withFrozenSettings<T>(
  pool: Pool,
  log: Pick<EventLog, 'head'>,
  work: (snapshot: PoolClient, head: Position | null) => Promise<T>,
): Promise<T> {
  const frozen = async (snapshot: PoolClient): Promise<T> => {
    const heldStill = async (): Promise<Position | null> => {
      const found = await log.head()
      await snapshot.query('select 1')
      return found
    }
    const lock = `begin; set local lock_timeout = '30s'; lock table register_import.imports, register_import.rows in share mode`
    return work(snapshot, await inTransaction(pool, heldStill, lock))
  }
  return inTransaction(pool, frozen, 'begin isolation level repeatable read read only')
}
