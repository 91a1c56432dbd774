import { escapeIdentifier, type PoolClient } from 'pg'
import { rowLine, type TableRow } from '../check-file'
import type { KeptTable } from './tables'

const PAGE = 2_000

const quoted = (table: string): string => table.split('.').map(escapeIdentifier).join('.')

/** @yields the line of each row, as the snapshot of `client`'s transaction has them; pages of two thousand */
export async function* rowLines(client: PoolClient, { name, where = 'true', orderBy, without = [] }: KeptTable): AsyncGenerator<string> {
  await client.query(`set local time zone 'UTC'`)
  const columns = `{${without.join(',')}}`
  await client.query(
    `declare kept no scroll cursor for select (to_jsonb(t) - '${columns}'::text[])::text as row from ${quoted(name)} t where ${where} order by ${orderBy}`,
  )
  for (let count = PAGE; count === PAGE;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${PAGE} from kept`)
    for (const { row } of rows) yield rowLine(name, row)
    count = rows.length
  }
  await client.query('close kept')
}

/** Rows on their way into their tables, written a thousand at a time. */
export class RowWriter {
  #table = ''
  #rows: TableRow['row'][] = []

  /** @param conflict what happens to a row whose key stands already */
  constructor(
    private readonly client: PoolClient,
    private readonly conflict: '' | 'on conflict do nothing' = '',
  ) {}

  async add({ table, row }: TableRow): Promise<void> {
    const [first] = this.#rows
    if (table !== this.#table || this.#rows.length === 1_000 || (first && !sameColumns(first, row))) await this.flush()
    this.#table = table
    this.#rows.push(row)
  }

  /** Columns that a row doesn't have get their default: they are younger than the file. */
  async flush(): Promise<void> {
    const [first] = this.#rows
    if (!first) return
    const columns = Object.keys(first).map(escapeIdentifier).join(', ')
    const table = quoted(this.#table)
    await this.client.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb) ${this.conflict}`,
      [JSON.stringify(this.#rows)],
    )
    this.#rows = []
  }
}

const sameColumns = (a: object, b: object): boolean => Object.keys(a).join() === Object.keys(b).join()

/** @returns the first of these tables that holds rows, or null */
export async function firstFilled(client: PoolClient, tables: readonly KeptTable[]): Promise<string | null> {
  for (const { name, where = 'true' } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${quoted(name)} where ${where}) as filled`)
    if (rows[0]?.filled === true) return name
  }
  return null
}
