import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { readModels } from '#read-models'

const NAMES = readModels.flatMap(({ tables }) => tables.map(({ name }) => name)).sort()

/** Everything that screens read, as one statement sees it. */
export interface Seen {
  /** Where the models stand: all at the same place */
  readonly position: string
  /** How often they were exchanged: all together */
  readonly generation: number
  /** A digest of every row of every table, and how many rows there are */
  readonly tables: string
}

const DIGESTS = NAMES.map(
  (name) => `(select '${name} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from read_models.${name} t)`,
)
const LOOK = `select array_agg(distinct coalesce(c.position, '')) as positions, array_agg(distinct c.generation::int) as generations,
    bool_and(c.whole) as whole, array_to_string(array[${DIGESTS.join(', ')}], E'\\n') as tables
  from read_models.checkpoints c where c.model = any($1)`

/** @throws Error where the models do not stand at one place together */
export async function lookAtTables(pool: Pool): Promise<Seen> {
  const { rows } = await pool.query<{ positions: string[]; generations: number[]; whole: boolean; tables: string }>(LOOK, [
    readModels.map(({ name }) => name),
  ])
  const [row] = rows
  if (!row) throw new Error('nothing was read')
  const { positions, generations, whole, tables } = row
  const [position = '', ...otherPositions] = positions
  const [generation = 0, ...otherGenerations] = generations
  if (otherPositions.length + otherGenerations.length > 0 || !whole)
    throw new Error(`half exchanged: at ${positions.join(' ')}, generations ${generations.join(' ')}, whole: ${whole}`)
  return { position, generation, tables }
}

/** Tables beside the live ones that a rebuild has not cleared away. */
export async function tablesBeside(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'read_models_next' order by 1`)
  return rows.map(({ name }) => name)
}

/** Keys and indexes of the live tables. */
export async function indexesOfTables(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ definition: string }>(
    `select regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') as definition from pg_indexes where schemaname = 'read_models' and tablename = any($1) order by 1`,
    [NAMES],
  )
  return rows.map(({ definition }) => definition)
}

/** Reads the live tables again and again: at one position of the log they hold the same, whoever made them, and they never go back. */
export class TableWatch {
  readonly #seen = new Map<string, string>()
  readonly #watching: Promise<void>
  #stopping = false
  #last: Seen | null = null
  /** How often everything was read */
  looks = 0

  constructor(private readonly pool: Pool) {
    this.#watching = this.#watch()
    // met again where it is stopped
    this.#watching.catch(() => undefined)
  }

  /** @throws what was wrong with what was read */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#watching
  }

  async #watch(): Promise<void> {
    for (; !this.#stopping; await pause(40)) {
      const seen = await lookAtTables(this.pool)
      const known = this.#seen.get(seen.position)
      if (known !== undefined && known !== seen.tables) throw new Error(`at ${seen.position} the tables held\n${known}\nand then\n${seen.tables}`)
      if (this.#last && (seen.position < this.#last.position || seen.generation < this.#last.generation))
        throw new Error(`went back from ${this.#last.position} (${this.#last.generation}) to ${seen.position} (${seen.generation})`)
      this.#seen.set(seen.position, seen.tables)
      this.#last = seen
      this.looks++
    }
  }
}
