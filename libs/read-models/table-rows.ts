import type { Queryable } from './database'
import type { Rows } from './read-model'
import type { Table } from './table'

/** The rows of one table that a writer has in memory, group by group. */
export interface TableRows<Row extends object> extends Rows<Row> {
  /** Loads all rows of these groups in one query (none where they are in memory already). */
  load(database: Queryable, groups: Iterable<string>): Promise<void>
}

/** All rows of one group, by key. */
export class RowGroup<Row extends object> {
  readonly #rows = new Map<string, Row>()
  #list: readonly Row[] | null = null

  get size(): number {
    return this.#rows.size
  }

  /** A list once given stays as it is, whatever is put meanwhile. */
  list(): readonly Row[] {
    return (this.#list ??= [...this.#rows.values()])
  }

  put(key: string, row: Row): void {
    if (this.#rows.get(key) === row) return
    this.#rows.set(key, row)
    this.#list = null
  }

  remove(key: string): void {
    if (this.#rows.delete(key)) this.#list = null
  }
}

/** Lines of COPY a text, so that neither side holds a huge one: characters. */
const COPY_LENGTH = 500_000

/** @returns the rows as texts for COPY */
export function copyTexts<Row extends object>(table: Table<Row>, rows: Iterable<Row>): readonly string[] {
  const texts: string[] = []
  let lines = ''
  for (const row of rows) {
    lines += table.copyLine(row)
    if (lines.length < COPY_LENGTH) continue
    texts.push(lines)
    lines = ''
  }
  if (lines !== '') texts.push(lines)
  return texts
}

export const groupNotAskedFor = (table: string): Error => new Error(`${table}: a group that was not asked for`)
