import { createHash, randomBytes } from 'node:crypto'
import { Client, Pool } from 'pg'
import { APPEND_LOCK, PostgresEventLog, type AppendContext, type EventToAppend } from '#event-log'
import { deriveId, randomUuid } from '#kernel'
import type { BenchRow } from './bench-row'
import { hundredth, median, percentile, throughput, type Throughput } from './throughput'

/** Bytes of one event's data, as in the figures of the design. */
const PAYLOAD = 600
/** Writers at a time, and the floor each is held against. */
const CASES = [
  { writers: 1, floor: 'insert' },
  { writers: 4, floor: 'locked' },
  { writers: 16, floor: 'locked' },
  { writers: 16, floor: 'insert' },
] as const

/** Milliseconds of each, in turns */
const SLICE = 150
const ROUNDS = 25

const FLOOR_TABLES = `
  DROP SCHEMA IF EXISTS bench_append CASCADE;
  CREATE SCHEMA bench_append;
  CREATE TABLE bench_append.events (LIKE event_log.events INCLUDING ALL);
  CREATE FUNCTION bench_append.locked(bigint, text, bigint, uuid, text, integer, bytea, bytea, bytea) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(${APPEND_LOCK});
    INSERT INTO bench_append.events VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
  END $$`

const FLOORS = {
  insert: { label: 'bare INSERT', text: 'INSERT INTO bench_append.events VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)' },
  locked: { label: 'bare INSERT under the lock', text: 'SELECT bench_append.locked($1, $2, $3, $4, $5, $6, $7, $8, $9)' },
} as const

/**
 * Appends of one event of 600 B to many streams: the log against an INSERT of the same row into the same kind of table, in turns,
 * in one run on one database, with its durability as it is set (refused where fsync or synchronous_commit is off).
 * @param databaseUrl a database with the log's schema, as a role that may create a schema
 */
export async function benchAppend(databaseUrl: string): Promise<BenchRow[]> {
  const admin = new Client(databaseUrl)
  await admin.connect()
  const log = new PostgresEventLog({ url: databaseUrl, connections: 16 })
  const pool = new Pool({ connectionString: databaseUrl, max: 16 })
  try {
    const { rows } = await admin.query<{ durable: boolean }>(
      `SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable`,
    )
    if (!rows[0]?.durable) throw new Error('the server does not keep what it confirms: fsync or synchronous_commit is off')
    await admin.query(FLOOR_TABLES)
    const results: BenchRow[] = []
    for (const { writers, floor } of CASES) {
      const bare = bareInsert(pool, FLOORS[floor].text)
      const ours = appendOne(log)
      await throughput(writers, 500, bare)
      await throughput(writers, 500, ours)
      const rounds: Round[] = []
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push({ floor: await throughput(writers, SLICE, bare), ours: await throughput(writers, SLICE, ours) })
      }
      results.push(row(`append, ${writers} writer${writers > 1 ? 's' : ''} against ${FLOORS[floor].label}`, rounds))
    }
    return results
  } finally {
    await log.end()
    await pool.end()
    await admin.query('DROP SCHEMA IF EXISTS bench_append CASCADE')
    await admin.end()
  }
}

interface Round {
  readonly floor: Throughput
  readonly ours: Throughput
}

/** Each slice of ours is held against the one of the floor beside it, so that a busy machine slows both; the middle ratio counts. */
function row(name: string, rounds: readonly Round[]): BenchRow {
  const latencies = rounds.flatMap(({ ours }) => ours.latencies).sort((a, b) => a - b)
  return {
    name,
    floor: Math.round(median(rounds.map(({ floor }) => floor.perSecond))),
    ours: Math.round(median(rounds.map(({ ours }) => ours.perSecond))),
    ratio: hundredth(median(rounds.map(({ floor, ours }) => ours.perSecond / floor.perSecond))),
    unit: 'appends/s',
    p50: hundredth(percentile(latencies, 0.5)),
    p99: hundredth(percentile(latencies, 0.99)),
  }
}

function appendOne(log: PostgresEventLog): (turn: number) => Promise<unknown> {
  const data = {
    note: randomBytes(PAYLOAD / 2)
      .toString('hex')
      .slice(0, PAYLOAD - '{"note":""}'.length),
  }
  return () => {
    const commandId = randomUuid()
    const event: EventToAppend = { id: deriveId(commandId, 'event', 0), type: 'ServiceGiven', version: 1, data }
    return log.append(`case-${commandId}`, 'no-stream', [event], contextOf(commandId))
  }
}

const contextOf = (commandId: string): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: commandId, role: 'case-manager' },
  unit: 'unit',
  commandId,
  correlationId: commandId,
  causationId: null,
})

/** The row as the log would store it, but for the values that need a look at the log. */
function bareInsert(pool: Pool, text: string): (turn: number) => Promise<unknown> {
  const name = `bench_${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
  const data = randomBytes(PAYLOAD / 2).toString('hex')
  const hash = randomBytes(32)
  return () => {
    const id = randomUuid()
    const stream = `case-${id}`
    const envelope = Buffer.from(JSON.stringify({ revision: '0', previousHash: '', id, type: 'ServiceGiven', version: 1, stream, ...contextOf(id) }))
    return pool.query({ name, text, values: [++position, stream, 0, id, 'ServiceGiven', 1, hash, envelope, Buffer.from(data)] })
  }
}

let position = 0
