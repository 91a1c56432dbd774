import { DatabaseError, type PoolClient } from 'pg'
import { execute, transaction } from './database'
import { keepLease, type Lease } from './lease'
import type { LogReading } from './log-reading'
import { OrderedConnection } from './ordered-connection'
import type { ReadModel } from './read-model'
import { PROJECTIONS_LEASE } from './runner'
import { pause } from './under-lease'

/** For the runner's page, in milliseconds: readers notice nothing of this wait. */
const RUNNER_WAIT = 2_000
/** For each table, in milliseconds: who asks for it meanwhile waits behind, so a long reader is let go on and it is tried again. */
const READER_WAIT = 250
const BETWEEN_TRIES = 1_000
const PATIENCE = 300_000
/** Not available in time, or both sides waited for each other */
const LOCKED = ['55P03', '40P01']

/** Tables that stand beside, complete but for the newest events. */
export interface Swap {
  readonly models: readonly ReadModel[]
  readonly reading: LogReading
  readonly connection: OrderedConnection
  /** That of `connection`, between two pieces of its work */
  readonly client: PoolClient
  readonly lease: Lease
  readonly leaseMilliseconds: number
  readonly patience?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Takes the rest of the log and exchanges the tables. Whoever reads the old ones in a long transaction is waited for, without making others wait.
 * @throws DatabaseError where somebody still reads when the patience is at its end; LeaseLost; whatever the reading throws
 */
export async function swapPatiently(swap: Swap): Promise<void> {
  const { reading, connection, patience = PATIENCE, signal = new AbortController().signal } = swap
  for (const end = performance.now() + patience; ;) {
    await reading.readOn(connection)
    const refused = await swapOnce(swap)
    if (refused === null) return
    if (performance.now() >= end) throw refused
    await pause(BETWEEN_TRIES, signal)
    signal.throwIfAborted()
  }
}

/** @returns null, or why the tables could not be had */
async function swapOnce({ models, reading, client, lease, leaseMilliseconds }: Swap): Promise<Error | null> {
  try {
    await transaction(client, async () => {
      await keepLease(client, lease, leaseMilliseconds)
      await holdTables(client, models)
      await reading.readOn(new OrderedConnection(client))
      const names = models.map(({ name }) => name)
      for (const name of names) await execute(client, 'select read_models.swap_rebuilt($1)', [name])
      await execute(client, 'delete from read_models.parked where model = any($1)', [names])
      await execute(
        client,
        `update read_models.checkpoints set position = $2, as_of = $3, last_event = $4, whole = true, generation = generation + 1 where model = any($1)`,
        [names, reading.position, reading.asOf, reading.lastEvent],
      )
      await client.query('set local synchronous_commit = on')
    })
    return null
  } catch (error) {
    if (error instanceof TablesInUse) return error.reason
    throw error
  }
}

class TablesInUse extends Error {
  constructor(readonly reason: DatabaseError) {
    super(reason.message)
  }
}

/** @throws TablesInUse */
async function holdTables(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  try {
    await lockTables(client, models)
  } catch (error) {
    throw error instanceof DatabaseError && LOCKED.includes(error.code ?? '') ? new TablesInUse(error) : error
  }
}

/** Until the end of the transaction nobody else reads or writes the live tables. */
async function lockTables(client: PoolClient, models: readonly ReadModel[]): Promise<void> {
  await client.query(`set local lock_timeout = ${RUNNER_WAIT}`)
  // Holds the live runner off: it prolongs its lease at the start of each of its transactions.
  await execute(client, 'select 1 from read_models.leases where name = $1 for update', [PROJECTIONS_LEASE])
  await client.query(`set local lock_timeout = ${READER_WAIT}`)
  const tables = models.flatMap((model) => model.tables.map(({ name }) => `read_models.${name}`)).sort()
  if (tables.length > 0) await client.query(`lock table ${tables.join(', ')} in access exclusive mode`)
  await client.query('set local lock_timeout = 0')
}
