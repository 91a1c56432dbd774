import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Queryable } from './database'

/** One connection that does what it is asked in the order of asking, however many ask at once. */
export class OrderedConnection implements Queryable {
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly client: PoolClient) {}

  query: Queryable['query'] = (config) => this.#next(() => this.client.query(config))

  /** @param lines in the text format of COPY */
  async copy(sql: string, lines: string): Promise<void> {
    await this.#next(async () => {
      const copying = this.client.query(copyFrom(sql))
      copying.end(lines)
      await finished(copying)
    })
  }

  async #next<T>(work: () => Promise<T>): Promise<T> {
    // Whoever asked for it hears of a failure; who comes after does not.
    const done = this.#last.then(work, work)
    this.#last = done.catch(() => undefined)
    return done
  }
}
