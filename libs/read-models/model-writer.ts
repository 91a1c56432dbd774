import type { Opener } from '#privacy'
import { execute } from './database'
import type { OrderedConnection } from './ordered-connection'
import type { Entry, FoldTransaction, ReadModel, Rows } from './read-model'
import { RowCache, type Write } from './row-cache'
import type { ModelSchema, Table } from './table'

/** Folds batches into one model's tables and keeps the rows it works on in memory between batches. */
export class ModelWriter {
  #caches = new Map<string, RowCache<object>>()

  constructor(
    readonly model: ReadModel,
    private readonly schema: ModelSchema,
  ) {}

  /** Applies a batch in memory; nothing is written before `flush`. */
  async fold(entries: readonly Entry[], opener: Opener, connection: OrderedConnection): Promise<void> {
    const cacheOf = <Row extends object>(table: Table<Row>): RowCache<Row> => this.#cacheOf(table)
    const transaction: FoldTransaction = {
      opener,
      async rows<Row extends object>(table: Table<Row>, groups: Iterable<string>): Promise<Rows<Row>> {
        const cache = cacheOf(table)
        await cache.load(connection, groups)
        return cache
      },
      append: (table, rows) => cacheOf(table).append(rows),
    }
    await this.model.fold(entries, transaction)
  }

  /** Takes everything that changed out of memory at once; the sending may go on while the next batch is folded. */
  async flush(connection: OrderedConnection): Promise<void> {
    await send(
      [...this.#caches.values()].flatMap((cache) => cache.takeAll()),
      connection,
    )
  }

  /** As `flush`, but rows that may change again soon stay in memory. For a rebuild, whose tables nobody reads yet. */
  async flushLazily(connection: OrderedConnection): Promise<void> {
    await send(
      [...this.#caches.values()].flatMap((cache) => cache.takeSurplus()),
      connection,
    )
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

/** All of it is asked for at once, so that a later question on this connection sees it. */
async function send(writes: readonly Write[], connection: OrderedConnection): Promise<void> {
  await Promise.all(writes.map(({ kind, sql, content }) => (kind === 'copy' ? connection.copy(sql, content) : execute(connection, sql, [content]))))
}
