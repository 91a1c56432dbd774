import type { Pool, PoolClient } from 'pg'

/**
 * Commits what `work` did, or nothing. A connection whose work failed is not used again.
 * @param begin how it begins where that is more than `begin`: its isolation, a lock
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>, begin = 'begin'): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}
