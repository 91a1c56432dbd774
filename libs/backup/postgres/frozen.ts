import type { Pool, PoolClient } from 'pg'
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
  return withConnection(pool, async (snapshot) => {
    await snapshot.query('begin isolation level repeatable read read only')
    const head = await withConnection(pool, async (holder) => {
      await holder.query(`begin; set local lock_timeout = '30s'; lock table register_import.imports, register_import.rows in share mode`)
      const found = await log.head()
      await snapshot.query('select 1')
      await holder.query('commit')
      return found
    })
    const result = await work(snapshot, head)
    await snapshot.query('commit')
    return result
  })
}

/** Commits what `work` did, or nothing. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  return withConnection(pool, async (client) => {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    return result
  })
}

/** A connection whose work failed may stand in the middle of a transaction: it is not used again. */
async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    const result = await work(client)
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
