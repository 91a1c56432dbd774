import { Pool } from 'pg'
import { runMigrations, withClient } from '#database'
import { MemoryEventLog, type EventToAppend } from '#event-log'
import { randomUuid } from '#kernel'
import { standingOf } from '#read-models'
import { startTestDatabase, type TestDatabase } from '#testing'
import { allMigrations } from './all-migrations'
import { installationOf, knownInstallation } from './installation'
import { adoptLog, checkLogKind, lookAtLog } from './log-kind'
import { openLog } from './open-log'

const AT = '2026-11-20T03:00:00.000Z'
const event = (): EventToAppend => ({ id: randomUuid(), type: 'NoteTaken', version: 1, data: {} })
const context = () => ({
  recordedAt: AT,
  actor: { kind: 'system', name: 'test' } as const,
  unit: null,
  commandId: randomUuid(),
  correlationId: randomUuid(),
  causationId: null,
})

describe('the log an installation keeps its events in', () => {
  let database: TestDatabase
  let pool: Pool
  beforeAll(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, allMigrations)
    pool = new Pool({ connectionString: database.appUrl })
  })
  afterAll(async () => {
    await pool.end()
    await database.stop()
  })

  it('is what its first start says, whatever a later one says', async () => {
    expect(await installationOf(pool, 'real', 'postgres', AT)).toMatchObject({ logKind: 'postgres' })
    expect(await installationOf(pool, 'real', 'eventstore', AT)).toMatchObject({ logKind: 'postgres' })
  })

  it('refuses a start with the other one in one sentence', () => {
    expect(() => checkLogKind('postgres', 'postgres')).not.toThrow()
    for (const [known, wanted] of [
      ['postgres', 'eventstore'],
      ['eventstore', 'postgres'],
    ] as const)
      expect(() => checkLogKind(known, wanted)).toThrow(expect.objectContaining({ code: 'workspace.other-log' }))
    expect(() => checkLogKind('eventstore', 'postgres')).toThrow(
      expect.objectContaining({ sentence: expect.stringMatching(/EventStoreDB.*EVENTSTORE_URL.*teduh log import/) as string }),
    )
  })

  it('refuses an address that is none, and shows no password', () => {
    for (const eventStoreUrl of ['', 'postgres://a:geheim@b', 'esdb://a:geheim@?x', 'esdb://a:geheim@b:1?tlsCAFile=/there/is/none'])
      expect(() => openLog({ databaseUrl: database.appUrl, eventStoreUrl })).toThrow(
        expect.objectContaining({ code: 'workspace.event-store-url', sentence: expect.not.stringContaining('geheim') as string }),
      )
  })

  it('says which it is and whether it answers', async () => {
    expect(await lookAtLog(new MemoryEventLog(), 'eventstore')).toEqual({
      reached: true,
      text: { id: 'Log peristiwa: EventStoreDB.', en: 'The event log: EventStoreDB.' },
    })
  })

  it('once adopted leaves no row of the other one: read models begin anew, reactors go on behind their last event', async () => {
    const log = new MemoryEventLog()
    const [before, acted, after] = [event(), event(), event()]
    for (const one of [before, acted, after]) await log.append(`case-${randomUuid()}`, 'any', [one], context())
    await withClient(database.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO read_models.checkpoints (model, version, position, last_event, kind) VALUES ('a-reactor', 1, 'old', $1, 'reactor')`,
        [acted.id],
      )
      await client.query(`UPDATE read_models.checkpoints SET position = 'old', as_of = now(), last_event = $1, whole = true WHERE kind = 'model'`, [
        after.id,
      ])
      await client.query(`INSERT INTO read_models.parked VALUES ('case-list', 'case-1', 0, 'old', $1, 'NoteTaken', now(), 'because')`, [after.id])
      await client.query(`INSERT INTO read_models.parked VALUES ('a-reactor', 'case-0', 0, 'old', $1, 'NoteTaken', now(), 'because')`, [before.id])
    })
    await adoptLog(pool, 'eventstore', log)
    expect(await knownInstallation(pool)).toMatchObject({ logKind: 'eventstore' })
    const { rows } = await pool.query<{ kind: string; position: string | null; whole: boolean }>(
      'SELECT DISTINCT kind, position, whole FROM read_models.checkpoints ORDER BY kind',
    )
    expect(rows).toEqual([
      { kind: 'model', position: null, whole: false },
      { kind: 'reactor', position: '00000000000000000002', whole: false },
    ])
    expect(await standingOf(pool, ['case-list'])).toMatchObject({ incomplete: true })
    expect((await pool.query('SELECT model, position FROM read_models.parked')).rows).toEqual([
      { model: 'a-reactor', position: '00000000000000000001' },
    ])
  })

  it('is not adopted where it lacks an event that a reactor acted on', async () => {
    await expect(adoptLog(pool, 'postgres', new MemoryEventLog())).rejects.toThrow('the new log lacks event')
    expect(await knownInstallation(pool)).toMatchObject({ logKind: 'eventstore' })
  })
})
