import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runningServer, stopServer } from '#database'
import { ownPort } from '#testing'

const ROOT = resolve(__dirname, '..', '..')

/** `npm start` as a process group of its own, as a terminal has it. */
class Product {
  said = ''
  private constructor(
    readonly child: ChildProcess,
    readonly address: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()))
  }

  static start(data: string, port: number): Product {
    const env = { ...process.env, TEDUH_DATA: data, DATABASE_URL: '' }
    const child = spawn('npm', ['start', '--silent', '--', '--port', String(port)], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return new Product(child, `http://127.0.0.1:${port}`)
  }

  /** Waits for the page. */
  async answers(): Promise<string> {
    for (;;) {
      const page = await fetch(this.address).catch(() => null)
      if (page?.ok === true) return page.text()
      if (this.child.exitCode !== null) throw new Error(`ended before it answered: ${this.said}`)
      await pause(20)
    }
  }

  /** What Ctrl-C does: the terminal tells the whole group. */
  interrupt(): void {
    this.signal('SIGINT')
  }

  async killed(): Promise<void> {
    this.signal('SIGKILL')
    await this.ended()
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
    return this.child.exitCode
  }

  /** npm may end before its child. */
  async groupGone(): Promise<void> {
    for (;;) {
      try {
        process.kill(-(this.child.pid ?? 0), 0)
      } catch {
        return
      }
      await pause(20)
    }
  }

  private signal(name: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? 0), name)
  }
}

/** Waits until the database's server is down; npm may end before its child. @throws Error after a minute */
async function databaseDown(data: string): Promise<void> {
  const deadline = performance.now() + 60_000
  while (runningServer(join(data, 'postgres')) !== null) {
    if (performance.now() > deadline) throw new Error('the database is still running')
    await pause(20)
  }
}

const journal = (data: string): string => readFileSync(join(data, 'postgres.log'), 'utf8')

describe('npm start', () => {
  const base = mkdtempSync(join(tmpdir(), 'teduh-start-'))
  const data = join(base, '.teduh')
  let port: number

  beforeAll(async () => {
    port = await ownPort()
  })
  afterAll(async () => {
    await stopServer(join(data, 'postgres'))
    rmSync(base, { recursive: true, force: true })
  })

  it('answers with a page, and Ctrl-C stops the product and its database cleanly', async () => {
    const product = Product.start(data, port)
    expect(await product.answers()).toContain('<html')
    product.interrupt()
    product.interrupt()
    await product.ended()
    await databaseDown(data)
    // its last word comes after it has let go of its directory
    while (!/database system is shut down$/.test(journal(data).trimEnd())) await pause(20)
  }, 240_000)

  it('keeps its data over a second start, and heals after kill -9', async () => {
    const second = Product.start(data, port)
    await second.answers()
    const server = runningServer(join(data, 'postgres'))
    await second.killed()
    expect(runningServer(join(data, 'postgres'))).toEqual(server)
    const third = Product.start(data, port)
    await third.answers()
    expect(third.said).toMatch(/masih menyala.*still running/s)
    expect(third.said).not.toMatch(/Menyiapkan data contoh/)
    third.interrupt()
    await third.ended()
    await databaseDown(data)
  }, 240_000)

  it('says in one sentence that its port is taken, and leaves nothing running', async () => {
    const squatter = createServer().listen(port, '127.0.0.1')
    await once(squatter, 'listening')
    const product = Product.start(data, port)
    expect(await product.ended()).toBe(1)
    squatter.close()
    expect(product.said).toMatch(/Porta ini sedang dipakai program lain/)
    expect(product.said).not.toMatch(/\n\s+at /)
    await databaseDown(data)
  }, 240_000)

  it('leaves nothing running when Ctrl-C comes while the database is being prepared', async () => {
    const fresh = join(base, 'fresh')
    const product = Product.start(fresh, port)
    while (!(existsSync(fresh) && readdirSync(fresh).some((name) => name.startsWith('postgres.new-')))) await pause(5)
    product.interrupt()
    await product.ended()
    await product.groupGone()
    await databaseDown(fresh)
  }, 240_000)
})
