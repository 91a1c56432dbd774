import { types, type Pool, type PoolClient, type QueryResultRow } from 'pg'

/** Whatever runs a query: a pool, or one connection inside a transaction. */
export interface Queryable {
  query<Row extends QueryResultRow>(config: {
    text: string
    values: unknown[]
    types: typeof wireTypes
  }): Promise<{ rows: Row[]; rowCount: number | null }>
}

const TIMESTAMPTZ = 1184
const DATE = 1082
const BIGINT = 20

const asInstant = (text: string): string => new Date(text).toISOString()
const asIs = (text: string): string => text

/** Dates stay `YYYY-MM-DD`, moments become ISO text in UTC: nothing is ever a JavaScript date at somebody's midnight. */
const wireTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return asInstant
    if (oid === DATE) return asIs
    if (oid === BIGINT) return Number
    return types.getTypeParser(oid, format) as (text: string) => unknown
  }) as typeof types.getTypeParser,
}

/** @returns the rows, with dates and moments as text, counts as numbers and `jsonb` parsed. */
export async function rowsFrom<Row extends object>(database: Queryable, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const result = await database.query<Row & QueryResultRow>({ text, values: [...values], types: wireTypes })
  return result.rows
}

/** @returns how many rows the statement touched. */
export async function execute(database: Queryable, text: string, values: readonly unknown[] = []): Promise<number> {
  return (await database.query({ text, values: [...values], types: wireTypes })).rowCount ?? 0
}

/** Commits what `work` did, or nothing. A connection whose rollback fails is not used again. */
export async function transaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/**
 * Does `work` on a connection of its own. One that breaks meanwhile is not used again: it tells so by an event as well, which would end
 * the process without somebody who listens.
 * @param work is handed what makes that nobody uses the connection again, for where it can't be left as it was
 */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient, giveUp: () => void) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  const giveUp = (): void => void (broken = true)
  client.on('error', giveUp)
  try {
    return await work(client, giveUp)
  } finally {
    client.off('error', giveUp)
    client.release(broken)
  }
}
