import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withClient } from '#database'
import type { EventToAppend } from '#event-log'
import { randomUuid, systemClock } from '#kernel'
import { startTestDatabase, type TestDatabase } from '#testing'
import { openWorkspace } from '#workspace'

const ROOT = resolve(__dirname, '..', '..')
const NODE = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs', 'apps/cli/src/main.ts']

const directory = mkdtempSync(join(tmpdir(), 'teduh-verify-'))
const keyFile = join(directory, 'key', 'master.key')
const stream = `population-${randomUuid()}`
let database: TestDatabase

/** What the command line prints, and its exit code. */
const teduh = (...args: readonly string[]): Promise<Ended> => teduhWith({}, ...args)

interface Ended {
  readonly code: number | null
  readonly said: string
}

async function teduhWith(more: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const env = {
    ...process.env,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    TEDUH_DATA: join(directory, 'data'),
    TEDUH_KEY_FILE: keyFile,
    ...more,
  }
  const child = spawn(process.execPath, [...NODE, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said }
}

const tamper = (sql: string): Promise<unknown> =>
  withClient(database.superuserUrl, async (client) => {
    await client.query('SET session_replication_role = replica')
    await client.query(sql)
  })

beforeAll(async () => {
  database = await startTestDatabase()
  const workspace = await openWorkspace({
    dataDirectory: join(directory, 'data'),
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    keyFile,
    mode: 'real',
    clock: systemClock,
  })
  const commandId = randomUuid()
  const context = {
    recordedAt: systemClock.now(),
    actor: { kind: 'system', name: 'test' },
    unit: null,
    commandId,
    correlationId: commandId,
    causationId: null,
  } as const
  const events = Array.from({ length: 12 }, (_, n): EventToAppend => ({ id: randomUuid(), type: 'NoteTaken', version: 1, data: { n } }))
  await workspace.log.append(stream, 'no-stream', events, context)
  await workspace.close()
})
afterAll(async () => {
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

describe('teduh log verify', () => {
  it('says how much is not signed yet, and after signing that nothing is wrong', async () => {
    const before = await teduh('log', 'verify')
    expect(before).toMatchObject({ code: 0, said: expect.stringContaining('12 events after the last one') as unknown })
    expect(await teduh('log', 'seal')).toMatchObject({ code: 0, said: expect.stringContaining('12 events signed') as unknown })
    const after = await teduh('log', 'verify')
    expect(after).toMatchObject({ code: 0, said: expect.stringContaining('12 events checked, 0 faults; 1 signed segments, 0 events') as unknown })
  })

  it('fails and names stream, revision and segment in both languages', async () => {
    await tamper(`UPDATE event_log.events SET data = '{"n":99}' WHERE position = 4`)
    const { code, said } = await teduh('log', 'verify')
    expect(code).toBe(1)
    expect(said).toContain(`${stream}, revisi 3: isi peristiwa`)
    expect(said).toContain(`${stream}, revision 3: event`)
    expect(said).toContain('Segmen 1 (peristiwa 1–12)')
    expect(said).toContain('Segment 1 (events 1–12): the log no longer holds what was signed')
    await tamper(`UPDATE event_log.events SET data = '{"n":3}' WHERE position = 4`)
  })

  it('fails where the end was cut off with its segments, until an older state was restored on purpose', async () => {
    await tamper('DELETE FROM event_log.segments; DELETE FROM event_log.events WHERE position > 10')
    const cut = await teduh('log', 'verify')
    expect(cut).toMatchObject({ code: 1, said: expect.stringContaining('its end was cut off') as unknown })
    expect(await teduh('log', 'seal')).toMatchObject({ code: 1, said: expect.stringContaining('seal --after-restore') as unknown })
    expect(await teduh('log', 'seal', '--after-restore')).toMatchObject({ code: 0, said: expect.stringContaining('10 events signed') as unknown })
    expect(await teduh('log', 'verify')).toMatchObject({ code: 0, said: expect.stringContaining('0 faults') as unknown })
  })

  it('goes on from an older log whose segments were not restored with it', async () => {
    await tamper('DELETE FROM event_log.events WHERE position > 7')
    expect(await teduh('log', 'seal')).toMatchObject({ code: 1, said: expect.stringContaining('seal --after-restore') as unknown })
    const { code, said } = await teduh('log', 'seal', '--after-restore')
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/1 segments whose content is no longer the log's are kept as .*\.segments\./) as unknown,
    })
    expect(said).toContain('7 events signed')
    expect(await teduh('log', 'verify')).toMatchObject({ code: 0, said: expect.stringContaining('0 faults') as unknown })
  })
})

describe('teduh log verify, where it can’t find out,', () => {
  const asSuperuser = (sql: string): Promise<unknown> => withClient(database.superuserUrl, (client) => client.query(sql))
  const spoil = (n: number): Promise<unknown> => tamper(`UPDATE event_log.events SET data = '{"n":${n}}' WHERE position = 4`)

  it('ends with 3 and one sentence, never as if it had found something', async () => {
    const nowhere = await teduhWith({ DATABASE_URL: 'postgres://teduh_owner:rahasia@127.0.0.1:1/teduh' }, 'log', 'verify')
    expect(nowhere).toEqual({
      code: 3,
      said: expect.stringMatching(/^Basis data di 127\.0\.0\.1:1 tidak dapat dihubungi .*ECONNREFUSED.*\n$/) as unknown,
    })
    const [before, after = ''] = database.appUrl.split('@')
    const wrong = `${before?.replace(/:[^:]*$/, ':sandi-salah')}@${after}`
    const shutOut = await teduhWith({ DATABASE_APP_URL: wrong }, 'log', 'verify')
    expect(shutOut).toEqual({ code: 3, said: expect.stringMatching(/^Basis data menolak masuk \(SQLSTATE 28P01\); .*\n$/) as unknown })
    const otherKey = await teduhWith({ TEDUH_KEY_FILE: join(directory, 'tidak-ada', 'master.key') }, 'log', 'verify')
    expect(otherKey).toEqual({ code: 3, said: expect.stringMatching(/^Berkas kunci tidak ditemukan di .*\n$/) as unknown })
  })

  it('and where the log or the access log may not be read', async () => {
    await asSuperuser('REVOKE SELECT ON event_log.events FROM teduh_app')
    expect(await teduh('log', 'verify')).toMatchObject({ code: 3 })
    await asSuperuser('GRANT SELECT ON event_log.events TO teduh_app; REVOKE SELECT ON access.access_log FROM teduh_app')
    expect(await teduh('log', 'verify')).toMatchObject({ code: 3, said: expect.stringContaining('(SQLSTATE 42501)') as unknown })
  })

  it('but with 1 where it found something before that', async () => {
    await spoil(98)
    expect(await teduh('log', 'verify')).toMatchObject({ code: 1, said: expect.stringContaining('Catatan akses tidak dapat diperiksa.') as unknown })
    await spoil(3)
    await asSuperuser('GRANT SELECT ON access.access_log TO teduh_app')
    expect(await teduh('log', 'verify')).toMatchObject({ code: 0 })
  })

  it('says so in its help', async () => {
    const { code, said } = await teduh('log', 'verify', '--help')
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/Kode keluar[\s\S]* 0 [\s\S]* 1 .*a check found faults[\s\S]* 2 [\s\S]* 3 .*could not be carried out/) as unknown,
    ])
  })
})
