import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Queryable } from './database'

/** Lines to copy. */
export interface Copy {
  /** `copy … from stdin` */
  readonly sql: string
  /** In the text format of COPY */
  readonly lines: string
}

/** What each piece of work is done within. */
type Around = <T>(work: () => Promise<T>) => Promise<T>

/** One connection that does what it is asked in the order of asking, however many ask at once. */
export class OrderedConnection implements Queryable {
  #last: Promise<unknown> = Promise.resolve()
  #stopped = false

  /** @param around a transaction for each piece of work, for example; nothing where left out */
  constructor(
    private readonly client: PoolClient,
    private readonly around: Around = (work) => work(),
  ) {}

  query: Queryable['query'] = (config) => this.#next(() => this.client.query(config))

  /** Copies them one after the other, as one piece of work. */
  async copy(copies: readonly Copy[]): Promise<void> {
    await this.#next(async () => {
      for (const { sql, lines } of copies) {
        const copying = this.client.query(copyFrom(sql))
        copying.end(lines)
        await finished(copying)
      }
    })
  }

  /** Begins nothing more of what still waits, and returns when nothing is under way: the connection is free for others. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#last
  }

  async #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => {
      if (this.#stopped) throw new Error('the connection was stopped')
      return this.around(work)
    })
    // Whoever asked for it hears of a failure; who comes after does not.
    this.#last = done.catch(() => undefined)
    return done
  }
}
