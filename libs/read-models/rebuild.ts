import type { Pool, PoolClient } from 'pg'
import { randomUuid, type Position } from '#kernel'
import { execute, transaction, withConnection } from './database'
import { RebuildFailed, UnknownReadModel, LeaseLost } from './errors'
import { holdLease, takeLease, type Lease } from './lease'
import { LeaseKeeper } from './lease-keeper'
import { LogReading, type ReadingOptions } from './log-reading'
import { RebuildWriter } from './model-writer'
import { Indexing } from './indexing'
import { OrderedConnection } from './ordered-connection'
import type { ReadModel } from './read-model'
import { swapPatiently } from './rebuild-swap'
import type { RunnerSettings } from './runner'

const REBUILD_LEASE = 'rebuild'

export interface Rebuilt {
  readonly models: readonly string[]
  /** Events of the whole log that were read */
  readonly events: number
  readonly position: Position | null
}

export interface RebuildOptions extends ReadingOptions {
  /** How long to try to exchange the tables while somebody goes on reading the old ones, in milliseconds; five minutes unless told */
  readonly patience?: number
}

/** What a rebuild works with. */
interface Site {
  readonly settings: RunnerSettings
  readonly models: readonly ReadModel[]
  readonly lease: Lease
  readonly client: PoolClient
  readonly options: RebuildOptions
}

/**
 * Reads the log from its start and builds the tables of these models beside the live ones, all in one pass; then takes
 * the rest of the log and exchanges the tables in one transaction. Live tables are read and written on meanwhile.
 * @param names all models where empty
 * @throws RebuildFailed: an event can't be digested, or the old tables were read on and on, and they stay; LeaseLost: another rebuild
 * is under way; UnknownReadModel
 */
export async function rebuildModels(settings: RunnerSettings, names: readonly string[], options: RebuildOptions = {}): Promise<Rebuilt> {
  const models = names.length === 0 ? settings.models : names.map((name) => modelNamed(settings.models, name))
  const leaseMilliseconds = settings.leaseMilliseconds ?? 10_000
  return withConnection(settings.pool, async (client, giveUp) => {
    // Each rebuild is a holder of its own: two in one process must not share the tables beside.
    const lease = await takeLease(client, REBUILD_LEASE, randomUuid(), leaseMilliseconds).catch((error: unknown) => {
      throw failure(models, error)
    })
    if (!lease) throw new LeaseLost(REBUILD_LEASE)
    const keeper = new LeaseKeeper(settings.pool, lease, leaseMilliseconds)
    const signal = options.signal ? AbortSignal.any([options.signal, keeper.lost]) : keeper.lost
    try {
      return await build({ settings, models, lease, client, options: { ...options, signal } })
    } catch (error) {
      await discard(settings.pool, models, lease)
      throw failure(models, error)
    } finally {
      await keeper.release()
      await client.query('reset synchronous_commit').catch(giveUp)
    }
  })
}

async function build({ settings, models, lease, client, options }: Site): Promise<Rebuilt> {
  // What a crash would lose here is made again from the log.
  await client.query('set synchronous_commit = off')
  const names = models.map(({ name }) => name)
  // Whoever holds the lease builds in the same place: each piece of work looks whether that is still this one.
  const connection = new OrderedConnection(client, (work) =>
    transaction(client, async () => {
      await holdLease(client, lease)
      return work()
    }),
  )
  const indexing = new Indexing(settings.pool, lease)
  try {
    for (const name of names) await execute(connection, 'select read_models.prepare_rebuild($1)', [name])
    const reading = new LogReading(
      settings,
      models.map((model) => new RebuildWriter(model, options.keptGroups)),
      options,
    )
    await reading.readOn(connection, (model) => indexing.begin(model))
    await indexing.finish(client)
    const leaseMilliseconds = settings.leaseMilliseconds ?? 10_000
    await swapPatiently({ models, reading, connection, client, lease, leaseMilliseconds, patience: options.patience, signal: options.signal })
    return { models: names, events: reading.events, position: reading.position }
  } finally {
    await connection.stop()
    await indexing.stop()
  }
}

/** Drops what was begun, unless somebody else builds there by now. What can't be dropped the next rebuild drops first. */
async function discard(pool: Pool, models: readonly ReadModel[], lease: Lease): Promise<void> {
  const drop = async (client: PoolClient): Promise<void> => {
    await holdLease(client, lease)
    for (const { name } of models) await execute(client, 'select read_models.discard_rebuild($1)', [name])
  }
  try {
    await withConnection(pool, (client) => transaction(client, () => drop(client)))
  } catch {
    // why the rebuild failed says more than why nothing could be dropped
  }
}

function failure(models: readonly ReadModel[], error: unknown): Error {
  if (error instanceof RebuildFailed || error instanceof LeaseLost) return error
  return new RebuildFailed(
    models.map(({ name }) => name),
    error,
  )
}

export function modelNamed(models: readonly ReadModel[], name: string): ReadModel {
  const model = models.find((candidate) => candidate.name === name)
  if (!model) throw new UnknownReadModel(name)
  return model
}
