import { execute, rowsFrom, type Queryable } from './database'
import type { Copy } from './ordered-connection'
import type { Derivation } from './read-model'
import type { Table } from './table'
import { copyTexts, groupNotAskedFor, RowGroup, type TableRows } from './table-rows'

/** Groups kept in memory a table: more than a province has cases in work at one time. */
const KEPT_GROUPS = 1_000

/**
 * Rows of a table beside the live one, which nobody reads yet: a group is in memory or in the table, never in both. It is written
 * once, when memory has no room for it or nothing more comes, and taken out again in the rare case that it changes after all.
 * So nothing is ever replaced, and the table needs its indexes only at the end.
 */
export class RebuiltRows<Row extends object> implements TableRows<Row> {
  readonly #groups = new Map<string, RowGroup<Row>>()
  /** Names of groups that stand in the table */
  readonly #away = new Set<string>()

  /** @param derivations those that follow from rows of this table */
  constructor(
    readonly table: Table<Row>,
    private readonly derivations: readonly Derivation[] = [],
    private readonly limit = KEPT_GROUPS,
  ) {}

  async load(database: Queryable, groups: Iterable<string>): Promise<void> {
    const back: string[] = []
    for (const name of groups instanceof Set ? (groups as ReadonlySet<string>) : new Set(groups)) {
      const known = this.#groups.get(name)
      if (known) this.#groups.delete(name)
      else if (this.#away.delete(name)) back.push(name)
      this.#groups.set(name, known ?? new RowGroup())
    }
    if (back.length > 0) await this.#takeBack(database, back)
  }

  of(name: string): readonly Row[] {
    return this.#group(name).list()
  }

  put(row: Row): void {
    this.#group(this.table.groupOf(row)).put(this.table.keyOf(row), row)
  }

  remove(row: Row): void {
    this.#group(this.table.groupOf(row)).remove(this.table.keyOf(row))
  }

  /** Takes the least recently used quarter out of memory where it has no room for more: many rows in one COPY are cheaper than a few in many. */
  takeSurplus(): readonly Copy[] {
    return this.#groups.size > this.limit ? this.#take(this.#groups.size - Math.floor(this.limit * 0.75)) : []
  }

  /** Takes everything out of memory. */
  takeAll(): readonly Copy[] {
    return this.#take(this.#groups.size)
  }

  #take(count: number): readonly Copy[] {
    if (count <= 0) return []
    const rows: Row[] = []
    for (const [name, group] of this.#groups) {
      if (count-- === 0) break
      this.#groups.delete(name)
      if (group.size === 0) continue
      this.#away.add(name)
      for (const row of group.list()) rows.push(row)
    }
    const copies = (table: Table, taken: readonly object[]): readonly Copy[] =>
      copyTexts(table, taken).map((lines) => ({ sql: table.copySql('read_models_next'), lines }))
    return [...copies(this.table as unknown as Table, rows), ...this.derivations.flatMap(({ table, rowsOf }) => copies(table, rows.flatMap(rowsOf)))]
  }

  async #takeBack(database: Queryable, names: readonly string[]): Promise<void> {
    for (const { table } of this.derivations) {
      await execute(database, table.groupIndexSql)
      await execute(database, table.dropGroupsSql, [names])
    }
    await execute(database, this.table.groupIndexSql)
    for (const row of await rowsFrom<Row>(database, this.table.takeSql, [names])) this.put(row)
  }

  #group(name: string): RowGroup<Row> {
    const group = this.#groups.get(name)
    if (!group) throw groupNotAskedFor(this.table.name)
    return group
  }
}
