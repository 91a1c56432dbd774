import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Client } from 'pg'

const SYNC = 'S'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const TERMINATE = 'X'.charCodeAt(0)
/** AuthenticationOk, then ReadyForQuery outside of a transaction */
const WELCOME = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0, 90, 0, 0, 0, 5, 73])

/**
 * A pooler that hands each statement to another server connection, and knows nothing of prepared statements: the worst that a
 * transaction-pooling proxy may do to its clients.
 */
export class ShufflingPooler {
  readonly #clients = new Set<Socket>()
  readonly #upstreams: Client[] = []

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  /** @param url the database behind the pooler; clients of the pooler need no password */
  static async before(url: string): Promise<ShufflingPooler> {
    const server = createServer()
    const pooler = new ShufflingPooler(server, url)
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
    const upstreams = await Promise.all([this.#connect(client), this.#connect(client), this.#connect(client)])
    let greeted = false
    let pending = Buffer.alloc(0)
    let batch: Buffer[] = []
    let turn = 0
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
        batch.push(message)
        if (message[0] !== SYNC && message[0] !== QUERY) continue
        upstreams[turn++ % upstreams.length]?.write(Buffer.concat(batch))
        batch = []
      }
    })
  }

  /** Signs in as a client would, then takes the bare socket over. */
  async #connect(client: Socket): Promise<Socket> {
    const upstream = new Client(this.target)
    upstream.on('error', () => client.destroy())
    await upstream.connect()
    this.#upstreams.push(upstream)
    const socket = (upstream as unknown as { connection: { stream: Socket } }).connection.stream
    socket.removeAllListeners('data')
    socket.on('data', (bytes) => client.write(bytes))
    return socket
  }
}
