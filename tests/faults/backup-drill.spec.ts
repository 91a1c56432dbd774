import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exportLog } from '#backup'
import { runMigrations, withClient } from '#database'
import { fromPosition, MemoryEventLog, PostgresEventLog } from '#event-log'
import { eventId, FixedClock, randomUuid, type Uuid } from '#kernel'
import { createMasterKey, ERASED, loadMasterKey, recoverySheet } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'
import { allMigrations, openWorkspace, type Workspace } from '#workspace'
import { caughtUp, figures, fill, START, tellStory } from './installation'

// The drill of a unit's office, with the commands it would type: backed up while people write, the data directory gone, restored.

const ROOT = resolve(__dirname, '..', '..')
const directory = mkdtempSync(join(tmpdir(), 'teduh-drill-'))
chmodSync(directory, 0o711)
const file = (name: string): string => join(directory, name)
const [data, keyFile] = [file('data'), join(file('key'), 'master.key')]
const clock = new FixedClock(START)

const open = (mode: 'real' | null): Promise<Workspace> => openWorkspace({ dataDirectory: data, databaseUrls: null, keyFile, mode, clock })

interface Said {
  readonly code: number | null
  readonly text: string
}

/** @param killWhen kill -9 then, or never */
async function teduh(args: readonly string[], killWhen?: Promise<unknown>, environment: Readonly<Record<string, string>> = {}): Promise<Said> {
  const env = { ...process.env, TEDUH_DATA: data, TEDUH_KEY_FILE: keyFile, DATABASE_URL: '', EVENTSTORE_URL: '', ...environment }
  const child = spawn('node', ['dist/apps/cli/src/main.js', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'exit')
  if (killWhen !== undefined) {
    await Promise.race([killWhen, ended])
    child.kill('SIGKILL')
  }
  await ended
  return { code: child.exitCode, text }
}

async function done(...args: readonly string[]): Promise<string> {
  const { code, text } = await teduh(args)
  expect([code, text]).toEqual([0, text])
  return text
}

async function idsOf({ log }: Workspace): Promise<readonly Uuid[]> {
  const ids: Uuid[] = []
  for await (const page of log.readStored()) for (const { id } of page) ids.push(id)
  return ids
}

beforeAll(() => {
  const built = spawnSync('node', ['infra/scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the product could not be built: ${built.stderr}`)
}, 180_000)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

it('what was acknowledged before the backup is there again, and who was erased after it is not', async () => {
  createMasterKey(keyFile)
  const workspace = await open('real')
  await fill(workspace, clock)
  await caughtUp(workspace)
  const before = { figures: await figures(workspace), ids: await idsOf(workspace) }
  clock.advance(90 * 86_400_000)

  const load = new AbortController()
  const writers = Array.from({ length: 2 }, async () => {
    while (!load.signal.aborted) await tellStory(workspace)
  })
  const acknowledged = [...before.ids, ...(await tellStory(workspace))]
  await done('backup', file('backup.teduh'), '--keys', file('keys.teduh'))
  await done('log', 'export', file('log.teduh'))
  load.abort()
  await Promise.all(writers)
  const all = await idsOf(workspace)
  const [victim = ''] = await subjects(workspace)
  expect(await done('subject', 'erase', victim, '--reason', 'permintaan_subjek', '--without-texts')).toContain('dimusnahkan')
  await caughtUp(workspace)
  const erased = await figures(workspace)
  expect(erased).not.toEqual(before.figures)
  await workspace.close()
  rmSync(data, { recursive: true, force: true })

  writeFileSync(file('sheet.txt'), recoverySheet(loadMasterKey(keyFile), '2 Januari 2026'))
  rmSync(keyFile)
  expect((await teduh(['restore', file('backup.teduh'), '--keys', file('keys.teduh')])).text).toContain('teduh keys recover')
  await done('keys', 'recover', file('sheet.txt'))
  expect((await teduh(['restore', '-', '--keys', file('keys.teduh')])).text).toContain('no ordinary file')
  const restore = ['restore', file('backup.teduh'), '--keys', file('keys.teduh')]
  // the empty database is made here, so that what is cut off below is the restore
  expect((await teduh(['keys', 'restore', file('keys.teduh')])).text).toContain('run teduh restore first')
  const runs: string[] = []
  const finished = (): boolean => runs.at(-1)?.includes('Erasures written back') === true
  for (const after of [700, 1_200, 1_700, null]) if (!finished()) runs.push((await teduh(restore, after === null ? undefined : pause(after))).text)
  if (finished()) {
    expect(runs.at(-1)).toContain('keys restored')
    expect(runs.at(-1)).toContain('Erasures written back into the log, which is older than they are: 1.')
  } else {
    // the run before it was cut off after it had told the log, and before it said so: what the log was told stands below
    expect(runs.at(-1)).toMatch(/keys restored|This installation is not empty/)
  }
  expect(await done('log', 'verify')).toContain('0 faults')
  expect((await teduh(restore)).text).toContain('This installation is not empty')
  expect(existsSync(file('backup.teduh.lock'))).toBe(false)

  const again = await open(null)
  try {
    const told = await erasuresOf(again)
    expect(told.map(({ type, why }) => [type, why])).toEqual([
      ['SubjectErasureStarted', 'permintaan_subjek'],
      ['SubjectErased', undefined],
    ])
    const ids = (await idsOf(again)).slice(0, -told.length)
    expect(ids).toEqual(all.slice(0, ids.length))
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([])
    await caughtUp(again)
    expect(await figures(again)).toEqual(erased)
    expect(await again.projections.parked()).toEqual([])
    expect((await again.keys.find([victim])).get(victim)?.state).toBe('destroyed')
    expect(await openedFor(again, victim)).toEqual([ERASED])
  } finally {
    await again.close()
  }
}, 600_000)

it('the log’s export goes into another installation, and says the same there', async () => {
  rmSync(data, { recursive: true, force: true })
  const said = await done('log', 'import', file('log.teduh'))
  expect(said).toMatch(/were checked \(0 stood before\)/)
  expect(await done('log', 'import', file('log.teduh'))).not.toContain('(0 stood before)')
  expect((await teduh(['log', 'import', file('backup.teduh')])).text).toContain('what is needed here is written by teduh log export')
  expect((await teduh(['log', 'export', file('other.teduh')])).text).toContain('no installation')
}, 600_000)

it('an import killed with kill -9 between two batches goes on, and the log is the one of the file', async () => {
  const original = new MemoryEventLog()
  for (let n = 0; n < 6_000; n++) {
    const commandId = randomUuid()
    const context = {
      recordedAt: START,
      actor: { kind: 'system', name: 'drill' },
      unit: null,
      commandId,
      correlationId: commandId,
      causationId: null,
    } as const
    const events = Array.from({ length: 5 }, (_, index) => ({ id: eventId(commandId, index), type: 'NoteTaken', version: 1, data: { n, index } }))
    await original.append(`note-${n % 500}`, 'any', events, context)
  }
  const { chain } = await exportLog(original, file('large.teduh'), { source: 'memory', product: '0.1.0', clock })
  const database = await startTestDatabase()
  const log = new PostgresEventLog({ url: database.appUrl })
  try {
    await runMigrations(database.ownerUrl, allMigrations)
    const environment = { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl }
    const written = async (): Promise<void> => {
      while (fromPosition(await log.head()) < 4_000n) await pause(2)
    }
    await log.head()
    await withClient(database.superuserUrl, (client) => client.query('revoke select on workspace.restoration from teduh_app'))
    const barred = await teduh(['log', 'import', file('large.teduh')], undefined, environment)
    expect([barred.code, barred.text]).toEqual([3, expect.stringMatching(/^Basis data menolak \(SQLSTATE 42501\);.*\n$/)])
    await withClient(database.superuserUrl, (client) => client.query('grant select on workspace.restoration to teduh_app'))
    const before = await connectionsTo(database)
    await teduh(['log', 'import', file('large.teduh')], written(), environment)
    // the server ends a batch that it has in hand
    while ((await connectionsTo(database)).some((one) => !before.includes(one))) await pause(10)
    const left = fromPosition(await log.head())
    expect([left >= 4_000n, left < 30_000n]).toEqual([true, true])
    const said = await teduh(['log', 'import', file('large.teduh')], undefined, environment)
    expect([said.code, said.text]).toEqual([0, expect.stringContaining(`(${left} stood before)`)])
    expect((await exportLog(log, file('again.teduh'), { source: 'postgres', product: '0.1.0', clock })).chain).toBe(chain)
  } finally {
    await log.end()
    await database.stop()
  }
}, 600_000)

/** Process numbers of the server's ends of all connections but the asking one. */
async function connectionsTo({ superuserUrl }: TestDatabase): Promise<readonly number[]> {
  const { rows } = await withClient(superuserUrl, (client) =>
    client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    ),
  )
  return rows.map(({ pid }) => pid)
}

async function erasuresOf({ log }: Workspace): Promise<readonly { readonly type: string; readonly why: unknown }[]> {
  const found: { readonly type: string; readonly why: unknown }[] = []
  for await (const { events } of log.readAll(null))
    for (const { type, data: fact } of events) if (type.startsWith('SubjectEras')) found.push({ type, why: (fact as { why?: unknown }).why })
  return found
}

/** The people of the log, in its order. */
async function subjects({ log }: Workspace): Promise<readonly Uuid[]> {
  const found: Uuid[] = []
  for await (const { events } of log.readAll(null))
    for (const { type, data: fact } of events) if (type === 'VictimAdded') found.push((fact as { victimId: Uuid }).victimId)
  return found
}

async function openedFor({ log, newOpener }: Workspace, victim: Uuid): Promise<readonly unknown[]> {
  const opened: unknown[] = []
  for await (const { events } of log.readAll(null))
    for (const { type, data: fact } of events) {
      if (type !== 'VictimAdded') continue
      const { victimId, identity } = fact as { victimId: Uuid; identity: Parameters<ReturnType<typeof newOpener>['open']>[0] }
      if (victimId !== victim) continue
      const opener = newOpener()
      await opener.prepare([identity])
      opened.push(opener.open(identity))
    }
  return opened
}
