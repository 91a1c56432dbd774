import type { Pool } from 'pg'
import type { EventLog } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import { rowsFrom } from './database'

/** Events counted at most where a model lies behind. */
const COUNTED = 10_000
/** Milliseconds between two looks at the checkpoints while somebody waits */
const LOOK = 10

export interface ModelStatus {
  readonly model: string
  readonly version: number
  readonly position: Position | null
  readonly asOf: Instant | null
  readonly lastEvent: Uuid | null
  /** Events of the log that are not in the tables yet; counted up to 10 000 */
  readonly behind: number
  /** Streams held back; with any, figures over this model are incomplete */
  readonly parkedStreams: number
}

/** @returns how far each read model is, in the order of their names. */
export async function modelStatus(pool: Pool, log: EventLog): Promise<readonly ModelStatus[]> {
  const rows = await rowsFrom<Omit<ModelStatus, 'behind'>>(
    pool,
    `select c.model, c.version, c.position, c.as_of as "asOf", c.last_event as "lastEvent",
       (select count(distinct stream) from read_models.parked p where p.model = c.model) as "parkedStreams"
     from read_models.checkpoints c order by c.model`,
  )
  const known = new Map<Position | null, number>()
  const status: ModelStatus[] = []
  for (const row of rows) {
    const behind = known.get(row.position) ?? (await eventsAfter(log, row.position))
    known.set(row.position, behind)
    status.push({ ...row, behind })
  }
  return status
}

async function eventsAfter(log: EventLog, position: Position | null): Promise<number> {
  const head = await log.head()
  if (head === null || (position !== null && head <= position)) return 0
  let count = 0
  for await (const page of log.readAll(position)) {
    count += page.events.length
    if (count >= COUNTED) return COUNTED
  }
  return count
}

export interface Waited {
  /** false where the time ran out first: the screen says that it shows an older state */
  readonly reached: boolean
  /** What the slowest of the models had reached */
  readonly position: Position | null
}

/**
 * Waits until these read models hold everything up to `position`, for the screen that has just written.
 * @param timeoutMilliseconds bounds the wait; 0 looks once
 */
export async function waitForPosition(pool: Pool, models: readonly string[], position: Position, timeoutMilliseconds: number): Promise<Waited> {
  const end = performance.now() + timeoutMilliseconds
  for (;;) {
    const at = await slowest(pool, models)
    if (at !== null && at >= position) return { reached: true, position: at }
    if (performance.now() + LOOK > end) return { reached: false, position: at }
    await new Promise((resolve) => setTimeout(resolve, LOOK))
  }
}

async function slowest(pool: Pool, models: readonly string[]): Promise<Position | null> {
  const [row] = await rowsFrom<{ known: number; started: number; position: Position | null }>(
    pool,
    `select count(*) as known, count(position) as started, min(position) as position from read_models.checkpoints where model = any($1)`,
    [models],
  )
  return row && row.known === models.length && row.started === row.known ? row.position : null
}
