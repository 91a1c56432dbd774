import { Client, type Pool } from 'pg'
import type { SegmentStore, SignedSegment, StoredSegment } from '../segments/segment'
import { translated } from './database-errors'

interface Row {
  readonly number: string
  readonly first_id: string
  readonly last_id: string
  readonly events: number
  readonly through: string
  readonly chain: string
  readonly sealed_at: string
  readonly signature: string
  readonly resume_after: string | null
}

const COLUMNS = 'number, first_id, last_id, events, through, chain, sealed_at, signature, resume_after'
const LAST = `SELECT ${COLUMNS} FROM event_log.segments ORDER BY number DESC LIMIT 1`
const ALL = `SELECT ${COLUMNS} FROM event_log.segments ORDER BY number`
const GROW = `UPDATE event_log.segments SET last_id = $3, events = $4, through = $5, chain = $6, sealed_at = $7, signature = $8, resume_after = $9
  WHERE number = $1 AND first_id = $2 AND through = $10 AND chain = $11 AND NOT EXISTS (SELECT FROM event_log.segments WHERE number > $1)`
const ADD = `INSERT INTO event_log.segments (${COLUMNS}) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
  WHERE coalesce((SELECT s.through = $10 AND s.chain = $11 FROM event_log.segments s ORDER BY s.number DESC LIMIT 1), $10::bigint IS NULL)
  ON CONFLICT DO NOTHING`

/** Segments in the schema `event_log`, whichever log is used; reached as the product's own role. */
export function postgresSegments(pool: Pool): SegmentStore {
  const run = async (sql: string, values: readonly unknown[] = []): Promise<{ readonly rows: readonly Row[]; readonly rowCount: number | null }> => {
    try {
      return await pool.query<Row>(sql, [...values])
    } catch (error) {
      throw translated(error)
    }
  }
  return {
    last: async () => (await run(LAST)).rows.map(segmentOf)[0] ?? null,
    all: async () => (await run(ALL)).rows.map(segmentOf),
    put: async (next, before) => {
      const { number, firstId, lastId, events, through, chain, sealedAt, signature, resumeAfter } = next
      const values = [number, firstId, lastId, events, through, chain, sealedAt, signature, resumeAfter]
      const { rowCount } = await run(isGrowth(next, before) ? GROW : ADD, [...values, before?.through ?? null, before?.chain ?? null])
      return rowCount === 1
    },
  }
}

/**
 * Takes the segments from `first` on out of the schema `event_log`: an administrator's decision to sign on from a log that no longer holds
 * them. The product's role cannot do it.
 * @param ownerUrl connection string of the role that owns the schema
 */
export async function withdrawSegments(ownerUrl: string, first: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  try {
    await client.connect()
    await client.query('BEGIN')
    await client.query('ALTER TABLE event_log.segments DISABLE TRIGGER append_only')
    await client.query('DELETE FROM event_log.segments WHERE number >= $1', [first])
    await client.query('ALTER TABLE event_log.segments ENABLE TRIGGER append_only')
    await client.query('COMMIT')
  } catch (error) {
    throw translated(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const isGrowth = (next: StoredSegment, before: SignedSegment | null): boolean => next.number === before?.number

const segmentOf = (row: Row): StoredSegment => ({
  number: Number(row.number),
  firstId: row.first_id,
  lastId: row.last_id,
  events: row.events,
  through: Number(row.through),
  chain: row.chain,
  sealedAt: row.sealed_at,
  signature: row.signature,
  resumeAfter: row.resume_after,
})
