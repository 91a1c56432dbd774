import type { Pool } from 'pg'
import type { EventLog } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import { rowsFrom } from './database'
import { REACTOR_VERSION, type Reactor } from './reactor'
import { standingOf } from './standing'

/** Events counted at most where a model lies behind. */
const COUNTED = 10_000
/** Milliseconds between the first looks at the checkpoints while somebody waits; later a tenth of the time that was waited */
const LOOK = 10

/** Where one reader of the log stands. */
export interface ModelStatus {
  readonly model: string
  readonly kind: 'model' | 'reactor'
  readonly version: number
  readonly position: Position | null
  readonly asOf: Instant | null
  readonly lastEvent: Uuid | null
  /** Events of the log that it has not taken yet; counted up to 10 000 */
  readonly behind: number
  /** Recording of the oldest of them; null where it has all */
  readonly behindSince: Instant | null
  /** Since when it is held still */
  readonly pausedSince: Instant | null
  /** Streams held back; with any, figures over this model are incomplete */
  readonly parkedStreams: number
}

/**
 * @param reactors those of this program: one that no worker has met yet lacks everything from where it will begin
 * @returns how far each reader is, in the order of their names
 */
export async function modelStatus(pool: Pool, log: EventLog, reactors: readonly Reactor[] = []): Promise<readonly ModelStatus[]> {
  const met = await rowsFrom<Omit<ModelStatus, keyof Behind>>(
    pool,
    `select c.model, c.kind, c.version, c.position, c.as_of as "asOf", c.last_event as "lastEvent", h.since as "pausedSince",
       (select count(distinct stream) from read_models.parked p where p.model = c.model) as "parkedStreams"
     from read_models.checkpoints c left join read_models.paused h on h.reader = c.model order by c.model`,
  )
  const unmet = reactors.filter(({ name }) => !met.some(({ model }) => model === name))
  const rows = [...met, ...(await Promise.all(unmet.map((reactor) => unmetStatus(pool, log, reactor))))].sort((a, b) => (a.model < b.model ? -1 : 1))
  const known = new Map<Position | null, Behind>()
  const status: ModelStatus[] = []
  for (const row of rows) {
    const behind = known.get(row.position) ?? (await eventsAfter(log, row.position))
    known.set(row.position, behind)
    status.push({ ...row, ...behind })
  }
  return status
}

async function unmetStatus(pool: Pool, log: EventLog, { name, startsAt }: Reactor): Promise<Omit<ModelStatus, keyof Behind>> {
  const { pausedSince } = await standingOf(pool, [name])
  const position = startsAt === 'origin' ? null : await log.head()
  return { model: name, kind: 'reactor', version: REACTOR_VERSION, position, asOf: null, lastEvent: null, pausedSince, parkedStreams: 0 }
}

interface Behind {
  readonly behind: number
  readonly behindSince: Instant | null
}

async function eventsAfter(log: EventLog, position: Position | null): Promise<Behind> {
  const head = await log.head()
  if (head === null || (position !== null && head <= position)) return { behind: 0, behindSince: null }
  let behind = 0
  let behindSince: Instant | null = null
  for await (const page of log.readAll(position)) {
    behindSince ??= page.events[0]?.recordedAt ?? null
    behind += page.events.length
    if (behind >= COUNTED) return { behind: COUNTED, behindSince }
  }
  return { behind, behindSince }
}

/** @returns how many seconds the oldest event that a reader lacks has waited for it. */
export const secondsBehind = ({ behindSince }: Pick<ModelStatus, 'behindSince'>, now: Instant): number =>
  behindSince === null ? 0 : Math.max(0, (Date.parse(now) - Date.parse(behindSince)) / 1000)

export interface Waited {
  /** false where the time ran out first: the screen says that it shows an older state */
  readonly reached: boolean
  /** What the slowest of the models had reached */
  readonly position: Position | null
}

/**
 * Waits until these read models hold everything up to `position`, for the screen that has just written. Nobody is let wait for one
 * that is held still.
 * @param timeoutMilliseconds bounds the wait; 0 looks once
 */
export async function waitForPosition(pool: Pool, models: readonly string[], position: Position, timeoutMilliseconds: number): Promise<Waited> {
  const begun = performance.now()
  for (;;) {
    const { at, heldStill } = await slowest(pool, models)
    if (at !== null && at >= position) return { reached: true, position: at }
    const waited = performance.now() - begun
    if (heldStill || waited + LOOK > timeoutMilliseconds) return { reached: false, position: at }
    const pause = Math.min(Math.max(LOOK, waited / 10), timeoutMilliseconds - waited)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function slowest(pool: Pool, models: readonly string[]): Promise<{ readonly at: Position | null; readonly heldStill: boolean }> {
  const [row] = await rowsFrom<{ known: number; started: number; position: Position | null; heldStill: boolean }>(
    pool,
    `select count(*) as known, count(position) as started, min(position) as position,
       exists (select from read_models.paused where reader = any($1)) as "heldStill"
     from read_models.checkpoints where model = any($1)`,
    [models],
  )
  if (!row) return { at: null, heldStill: false }
  return { at: row.known === models.length && row.started === row.known ? row.position : null, heldStill: row.heldStill }
}
