import type { Pool } from 'pg'
import { inTransaction } from '#database'
import { EventLogError, type EventLog } from '#event-log'
import type { Position } from '#kernel'
import { WorkspaceError } from './errors'

/** Where an installation keeps its events. */
export type LogKind = 'postgres' | 'eventstore'

export const logKindMigration = {
  name: 'workspace-0002-log-kind',
  sql: `
    ALTER TABLE workspace.installation
      ADD COLUMN log_kind text NOT NULL DEFAULT 'postgres' CHECK (log_kind IN ('postgres', 'eventstore'));
    COMMENT ON COLUMN workspace.installation.log_kind IS 'Which log holds the events; a start with the other one is refused.';
    GRANT UPDATE (log_kind) ON workspace.installation TO teduh_app;
  `,
} as const

const NAMES: Readonly<Record<LogKind, string>> = { postgres: 'PostgreSQL', eventstore: 'EventStoreDB' }

/** @throws WorkspaceError `workspace.other-log` where the events of this installation are in another log than the one of this start */
export function checkLogKind(known: LogKind, wanted: LogKind): void {
  if (known === wanted) return
  const remedyId = known === 'eventstore' ? 'Isi EVENTSTORE_URL' : 'Kosongkan EVENTSTORE_URL'
  const remedyEn = known === 'eventstore' ? 'set EVENTSTORE_URL' : 'unset EVENTSTORE_URL'
  throw new WorkspaceError(
    'workspace.other-log',
    `Peristiwa instalasi ini tersimpan di ${NAMES[known]}, bukan di ${NAMES[wanted]}. ${remedyId}, atau pindahkan dengan teduh log import. ` +
      `(The events of this installation are in ${NAMES[known]}, not in ${NAMES[wanted]}: ${remedyEn}, or move them with teduh log import.)`,
  )
}

/** What `teduh doctor` says of the log: which one it is, and whether it answers. */
export interface LogFinding {
  readonly reached: boolean
  readonly text: { readonly id: string; readonly en: string }
}

export async function lookAtLog(log: EventLog, kind: LogKind): Promise<LogFinding> {
  const name = NAMES[kind]
  try {
    await log.head()
    return { reached: true, text: { id: `Log peristiwa: ${name}.`, en: `The event log: ${name}.` } }
  } catch (error) {
    if (!(error instanceof EventLogError)) throw error
    const { code } = error
    return {
      reached: false,
      text: { id: `Log peristiwa di ${name} tidak menjawab (${code}).`, en: `The event log in ${name} does not answer (${code}).` },
    }
  }
}

/**
 * Makes `log` the one that holds this installation's events, after all of them were brought there. Positions differ from log to
 * log: read models are emptied and begin anew, reactors go on behind the last event they acted on. All of it or nothing.
 * @param pool of the application's role; no runner is at work
 * @param log the new log, with the events
 * @throws Error where the new log lacks an event that a reactor stands at or parked
 */
export async function adoptLog(pool: Pool, kind: LogKind, log: EventLog): Promise<void> {
  const { rows: reactors } = await pool.query<{ model: string; lastEvent: string }>(
    `SELECT model, last_event AS "lastEvent" FROM read_models.checkpoints WHERE kind = 'reactor' AND last_event IS NOT NULL`,
  )
  const { rows: parked } = await pool.query<{ model: string; eventId: string }>(
    `SELECT model, event_id AS "eventId" FROM read_models.parked WHERE model IN (SELECT c.model FROM read_models.checkpoints c WHERE c.kind = 'reactor')`,
  )
  const positions = await positionsOf(log, new Set([...reactors.map(({ lastEvent }) => lastEvent), ...parked.map(({ eventId }) => eventId)]))
  await inTransaction(pool, async (client) => {
    const { rows: models } = await client.query<{ model: string }>(`SELECT model FROM read_models.checkpoints WHERE kind = 'model' ORDER BY model`)
    for (const { model } of models)
      await client.query('SELECT read_models.prepare_rebuild($1), read_models.index_rebuilt($1), read_models.swap_rebuilt($1)', [model])
    await client.query(`DELETE FROM read_models.parked p USING read_models.checkpoints c WHERE c.model = p.model AND c.kind = 'model'`)
    for (const { model, eventId } of parked)
      await client.query('UPDATE read_models.parked SET position = $3 WHERE model = $1 AND event_id = $2', [model, eventId, positions.get(eventId)])
    await client.query(
      `UPDATE read_models.checkpoints SET position = NULL, as_of = NULL, last_event = NULL, whole = false, generation = generation + 1 WHERE kind = 'model'`,
    )
    for (const { model, lastEvent } of reactors)
      await client.query('UPDATE read_models.checkpoints SET position = $2, generation = generation + 1 WHERE model = $1', [
        model,
        positions.get(lastEvent),
      ])
    await client.query('UPDATE workspace.installation SET log_kind = $1', [kind])
  })
}

async function positionsOf(log: EventLog, ids: Set<string>): Promise<ReadonlyMap<string, Position>> {
  const found = new Map<string, Position>()
  if (ids.size === 0) return found
  for await (const { events } of log.readAll(null)) {
    for (const { id, position } of events) if (ids.has(id)) found.set(id, position)
    if (found.size === ids.size) return found
  }
  throw new Error(`the new log lacks event ${[...ids].find((id) => !found.has(id))}`)
}
