import { Pool, type PoolClient, type QueryArrayConfig } from 'pg'
import { LogUnavailable } from '../errors'
import { isForeignStatement, sqlStateOf, translated } from './database-errors'
import { TextQuery, type Parameter, type Statement, type TextColumns } from './text-query'
import { Watchdog } from '../watchdog'

/** Sends one statement on a connection and tells its rows. */
type Send<Rows> = (client: PoolClient, prepared: boolean, done: (error: Error | null, rows: Rows) => void) => void

/**
 * Runs single statements on any connection of a pool; holds no session state, so a pooler may hand out another server
 * connection each time. Where prepared statements don't survive the pooler it goes on without them.
 */
export class LogClient {
  readonly #pool: Pool
  readonly #watchdog: Watchdog
  #prepared = true
  #ended = false

  /**
   * @param connections most connections at a time
   * @param timeoutMs how long a statement may take before the log counts as unavailable
   */
  constructor(url: string, connections: number, timeoutMs: number) {
    this.#watchdog = new Watchdog(timeoutMs)
    this.#pool = new Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      application_name: 'teduh-log',
    })
    // a connection that breaks while idle is replaced by the pool; whoever needs one meets the failure there
    this.#pool.on('error', () => undefined)
    // and one that breaks in use fails its statement, which is told there
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /**
   * @returns rows as arrays, in the order of the selected columns
   * @throws LogUnavailable
   */
  rows<Row extends readonly unknown[]>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return this.#run<Row[]>((client, prepared, done) => {
      const query: QueryArrayConfig = { text: statement.text, values: values as unknown[], rowMode: 'array' }
      if (prepared) query.name = statement.name
      client.query<Row & unknown[]>(query, (error: Error | null, result) => done(error, error ? [] : result.rows))
    })
  }

  /**
   * The faster way, where text is all that is wanted.
   * @returns rows of columns as the server writes them
   * @throws LogUnavailable
   */
  texts<Row extends TextColumns>(statement: Statement, values: readonly Parameter[]): Promise<Row[]> {
    return this.#run<Row[]>((client, prepared, done) => {
      client.query(new TextQuery(statement, prepared, values, (error, rows) => done(error, rows as Row[])))
    })
  }

  async #run<Rows>(send: Send<Rows>): Promise<Rows> {
    if (this.#ended) throw new LogUnavailable('ended')
    // of several under way the first to learn that names are not kept says so for all; each of the others still goes a second time
    const prepared = this.#prepared
    try {
      return await this.#once(send, prepared)
    } catch (error) {
      if (!prepared || !isForeignStatement(error)) throw translated(error)
    }
    this.#prepared = false
    try {
      return await this.#once(send, false)
    } catch (error) {
      throw translated(error)
    }
  }

  async #once<Rows>(send: Send<Rows>, prepared: boolean): Promise<Rows> {
    const client = await this.#pool.connect()
    return new Promise((resolve, reject) => {
      const watched = this.#watchdog.watch(() => {
        client.release(true)
        reject(new LogUnavailable('no answer in time'))
      })
      send(client, prepared, (error, rows) => {
        if (!watched.done()) return
        release(client, error)
        if (error) reject(error)
        else resolve(rows)
      })
    })
  }

  async end(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#pool.end()
  }
}

/** A statement that was refused leaves its connection whole; anything else may have broken it. */
function release(client: PoolClient, error: Error | null): void {
  client.release(error !== null && sqlStateOf(error) === undefined)
}
