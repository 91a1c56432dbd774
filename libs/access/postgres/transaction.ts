import type { Pool, PoolClient } from 'pg'

/** What a query can be sent to: the pool, or the client of a transaction. */
export type Db = Pick<Pool | PoolClient, 'query'>

/** Commits what `work` did, or none of it. A client that can't roll back is thrown away. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}
