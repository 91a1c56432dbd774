import type { Instant, Position, Uuid } from '#kernel'
import { execute, rowsFrom, type Queryable } from './database'
import type { Entry } from './read-model'

/** A stream that a model could not follow further. Figures over the model are incomplete until it is retried. */
export interface ParkedStream {
  readonly model: string
  readonly stream: string
  /** The first event that could not be digested */
  readonly eventId: Uuid
  readonly eventType: string
  readonly position: Position
  readonly reason: string
  /** Events held, the first included */
  readonly held: number
}

export async function parkedStreams(database: Queryable): Promise<readonly ParkedStream[]> {
  return rowsFrom<ParkedStream>(
    database,
    `select distinct on (model, stream) model, stream, event_id as "eventId", event_type as "eventType", position, coalesce(reason, '') as reason,
       count(*) over (partition by model, stream) as held
     from read_models.parked order by model, stream, revision`,
  )
}

/** One event that is held back. */
export interface HeldEvent {
  readonly revision: number
  readonly eventId: Uuid
  readonly eventType: string
  readonly position: Position
  /** Why it could not be digested; null where it only stands behind one that could not */
  readonly reason: string | null
}

/** @returns the events of one stream that a reader holds back, in order */
export async function heldEventsOf(database: Queryable, model: string, stream: string): Promise<readonly HeldEvent[]> {
  return rowsFrom<HeldEvent>(
    database,
    `select revision, event_id as "eventId", event_type as "eventType", position, reason from read_models.parked
     where model = $1 and stream = $2 order by revision`,
    [model, stream],
  )
}

/** @returns for each model the streams whose events it holds back. */
export async function parkedByModel(database: Queryable): Promise<Map<string, Set<string>>> {
  const rows = await rowsFrom<{ model: string; stream: string }>(database, 'select distinct model, stream from read_models.parked')
  const parked = new Map<string, Set<string>>()
  for (const { model, stream } of rows) parked.set(model, (parked.get(model) ?? new Set()).add(stream))
  return parked
}

/** Keeps events for later, by name alone: their content stays in the log. */
export async function park(database: Queryable, model: string, entries: readonly Entry[], reason: string | null): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ event, asOf }) => ({
    model,
    stream: event.stream,
    revision: Number(event.revision),
    position: event.position,
    event_id: event.id,
    event_type: event.type,
    as_of: asOf,
    reason,
  }))
  await execute(
    database,
    `insert into read_models.parked (model, stream, revision, position, event_id, event_type, as_of, reason)
     select r.model, r.stream, r.revision, r.position, r.event_id, r.event_type, r.as_of, r.reason
     from json_to_recordset($1::json) as r(model text, stream text, revision bigint, position text, event_id uuid, event_type text, as_of timestamptz, reason text)
     on conflict (model, stream, revision) do nothing`,
    [JSON.stringify(rows)],
  )
}

/** @returns the moments of the held events by revision. */
export async function heldEvents(database: Queryable, model: string, stream: string): Promise<ReadonlyMap<number, Instant>> {
  const rows = await rowsFrom<{ revision: number; asOf: Instant }>(
    database,
    `select revision, as_of as "asOf" from read_models.parked where model = $1 and stream = $2 order by revision for update`,
    [model, stream],
  )
  return new Map(rows.map(({ revision, asOf }) => [revision, asOf]))
}

export async function unpark(database: Queryable, model: string, stream: string): Promise<void> {
  await execute(database, 'delete from read_models.parked where model = $1 and stream = $2', [model, stream])
}
