import type { Pool } from 'pg'
import type { EventLog } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import type { Opener } from '#privacy'
import { loadCheckpoints, type Checkpoint } from './checkpoints'
import { CheckpointMoved } from './errors'
import { ModelWriter } from './model-writer'
import { foldPage, preparedOpener, withAsOf, type Traveller } from './page-folder'
import { parkedByModel } from './parked'
import { pausesChanged } from './pauses'
import type { ReadModel } from './read-model'
import type { Reactor } from './reactor'
import { pause, runUnderLease, type LeaseSettings, type UnderLease } from './under-lease'

export const PROJECTIONS_LEASE = 'projections'

/** What a runner tells of itself; ids and codes alone. */
export type RunnerNotice =
  | { readonly kind: 'working'; readonly fence: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reached'; readonly position: Position }
  | { readonly kind: 'parked'; readonly model: string; readonly stream: string }
  | { readonly kind: 'interrupted'; readonly reason: string }

export interface RunnerSettings {
  readonly log: EventLog
  /** Connects as the application's role */
  readonly pool: Pool
  readonly models: readonly ReadModel[]
  /** None where left out */
  readonly reactors?: readonly Reactor[]
  readonly openers: () => Opener
  /** This runner's own id: one a process */
  readonly holder: Uuid
  /** 10 000 unless told */
  readonly leaseMilliseconds?: number
  readonly pageSize?: number
  readonly notify?: (notice: RunnerNotice) => void
}

/**
 * Keeps all read models with the log: catches up, then stays live, until `signal` aborts. Of several runners one works and
 * the others wait for its lease; what passes (a lost connection, a restart) is tried again. Paused models stay where they are.
 * @throws MigrationMissing, and whatever makes the log itself unreadable
 */
export function runProjections(settings: RunnerSettings, signal: AbortSignal): Promise<void> {
  return runUnderLease(PROJECTIONS_LEASE, leaseSettings(settings), (held) => follow(settings, held), signal)
}

/** How a worker of these settings competes for any lease. */
export function leaseSettings({ pool, holder, leaseMilliseconds = 10_000, notify }: RunnerSettings): LeaseSettings {
  return {
    pool,
    holder,
    leaseMilliseconds,
    onWorking: (fence) => notify?.({ kind: 'working', fence }),
    onWaiting: () => notify?.({ kind: 'waiting' }),
    onInterrupted: (reason) => notify?.({ kind: 'interrupted', reason }),
  }
}

async function follow(settings: RunnerSettings, { client, lease, leaseMilliseconds, paused, signal, onProgress }: UnderLease): Promise<void> {
  const { log, models, openers, notify } = settings
  const checkpoints = await loadCheckpoints(client, models)
  const parked = await parkedByModel(client)
  const travellers = models
    .filter(({ name }) => !paused.has(name))
    .map((model): Traveller => {
      const checkpoint = checkpoints.get(model.name)
      if (!checkpoint) throw new CheckpointMoved()
      return { writer: new ModelWriter(model), checkpoint, parked: parked.get(model.name) ?? new Set() }
    })
  if (travellers.length === 0) return pause(Infinity, signal)
  const start = earliest(travellers.map(({ checkpoint }) => checkpoint))
  await findAgain(log, new Set(travellers.map(({ checkpoint }) => checkpoint.position).filter((position) => position !== start.position)))
  let asOf = start.asOf
  let lastEvent = start.lastEvent
  for await (const page of log.subscribe(start.position, signal, pageOptions(settings))) {
    if (await pausesChanged(client, paused)) return
    const entries = withAsOf(page.events, asOf)
    const reached = {
      position: page.checkpoint,
      asOf: entries.at(-1)?.asOf ?? asOf,
      lastEvent: page.events.at(-1)?.id ?? lastEvent,
      caughtUp: page.caughtUp,
    }
    const opener = await preparedOpener(
      openers,
      travellers.map(({ writer }) => writer),
      entries,
    )
    const before = new Map(travellers.map((traveller) => [traveller, traveller.parked.size]))
    await foldPage(travellers, entries, reached, { client, lease, leaseMilliseconds, opener })
    for (const traveller of travellers)
      for (const stream of [...traveller.parked].slice(before.get(traveller)))
        notify?.({ kind: 'parked', model: traveller.writer.model.name, stream })
    onProgress()
    asOf = reached.asOf
    lastEvent = reached.lastEvent
    notify?.({ kind: 'reached', position: page.checkpoint })
  }
}

/**
 * The reading goes on from the first of them: whether the log still holds where the others stand would show to nobody, and they would pass
 * over what is written there next.
 * @throws LogIncomplete
 */
async function findAgain(log: EventLog, others: ReadonlySet<Position | null>): Promise<void> {
  for (const position of others) await log.readAll(position, { pageSize: 1 })[Symbol.asyncIterator]().next()
}

export const pageOptions = ({ pageSize }: Pick<RunnerSettings, 'pageSize'>): { pageSize?: number } => (pageSize === undefined ? {} : { pageSize })

function earliest(checkpoints: readonly Checkpoint[]): { position: Position | null; asOf: Instant | null; lastEvent: Uuid | null } {
  let first: Checkpoint | null = null
  for (const checkpoint of checkpoints) {
    if (checkpoint.position === null) return { position: null, asOf: null, lastEvent: null }
    if (first?.position == null || checkpoint.position < first.position) first = checkpoint
  }
  return first ?? { position: null, asOf: null, lastEvent: null }
}
