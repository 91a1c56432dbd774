import type { PoolClient } from 'pg'
import type { Recorded } from '#kernel'
import { loadCheckpoints } from './checkpoints'
import { execute, transaction, withConnection } from './database'
import { MigrationMissing, reasonOf, ReadModelError } from './errors'
import { ModelWriter } from './model-writer'
import { preparedOpener } from './page-folder'
import { OrderedConnection } from './ordered-connection'
import { heldEvents, unpark } from './parked'
import type { Reactor } from './reactor'
import { leaseOf, react } from './reactor-runner'
import type { Entry, ReadModel } from './read-model'
import { modelNamed } from './rebuild'
import { PROJECTIONS_LEASE, type RunnerSettings } from './runner'

/** The parked stream still can't be digested. It stays parked. */
export class RetryFailed extends ReadModelError {
  constructor(model: string, stream: string, cause: unknown) {
    super('read-models.retry-failed', `${model} still cannot follow ${stream}: ${reasonOf(cause)}`)
    this.cause = cause
  }
}

/**
 * Takes up the held events of a stream after the cause was mended, in one transaction; the stream then follows again.
 * A model folds them, a reactor acts on them.
 * @returns how many events were taken up; 0 where nothing was parked
 * @throws RetryFailed, and everything stays as it was; MigrationMissing; UnknownReadModel
 */
export async function retryParked(settings: RunnerSettings, name: string, stream: string): Promise<number> {
  const reactor = settings.reactors?.find((candidate) => candidate.name === name)
  const model = reactor ? null : modelNamed(settings.models, name)
  const take = reactor ? actingWith(reactor) : foldingWith(settings, modelNamed(settings.models, name))
  const lease = reactor ? leaseOf(reactor) : PROJECTIONS_LEASE
  const takeUp = async (client: PoolClient): Promise<number> => {
    await execute(client, 'select 1 from read_models.leases where name = $1 for update', [lease])
    if (model) await loadCheckpoints(client, [model])
    const held = await heldEvents(client, name, stream)
    const entries = await entriesOf(settings.log.readStream(stream), held)
    if (entries.length === 0) return 0
    await take(entries, client)
    await unpark(client, name, stream)
    await execute(client, 'update read_models.checkpoints set generation = generation + 1 where model = $1', [name])
    return entries.length
  }
  try {
    return await withConnection(settings.pool, (client) => transaction(client, () => takeUp(client)))
  } catch (error) {
    if (error instanceof MigrationMissing) throw error
    throw new RetryFailed(name, stream, error)
  }
}

type Take = (entries: readonly Entry[], client: PoolClient) => Promise<void>

const foldingWith =
  (settings: RunnerSettings, model: ReadModel): Take =>
  async (entries, client) => {
    const connection = new OrderedConnection(client)
    const writer = new ModelWriter(model)
    await writer.fold(entries, await preparedOpener(settings.openers, [writer], entries), connection)
    await writer.flush(connection)
  }

const actingWith =
  (reactor: Reactor): Take =>
  async (entries) => {
    for (const { event } of entries) await react(reactor, event)
  }

async function entriesOf(pages: AsyncIterable<readonly Recorded[]>, held: ReadonlyMap<number, string>): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  if (held.size === 0) return entries
  for await (const page of pages) {
    for (const event of page) {
      const asOf = held.get(Number(event.revision))
      if (asOf !== undefined) entries.push({ event, asOf })
    }
  }
  return entries
}
