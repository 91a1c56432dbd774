import { Client } from 'pg'
import type { Wake } from '../wake'

/** Longest wait before the LISTEN connection is tried again, in milliseconds. */
const LONGEST_BACKOFF = 10_000

/**
 * Keeps one LISTEN connection while somebody follows the log, and calls `wake` for each notification. It is a courtesy: while it is
 * down (a restart, a pooler that doesn't pass notifications) readers go on by polling.
 */
export class Listener {
  #users = 0
  #client: Client | undefined
  #retry: NodeJS.Timeout | undefined
  #failures = 0

  constructor(
    private readonly url: string,
    private readonly wake: Wake,
  ) {}

  /**
   * Connects for the first user.
   * @returns how this user leaves; the last one to leave ends the connection
   */
  join(): () => Promise<void> {
    if (this.#users++ === 0) this.#connect()
    let left: Promise<void> | undefined
    return () => (left ??= this.#leave())
  }

  async #leave(): Promise<void> {
    if (--this.#users > 0) return
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  #connect(): void {
    const client = new Client({ connectionString: this.url, keepAlive: true, application_name: 'teduh-log-listen' })
    this.#client = client
    client.on('notification', () => this.wake.call())
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    void client
      .connect()
      .then(() => client.query('LISTEN event_log'))
      .then(() => {
        this.#failures = 0
        // what was appended before LISTEN took hold was not heard
        this.wake.call()
      })
      .catch(() => this.#lost(client))
  }

  #lost(client: Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    client.end().catch(() => undefined)
    this.#retry = setTimeout(() => this.#connect(), Math.min(LONGEST_BACKOFF, 100 * 2 ** this.#failures++))
  }
}
