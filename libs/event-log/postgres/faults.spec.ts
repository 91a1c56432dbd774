import { Client } from 'pg'
import { runMigrations, withClient } from '#database'
import { FaultyWire, ShufflingPooler, startTestDatabase, type TestDatabase } from '#testing'
import { collected, idsOf, newContext, newEvent, newEvents, newStream } from '../contract/log-under-test'
import { LogUnavailable } from '../errors'
import { APPEND_LOCK } from './append-function'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'

describe('the log on PostgreSQL when things go wrong', () => {
  let database: TestDatabase
  const logs: PostgresEventLog[] = []
  const open = (options: Partial<ConstructorParameters<typeof PostgresEventLog>[0]> = {}): PostgresEventLog => {
    const log = new PostgresEventLog({ url: database.appUrl, ...options })
    logs.push(log)
    return log
  }
  beforeAll(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
  })
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.end()))
    await database.stop()
  })

  it('says it is unavailable when the connection breaks under an append, and the same ids again are safe', async () => {
    const log = open()
    const stream = newStream()
    const events = newEvents(2)
    const context = newContext()
    const release = await holdLock(database.appUrl)
    const lost = expect(log.append(stream, 'no-stream', events, context)).rejects.toBeInstanceOf(LogUnavailable)
    await waitingForLock(database.superuserUrl)
    await withClient(database.superuserUrl, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'teduh-log'`),
    )
    await lost
    await release()
    expect(await log.append(stream, 'no-stream', events, context)).toMatchObject({ revision: 1n, repeated: false })
    expect(idsOf(await collected(log.readStream(stream)))).toEqual(idsOf(events))
  })

  it('answers the first result when the answer was lost after the commit', async () => {
    const wire = await FaultyWire.to(database.appUrl)
    const log = open({ url: wire.url })
    const stream = newStream()
    const events = newEvents(1)
    await log.append(stream, 'no-stream', newEvents(1), newContext())
    wire.loseAnswers()
    const answer = wire.answerLost()
    const lost = expect(log.append(stream, 0n, events, newContext())).rejects.toBeInstanceOf(LogUnavailable)
    await answer
    wire.cut()
    await lost
    expect(await log.append(stream, 0n, events, newContext())).toMatchObject({ revision: 1n, repeated: true })
    await wire.close()
  })

  it('gives up on a server that hangs, and comes back with it', async () => {
    const wire = await FaultyWire.to(database.appUrl)
    const log = open({ url: wire.url, timeoutMs: 1_000 })
    const unlessSlow = (error: unknown) => {
      if (!(error instanceof LogUnavailable)) throw error
    }
    const [stream, first, second] = [newStream(), newEvents(1), newEvents(1)]
    const insist = async (events: typeof first) => {
      while (!(await log.append(stream, 'any', events, newContext()).catch(unlessSlow)));
    }
    await insist(first)
    wire.loseAnswers()
    await expect(log.append(stream, 'any', second, newContext())).rejects.toBeInstanceOf(LogUnavailable)
    await expect(log.head()).rejects.toBeInstanceOf(LogUnavailable)
    wire.cut()
    await insist(second)
    expect(idsOf(await collected(open().readStream(stream)))).toEqual(idsOf([...first, ...second]))
    await wire.close()
  })

  it('is not misled by an append that it gave up on and that is written all the same', async () => {
    const hasty = open({ timeoutMs: 2_000 })
    const patient = open()
    const stream = newStream()
    await patient.append(stream, 'no-stream', newEvents(1), newContext())
    while ((await collected(hasty.readStream(stream)).catch(() => [])).length === 0);
    const given = newEvents(2)
    const release = await holdLock(database.appUrl)
    await expect(hasty.append(stream, 0n, given, newContext())).rejects.toBeInstanceOf(LogUnavailable)
    await waitingForLock(database.superuserUrl, 1)
    const others = [hasty.append(stream, 0n, newEvents(1), newContext()), patient.append(stream, 0n, given, newContext())]
    const settled = Promise.allSettled(others)
    await waitingForLock(database.superuserUrl, 3)
    await release()
    const [other, again] = await settled
    expect(again).toMatchObject({ status: 'fulfilled', value: { revision: 2n, repeated: true } })
    // the lock may be given later than the hasty one waits
    expect(other?.status === 'rejected' && (other.reason as { code: string }).code).toMatch(/^log\.(wrong-revision|unavailable)$/)
    expect(idsOf(await collected(patient.readStream(stream))).slice(1)).toEqual(idsOf(given))
    expect(await patient.append(stream, 2n, newEvents(1), newContext())).toMatchObject({ revision: 3n })
  })

  it('asks for the way to the server anew where the last one led to one that takes no writes', async () => {
    const log = open({ connections: 1 })
    const standby = (isOne: 'on' | 'off') =>
      withClient(database.superuserUrl, async (client) => {
        const { rows } = await client.query<{ sql: string }>(
          `SELECT format('ALTER ROLE teduh_app IN DATABASE %I SET default_transaction_read_only = ${isOne}', current_database()) AS sql`,
        )
        await client.query(rows[0]?.sql ?? '')
      })
    await standby('on')
    await expect(log.append(newStream(), 'no-stream', newEvents(1), newContext())).rejects.toBeInstanceOf(LogUnavailable)
    await standby('off')
    expect(await log.append(newStream(), 'no-stream', newEvents(1), newContext())).toMatchObject({ revision: 0n })
  })

  it('says it is unavailable where there is no server', async () => {
    const log = open({ url: 'postgres://teduh_app:x@127.0.0.1:1/none' })
    await expect(log.append(newStream(), 'any', newEvents(1), newContext())).rejects.toBeInstanceOf(LogUnavailable)
    await expect(log.head()).rejects.toBeInstanceOf(LogUnavailable)
    await expect(collected(log.readAll(null))).rejects.toBeInstanceOf(LogUnavailable)
    const stop = AbortSignal.timeout(150)
    expect(await collected(log.subscribe(null, stop))).toEqual([])
  })

  it('gives each of those who share a commit its own outcome', async () => {
    const log = open()
    const [stream, known] = [newStream(), newEvents(2)]
    await open().append(stream, 'no-stream', known, newContext())
    const release = await holdLock(database.appUrl)
    const before = [1, 2].map(() => log.append(newStream(), 'any', newEvents(1), newContext()))
    await waitingForLock(database.superuserUrl, before.length)
    const together = [
      log.append(stream, 1n, newEvents(2), newContext()),
      log.append(stream, 1n, newEvents(1), newContext()),
      log.append(stream, 'no-stream', known, newContext()),
      log.append(stream, 'any', [...known.slice(1), ...newEvents(1)], newContext()),
      log.append(newStream(), 'stream-exists', newEvents(1), newContext()),
      log.append(stream, 3n, newEvents(3), newContext()),
    ]
    await release()
    await Promise.all(before)
    const outcomes = await Promise.allSettled(together)
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error).name))).toEqual([
      expect.objectContaining({ revision: 3n, repeated: false }),
      'WrongExpectedRevision',
      expect.objectContaining({ revision: 1n, repeated: true }),
      'IdempotencyMismatch',
      'WrongExpectedRevision',
      expect.objectContaining({ revision: 6n, repeated: false }),
    ])
    expect(await collected(log.readStream(stream))).toHaveLength(7)
  })

  it('writes those of one process to one stream in the order they came, the long one before the short one that could overtake it', async () => {
    const log = open()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(1), newContext())
    for (let revision = 0n; revision < 48n; revision += 12n) {
      const long = Array.from({ length: 10 }, () => newEvent({ note: 'panjang '.repeat(7_000) }))
      const [short, last] = [newEvents(1), newEvents(1)]
      await Promise.all([
        log.append(stream, revision, long, newContext()),
        log.append(stream, 'any', short, newContext()),
        log.append(stream, revision + 11n, last, newContext()),
      ])
      expect(idsOf(await collected(log.readStream(stream))).slice(-12)).toEqual(idsOf([...long, ...short, ...last]))
    }
  })

  it('uses its second way to the store again as soon as two streams can go apart', async () => {
    const log = open()
    const [s, t] = [newStream(), newStream()]
    const first = await lockFor(database.appUrl)
    await first.held
    const sent: Promise<unknown>[] = []
    const send = (stream: string, count: number) => sent.push(log.append(stream, 'any', newEvents(count), newContext()))
    // the lock is given in the order it was asked for: x, second, y, s with t, third
    send(newStream(), 1)
    await waitingForLock(database.superuserUrl, 1)
    const second = await lockFor(database.appUrl)
    await waitingForLock(database.superuserUrl, 2)
    send(newStream(), 1)
    await waitingForLock(database.superuserUrl, 3)
    send(s, 1)
    send(t, 1)
    await first.release()
    await second.held
    await waitingForLock(database.superuserUrl, 2)
    const third = await lockFor(database.appUrl)
    await waitingForLock(database.superuserUrl, 3)
    // too many for one commit, and each behind another of its stream
    send(s, 100)
    send(t, 100)
    await second.release()
    await third.held
    await waitingForLock(database.superuserUrl, 2)
    await third.release()
    await Promise.all(sent)
    for (const stream of [s, t]) expect(await collected(log.readStream(stream))).toHaveLength(101)
  })

  it('ends its subscriptions when it ends', async () => {
    const log = open()
    const pages = log.subscribe(await log.head(), new AbortController().signal)[Symbol.asyncIterator]()
    await pages.next()
    const waiting = pages.next()
    await log.end()
    expect((await waiting).done).toBe(true)
  })

  it('goes on with a reader whose look at the log was lost', async () => {
    const wire = await FaultyWire.to(database.appUrl)
    const [writer, reader] = [open(), open({ url: wire.url, listenUrl: database.appUrl, pollMs: 20 })]
    const stop = new AbortController()
    const pages = reader.subscribe(await writer.head(), stop.signal)[Symbol.asyncIterator]()
    await pages.next()
    const coming = pages.next()
    const lost = wire.answerLost()
    wire.loseAnswers()
    await lost
    wire.cut()
    const events = newEvents(1)
    await writer.append(newStream(), 'any', events, newContext())
    expect(await coming).toMatchObject({ value: { events: [{ id: events[0]?.id }] } })
    stop.abort()
    await wire.close()
  })

  it('wakes the readers of another process without waiting for a poll, in bursts too', async () => {
    const [writer, reader] = [open(), open({ pollMs: 3_600_000 })]
    const stop = new AbortController()
    const pages = reader.subscribe(await writer.head(), stop.signal)[Symbol.asyncIterator]()
    await pages.next()
    let seen = 0
    const stream = newStream()
    const burst = (async () => {
      for (let n = 0; n < 30; n++) await writer.append(stream, 'any', newEvents(1), newContext())
    })()
    while (seen < 30) seen += ((await pages.next()) as { value: { events: readonly unknown[] } }).value.events.length
    await burst
    stop.abort()
    expect(seen).toBe(30)
  })

  it('lets all who were under way when a pooler did not know their statement go a second time', async () => {
    const pooler = await ShufflingPooler.before(database.appUrl)
    const log = open({ url: pooler.url, connections: 4 })
    const askTogether = (): Promise<unknown> => Promise.all(Array.from({ length: 4 }, () => log.head()))
    await askTogether()
    await askTogether()
    await log.end()
    await pooler.close()
  })

  it('works through a pooler that gives each statement another connection and keeps no prepared statements', async () => {
    const pooler = await ShufflingPooler.before(database.appUrl)
    const log = open({ url: pooler.url, connections: 2, pollMs: 30 })
    const stream = newStream()
    const head = await log.head()
    for (let n = 0; n < 12; n++) await log.append(stream, 'any', newEvents(1 + (n % 2)), newContext())
    expect(await collected(log.readStream(stream))).toHaveLength(18)
    const stop = new AbortController()
    const seen: bigint[] = []
    for await (const page of log.subscribe(head, stop.signal, { pageSize: 5 })) {
      seen.push(...page.events.map(({ revision }) => revision))
      if (seen.length === 18) void log.append(stream, 'any', newEvents(1), newContext())
      if (seen.length === 19) stop.abort()
    }
    expect(seen).toEqual(Array.from({ length: 19 }, (_, n) => BigInt(n)))
    await pooler.close()
  })
})

/** Asks for the append lock, as a slow append elsewhere would. */
async function lockFor(url: string): Promise<{ readonly held: Promise<unknown>; readonly release: () => Promise<void> }> {
  const client = new Client(url)
  await client.connect()
  await client.query('BEGIN')
  const held = client.query('SELECT pg_advisory_xact_lock($1)', [APPEND_LOCK])
  const release = async (): Promise<void> => {
    await client.query('COMMIT')
    await client.end()
  }
  return { held, release }
}

/** Holds the append lock. @returns how it is let go */
async function holdLock(url: string): Promise<() => Promise<void>> {
  const { held, release } = await lockFor(url)
  await held
  return release
}

/** Comes back when so many appends of the product wait for the lock. */
async function waitingForLock(url: string, count = 1): Promise<void> {
  await withClient(url, async (client) => {
    const waiting = `SELECT count(*)::int AS n FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND NOT l.granted AND a.datname = current_database()`
    while ((await client.query<{ n: number }>(waiting)).rows[0]?.n !== count);
  })
}
