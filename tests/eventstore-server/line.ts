import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * The wire between a client and the server: a relay on the port clients know, which can be cut, frozen and taken down. Freezing it
 * is what a stopped process looks like from outside: connections are accepted, bytes vanish into buffers, nothing is answered.
 */
export class Line {
  readonly #inner: number
  readonly #pairs = new Map<number, readonly [Socket, Socket]>()
  #frozen = false
  #server: Server | undefined
  #port = 0

  /** @param inner the port behind the relay */
  constructor(
    inner: number,
    private readonly host = '127.0.0.1',
  ) {
    this.#inner = inner
  }

  get port(): number {
    return this.#port
  }

  /** Takes connections at `port`, at one that is free where it is 0. */
  async open(port: number): Promise<void> {
    const server = createServer((client) => this.#relay(client))
    // somebody's outgoing connection may have been lent the port meanwhile
    for (let taken = 0; ; taken++) {
      server.listen(port, '127.0.0.1')
      try {
        await once(server, 'listening')
        break
      } catch (error) {
        if (taken === 600) throw error
      }
      await pause(100)
    }
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  /** Refuses connections and breaks those that stand. */
  async close(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = undefined
    this.#frozen = false
    const closed = once(server, 'close')
    server.close()
    this.cut()
    await closed
  }

  /** Breaks one connection, named by the port the server sees it come from, or all of them. */
  cut(peerPort?: number): void {
    for (const [port, pair] of this.#pairs) if (peerPort === undefined || port === peerPort) for (const socket of pair) socket.destroy()
  }

  freeze(): void {
    this.#frozen = true
    for (const pair of this.#pairs.values()) for (const socket of pair) socket.pause()
  }

  thaw(): void {
    this.#frozen = false
    for (const pair of this.#pairs.values()) for (const socket of pair) socket.resume()
  }

  #relay(client: Socket): void {
    const inside = connect(this.#inner, this.host)
    const pair = [client, inside] as const
    let peerPort: number | undefined
    inside.on('connect', () => {
      peerPort = inside.localPort
      if (peerPort !== undefined) this.#pairs.set(peerPort, pair)
      if (this.#frozen) for (const socket of pair) socket.pause()
    })
    for (const [from, to] of [pair, [inside, client] as const]) {
      from.setNoDelay(true)
      from.on('data', (chunk) => {
        if (!to.write(chunk) && !this.#frozen) from.pause()
      })
      to.on('drain', () => {
        if (!this.#frozen) from.resume()
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        if (peerPort !== undefined) this.#pairs.delete(peerPort)
        to.destroy()
      })
    }
    if (this.#frozen) client.pause()
  }
}
