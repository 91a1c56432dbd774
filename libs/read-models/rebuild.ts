import type { Pool, PoolClient } from 'pg'
import type { Page } from '#event-log'
import { randomUuid, type Instant, type Position, type Uuid } from '#kernel'
import { execute, transaction } from './database'
import { RebuildFailed, UnknownReadModel, LeaseLost, reasonOf } from './errors'
import { keepLease, releaseLease, takeLease, type Lease } from './lease'
import { ModelWriter } from './model-writer'
import { OrderedConnection } from './ordered-connection'
import { preparedOpener, withAsOf } from './page-folder'
import type { Entry, ReadModel } from './read-model'
import { pageOptions, PROJECTIONS_LEASE, type RunnerSettings } from './runner'

const REBUILD_LEASE = 'rebuild'
/** Events folded before rows are written */
const BATCH = 1_000

export interface Rebuilt {
  readonly models: readonly string[]
  /** Events of the whole log that were read */
  readonly events: number
  readonly position: Position | null
}

export interface RebuildOptions {
  /** Told after every batch */
  readonly progress?: (events: number) => void
  readonly signal?: AbortSignal
}

interface Reading {
  position: Position | null
  asOf: Instant | null
  lastEvent: Uuid | null
  events: number
}

/**
 * Reads the log from its start and builds the tables of these models beside the live ones, all in one pass; then takes
 * the rest of the log and exchanges the tables in one transaction. Live tables are read and written on meanwhile.
 * @param names all models where empty
 * @throws RebuildFailed: an event can't be digested, and the old tables stay; LeaseLost: another rebuild is under way; UnknownReadModel
 */
export async function rebuildModels(settings: RunnerSettings, names: readonly string[], options: RebuildOptions = {}): Promise<Rebuilt> {
  const models = names.length === 0 ? settings.models : names.map((name) => modelNamed(settings.models, name))
  const leaseMilliseconds = settings.leaseMilliseconds ?? 10_000
  // Each rebuild is a holder of its own: two in one process must not share the tables beside.
  const lease = await takeLease(settings.pool, REBUILD_LEASE, randomUuid(), leaseMilliseconds)
  if (!lease) throw new LeaseLost(REBUILD_LEASE)
  const client = await settings.pool.connect()
  const keeper = setInterval(() => void keepLease(settings.pool, lease, leaseMilliseconds).catch(() => undefined), leaseMilliseconds / 3)
  try {
    return await build(settings, models, lease, client, options)
  } catch (error) {
    // Whoever took the lease now builds in the same place.
    if (!(error instanceof LeaseLost)) await discard(settings.pool, models)
    throw error instanceof RebuildFailed || error instanceof LeaseLost
      ? error
      : new RebuildFailed(
          models.map(({ name }) => name),
          error,
        )
  } finally {
    clearInterval(keeper)
    await client.query('reset synchronous_commit').catch(() => undefined)
    client.release()
    await releaseLease(settings.pool, lease).catch(() => undefined)
  }
}

async function build(
  settings: RunnerSettings,
  models: readonly ReadModel[],
  lease: Lease,
  client: PoolClient,
  options: RebuildOptions,
): Promise<Rebuilt> {
  // What a crash would lose here is made again from the log.
  await client.query('set synchronous_commit = off')
  for (const { name } of models) await execute(client, 'select read_models.prepare_rebuild($1)', [name])
  const connection = new OrderedConnection(client)
  const writers = models.map((model) => new ModelWriter(model, 'read_models_next'))
  const reading: Reading = { position: null, asOf: null, lastEvent: null, events: 0 }
  await readOn(settings, writers, reading, connection, options)
  for (const writer of writers) await writer.flush(connection)
  for (const { name } of models) await execute(client, 'select read_models.analyze_rebuilt($1)', [name])
  await readOn(settings, writers, reading, connection, options)
  await swap(settings, models, writers, reading, lease, { client, connection }, options)
  return { models: models.map(({ name }) => name), events: reading.events, position: reading.position }
}

async function swap(
  settings: RunnerSettings,
  models: readonly ReadModel[],
  writers: readonly ModelWriter[],
  reading: Reading,
  lease: Lease,
  { client, connection }: { readonly client: PoolClient; readonly connection: OrderedConnection },
  options: RebuildOptions,
): Promise<void> {
  await transaction(client, async () => {
    await keepLease(client, lease, settings.leaseMilliseconds ?? 10_000)
    // Holds the live runner off: it prolongs its lease at the start of each of its transactions.
    await execute(client, 'select 1 from read_models.leases where name = $1 for update', [PROJECTIONS_LEASE])
    await readOn(settings, writers, reading, connection, options)
    for (const writer of writers) await writer.flush(connection)
    for (const { name } of models) await execute(client, 'select read_models.swap_rebuilt($1)', [name])
    const names = models.map(({ name }) => name)
    await execute(client, 'delete from read_models.parked where model = any($1)', [names])
    await execute(
      client,
      `update read_models.checkpoints set position = $2, as_of = $3, last_event = $4, generation = generation + 1 where model = any($1)`,
      [names, reading.position, reading.asOf, reading.lastEvent],
    )
    await client.query('set local synchronous_commit = on')
  })
}

/** Folds from where the reading stands to the end of the log. The next page is fetched while this one is folded. */
async function readOn(
  settings: RunnerSettings,
  writers: readonly ModelWriter[],
  reading: Reading,
  connection: OrderedConnection,
  options: RebuildOptions,
): Promise<void> {
  let batch: Entry[] = []
  let written: Promise<void> = Promise.resolve()
  const foldBatch = async (): Promise<void> => {
    const entries = batch
    batch = []
    if (entries.length === 0) return
    const opener = await preparedOpener(settings.openers, writers, entries)
    // What this batch needs from the tables is asked on the connection that still writes the last one: it comes after it.
    const byPrefix = new Map<string, readonly Entry[]>()
    for (const writer of writers) {
      const { streamPrefix } = writer.model
      const mine = byPrefix.get(streamPrefix) ?? entries.filter(({ event }) => event.stream.startsWith(streamPrefix))
      byPrefix.set(streamPrefix, mine)
      if (mine.length > 0) await writer.fold(mine, opener, connection)
    }
    await written
    written = flushAll(writers, connection)
    // A failure is met by the next await; without this line it would count as unhandled until then.
    written.catch(() => undefined)
    options.progress?.(reading.events)
  }
  for await (const page of ahead(settings.log.readAll(reading.position, pageOptions(settings)))) {
    options.signal?.throwIfAborted()
    const entries = withAsOf(page.events, reading.asOf)
    reading.position = page.checkpoint
    reading.asOf = entries.at(-1)?.asOf ?? reading.asOf
    reading.lastEvent = page.events.at(-1)?.id ?? reading.lastEvent
    reading.events += entries.length
    for (const entry of entries) batch.push(entry)
    if (batch.length >= BATCH) await foldBatch()
  }
  await foldBatch()
  await written
}

/** Everything is taken out of memory before the first row is on its way. */
async function flushAll(writers: readonly ModelWriter[], connection: OrderedConnection): Promise<void> {
  await Promise.all(writers.map((writer) => writer.flushLazily(connection)))
}

/** @yields the same pages; one is always on its way. */
async function* ahead(pages: AsyncIterable<Page>): AsyncIterable<Page> {
  const iterator = pages[Symbol.asyncIterator]()
  try {
    let next = iterator.next()
    for (;;) {
      const page = await next
      if (page.done === true) return
      next = iterator.next()
      next.catch(() => undefined)
      yield page.value
    }
  } finally {
    await iterator.return?.()
  }
}

async function discard(pool: Pool, models: readonly ReadModel[]): Promise<void> {
  for (const { name } of models) await execute(pool, 'select read_models.discard_rebuild($1)', [name]).catch((error: unknown) => reasonOf(error))
}

export function modelNamed(models: readonly ReadModel[], name: string): ReadModel {
  const model = models.find((candidate) => candidate.name === name)
  if (!model) throw new UnknownReadModel(name)
  return model
}
