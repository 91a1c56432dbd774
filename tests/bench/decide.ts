import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { buildReceiveComplaint, caseAggregate, type CaseCommand } from '#cases'
import { handle, type CommandOrigin } from '#command-handler'
import { PostgresEventLog } from '#event-log'
import { deriveId, randomUuid, systemClock, type Uuid } from '#kernel'
import { createSealer, MasterKey, postgresKeys, memoryLedger } from '#privacy'
import { complaintForm } from '#testing'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'
import { inTurns, rowOfTurns } from './turns'

const EVENTS = 100
const CASES = 40

/**
 * A command on a case of a hundred events (load, evolve, decide, seal, append) against reading a hundred rows and inserting one,
 * by bare SQL with the same durability; at one writer, in turns, in one run.
 * @param databaseUrl a database with the product's schemas, as a role that may create a schema
 */
export async function benchDecide(databaseUrl: string): Promise<BenchRow[]> {
  const pool = openPool(databaseUrl, 4)
  const log = new PostgresEventLog({ url: databaseUrl, connections: 4 })
  try {
    const ports = { log, clock: systemClock, sealer: createSealer(postgresKeys(pool, MasterKey.random(), systemClock, memoryLedger())) }
    const act = (id: Uuid, command: CaseCommand, origin = originOf(randomUuid())): Promise<unknown> =>
      handle(
        ports,
        caseAggregate,
        id,
        origin,
        () => undefined,
        () => command,
      )
    const contact = (): CaseCommand => ({
      type: 'recordContactAttempt',
      victimId: null,
      method: 'telepon',
      reached: false,
      attemptedAt: systemClock.now(),
      outsideSafeWindow: false,
    })
    const ids = await Promise.all(Array.from({ length: CASES }, () => grownCase(act, contact)))
    const pick = (turn: number): Uuid => ids[turn % CASES] ?? ''
    const bare = await bareCommand(pool, ids)
    const ours = (turn: number): Promise<unknown> => act(pick(turn), contact())
    const turns = await inTurns(1, { bare: (turn) => bare(pick(turn)), ours })
    return [rowOfTurns(`load ${EVENTS} + decide + append against SELECT ${EVENTS} + INSERT`, 'commands/s', turns.bare, turns.ours)]
  } finally {
    await log.end()
    await pool.query('DROP SCHEMA IF EXISTS bench_decide CASCADE')
    await pool.end()
  }
}

async function grownCase(
  act: (id: Uuid, command: CaseCommand, origin?: CommandOrigin) => Promise<unknown>,
  contact: () => CaseCommand,
): Promise<Uuid> {
  const origin = originOf(randomUuid())
  const id = deriveId(origin.commandId, 'case')
  await act(id, buildReceiveComplaint(complaintForm(), { commandId: origin.commandId, zone: origin.zone }), origin)
  for (let count = 12; count < EVENTS; count++) await act(id, contact())
  return id
}

async function bareCommand(pool: Pool, ids: readonly Uuid[]): Promise<(id: Uuid) => Promise<unknown>> {
  await pool.query(
    'DROP SCHEMA IF EXISTS bench_decide CASCADE; CREATE SCHEMA bench_decide; CREATE TABLE bench_decide.events (LIKE event_log.events INCLUDING ALL)',
  )
  await pool.query('INSERT INTO bench_decide.events SELECT * FROM event_log.events WHERE stream = any($1)', [ids.map((id) => `case-${id}`)])
  const { rows } = await pool.query<{ head: string }>('SELECT coalesce(max(position), 0) AS head FROM bench_decide.events')
  let head = Number(rows[0]?.head ?? 0)
  return async (id) => {
    const stream = `case-${id}`
    await pool.query({
      name: 'bench_load',
      text: 'SELECT envelope, data FROM bench_decide.events WHERE stream = $1 ORDER BY revision LIMIT 100',
      values: [stream],
    })
    head++
    await pool.query({
      name: 'bench_insert',
      text: 'INSERT INTO bench_decide.events SELECT $1, $2, $1, gen_random_uuid(), type, version, envelope, data, hash FROM (SELECT $3::text AS type, 1 AS version, $4::bytea AS envelope, $4::bytea AS data, $5::bytea AS hash)',
      values: [head, stream, 'ContactAttempted', randomBytes(300), randomBytes(32)],
    })
  }
}

function originOf(commandId: Uuid): CommandOrigin {
  const actor = { kind: 'user', id: '00000000-0000-4000-8000-0000000000aa', role: 'caseworker' } as const
  return { commandId, correlationId: commandId, causationId: null, actor, unit: 'bench', zone: 'Asia/Jakarta', holidays: new Set() }
}
