import { execute, rowsFrom, type Queryable } from './database'
import type { Rows } from './read-model'
import type { ModelSchema, Table } from './table'

/** Rows a statement, so that neither side holds a huge text. */
const CHUNK = 2_000
/** Groups kept in memory a table. */
export const CACHED_GROUPS = 20_000

/**
 * The rows of one table that a reader has in memory. They stay valid between batches because only the holder of the lease
 * writes them; after a failed batch the cache is thrown away.
 */
export class RowCache<Row extends object> implements Rows<Row> {
  readonly #groups = new Map<string, Map<string, Row>>()
  readonly #changed = new Map<string, { readonly row: Row; readonly removed: boolean }>()
  readonly #appended: Row[] = []
  /** During a rebuild: groups that stand in the database and not here. Null: any group may stand there. */
  readonly #evicted: Set<string> | null

  constructor(
    private readonly table: Table<Row>,
    private readonly schema: ModelSchema,
    private readonly limit = CACHED_GROUPS,
  ) {
    this.#evicted = schema === 'read_models_next' ? new Set() : null
  }

  async load(database: Queryable, groups: Iterable<string>): Promise<void> {
    const missing: string[] = []
    for (const group of new Set(groups)) {
      const known = this.#groups.get(group)
      if (known) this.#groups.delete(group)
      else if (this.#evicted === null || this.#evicted.delete(group)) missing.push(group)
      this.#groups.set(group, known ?? new Map<string, Row>())
    }
    if (missing.length === 0) return
    const rows = await rowsFrom<Row>(database, this.table.loadSql(this.schema), [missing])
    const keyed = rows.map((row) => ({ key: this.table.keyOf(row), row }))
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
    for (const { key, row } of keyed) this.#groups.get(this.table.groupOf(row))?.set(key, row)
  }

  of(group: string): readonly Row[] {
    const rows = this.#groups.get(group)
    if (!rows) throw new Error(`${this.table.name}: a group that was not asked for`)
    return [...rows.values()]
  }

  put(row: Row): void {
    const key = this.table.keyOf(row)
    const group = this.#groups.get(this.table.groupOf(row))
    if (!group) throw new Error(`${this.table.name}: a row of a group that was not asked for`)
    group.set(key, row)
    this.#changed.set(key, { row, removed: false })
  }

  remove(row: Row): void {
    const key = this.table.keyOf(row)
    this.#groups.get(this.table.groupOf(row))?.delete(key)
    this.#changed.set(key, { row, removed: true })
  }

  append(rows: readonly Row[]): void {
    for (const row of rows) this.#appended.push(row)
  }

  /** Writes everything that changed. */
  async flush(database: Queryable): Promise<void> {
    await this.#write(database, [...this.#changed.values()])
    this.#changed.clear()
    this.evict()
  }

  /** Writes new rows at once, and changed ones only when memory is full: a rebuild writes a row about once, not once an event. */
  async flushLazily(database: Queryable): Promise<void> {
    if (this.#groups.size <= this.limit) return this.#write(database, [])
    await this.flush(database)
  }

  /** Frees the least recently used half. */
  private evict(): void {
    if (this.#groups.size <= this.limit) return
    let surplus = this.#groups.size - Math.floor(this.limit / 2)
    for (const [group, rows] of this.#groups) {
      if (surplus-- <= 0) break
      this.#groups.delete(group)
      if (rows.size > 0) this.#evicted?.add(group)
    }
  }

  async #write(database: Queryable, changes: readonly { readonly row: Row; readonly removed: boolean }[]): Promise<void> {
    const removed = changes.filter((change) => change.removed).map(({ row }) => row)
    const put = changes.filter((change) => !change.removed).map(({ row }) => row)
    await inChunks(removed, (json) => execute(database, this.table.deleteSql(this.schema), [json]))
    await inChunks(put, (json) => execute(database, this.table.upsertSql(this.schema), [json]))
    await inChunks(this.#appended.splice(0), (json) => execute(database, this.table.insertSql(this.schema), [json]))
  }
}

async function inChunks<Row>(rows: readonly Row[], write: (json: string) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await write(JSON.stringify(rows.slice(start, start + CHUNK)))
}
