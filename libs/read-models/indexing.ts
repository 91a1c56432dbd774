import { execute, type Queryable } from './database'

/** Indexes rebuilt tables: each model's as soon as its rows are all there, while those of the others are still written. */
export class Indexing {
  readonly #left: string[] = []
  #failure: { readonly error: unknown } | null = null
  #lane: Promise<void> = Promise.resolve()

  /** @param pool whose connections index beside what else is done */
  constructor(private readonly pool: Queryable) {}

  begin(model: string): void {
    this.#left.push(model)
    this.#lane = this.#lane.then(() => this.#next(this.pool))
  }

  /**
   * Helps with what is left; returns when no index is at work any more.
   * @throws what the first failure was
   */
  async finish(connection: Queryable): Promise<void> {
    while (this.#left.length > 0) await this.#next(connection)
    await this.#lane
    if (this.#failure) throw this.#failure.error
  }

  /** Begins no further one, and returns when none is at work any more. */
  async stop(): Promise<void> {
    this.#left.length = 0
    await this.#lane
  }

  async #next(connection: Queryable): Promise<void> {
    const model = this.#left.shift()
    if (model === undefined || this.#failure) return
    await execute(connection, 'select read_models.index_rebuilt($1)', [model]).catch((error: unknown) => (this.#failure ??= { error }))
  }
}
