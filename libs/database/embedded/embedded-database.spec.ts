import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../cluster/process-identity'
import { findFreePort } from '../cluster/port'
import { runningServer, startServer, stopServer } from '../cluster/server'
import { DatabaseError } from '../errors'
import { withClient } from '../roles'
import { openEmbeddedDatabase } from './embedded-database'

const ROOT = join(__dirname, '..', '..', '..')
const RUN_TYPESCRIPT = ['--conditions=teduh-source', '--require', join(ROOT, 'libs/testing/run-typescript.cjs')]

/** Another process that holds the database open. */
class Holder {
  private constructor(
    readonly child: ChildProcess,
    readonly origin: string,
    readonly ownerUrl: string,
  ) {}

  static async start(root: string): Promise<Holder> {
    const child = spawn(process.execPath, [...RUN_TYPESCRIPT, join(__dirname, 'hold-database.ts'), root], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
    const said = JSON.parse(chunk.toString()) as { origin: string; ownerUrl: string }
    return new Holder(child, said.origin, said.ownerUrl)
  }

  async leave(): Promise<void> {
    this.child.stdin?.end('leave\n')
    await this.gone()
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    await this.gone()
  }

  private async gone(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }
}

describe('the embedded database', () => {
  let base: string
  let root: string
  let data: string
  /** Clusters in the making */
  const drafts = (): readonly string[] =>
    (existsSync(root) ? readdirSync(root) : []).filter((name) => name.startsWith('postgres.new-')).map((name) => join(root, name))

  /** A cluster that was made once, and is copied where a test needs one that stands already. */
  const template = mkdtempSync(join(tmpdir(), 'teduh-embedded-'))
  beforeAll(async () => {
    await (await openEmbeddedDatabase(join(template, '.teduh'))).close()
  })
  afterAll(() => {
    rmSync(template, { recursive: true, force: true })
  })
  const stands = (): void => {
    cpSync(join(template, '.teduh'), root, { recursive: true })
  }

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'teduh-embedded-'))
    chmodSync(base, 0o755)
    root = join(base, '.teduh')
    data = join(root, 'postgres')
  })
  afterEach(async () => {
    await stopServer(data)
    rmSync(base, { recursive: true, force: true })
  })

  const one = (url: string, sql: string): Promise<unknown> =>
    withClient(url, async (client) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows[0]?.[0])
  const pid = (): number => runningServer(data)?.pid ?? 0
  const remember = (url: string): Promise<unknown> => one(url, 'CREATE TABLE kept AS SELECT 42 AS n')

  it('keeps data over a second start, and stops with the one who started it', async () => {
    const first = await openEmbeddedDatabase(root)
    expect(first.origin).toBe('started')
    await remember(first.ownerUrl)
    await first.close()
    await first.close()
    expect(runningServer(data)).toBeNull()
    const second = await openEmbeddedDatabase(root)
    expect(second.ownerUrl).toBe(first.ownerUrl)
    expect(await one(second.ownerUrl, 'SELECT n FROM kept')).toBe(42)
    await second.close()
  })

  it('listens on the loopback address alone, by scram, in a folder closed to others', async () => {
    stands()
    const database = await openEmbeddedDatabase(root)
    expect(await one(database.ownerUrl, `SELECT current_setting('listen_addresses')`)).toBe('127.0.0.1')
    expect(readFileSync(join(data, 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\b(trust|password|md5)\b/m)
    expect(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[4]).toBe('')
    await expect(one(database.appUrl.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    expect(statSync(root).mode & 0o066).toBe(0)
    expect(statSync(data).mode & 0o077).toBe(0)
    expect(statSync(join(root, 'database.json')).mode & 0o077).toBe(0)
    await database.close()
  })

  it('stays up when a process that joined leaves', async () => {
    stands()
    const product = await openEmbeddedDatabase(root)
    const server = pid()
    const cli = await Holder.start(root)
    expect(cli.origin).toBe('joined')
    await cli.leave()
    expect(pid()).toBe(server)
    await product.close()
    expect(isAlive(server)).toBe(false)
  })

  it('stays up when a process that joined is killed', async () => {
    stands()
    const product = await openEmbeddedDatabase(root)
    const cli = await Holder.start(root)
    await cli.kill()
    expect(await one(product.ownerUrl, 'SELECT 1')).toBe(1)
    await product.close()
    expect(runningServer(data)).toBeNull()
  })

  it('is handed to the one who joined when its starter leaves first', async () => {
    stands()
    const cli = await Holder.start(root)
    expect(cli.origin).toBe('started')
    const product = await openEmbeddedDatabase(root)
    await cli.leave()
    expect(await one(product.ownerUrl, 'SELECT 1')).toBe(1)
    await product.close()
    expect(runningServer(data)).toBeNull()
  })

  it('goes on with the server that a killed starter left behind', async () => {
    stands()
    const killed = await Holder.start(root)
    await remember(killed.ownerUrl)
    const server = pid()
    await killed.kill()
    expect(isAlive(server)).toBe(true)
    const notices: string[] = []
    const next = await openEmbeddedDatabase(root, { onNotice: ({ code }) => notices.push(code) })
    expect([pid(), notices]).toEqual([server, ['database.adopted']])
    expect(await one(next.ownerUrl, 'SELECT n FROM kept')).toBe(42)
    await next.close()
    expect(isAlive(server)).toBe(false)
  })

  it('recovers after the server itself and its starter were killed', async () => {
    stands()
    const killed = await Holder.start(root)
    await remember(killed.ownerUrl)
    process.kill(pid(), 'SIGKILL')
    await killed.kill()
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(true)
    const notices: string[] = []
    const next = await openEmbeddedDatabase(root, { onNotice: ({ code }) => notices.push(code) })
    expect(notices).toEqual(['database.healed-crash'])
    expect(await one(next.ownerUrl, 'SELECT n FROM kept')).toBe(42)
    await next.close()
  })

  it('starts where the number in a left postmaster.pid is another process now', async () => {
    stands()
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n0 0\nready   \n`)
    const next = await openEmbeddedDatabase(root)
    expect(next.origin).toBe('started')
    await next.close()
  })

  it('takes over the lock of a killed process at once', async () => {
    mkdirSync(root)
    writeFileSync(join(root, 'lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }))
    const database = await openEmbeddedDatabase(root)
    await database.close()
    expect(readdirSync(root).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  it('is started once by processes that come together', async () => {
    const holders = await Promise.all([Holder.start(root), Holder.start(root), Holder.start(root)])
    expect(holders.map(({ origin }) => origin).sort()).toEqual(['joined', 'joined', 'started'])
    for (const holder of holders) await holder.leave()
    expect(runningServer(data)).toBeNull()
  })

  it.each([
    ['with its initdb', (pid: number): boolean => process.kill(-pid, 'SIGKILL')],
    ['without its initdb, which writes on', (pid: number): boolean => process.kill(pid, 'SIGKILL')],
  ] as const)('is prepared again after being killed while it was prepared, %s', async (_, kill) => {
    const cut = spawn(process.execPath, [...RUN_TYPESCRIPT, join(__dirname, 'hold-database.ts'), root], {
      cwd: ROOT,
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    })
    const killed = once(cut, 'exit')
    while (!drafts().some((draft) => existsSync(join(draft, 'global')))) await new Promise((resolve) => setTimeout(resolve, 2))
    kill(cut.pid ?? 0)
    await killed
    expect(existsSync(data)).toBe(false)
    const database = await openEmbeddedDatabase(root)
    expect(await one(database.ownerUrl, 'SELECT 1')).toBe(1)
    await database.close()
    // the other initdb ends when it ends; the next start after that clears what it has left
    do await (await openEmbeddedDatabase(root)).close()
    while (drafts().length > 0)
  })

  it('starts as soon as a killed server is really gone', async () => {
    stands()
    await openEmbeddedDatabase(root)
    const server = runningServer(data)
    const log = join(base, 'second.log')
    const starting = findFreePort().then((port) => startServer(data, { port, log }))
    while (!(existsSync(log) && readFileSync(log, 'utf8').includes('already exists'))) await new Promise((resolve) => setTimeout(resolve, 2))
    process.kill(server?.pid ?? 0, 'SIGKILL')
    expect(await starting).not.toBe(server?.pid)
  })

  it('joins no server that is being killed at that moment', async () => {
    stands()
    let database = await openEmbeddedDatabase(root)
    await remember(database.ownerUrl)
    for (let round = 0; round < 3; round++) {
      process.kill(pid(), 'SIGKILL')
      database = await openEmbeddedDatabase(root)
      expect(database.origin).toBe('started')
      expect(await one(database.ownerUrl, 'SELECT n FROM kept')).toBe(42)
    }
  })

  it('clears at its start what a killed run had begun to prepare', async () => {
    stands()
    mkdirSync(join(`${data}.new-0a1b2c3d`, 'base'), { recursive: true })
    await (await openEmbeddedDatabase(root)).close()
    expect(drafts()).toEqual([])
  })

  it('moves an incomplete data directory aside and makes a new one', async () => {
    mkdirSync(join(data, 'base'), { recursive: true })
    writeFileSync(join(data, 'PG_VERSION'), '18\n')
    const notices: DatabaseError[] = []
    const database = await openEmbeddedDatabase(root, { onNotice: (notice) => notices.push(notice) })
    expect(notices.map(({ code, params }) => [code, params['path']])).toEqual([['database.healed-init', `${data}.incomplete-1`]])
    expect(existsSync(join(`${data}.incomplete-1`, 'base'))).toBe(true)
    await database.close()
  })

  it('refuses another major version, touches nothing and names the way out', async () => {
    stands()
    writeFileSync(join(data, 'PG_VERSION'), '17\n')
    const refused = openEmbeddedDatabase(root)
    await expect(refused).rejects.toMatchObject({ code: 'database.other-major', params: { found: '17', wanted: '18' } })
    await expect(refused).rejects.toThrow(/pg_dumpall/)
    expect(existsSync(join(data, 'global', 'pg_control'))).toBe(true)
  })

  it('refuses a complete data directory that has lost its PG_VERSION', async () => {
    stands()
    rmSync(join(data, 'PG_VERSION'))
    await expect(openEmbeddedDatabase(root)).rejects.toMatchObject({ code: 'database.damaged' })
    expect(existsSync(join(data, 'global', 'pg_control'))).toBe(true)
  })

  it('takes another port where its own is taken, and remembers it', async () => {
    stands()
    const first = await openEmbeddedDatabase(root)
    const port = Number(new URL(first.ownerUrl).port)
    await first.close()
    const squatter = createServer().listen(port, '127.0.0.1')
    await once(squatter, 'listening')
    const notices: string[] = []
    const second = await openEmbeddedDatabase(root, { onNotice: ({ code }) => notices.push(code) })
    squatter.close()
    expect(notices).toEqual(['database.new-port'])
    expect(new URL(second.ownerUrl).port).not.toBe(String(port))
    await second.close()
    const third = await openEmbeddedDatabase(root)
    expect(third.ownerUrl).toBe(second.ownerUrl)
    await third.close()
  })

  it('takes another port, too, where its own is taken after it was looked at', async () => {
    stands()
    const { port } = JSON.parse(readFileSync(join(root, 'database.json'), 'utf8')) as { port: number }
    writeFileSync(join(data, 'postmaster.pid'), '')
    const squatter = createServer()
    const notices: string[] = []
    const database = await openEmbeddedDatabase(root, {
      onNotice: ({ code }) => {
        notices.push(code)
        // the last notice before the server is started
        if (code === 'database.healed-crash') squatter.listen(port)
      },
    })
    expect(notices).toEqual(['database.healed-crash', 'database.new-port'])
    expect(await one(database.ownerUrl, 'SELECT 1')).toBe(1)
    await database.close()
    squatter.close()
  })

  it('makes new passwords where the file with them is lost; the data stays', async () => {
    stands()
    const first = await openEmbeddedDatabase(root)
    await remember(first.ownerUrl)
    await first.close()
    rmSync(join(root, 'database.json'))
    const second = await openEmbeddedDatabase(root)
    expect(await one(second.ownerUrl, 'SELECT n FROM kept')).toBe(42)
    expect(second.ownerUrl).not.toBe(first.ownerUrl)
    await second.close()
  })

  it('refuses a folder that cannot be made, in one sentence of each language', async () => {
    writeFileSync(join(base, 'file'), '')
    const refused = openEmbeddedDatabase(join(base, 'file', '.teduh'))
    await expect(refused).rejects.toMatchObject({ code: 'database.not-writable' })
    await expect(refused).rejects.toThrow(/tidak dapat ditulisi.* \/ .*cannot be written/)
  })

  it('refuses to begin on a full disk', async () => {
    await expect(openEmbeddedDatabase(root, { freeBytes: () => 5 * 1024 * 1024 })).rejects.toMatchObject({
      code: 'database.disk-full',
      params: { freeMiB: 5, neededMiB: 256 },
    })
    expect(existsSync(data)).toBe(false)
  })
})
