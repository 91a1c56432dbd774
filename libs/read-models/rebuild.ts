import type { Pool, PoolClient } from 'pg'
import { randomUuid, type Position } from '#kernel'
import { execute, transaction, type Queryable } from './database'
import { RebuildFailed, UnknownReadModel, LeaseLost, reasonOf } from './errors'
import { keepLease, releaseLease, takeLease, type Lease } from './lease'
import { LogReading, type ReadingOptions } from './log-reading'
import { RebuildWriter } from './model-writer'
import { OrderedConnection } from './ordered-connection'
import type { ReadModel } from './read-model'
import { PROJECTIONS_LEASE, type RunnerSettings } from './runner'

const REBUILD_LEASE = 'rebuild'

export interface Rebuilt {
  readonly models: readonly string[]
  /** Events of the whole log that were read */
  readonly events: number
  readonly position: Position | null
}

export type RebuildOptions = ReadingOptions

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
  const names = models.map(({ name }) => name)
  for (const name of names) await execute(client, 'select read_models.prepare_rebuild($1)', [name])
  const connection = new OrderedConnection(client)
  const reading = new LogReading(
    settings,
    models.map((model) => new RebuildWriter(model, options.keptGroups)),
    connection,
    options,
  )
  await reading.readOn()
  await indexAll([client, settings.pool], names)
  await reading.readOn()
  await swap(settings, models, reading, lease, client)
  return { models: names, events: reading.events, position: reading.position }
}

/** Indexes the tables of several models at a time, one on each connection; returns when none is at work any more. */
async function indexAll(connections: readonly Queryable[], models: readonly string[]): Promise<void> {
  const left = [...models]
  const lane = async (connection: Queryable): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await execute(connection, 'select read_models.index_rebuilt($1)', [name])
  }
  for (const ended of await Promise.allSettled(connections.map(lane))) if (ended.status === 'rejected') throw ended.reason as Error
}

async function swap(settings: RunnerSettings, models: readonly ReadModel[], reading: LogReading, lease: Lease, client: PoolClient): Promise<void> {
  await transaction(client, async () => {
    await keepLease(client, lease, settings.leaseMilliseconds ?? 10_000)
    // Holds the live runner off: it prolongs its lease at the start of each of its transactions.
    await execute(client, 'select 1 from read_models.leases where name = $1 for update', [PROJECTIONS_LEASE])
    await reading.readOn()
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

async function discard(pool: Pool, models: readonly ReadModel[]): Promise<void> {
  for (const { name } of models) await execute(pool, 'select read_models.discard_rebuild($1)', [name]).catch((error: unknown) => reasonOf(error))
}

export function modelNamed(models: readonly ReadModel[], name: string): ReadModel {
  const model = models.find((candidate) => candidate.name === name)
  if (!model) throw new UnknownReadModel(name)
  return model
}
