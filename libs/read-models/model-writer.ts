import type { Opener } from '#privacy'
import type { Queryable } from './database'
import type { Entry, FoldTransaction, ReadModel, Rows } from './read-model'
import { RowCache } from './row-cache'
import type { ModelSchema, Table } from './table'

/** Folds batches into one model's tables and keeps the rows it works on in memory between batches. */
export class ModelWriter {
  #caches = new Map<string, RowCache<object>>()

  constructor(
    readonly model: ReadModel,
    private readonly schema: ModelSchema,
  ) {}

  /** Applies a batch in memory; nothing is written before `flush`. */
  async fold(entries: readonly Entry[], opener: Opener, database: Queryable): Promise<void> {
    const cacheOf = <Row extends object>(table: Table<Row>): RowCache<Row> => this.#cacheOf(table)
    const transaction: FoldTransaction = {
      opener,
      async rows<Row extends object>(table: Table<Row>, groups: Iterable<string>): Promise<Rows<Row>> {
        const cache = cacheOf(table)
        await cache.load(database, groups)
        return cache
      },
      append: (table, rows) => cacheOf(table).append(rows),
    }
    await this.model.fold(entries, transaction)
  }

  async flush(database: Queryable): Promise<void> {
    for (const cache of this.#caches.values()) await cache.flush(database)
  }

  /** As `flush`, but rows that may change again soon stay in memory. For a rebuild, whose tables nobody reads yet. */
  async flushLazily(database: Queryable): Promise<void> {
    for (const cache of this.#caches.values()) await cache.flushLazily(database)
  }

  /** After a failed batch nothing in memory can be trusted. */
  forget(): void {
    this.#caches = new Map()
  }

  // A cache is found by its table's name and was made for that table: the row type is the table's.
  #cacheOf<Row extends object>(table: Table<Row>): RowCache<Row> {
    const known = this.#caches.get(table.name)
    if (known) return known as unknown as RowCache<Row>
    const made = new RowCache(table, this.schema)
    this.#caches.set(table.name, made as unknown as RowCache<object>)
    return made
  }
}
