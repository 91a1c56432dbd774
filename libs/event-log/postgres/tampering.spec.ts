import { runMigrations, withClient } from '#database'
import { startTestDatabase, type TestDatabase } from '#testing'
import { collected, newContext, newEvents, newStream } from '../contract/log-under-test'
import { UNREADABLE } from '../codec'
import { verifyLog } from '../verify'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

describe('what was changed by hand with the database’s own superuser', () => {
  let database: TestDatabase
  let log: PostgresEventLog
  let stream: string
  beforeEach(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    log = new PostgresEventLog({ url: database.appUrl })
    stream = newStream()
    await log.append(newStream(), 'any', newEvents(2), newContext())
    await log.append(stream, 'any', newEvents(4), newContext())
  })
  afterEach(async () => {
    await log.end()
    await database.stop()
  })
  const tamper = (sql: string) =>
    withClient(database.superuserUrl, async (client) => {
      await client.query('SET session_replication_role = replica')
      await client.query(sql)
    })
  const faults = async () => (await verifyLog(log)).faults.map(({ kind, position }) => `${kind} at ${Number(position)}`)

  it('is nothing at first', async () => {
    expect(await verifyLog(log)).toEqual({ events: 6, faults: [], faultCount: 0 })
  })

  it.each([
    ['data', `UPDATE event_log.events SET data = '{"n":9}' WHERE position = 4`, ['hash at 4']],
    ['data with its hash', `UPDATE event_log.events SET data = '{"n":9}', hash = sha256(envelope || '{"n":9}') WHERE position = 4`, ['chain at 5']],
    [
      'the envelope',
      `UPDATE event_log.events SET envelope = convert_to(replace(convert_from(envelope, 'UTF8'), '2026', '2025'), 'UTF8') WHERE position = 3`,
      ['hash at 3'],
    ],
    ['the type column', `UPDATE event_log.events SET type = 'Other' WHERE position = 1`, ['columns at 1']],
    ['the version column', `UPDATE event_log.events SET version = 2 WHERE position = 1`, ['columns at 1']],
    ['the id column', `UPDATE event_log.events SET id = gen_random_uuid() WHERE position = 6`, ['columns at 6']],
    ['the stream column', `UPDATE event_log.events SET stream = 'case-x', revision = 0 WHERE position = 6`, ['chain at 6', 'columns at 6']],
    ['an event taken out', 'DELETE FROM event_log.events WHERE position = 4', ['position at 5', 'revision at 5', 'chain at 5']],
    [
      'an event put in',
      `INSERT INTO event_log.events SELECT 7, stream, 4, gen_random_uuid(), type, version, hash, envelope, data FROM event_log.events WHERE position = 6`,
      ['chain at 7', 'columns at 7'],
    ],
    ['bytes that are no JSON', `UPDATE event_log.events SET data = '\\xff00' WHERE position = 2`, ['hash at 2', 'data at 2']],
    ['an envelope of nothing', `UPDATE event_log.events SET envelope = '{}' WHERE position = 2`, ['hash at 2', 'envelope at 2']],
    [
      'two events exchanged',
      'UPDATE event_log.events SET position = 9 WHERE position = 5; UPDATE event_log.events SET position = 5 WHERE position = 6; UPDATE event_log.events SET position = 6 WHERE position = 9',
      ['revision at 5', 'chain at 5', 'revision at 6', 'chain at 6'],
    ],
  ])('is found: %s', async (_, sql, expected) => {
    await tamper(sql)
    expect(await faults()).toEqual(expected)
  })

  it.each([
    ['not UTF-8', `UPDATE event_log.events SET data = '\\xff00' WHERE position = 4`],
    ['not JSON', `UPDATE event_log.events SET data = '{"n":' WHERE position = 4`],
    ['not an envelope', `UPDATE event_log.events SET envelope = '[]' WHERE position = 4`],
    ['nothing at all', `UPDATE event_log.events SET envelope = '', data = '' WHERE position = 4`],
  ])('leaves its place to a reader, and everything around it can be read: %s', async (_, sql) => {
    await tamper(sql)
    const events = await collected(log.readAll(null))
    expect(events.map(({ position, type }) => [Number(position), type === UNREADABLE])).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, n === 4]))
    expect(events[3]).toMatchObject({ stream, revision: 1n, position: '00000000000000000004' })
    expect((await collected(log.readStream(stream))).map(({ type }) => type === UNREADABLE)).toEqual([false, true, false, false])
    expect((await verifyLog(log)).faultCount).toBeGreaterThan(0)
  })
})
