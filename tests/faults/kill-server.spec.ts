import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { argonPasswords, createUser, saveUnit, setPassword } from '#access'
import { findFreePort } from '#database'
import { deriveId, randomUuid, systemClock } from '#kernel'
import { confirmRecovery } from '#privacy'
import { readModels } from '#read-models'
import { LONG, SEED, startTestDatabase, type TestDatabase } from '#testing'
import { openWorkspace, type Workspace } from '#workspace'

// The built product, killed while complaints are being written: what was acknowledged stands once, nothing stands half.

const ROOT = resolve(__dirname, '..', '..')
const ROUNDS = LONG ? 50 : 3
const WRITERS = 4
const UNIT = { id: randomUuid(), name: 'UPTD PPA Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' } as const
const PASSWORD = 'payung di serambi'

const directory = mkdtempSync(join(tmpdir(), 'teduh-kill-'))
const keyFile = join(directory, 'key', 'master.key')
let database: TestDatabase

const opened = (): Promise<Workspace> =>
  openWorkspace({
    dataDirectory: join(directory, 'data'),
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    keyFile,
    mode: 'real',
    clock: systemClock,
  })

beforeAll(async () => {
  const built = spawnSync('node', ['infra/scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the product could not be built: ${built.stderr}`)
  database = await startTestDatabase()
  const workspace = await opened()
  const { pool, clock, master } = workspace
  await saveUnit(pool, UNIT, clock.now())
  const user = await createUser(
    pool,
    { id: randomUuid(), username: 'petugas', displayName: 'Petugas', roles: ['caseworker'], unitId: UNIT.id },
    clock.now(),
  )
  await setPassword(pool, user.id, await argonPasswords().hash(PASSWORD))
  expect(await confirmRecovery(pool, master, master.checkWord, clock.now())).toBe(true)
  await workspace.close()
}, 180_000)
afterAll(async () => {
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** The product as its own process. */
class Server {
  said = ''
  private constructor(
    readonly child: ChildProcess,
    readonly address: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()))
  }

  static async start(): Promise<Server> {
    const port = await findFreePort()
    const env = {
      ...process.env,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl,
      TEDUH_DATA: join(directory, 'data'),
      TEDUH_KEY_FILE: keyFile,
      TEDUH_PORT: String(port),
    }
    const child = spawn('node', ['dist/apps/api/src/main.js', '--empty'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const server = new Server(child, `http://127.0.0.1:${port}`)
    while (!(await fetch(`${server.address}/health/ready`).catch(() => null))?.ok) {
      if (child.exitCode !== null) throw new Error(`ended before it answered: ${server.said}`)
      await pause(20)
    }
    return server
  }

  post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const always = { 'content-type': 'application/json', 'x-teduh': '1' }
    return fetch(`${this.address}/api/v1${path}`, { method: 'POST', headers: { ...always, ...headers }, body: JSON.stringify(body) })
  }

  async signIn(): Promise<string> {
    const answer = await this.post('/session', { username: 'petugas', password: PASSWORD })
    expect(answer.status).toBe(200)
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL')
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM')
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit')
  }
}

const complaint = {
  channel: 'telepon',
  reporterKind: 'keluarga',
  receivedOn: '2026-01-05',
  victims: [{ identity: { name: 'Korban Contoh' }, sex: 'P', age: { years: 30 } }],
  perpetrators: [{ identity: { name: 'Terlapor Contoh' }, sex: 'L' }],
  relatedPersons: [],
  relations: [{ victim: 0, perpetrator: 0, relation: 'tetangga' }],
  chronology: 'Kronologi contoh. '.repeat(200),
  dutyExplainedTo: 'pelapor',
}

/** What the server answered to each key; null: it was killed before it answered. */
type Answers = Map<string, { readonly id: string; readonly revision: number } | null>

async function write(server: Server, cookie: string, key: string, answers: Answers): Promise<boolean> {
  answers.set(key, answers.get(key) ?? null)
  const answer = await server.post('/cases', complaint, { cookie, 'idempotency-key': key }).catch(() => null)
  const text = await answer?.text().catch(() => null)
  if (!answer || text === null || text === undefined) return false
  if (answer.status !== 201) throw new Error(`answered ${answer.status}: ${text}`)
  answers.set(key, JSON.parse(text) as { id: string; revision: number })
  return true
}

/** Several officers at once until the server is gone. */
async function writeUntilGone(server: Server, cookie: string, round: number, answers: Answers): Promise<void> {
  const writer = async (name: number): Promise<void> => {
    for (let n = 0; await write(server, cookie, `putaran-${round}-${name}-${n}`, answers); n++);
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)))
}

async function rowsOf({ pool }: Workspace): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const { name } of readModels.flatMap(({ tables }) => tables)) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from read_models.${name} t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

describe(`kill -9 of the server while complaints are written (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  const answers: Answers = new Map()

  it('loses nothing that was acknowledged, keeps nothing half, and takes every unanswered one once', async () => {
    let cookie = ''
    for (let round = 0; round < ROUNDS; round++) {
      const server = await Server.start()
      cookie ||= await server.signIn()
      for (const [key, answer] of answers) if (answer === null) expect(await write(server, cookie, key, answers)).toBe(true)
      const writing = writeUntilGone(server, cookie, round, answers)
      // From the first append on, at no particular moment of it.
      await pause(40 + (parseInt(deriveId(UNIT.id, SEED, round).slice(0, 4), 16) % 700))
      await server.kill()
      await writing
    }
    const server = await Server.start()
    for (const [key, answer] of answers) {
      expect(await write(server, cookie, key, answers)).toBe(true)
      if (answer !== null) expect(answers.get(key)).toEqual(answer)
    }
    await server.stop()

    const workspace = await opened()
    try {
      const streams = new Map<string, string[]>()
      const numbers: string[] = []
      for await (const { events } of workspace.log.readAll(null))
        for (const event of events) {
          if (event.stream.startsWith('case-')) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event.type])
          if (event.stream.startsWith('register-')) numbers.push(JSON.stringify(event.data))
        }
      const acknowledged = [...answers.values()].map((answer) => `case-${answer?.id ?? ''}`)
      expect(new Set(acknowledged).size).toBe(answers.size)
      expect([...streams.keys()].sort()).toEqual([...acknowledged].sort())
      const shapes = new Set([...streams.values()].map((types) => types.join(' ')))
      expect(shapes.size).toBe(1)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(answers.size).toBeGreaterThan(ROUNDS * WRITERS)
    } finally {
      await workspace.close()
    }
  }, 3_600_000)

  it('leaves read models that equal a rebuild', async () => {
    const workspace = await opened()
    const stopping = new AbortController()
    const running = workspace.projections.run(stopping.signal)
    try {
      expect((await workspace.projections.waitFor((await workspace.log.head()) ?? '', 60_000)).reached).toBe(true)
      expect(await workspace.projections.parked()).toEqual([])
      stopping.abort()
      await running
      const grown = await rowsOf(workspace)
      expect(grown['case_list']?.length).toBe(answers.size)
      await workspace.projections.rebuild()
      expect(await rowsOf(workspace)).toEqual(grown)
    } finally {
      stopping.abort()
      await running
      await workspace.close()
    }
  }, 600_000)
})
