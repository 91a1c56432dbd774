import type { Pool, PoolClient } from 'pg'
import type { EventLog } from '#event-log'
import type { Instant, Position, Uuid } from '#kernel'
import type { Opener } from '#privacy'
import { loadCheckpoints, type Checkpoint } from './checkpoints'
import { CheckpointMoved, LeaseLost, isPassing, reasonOf } from './errors'
import { keepLease, releaseLease, takeLease, type Lease } from './lease'
import { ModelWriter } from './model-writer'
import { foldPage, preparedOpener, withAsOf, type Traveller } from './page-folder'
import { parkedByModel } from './parked'
import type { ReadModel } from './read-model'

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
 * the others wait for its lease; what passes (a lost connection, a restart) is tried again.
 * @throws MigrationMissing, and whatever makes the log itself unreadable
 */
export async function runProjections(settings: RunnerSettings, signal: AbortSignal): Promise<void> {
  const { leaseMilliseconds = 10_000, notify } = settings
  for (let attempt = 0; !signal.aborted;) {
    try {
      const lease = await takeLease(settings.pool, PROJECTIONS_LEASE, settings.holder, leaseMilliseconds)
      if (lease) {
        notify?.({ kind: 'working', fence: lease.fence })
        await work(settings, lease, leaseMilliseconds, signal)
      } else {
        notify?.({ kind: 'waiting' })
        await pause(leaseMilliseconds / 4, signal)
      }
      attempt = 0
    } catch (error) {
      if (!isPassing(error)) throw error
      notify?.({ kind: 'interrupted', reason: reasonOf(error) })
      if (!(error instanceof LeaseLost) && !(error instanceof CheckpointMoved)) await pause(Math.min(5_000, 50 * 2 ** attempt++), signal)
    }
  }
}

/** Follows the log under one lease and on one connection. */
async function work(settings: RunnerSettings, lease: Lease, leaseMilliseconds: number, signal: AbortSignal): Promise<void> {
  const client = await settings.pool.connect()
  let broken: Error | null = null
  const onError = (error: Error): void => void (broken = error)
  client.on('error', onError)
  const stop = new AbortController()
  const onAbort = (): void => stop.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) stop.abort()
  const keeper = setInterval(() => {
    keepLease(settings.pool, lease, leaseMilliseconds).catch((error: unknown) => {
      if (error instanceof LeaseLost) stop.abort()
    })
  }, leaseMilliseconds / 3)
  try {
    await follow(settings, client, lease, leaseMilliseconds, stop.signal)
  } catch (error) {
    broken = error instanceof Error ? error : new Error('unknown')
    throw error
  } finally {
    clearInterval(keeper)
    signal.removeEventListener('abort', onAbort)
    client.off('error', onError)
    client.release(broken !== null && !(broken instanceof CheckpointMoved) && !(broken instanceof LeaseLost))
    if (signal.aborted) await releaseLease(settings.pool, lease).catch(() => undefined)
  }
}

async function follow(settings: RunnerSettings, client: PoolClient, lease: Lease, leaseMilliseconds: number, signal: AbortSignal): Promise<void> {
  const { log, models, openers, notify } = settings
  const checkpoints = await loadCheckpoints(client, models)
  const parked = await parkedByModel(client)
  const travellers = models.map((model): Traveller => {
    const checkpoint = checkpoints.get(model.name)
    if (!checkpoint) throw new CheckpointMoved()
    return { writer: new ModelWriter(model, 'read_models'), checkpoint, parked: parked.get(model.name) ?? new Set() }
  })
  const start = earliest(travellers.map(({ checkpoint }) => checkpoint))
  let asOf = start.asOf
  let lastEvent = start.lastEvent
  for await (const page of log.subscribe(start.position, signal, pageOptions(settings))) {
    const entries = withAsOf(page.events, asOf)
    const reached = { position: page.checkpoint, asOf: entries.at(-1)?.asOf ?? asOf, lastEvent: page.events.at(-1)?.id ?? lastEvent }
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
    asOf = reached.asOf
    lastEvent = reached.lastEvent
    notify?.({ kind: 'reached', position: page.checkpoint })
  }
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

/** Waits, or returns at once when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done, { once: true })
  })
}
