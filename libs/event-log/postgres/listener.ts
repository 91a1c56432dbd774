import { Socket } from 'node:net'
import { Client } from 'pg'
import type { Wake } from '../wake'

/** Longest wait before the LISTEN connection is tried again, in milliseconds. */
const LONGEST_BACKOFF = 10_000

/** Milliseconds for a farewell; a server that hangs doesn't hold up a reader that ends. */
const FAREWELL = 500

/** A connection, and the socket under it. */
interface Line {
  readonly client: Client
  readonly socket: Socket
}

/**
 * Keeps one LISTEN connection while somebody follows the log, and calls `wake` for each notification. It is a courtesy: while it is
 * down (a restart, a pooler that doesn't pass notifications) readers go on by polling.
 */
export class Listener {
  #users = 0
  #line: Line | undefined
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
    const line = this.#line
    this.#line = undefined
    if (line) await hungUp(line)
  }

  #connect(): void {
    const socket = new Socket()
    const client = new Client({ connectionString: this.url, keepAlive: true, application_name: 'teduh-log-listen', stream: () => socket })
    const line = { client, socket }
    this.#line = line
    client.on('notification', () => this.wake.call())
    client.on('error', () => this.#lost(line))
    client.on('end', () => this.#lost(line))
    void client
      .connect()
      .then(() => client.query('LISTEN event_log'))
      .then(() => {
        this.#failures = 0
        // what was appended before LISTEN took hold was not heard
        this.wake.call()
      })
      .catch(() => this.#lost(line))
  }

  #lost(line: Line): void {
    if (this.#line !== line) return
    this.#line = undefined
    void hungUp(line)
    this.#retry = setTimeout(() => this.#connect(), Math.min(LONGEST_BACKOFF, 100 * 2 ** this.#failures++))
  }
}

/** The driver waits for the server to close the connection, and a server that hangs never does. */
async function hungUp({ client, socket }: Line): Promise<void> {
  const impatience = setTimeout(() => socket.destroy(), FAREWELL)
  await client.end().catch(() => undefined)
  clearTimeout(impatience)
}
