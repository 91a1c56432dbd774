import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { argonPasswords, createUser, saveUnit, setPassword } from '#access'
import {
  APP_ROLE,
  initCluster,
  loopbackUrl,
  OWNER_ROLE,
  provisionDatabase,
  provisionRoles,
  randomPassword,
  runningServer,
  startServer,
  type ServerOptions,
  stopServer,
  SUPERUSER,
} from '#database'
import { randomUuid, systemClock, type Clock } from '#kernel'
import { confirmRecovery } from '#privacy'
import { ownPort } from '#testing'
import { openWorkspace, type Workspace } from '#workspace'
import { RunningProcess } from './running-process'

const ROOT = resolve(__dirname, '..', '..')

export const UNIT = { id: randomUuid(), name: 'UPTD PPA Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' } as const
export const OFFICER = { username: 'petugas', password: 'payung di serambi' } as const

/** What PostgreSQL knows the connections of a spawned command by */
export const SPAWNED = 'spawned'

export interface ProductOptions {
  /** Where PostgreSQL keeps its data; a folder of its own unless told */
  readonly dataFolder?: string
  /** Further settings of PostgreSQL, `name=value` */
  readonly settings?: readonly string[]
}

/** The product as an administrator runs it: built, with a PostgreSQL of its own, as processes that can be killed. */
export class RunningProduct {
  readonly #passwords = { superuser: randomPassword(), owner: randomPassword(), app: randomPassword() }
  readonly #processes: RunningProcess[] = []

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly data: string,
    private readonly settings: readonly string[],
  ) {}

  /** Builds what is out of date, and sets up one unit with one officer. Nothing of the product runs yet but its database. */
  static async create({ dataFolder, settings = [] }: ProductOptions = {}): Promise<RunningProduct> {
    const built = spawnSync('node', ['infra/scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' })
    if (built.status !== 0) throw new Error(`the product could not be built: ${built.stderr}`)
    const folder = mkdtempSync(join(tmpdir(), 'teduh-faults-'))
    const product = new RunningProduct(folder, await ownPort(), join(dataFolder ?? folder, 'postgres'), settings)
    await product.#setUp()
    return product
  }

  get ownerUrl(): string {
    return loopbackUrl(this.port, OWNER_ROLE, this.#passwords.owner, 'teduh')
  }
  get appUrl(): string {
    return loopbackUrl(this.port, APP_ROLE, this.#passwords.app, 'teduh')
  }
  get superuserUrl(): string {
    return loopbackUrl(this.port, SUPERUSER, this.#passwords.superuser, 'teduh')
  }

  /** Opens the same data in this process. */
  open(clock: Clock = systemClock): Promise<Workspace> {
    return openWorkspace({
      dataDirectory: join(this.folder, 'teduh'),
      databaseUrls: { owner: this.ownerUrl, app: this.appUrl },
      keyFile: join(this.folder, 'key', 'master.key'),
      mode: 'real',
      clock,
    })
  }

  /** The HTTP side, and the readers with it only where `more` says so. */
  startApi(port: number, more: Readonly<Record<string, string>> = {}): Promise<RunningProcess> {
    return this.#start('api', ['dist/apps/api/src/main.js', '--empty'], port, { TEDUH_PORT: String(port), TEDUH_WORKER: 'separate', ...more })
  }

  startWorker(port: number): Promise<RunningProcess> {
    return this.#start('worker', ['dist/apps/worker/src/main.js'], port, { TEDUH_WORKER_PORT: String(port) })
  }

  /** kill -9 of the server: what it had not written to disk is gone. */
  killDatabase(): void {
    const server = runningServer(this.data)
    if (server) process.kill(server.pid, 'SIGKILL')
  }

  /** @param largestFile in bytes; no file of the server may grow beyond it, whatever room the disk has */
  async startDatabase({ largestFile }: { readonly largestFile?: number } = {}): Promise<void> {
    const options = { port: this.port, log: this.#log, settings: ['max_connections=200', ...this.settings] }
    if (largestFile !== undefined) return startUnderLimit(this.data, options, largestFile)
    await startServer(this.data, options).catch((error: unknown) => {
      throw new Error(readFileSync(this.#log, 'utf8').slice(-2_000), { cause: error })
    })
  }

  stopDatabase(): Promise<void> {
    return stopServer(this.data)
  }

  /** Starts `teduh ARGUMENTS`; whoever starts it ends it. Its connections bear a name of their own: `SPAWNED`. */
  spawnTeduh(...args: readonly string[]): ChildProcess {
    const env = { ...this.#environment(), PGAPPNAME: SPAWNED }
    return spawn('node', ['dist/apps/cli/src/main.js', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  /** What `teduh ARGUMENTS` prints, and its exit code. */
  teduh(...args: readonly string[]): { readonly code: number | null; readonly said: string } {
    const run = spawnSync('node', ['dist/apps/cli/src/main.js', ...args], { cwd: ROOT, env: this.#environment(), encoding: 'utf8' })
    return { code: run.status, said: run.stdout + run.stderr }
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((one) => one.kill()))
    await stopServer(this.data)
    rmSync(this.folder, { recursive: true, force: true })
  }

  get #log(): string {
    return join(this.folder, 'postgres.log')
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      DATABASE_URL: this.ownerUrl,
      DATABASE_APP_URL: this.appUrl,
      TEDUH_DATA: join(this.folder, 'teduh'),
      TEDUH_KEY_FILE: join(this.folder, 'key', 'master.key'),
    }
  }

  async #start(name: string, args: readonly string[], port: number, more: Readonly<Record<string, string>>): Promise<RunningProcess> {
    const started = await RunningProcess.start(name, args, port, { cwd: ROOT, env: { ...this.#environment(), ...more } })
    this.#processes.push(started)
    return started
  }

  async #setUp(): Promise<void> {
    closeSync(openSync(this.#log, 'a'))
    mkdirSync(join(this.folder, 'teduh'))
    await initCluster(this.data, { password: this.#passwords.superuser, log: this.#log, sync: false })
    await this.startDatabase()
    this.#guard()
    const maintenance = loopbackUrl(this.port, SUPERUSER, this.#passwords.superuser, 'postgres')
    await provisionRoles(maintenance, this.#passwords)
    await provisionDatabase(maintenance, 'teduh')
    const workspace = await this.open()
    const { pool, clock, master } = workspace
    await saveUnit(pool, UNIT, clock.now())
    const officer = { id: randomUuid(), username: OFFICER.username, displayName: 'Petugas', roles: ['caseworker'], unitId: UNIT.id } as const
    const user = await createUser(pool, officer, clock.now())
    await setPassword(pool, user.id, await argonPasswords().hash(OFFICER.password))
    if (!(await confirmRecovery(pool, master, master.checkWord, clock.now()))) throw new Error('the check word was not taken')
    await workspace.close()
  }

  /** Stops the server when this process is killed before it can. */
  #guard(): void {
    const script = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; [ -f "$2" ] && kill -INT "$(head -n 1 "$2")"'
    const args = ['-c', script, 'sh', String(process.pid), join(this.data, 'postmaster.pid')]
    spawn('sh', args, { detached: true, stdio: 'ignore', cwd: '/' }).unref()
  }
}

/** A limit belongs to a process and its children: the server starts as the child of one that has it. */
function startUnderLimit(data: string, options: ServerOptions, bytes: number): void {
  const script = 'ulimit -S -f "$1" && exec node --conditions=teduh-source --require ./libs/testing/run-typescript.cjs tests/faults/start-server.ts'
  const blocks = String(Math.floor(bytes / 512))
  const env = { ...process.env, TEDUH_SERVER_CHILD: JSON.stringify({ data, options }) }
  const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', blocks], { cwd: ROOT, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the server did not start under its limit: ${stderr}`)
}
