import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Client } from 'pg'

const SYNC = 'S'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)
const READY = 'Z'.charCodeAt(0)
const IDLE = 'I'.charCodeAt(0)
/** AuthenticationOk, then ReadyForQuery outside of a transaction */
const WELCOME = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73])

/**
 * A pooler that hands each statement to another server connection, and knows nothing of prepared statements: the worst that a
 * transaction-pooling proxy may do to its clients. With `wholeTransactions` it changes the connection between transactions alone,
 * as such proxies do.
 */
export class ShufflingPooler {
  readonly #clients = new Set<Socket>()
  readonly #upstreams: Client[] = []

  private constructor(
    private readonly server: Server,
    private readonly target: string,
    private readonly wholeTransactions: boolean,
  ) {}

  /** @param url the database behind the pooler; clients of the pooler need no password */
  static async before(url: string, { wholeTransactions = false } = {}): Promise<ShufflingPooler> {
    const server = createServer()
    const pooler = new ShufflingPooler(server, url, wholeTransactions)
    server.on('connection', (client) => void pooler.#serve(client).catch(() => client.destroy()))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return pooler
  }

  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    for (const client of this.#clients) client.destroy()
    await Promise.all(this.#upstreams.map((upstream) => upstream.end().catch(() => undefined)))
    await closed
  }

  async #serve(client: Socket): Promise<void> {
    this.#clients.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => this.#clients.delete(client))
    const state = { turn: 0, begun: false, unanswered: 0 }
    const ready = (status: number): void => {
      state.unanswered--
      if (state.unanswered === 0 && status === IDLE) state.begun = false
    }
    const upstreams = await Promise.all([this.#connect(client, ready), this.#connect(client, ready), this.#connect(client, ready)])
    let greeted = false
    let pending = Buffer.alloc(0)
    let batch: Buffer[] = []
    client.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes])
      for (;;) {
        const size = greeted ? pending.length >= 5 && pending.readInt32BE(1) + 1 : pending.length >= 4 && pending.readInt32BE(0)
        if (!size || pending.length < size) return
        const message = pending.subarray(0, size)
        pending = pending.subarray(size)
        if (!greeted) {
          greeted = true
          client.write(WELCOME)
          continue
        }
        if (message[0] === TERMINATE) return void client.end()
        const ends = message[0] === SYNC || message[0] === QUERY
        if (ends) state.unanswered++
        if (this.wholeTransactions) {
          if (!state.begun) state.turn++
          state.begun = true
          upstreams[state.turn % upstreams.length]?.write(message)
          continue
        }
        batch.push(message)
        if (!ends) continue
        upstreams[state.turn++ % upstreams.length]?.write(Buffer.concat(batch))
        batch = []
      }
    })
  }

  /** Signs in as a client would, then takes the bare socket over. */
  async #connect(client: Socket, ready: (status: number) => void): Promise<Socket> {
    const upstream = new Client(this.target)
    upstream.on('error', () => client.destroy())
    await upstream.connect()
    this.#upstreams.push(upstream)
    const socket = (upstream as unknown as { connection: { stream: Socket } }).connection.stream
    socket.removeAllListeners('data')
    const watch = readyWatch(ready)
    socket.on('data', (bytes: Buffer) => {
      watch(bytes)
      client.write(bytes)
    })
    return socket
  }
}

/** Follows what a server says, message by message, however it is cut into chunks. @param ready told the transaction's state after each statement */
function readyWatch(ready: (status: number) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (let size = sizeOf(rest); size > 0 && rest.length >= size; size = sizeOf(rest)) {
      if (rest[0] === READY) ready(rest[5] ?? 0)
      rest = rest.subarray(size)
    }
  }
}

const sizeOf = (message: Buffer): number => (message.length >= 5 ? message.readInt32BE(1) + 1 : 0)
