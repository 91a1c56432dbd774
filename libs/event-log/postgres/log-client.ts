import { createHash } from 'node:crypto'
import { Pool } from 'pg'
import { LogUnavailable } from '../errors'
import { isForeignStatement, translated } from './database-errors'

/** One statement with a fixed text. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** A statement's name carries a digest of its text: behind a pooler another version of the product may use the same connection. */
export const statement = (label: string, text: string): Statement => ({
  name: `log_${label}_${createHash('sha256').update(text).digest('hex').slice(0, 8)}`,
  text,
})

/**
 * Runs single statements on any connection of a pool; holds no session state, so a pooler may hand out another server
 * connection each time. Where prepared statements don't survive the pooler it goes on without them.
 */
export class LogClient {
  readonly #pool: Pool
  #prepared = true
  #ended = false

  /**
   * @param connections most connections at a time
   * @param timeoutMs how long a statement may take before the log counts as unavailable
   */
  constructor(
    readonly url: string,
    connections: number,
    private readonly timeoutMs: number,
  ) {
    this.#pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      application_name: 'teduh-log',
    })
    // a connection that breaks while idle is replaced by the pool; whoever needs one meets the failure there
    this.#pool.on('error', () => undefined)
  }

  /**
   * @returns rows as arrays, in the order of the selected columns
   * @throws LogUnavailable
   */
  async rows<Row extends readonly unknown[]>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (this.#ended) throw new LogUnavailable('ended')
    try {
      return await this.#run<Row>(statement, values)
    } catch (error) {
      if (!this.#prepared || !isForeignStatement(error)) throw translated(error)
    }
    this.#prepared = false
    try {
      return await this.#run<Row>(statement, values)
    } catch (error) {
      throw translated(error)
    }
  }

  async #run<Row extends readonly unknown[]>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> {
    const config = { text, values: [...values], rowMode: 'array' as const, query_timeout: this.timeoutMs }
    const { rows } = await this.#pool.query<Row & unknown[]>(this.#prepared ? { ...config, name } : config)
    return rows
  }

  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#pool.end()
  }
}
