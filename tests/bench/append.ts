import { randomBytes } from 'node:crypto'
import { Client, type Pool } from 'pg'
import { APPEND_LOCK, PostgresEventLog, type AppendContext, type EventToAppend } from '#event-log'
import { deriveId, randomUuid, type Uuid } from '#kernel'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'
import { counted, inTurns, rowOfTurns, type Work } from './turns'

/** Bytes of one event's data, as in the figures of the design. */
const PAYLOAD = 600
const WRITERS = [1, 4, 16] as const

/**
 * The floor keeps the order of the log and nothing else: lock, look at the end, insert the row as it was handed in, answer its position.
 * Same table, same indexes, same lock.
 */
const FLOOR = `
  DROP SCHEMA IF EXISTS bench_append CASCADE;
  CREATE SCHEMA bench_append;
  CREATE TABLE bench_append.events (LIKE event_log.events INCLUDING ALL);
  CREATE TABLE bench_append.bare (LIKE event_log.events INCLUDING ALL);
  CREATE FUNCTION bench_append.ordered(text, bigint, uuid, text, integer, bytea, bytea, bytea) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE
    v_position bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock(${APPEND_LOCK});
    SELECT position INTO v_position FROM bench_append.events ORDER BY position DESC LIMIT 1;
    v_position := coalesce(v_position, 0) + 1;
    INSERT INTO bench_append.events (position, stream, revision, id, type, version, hash, envelope, data)
      VALUES (v_position, $1, $2, $3, $4, $5, $6, $7, $8);
    RETURN v_position;
  END $$`

const ORDERED = { name: 'bench_ordered', text: 'SELECT bench_append.ordered($1, $2, $3, $4, $5, $6, $7, $8)' }
const BARE = {
  name: 'bench_bare',
  text: 'INSERT INTO bench_append.bare (stream, revision, id, type, version, hash, envelope, data, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
}

/**
 * Appends of one event of 600 B, to new streams and to known ones: the log against the simplest function that gives the same order, and
 * against a bare INSERT, which gives none; in turns, in one run on one database, with its durability as it is set (refused where fsync
 * or synchronous_commit is off).
 * @param databaseUrl a database with the log's schema, as a role that may create a schema
 */
export async function benchAppend(databaseUrl: string): Promise<BenchRow[]> {
  const admin = new Client(databaseUrl)
  await admin.connect()
  const log = new PostgresEventLog({ url: databaseUrl, connections: 16 })
  const pool = openPool(databaseUrl, 16)
  try {
    const { rows } = await admin.query<{ durable: boolean }>(
      `SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable`,
    )
    if (!rows[0]?.durable) throw new Error('the server does not keep what it confirms: fsync or synchronous_commit is off')
    await admin.query(FLOOR)
    const results: BenchRow[] = []
    for (const writers of WRITERS) {
      const { ordered, bare, ours } = await inTurns(writers, { ordered: orderedInsert(pool), bare: bareInsert(pool), ours: appendNew(log) })
      const many = counted(writers, 'writer')
      results.push(rowOfTurns(`append, ${many} against the simplest function that keeps the order`, 'appends/s', ordered, ours))
      results.push(rowOfTurns(`append, ${many} against a bare INSERT, which keeps none`, 'appends/s', bare, ours))
      if (writers > 1) continue
      const next = await inTurns(writers, { ordered: orderedNext(pool), ours: appendNext(log) })
      results.push(
        rowOfTurns(
          `append to a stream that stands, ${many} against the simplest function that keeps the order`,
          'appends/s',
          next.ordered,
          next.ours,
        ),
      )
    }
    return results
  } finally {
    await log.end()
    await pool.end()
    await admin.query('DROP SCHEMA IF EXISTS bench_append CASCADE')
    await admin.end()
  }
}

const DATA = {
  note: randomBytes(PAYLOAD / 2)
    .toString('hex')
    .slice(0, PAYLOAD - '{"note":""}'.length),
}
const HASH = randomBytes(32)

/** Every way is handed the same: an event with its id, and its context. */
function newEvent(): { readonly event: EventToAppend; readonly context: AppendContext } {
  const commandId = randomUuid()
  const context = {
    recordedAt: '2026-11-20T03:42:00.000Z',
    actor: { kind: 'user', id: commandId, role: 'case-manager' } as const,
    unit: 'unit',
    commandId,
    correlationId: commandId,
    causationId: null,
  }
  return { event: { id: deriveId(commandId, 'event', 0), type: 'ServiceGiven', version: 1, data: DATA }, context }
}

function appendNew(log: PostgresEventLog): Work {
  return () => {
    const { event, context } = newEvent()
    return log.append(`case-${context.commandId}`, 'no-stream', [event], context)
  }
}

function appendNext(log: PostgresEventLog): Work {
  const stream = `case-${randomUuid()}`
  let revision = -1n
  return async () => {
    const { event, context } = newEvent()
    await log.append(stream, revision < 0n ? 'no-stream' : revision, [event], context)
    revision++
  }
}

/** The columns as the log would store them, but for the position; the hash is a constant. */
function columns(stream: string | null, revision: number): readonly [stream: string, revision: number, id: Uuid, ...rest: readonly unknown[]] {
  const { event, context } = newEvent()
  const { id, type, version, data } = event
  const name = stream ?? `case-${context.commandId}`
  const envelope = JSON.stringify({ revision: String(revision), previousHash: '', id, type, version, stream: name, ...context })
  return [name, revision, id, type, version, HASH, Buffer.from(envelope), Buffer.from(JSON.stringify(data))]
}

const orderedInsert =
  (pool: Pool): Work =>
  () =>
    pool.query({ ...ORDERED, values: [...columns(null, 0)] })

function orderedNext(pool: Pool): Work {
  const stream = `case-${randomUuid()}`
  let revision = 0
  return () => pool.query({ ...ORDERED, values: [...columns(stream, revision++)] })
}

const bareInsert =
  (pool: Pool): Work =>
  () =>
    pool.query({ ...BARE, values: [...columns(null, 0), ++barePosition] })

let barePosition = 0
