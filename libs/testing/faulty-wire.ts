import { EventEmitter, once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A wire to a TCP server that can be cut, or that loses what the server answers. */
export class FaultyWire {
  readonly #events = new EventEmitter()
  readonly #sockets = new Set<Socket>()
  #losing = false

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  /** @param url where the wire ends, with host and port */
  static async to(url: string): Promise<FaultyWire> {
    const server = createServer()
    const wire = new FaultyWire(server, new URL(url))
    server.on('connection', (near) => wire.#join(near))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return wire
  }

  /** The same URL by way of this wire */
  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /** From now on what goes out arrives, and answers don't come back: a server that hangs, or a lost answer. */
  loseAnswers(): void {
    this.#losing = true
  }

  /** Waits until an answer was lost. */
  async answerLost(): Promise<void> {
    await once(this.#events, 'lost')
  }

  /** Cuts every connection; new ones work again. */
  cut(): void {
    this.#losing = false
    for (const socket of this.#sockets) socket.destroy()
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    this.cut()
    await closed
  }

  #join(near: Socket): void {
    const far = connect(Number(this.target.port), this.target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => {
      if (this.#losing) this.#events.emit('lost')
      else near.write(bytes)
    })
  }
}
