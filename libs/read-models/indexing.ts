import type { Pool, PoolClient } from 'pg'
import { execute, transaction, withConnection } from './database'
import { checkLease, type Lease } from './lease'
import type { ReadModel } from './read-model'

/** Indexes rebuilt tables: each model's as soon as its rows are all there, while those of the others are still written. */
export class Indexing {
  readonly #left: ReadModel[] = []
  #failure: { readonly error: unknown } | null = null
  #lane: Promise<void> = Promise.resolve()

  /**
   * @param pool whose connections index beside what else is done
   * @param lease that of the rebuild
   */
  constructor(
    private readonly pool: Pool,
    private readonly lease: Lease,
  ) {}

  begin(model: ReadModel): void {
    this.#left.push(model)
    this.#lane = this.#lane.then(() => this.#next((work) => withConnection(this.pool, work)))
  }

  /**
   * Helps with what is left; returns when no index is at work any more.
   * @param client nothing else is done on it meanwhile
   * @throws what the first failure was
   */
  async finish(client: PoolClient): Promise<void> {
    while (this.#left.length > 0) await this.#next((work) => work(client))
    await this.#lane
    if (this.#failure) throw this.#failure.error
  }

  /** Begins no further one, and returns when none is at work any more. */
  async stop(): Promise<void> {
    this.#left.length = 0
    await this.#lane
  }

  async #next(on: (work: (client: PoolClient) => Promise<void>) => Promise<void>): Promise<void> {
    const model = this.#left.shift()
    if (model === undefined || this.#failure) return
    await on((client) => this.#index(client, model)).catch((error: unknown) => (this.#failure ??= { error }))
  }

  /**
   * Holding the lease here as elsewhere would keep it from being prolonged for as long as the indexes take. The tables are held instead,
   * before the lease is looked at: whoever takes it afterwards begins by making these tables anew, which waits until these indexes stand.
   * @throws LeaseLost
   */
  async #index(client: PoolClient, { name, tables }: ReadModel): Promise<void> {
    const beside = tables.map((table) => `read_models_next.${table.name}`).sort()
    await transaction(client, async () => {
      // who lost it may find no tables any more
      await checkLease(client, this.lease)
      if (beside.length > 0) await client.query(`lock table ${beside.join(', ')} in access exclusive mode`)
      await checkLease(client, this.lease)
      await execute(client, 'select read_models.index_rebuilt($1)', [name])
    })
  }
}
