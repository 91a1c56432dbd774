import { rowsFrom, type Queryable } from './database'
import type { Rows } from './read-model'
import type { ModelSchema, Table } from './table'

/** Rows a statement, so that neither side holds a huge text. */
const CHUNK = 2_000
/** From so many new rows on, COPY is the faster way. */
const WORTH_COPYING = 20
/** Groups kept in memory a table: more than a unit has cases in work at one time. */
const CACHED_GROUPS = 1_000

/** Something to send to the database: a statement with a JSON array of rows, or lines to copy. */
export interface Write {
  readonly kind: 'statement' | 'copy'
  readonly sql: string
  readonly content: string
}

interface Change<Row> {
  readonly row: Row
  readonly removed: boolean
}

interface Group<Row> {
  readonly rows: Map<string, Row>
  readonly changed: Map<string, Change<Row>>
  /** Nothing of this group stands in the database */
  fresh: boolean
}

/**
 * The rows of one table that a reader has in memory. They stay valid between batches because only the holder of the lease
 * writes them; after a failed batch the cache is thrown away.
 */
export class RowCache<Row extends object> implements Rows<Row> {
  readonly #groups = new Map<string, Group<Row>>()
  #appended: Row[] = []
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
    for (const name of groups instanceof Set ? (groups as ReadonlySet<string>) : new Set(groups)) {
      const known = this.#groups.get(name)
      if (known) this.#groups.delete(name)
      else if (this.#evicted === null || this.#evicted.delete(name)) missing.push(name)
      this.#groups.set(name, known ?? { rows: new Map(), changed: new Map(), fresh: true })
    }
    if (missing.length === 0) return
    for (const row of await rowsFrom<Row>(database, this.table.loadSql(this.schema), [missing])) {
      const group = this.#groups.get(this.table.groupOf(row))
      if (!group) continue
      group.rows.set(this.table.keyOf(row), row)
      group.fresh = false
    }
  }

  of(name: string): readonly Row[] {
    return [...this.#group(name).rows.values()]
  }

  put(row: Row): void {
    const key = this.table.keyOf(row)
    const group = this.#group(this.table.groupOf(row))
    group.rows.set(key, row)
    group.changed.set(key, { row, removed: false })
  }

  remove(row: Row): void {
    const key = this.table.keyOf(row)
    const group = this.#group(this.table.groupOf(row))
    group.rows.delete(key)
    group.changed.set(key, { row, removed: true })
  }

  append(rows: readonly Row[]): void {
    for (const row of rows) this.#appended.push(row)
  }

  /** Takes everything that changed; the caller sends it in this order. */
  takeAll(): readonly Write[] {
    const changed = [...this.#groups.values()].filter((group) => group.changed.size > 0)
    const writes = this.#writes(changed)
    this.#evict()
    return writes
  }

  /** Takes appended rows, and changed ones only of groups that memory has no room for: a rebuild writes a row about once, not once an event. */
  takeSurplus(): readonly Write[] {
    return this.#writes(this.#evict())
  }

  #group(name: string): Group<Row> {
    const group = this.#groups.get(name)
    if (!group) throw new Error(`${this.table.name}: a group that was not asked for`)
    return group
  }

  /** Lets go of the least recently used half. */
  #evict(): readonly Group<Row>[] {
    if (this.#groups.size <= this.limit) return []
    const gone: Group<Row>[] = []
    let surplus = this.#groups.size - Math.floor(this.limit / 2)
    for (const [name, group] of this.#groups) {
      if (surplus-- <= 0) break
      this.#groups.delete(name)
      if (group.rows.size > 0 || !group.fresh) this.#evicted?.add(name)
      if (group.changed.size > 0) gone.push(group)
    }
    return gone
  }

  #writes(groups: readonly Group<Row>[]): readonly Write[] {
    const removed: Row[] = []
    const replaced: Row[] = []
    const created = this.#appended
    this.#appended = []
    for (const group of groups) {
      for (const change of group.changed.values()) {
        if (!change.removed) (group.fresh ? created : replaced).push(change.row)
        else if (!group.fresh) removed.push(change.row)
      }
      group.changed.clear()
      group.fresh &&= group.rows.size === 0
    }
    if (created.length < WORTH_COPYING) for (const row of created.splice(0)) replaced.push(row)
    return [
      ...chunks(removed).map((rows): Write => ({ kind: 'statement', sql: this.table.deleteSql(this.schema), content: JSON.stringify(rows) })),
      ...chunks(replaced).map((rows): Write => ({ kind: 'statement', sql: this.table.upsertSql(this.schema), content: JSON.stringify(rows) })),
      ...chunks(created).map((rows): Write => ({
        kind: 'copy',
        sql: this.table.copySql(this.schema),
        content: linesOf(this.table, rows),
      })),
    ]
  }
}

function chunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: (readonly Row[])[] = []
  for (let start = 0; start < rows.length; start += CHUNK) parts.push(rows.slice(start, start + CHUNK))
  return parts
}

function linesOf<Row extends object>(table: Table<Row>, rows: readonly Row[]): string {
  let lines = ''
  for (const row of rows) lines += table.copyLine(row)
  return lines
}
