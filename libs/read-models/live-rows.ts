import { rowsFrom, type Queryable } from './database'
import type { Table } from './table'
import { copyTexts, groupNotAskedFor, RowGroup, type TableRows } from './table-rows'

/** Rows a statement, so that neither side holds a huge text. */
const CHUNK = 2_000
/** From so many new rows on, COPY is the faster way. */
const WORTH_COPYING = 20
/** Groups kept in memory a table: more than a unit has cases in work at one time. */
const KEPT_GROUPS = 1_000

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

interface Group<Row extends object> {
  readonly rows: RowGroup<Row>
  readonly changed: Map<string, Change<Row>>
  /** Nothing of this group stands in the database */
  fresh: boolean
}

/**
 * Rows of a table that screens read. They stay valid between batches because only the holder of the lease writes them;
 * after a failed batch they are thrown away.
 */
export class LiveRows<Row extends object> implements TableRows<Row> {
  readonly #groups = new Map<string, Group<Row>>()

  constructor(
    readonly table: Table<Row>,
    private readonly limit = KEPT_GROUPS,
  ) {}

  async load(database: Queryable, groups: Iterable<string>): Promise<void> {
    const missing: string[] = []
    for (const name of new Set(groups)) {
      const known = this.#groups.get(name)
      if (known) this.#groups.delete(name)
      else missing.push(name)
      this.#groups.set(name, known ?? { rows: new RowGroup(), changed: new Map(), fresh: true })
    }
    if (missing.length === 0) return
    for (const row of await rowsFrom<Row>(database, this.table.loadSql, [missing])) {
      const group = this.#group(this.table.groupOf(row))
      group.rows.put(this.table.keyOf(row), row)
      group.fresh = false
    }
  }

  of(name: string): readonly Row[] {
    return this.#group(name).rows.list()
  }

  put(row: Row): void {
    this.#change(row, false)
  }

  remove(row: Row): void {
    this.#change(row, true)
  }

  /** Groups with changes that are not taken yet */
  changedGroups(): readonly string[] {
    return [...this.#groups].filter(([, { changed }]) => changed.size > 0).map(([name]) => name)
  }

  /** Takes everything that changed; the caller sends it in this order. */
  take(): readonly Write[] {
    const [removed, replaced, created]: [Row[], Row[], Row[]] = [[], [], []]
    for (const group of this.#groups.values()) {
      if (group.changed.size === 0) continue
      for (const { row, removed: gone } of group.changed.values()) {
        if (!gone) (group.fresh ? created : replaced).push(row)
        else if (!group.fresh) removed.push(row)
      }
      group.changed.clear()
      group.fresh &&= group.rows.size === 0
    }
    this.#letGo()
    if (created.length < WORTH_COPYING) replaced.push(...created.splice(0))
    return [
      ...chunks(removed).map((rows): Write => ({ kind: 'statement', sql: this.table.deleteSql, content: JSON.stringify(rows) })),
      ...chunks(replaced).map((rows): Write => ({ kind: 'statement', sql: this.table.upsertSql, content: JSON.stringify(rows) })),
      ...copyTexts(this.table, created).map((content): Write => ({ kind: 'copy', sql: this.table.copySql('read_models'), content })),
    ]
  }

  #change(row: Row, removed: boolean): void {
    const key = this.table.keyOf(row)
    const group = this.#group(this.table.groupOf(row))
    if (removed) group.rows.remove(key)
    else group.rows.put(key, row)
    group.changed.set(key, { row, removed })
  }

  #group(name: string): Group<Row> {
    const group = this.#groups.get(name)
    if (!group) throw groupNotAskedFor(this.table.name)
    return group
  }

  /** Lets go of the least recently used half. */
  #letGo(): void {
    let surplus = this.#groups.size > this.limit ? this.#groups.size - Math.floor(this.limit / 2) : 0
    for (const name of this.#groups.keys()) {
      if (surplus-- <= 0) return
      this.#groups.delete(name)
    }
  }
}

function chunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: (readonly Row[])[] = []
  for (let start = 0; start < rows.length; start += CHUNK) parts.push(rows.slice(start, start + CHUNK))
  return parts
}
