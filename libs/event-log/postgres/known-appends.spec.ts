import { runMigrations, withClient } from '#database'
import { LONG, SEED, startTestDatabase, type TestDatabase } from '#testing'
import { collected, newContext, newEvents, newStream } from '../contract/log-under-test'
import { StreamClosed, WrongExpectedRevision } from '../errors'
import { verifyLog } from '../verify'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

const WRITERS = 16
const TURNS = LONG ? 200 : 25
const STREAMS = 6

/** The short way of an append takes place and chain from what the process remembers; these are the ways in which that may be wrong. */
describe('an append to a stream the process remembers', () => {
  let database: TestDatabase
  let log: PostgresEventLog
  let other: PostgresEventLog
  beforeEach(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    log = new PostgresEventLog({ url: database.appUrl })
    other = new PostgresEventLog({ url: database.appUrl })
  })
  afterEach(async () => {
    await log.end()
    await other.end()
    await database.stop()
  })
  const intact = async () => expect((await verifyLog(log)).faults).toEqual([])
  const asSuperuser = (sql: string) =>
    withClient(database.superuserUrl, async (client) => {
      await client.query('SET session_replication_role = replica')
      await client.query(sql)
    })
  /** A connection tells what it called when it is gone, and that takes a moment. */
  const connectionsGone = () =>
    withClient(database.superuserUrl, async (client) => {
      const open = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'teduh-log'`
      while ((await client.query<{ n: number }>(open)).rows[0]?.n !== 0);
    })
  const callsOf = async (name: string): Promise<number> => {
    const found = await withClient(database.superuserUrl, (client) =>
      client.query<{ calls: number }>(`SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_user_functions WHERE funcname = $1`, [name]),
    )
    return found.rows[0]?.calls ?? 0
  }

  it('goes the short way, and continues the chain that the store began', async () => {
    await asSuperuser(`DO $$ BEGIN EXECUTE format('ALTER ROLE teduh_app IN DATABASE %I SET track_functions = ''pl''', current_database()); END $$`)
    const tracked = new PostgresEventLog({ url: database.appUrl, connections: 1 })
    const stream = newStream()
    await tracked.append(stream, 'any', newEvents(2), newContext())
    await collected(tracked.readStream(stream))
    await tracked.append(stream, 1n, newEvents(1), newContext())
    await tracked.append(stream, 2n, newEvents(3), newContext())
    await tracked.append(newStream(), 'no-stream', newEvents(1), newContext())
    expect(await tracked.append(stream, 'any', newEvents(1), newContext())).toMatchObject({ revision: 6n })
    await tracked.end()
    await connectionsGone()
    expect([await callsOf('append_known'), await callsOf('append_known_all')]).toEqual([2, 1])
    await intact()
  })

  it('is told the true revision where another process went on', async () => {
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(2), newContext())
    await other.append(stream, 1n, newEvents(3), newContext())
    for (const events of [newEvents(1), newEvents(2)]) {
      const refused = log.append(stream, 1n, events, newContext())
      await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision)
      await expect(refused).rejects.toMatchObject({ actual: 4n })
    }
    expect(await log.append(stream, 4n, newEvents(1), newContext())).toMatchObject({ revision: 5n })
    await intact()
  })

  it('is told that the stream was closed, by another process or where its end was read', async () => {
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(2), newContext())
    await other.close(stream, 1n, newContext())
    await expect(log.append(stream, 1n, newEvents(1), newContext())).rejects.toBeInstanceOf(StreamClosed)
    await collected(log.readStream(stream))
    await expect(log.append(stream, 2n, newEvents(1), newContext())).rejects.toBeInstanceOf(StreamClosed)
    await expect(log.append(stream, 2n, newEvents(2), newContext())).rejects.toBeInstanceOf(StreamClosed)
  })

  it.each([1, 2])('starts no chain from an event that is gone: a log set back under a living process (%i at a time)', async (count) => {
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(4), newContext())
    await asSuperuser(`DELETE FROM event_log.events WHERE stream = '${stream}' AND revision >= 2`)
    await expect(log.append(stream, 3n, newEvents(count), newContext())).rejects.toMatchObject({ actual: 1n })
    await intact()
  })

  it.each([1, 2])('follows the history that stands, not the one it remembers (%i at a time)', async (count) => {
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(4), newContext())
    await asSuperuser(`DELETE FROM event_log.events WHERE stream = '${stream}' AND revision >= 2`)
    await other.append(stream, 1n, newEvents(2), newContext())
    expect(await log.append(stream, 3n, newEvents(count), newContext())).toMatchObject({ revision: BigInt(3 + count) })
    await intact()
  })

  it('answers a repetition with its first result', async () => {
    const stream = newStream()
    const [first, second] = [newEvents(2), newEvents(1)]
    await log.append(stream, 'no-stream', first, newContext())
    const written = await log.append(stream, 1n, second, newContext())
    expect(await log.append(stream, 1n, second, newContext())).toEqual({ ...written, repeated: true })
    expect(await other.append(stream, 'no-stream', first, newContext())).toMatchObject({ revision: 1n, repeated: true })
    await collected(other.readStream(stream))
    await expect(other.append(stream, 2n, [...second, ...newEvents(1)], newContext())).rejects.toMatchObject({ code: 'log.idempotency-mismatch' })
  })

  it(`leaves neither gap nor fork under ${WRITERS} writers of two processes at few streams`, async () => {
    const streams = Array.from({ length: STREAMS }, newStream)
    const won = new Map<string, number>()
    const writer = async (n: number): Promise<void> => {
      const own = n % 2 ? log : other
      for (let turn = 0; turn < TURNS; turn++) {
        const stream = streams[(n * 7 + turn + SEED) % STREAMS] ?? ''
        const read = await collected(own.readStream(stream)).catch(() => [])
        const expected = read.at(-1)?.revision ?? 'no-stream'
        const events = newEvents(1 + (turn % 3))
        const outcome = await own.append(stream, turn % 11 === 0 ? 'any' : expected, events, newContext()).catch((error: unknown) => error)
        if (!(outcome instanceof Error)) won.set(stream, (won.get(stream) ?? 0) + events.length)
        else expect(outcome).toBeInstanceOf(WrongExpectedRevision)
      }
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)))
    await intact()
    for (const stream of streams) {
      const read = await collected(log.readStream(stream))
      expect(read.map(({ revision }) => Number(revision))).toEqual(Array.from({ length: won.get(stream) ?? 0 }, (_, n) => n))
    }
  })
})
