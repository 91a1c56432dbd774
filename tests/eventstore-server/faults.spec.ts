import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  EventStoreEventLog,
  LogUnavailable,
  StreamNotFound,
  verifyLog,
  type AppendContext,
  type EventToAppend,
  type ReadAllOptions,
} from '#event-log'
import { until } from '#testing'
import type { AppendFault } from './faults'
import { startEventStoreServer, type EventStoreServer } from './eventstore-server'

const aStream = () => `case-${randomUUID()}`

const anEvent = (n = 0): EventToAppend => ({ id: randomUUID(), type: 'NoteTaken', version: 1, data: { n } })

const anEventOf = (_: unknown, n: number) => anEvent(n)

const context = (): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: randomUUID(), role: 'case-manager' },
  unit: 'uptd-contoh',
  commandId: randomUUID(),
  correlationId: randomUUID(),
  causationId: null,
})

/** What a call took, in milliseconds, and how it ended. */
async function timed(work: Promise<unknown>): Promise<{ readonly ms: number; readonly error: unknown }> {
  const started = performance.now()
  const [result] = await Promise.allSettled([work])
  return { ms: performance.now() - started, error: result.status === 'rejected' ? result.reason : undefined }
}

describe.each([
  ['appends that share a call', true],
  ['an append a call', false],
])('the log in EventStoreDB, with %s, when', (_, batches) => {
  let server: EventStoreServer
  let log: EventStoreEventLog
  let others: EventStoreEventLog[] = []

  beforeEach(async () => {
    server = await startEventStoreServer({ batches })
    log = open()
  })

  afterEach(async () => {
    for (const one of [log, ...others]) await one.end()
    others = []
    await server.stop()
  })

  function open(options: { readonly timeoutMs?: number; readonly budgetMs?: number } = {}): EventStoreEventLog {
    return new EventStoreEventLog({ url: server.url, timeoutMs: 500, budgetMs: 60_000, pollMs: 50, ...options })
  }

  function another(options: { readonly timeoutMs?: number; readonly budgetMs?: number } = {}): EventStoreEventLog {
    const one = open(options)
    others.push(one)
    return one
  }

  const standing = (stream: string) => server.records.all.filter((record) => record.stream === stream).map(({ revision }) => revision)

  /** All events of a reader that follows until it has heard so many, in the order it heard them. */
  async function followed(count: number, signal: AbortSignal, heard: string[]): Promise<void> {
    for await (const page of log.subscribe(null, signal)) {
      heard.push(...page.events.map(({ id }) => id))
      if (heard.length >= count) return
    }
  }

  it.each<[string, AppendFault]>([
    ['the connection drops before the write', { kind: 'dropped', moment: 'before the write' }],
    ['the connection drops after the write', { kind: 'dropped', moment: 'after the write' }],
    ['the deadline passes after the write', { kind: 'deadline-exceeded' }],
    ['the write is never answered', { kind: 'unanswered' }],
    ['the node is not ready', { kind: 'unavailable' }],
  ])('%s: adds the events once', async (_name, fault) => {
    const stream = aStream()
    await log.append(stream, 'no-stream', [anEvent()], context())
    for (const times of [1, 2]) {
      server.failNextAppend(fault, times)
      const answer = await log.append(stream, BigInt(standing(stream).length - 1), [anEvent(), anEvent()], context())
      expect(answer.revision).toBe(BigInt(standing(stream).length - 1))
    }
    expect(standing(stream)).toEqual([0n, 1n, 2n, 3n, 4n])
    expect((await verifyLog(log)).faults).toEqual([])
  })

  it.each<[string, AppendFault]>([
    ['the connection drops', { kind: 'dropped', moment: 'before the write' }],
    ['the deadline passes', { kind: 'deadline-exceeded' }],
    ['no answer comes', { kind: 'unanswered' }],
    ['the node is not ready', { kind: 'unavailable' }],
  ])('%s while it looks for a stream: looks again, and neither takes it for missing nor for deleted', async (_name, fault) => {
    const [missing, created] = [aStream(), aStream()]
    server.failNextLook(fault)
    await expect(log.readStream(missing)[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(StreamNotFound)
    // so patient that only the fault makes it ask again
    const patient = another({ timeoutMs: 2_000 })
    server.failNextLook(fault)
    expect(await patient.append(created, 'no-stream', [anEvent()], context())).toMatchObject({ revision: 0n, repeated: false })
    expect(standing(missing)).toEqual([])
    expect(standing(created)).toEqual([0n])
  })

  it('the node says it is not the leader while it is looked for a stream: looks at the one that is', async () => {
    const leader = await startEventStoreServer({ batches })
    const stream = aStream()
    const there = new EventStoreEventLog({ url: leader.url })
    others.push(there)
    const events = [anEvent()]
    await there.append(stream, 'no-stream', events, context())
    server.failNextLook({ kind: 'not-leader', host: '127.0.0.1', port: leader.port })
    expect(await log.append(stream, 'no-stream', events, context())).toMatchObject({ revision: 0n, repeated: true })
    await leader.stop()
  })

  it('another creates the stream between the two looks of a reader: it is read, not taken for a deleted one', async () => {
    const stream = aStream()
    const events = [anEvent(), anEvent()]
    const [writer, reader] = [another(), another({ timeoutMs: 2_000 })]
    await writer.append(aStream(), 'no-stream', [anEvent()], context())
    const before = server.looks()
    // the second look comes two seconds later, and by then the stream stands
    server.failNextLook({ kind: 'unanswered' })
    const reading = (async () => {
      const ids: string[] = []
      for await (const page of reader.readStream(stream)) ids.push(...page.map(({ id }) => id))
      return ids
    })()
    await until(() => server.looks() > before, 'the reader looks')
    await writer.append(stream, 'no-stream', events, context())
    expect(await reading).toEqual(events.map(({ id }) => id))
  })

  it('the answer to a command is lost for good: its repetition by another process adds nothing', async () => {
    const [stream, events] = [aStream(), [anEvent(), anEvent()]]
    const impatient = another({ timeoutMs: 500, budgetMs: 0 })
    // it has its connection, so that it is the answer it waits for
    while (!(await impatient.append(aStream(), 'no-stream', [anEvent()], context()).catch(() => null)));
    server.failNextAppend({ kind: 'unanswered' })
    expect((await timed(impatient.append(stream, 'no-stream', events, context()))).error).toBeInstanceOf(LogUnavailable)
    expect(await log.append(stream, 'no-stream', events, context())).toMatchObject({ revision: 1n, repeated: true })
    expect(standing(stream)).toEqual([0n, 1n])
  })

  it('the node says it is not the leader: goes to the one that is', async () => {
    const leader = await startEventStoreServer({ batches })
    server.failNextAppend({ kind: 'not-leader', host: '127.0.0.1', port: leader.port })
    const stream = aStream()
    await log.append(stream, 'no-stream', [anEvent()], context())
    expect(standing(stream)).toEqual([])
    expect(leader.records.all.map((record) => record.stream)).toEqual([stream])
    await leader.stop()
  })

  it('the log was set back, by an older copy of its data: tells a reader whose checkpoint it does not reach, and passes over nothing', async () => {
    for (let n = 0; n < 3; n++) await log.append(aStream(), 'no-stream', [anEvent()], context())
    const checkpoint = await log.head()
    const incomplete = { code: 'log.incomplete', position: checkpoint }
    const older = await startEventStoreServer({ batches })
    const setBack = new EventStoreEventLog({ url: older.url })
    others.push(setBack)
    try {
      // of another length than those that are gone: a checkpoint between two records can't be mistaken for one of them
      await setBack.append(aStream(), 'no-stream', [anEvent(1_000_000)], context())
      const read = (options?: ReadAllOptions) => setBack.readAll(checkpoint, options)[Symbol.asyncIterator]().next()
      for (const options of [{}, { filter: { streamPrefix: 'case-' } }]) await expect(read(options)).rejects.toMatchObject(incomplete)
      await expect(setBack.subscribe(checkpoint, new AbortController().signal)[Symbol.asyncIterator]().next()).rejects.toMatchObject(incomplete)
      await setBack.append(aStream(), 'no-stream', Array.from({ length: 9 }, anEventOf), context())
      await expect(read()).rejects.toMatchObject(incomplete)
    } finally {
      await older.stop()
    }
  })

  it('the deadline passes after the write, and then another node leads: adds the events once', async () => {
    const stream = aStream()
    await log.append(stream, 'no-stream', [anEvent()], context())
    server.failNextAppend({ kind: 'deadline-exceeded' })
    server.failNextAppend({ kind: 'not-leader', host: '127.0.0.1', port: server.port })
    server.failNextAppend({ kind: 'unanswered' })
    const event = anEvent()
    expect(await log.append(stream, 0n, [event], context())).toMatchObject({ revision: 1n })
    expect(standing(stream)).toEqual([0n, 1n])
    expect(await another().append(stream, 0n, [event], context())).toMatchObject({ revision: 1n, repeated: true })
  })

  it('the node says so and names itself: tries again', async () => {
    server.failNextAppend({ kind: 'not-leader', host: '127.0.0.1', port: server.port }, 2)
    const stream = aStream()
    await log.append(stream, 'no-stream', [anEvent()], context())
    expect(standing(stream)).toEqual([0n])
  })

  it('one of several nodes is away, and the address says to discover them: the others are asked', async () => {
    const away = await startEventStoreServer({ batches })
    await away.stop()
    for (const hosts of [
      [away.port, server.port],
      [server.port, away.port],
    ].map((ports) => ports.map((port) => `127.0.0.1:${port}`).join(',')))
      for (const scheme of ['esdb+discover', 'esdb']) {
        const stream = aStream()
        const clustered = new EventStoreEventLog({ url: `${scheme}://${hosts}?tls=false`, timeoutMs: 1_000, budgetMs: 3_000 })
        others.push(clustered)
        await clustered.append(stream, 'no-stream', [anEvent()], context())
        expect(standing(stream)).toEqual([0n])
      }
  })

  it.each(['esdb', 'esdb+discover'])('the node never answers, and is reached by %s: the log ends all the same', async (scheme) => {
    server.freeze()
    const unheard = new EventStoreEventLog({ url: server.url.replace('esdb', scheme), timeoutMs: 250, budgetMs: 400 })
    expect((await timed(unheard.head())).error).toBeInstanceOf(LogUnavailable)
    const late = timed(unheard.head())
    expect((await timed(unheard.end())).ms).toBeLessThan(4_000)
    expect((await late).error).toBeInstanceOf(LogUnavailable)
  })

  it('the node is frozen: gives up by its own timer, then works on', async () => {
    const [stream, events] = [aStream(), [anEvent()]]
    const impatient = another({ timeoutMs: 500, budgetMs: 1_000 })
    await log.append(stream, 'no-stream', [anEvent()], context())
    await impatient.head()
    server.freeze()
    const calls = [impatient.append(stream, 0n, events, context()), impatient.head(), impatient.readStream(stream)[Symbol.asyncIterator]().next()]
    for (const { ms, error } of await Promise.all(calls.map(timed))) {
      expect(error).toBeInstanceOf(LogUnavailable)
      expect(ms).toBeLessThan(8_000)
    }
    server.thaw()
    await impatient.append(stream, 0n, events, context())
    expect(standing(stream)).toEqual([0n, 1n])
  })

  it('the node is frozen for a moment: waits for it', async () => {
    const stream = aStream()
    await log.append(stream, 'no-stream', [anEvent()], context())
    server.freeze(1_200)
    await log.append(stream, 0n, [anEvent()], context())
    expect(standing(stream)).toEqual([0n, 1n])
  })

  it('a subscription dies, again and again: its reader goes on without a gap or a double', async () => {
    const ids: string[] = []
    const heard: string[] = []
    const ending = new AbortController()
    const reading = followed(60, ending.signal, heard)
    for (let n = 0; n < 60; n++) {
      const event = anEvent(n)
      ids.push(event.id)
      await log.append(aStream(), 'no-stream', [event], context())
      if (n % 20 === 5) server.endSubscriptions()
      if (n % 20 === 15) server.dropConnections()
    }
    await reading
    expect(heard).toEqual(ids)
  })

  it('a subscription died: a later event still arrives at once, not by the next look', async () => {
    const patient = new EventStoreEventLog({ url: server.url, timeoutMs: 500, pollMs: 60_000 })
    others.push(patient)
    const ending = new AbortController()
    const pages = patient.subscribe(null, ending.signal)[Symbol.asyncIterator]()
    await pages.next()
    await until(() => server.subscriptionCount() > 0, 'a subscription')
    server.endSubscriptions()
    await until(() => server.subscriptionCount() > 0, 'a subscription')
    const event = anEvent()
    const next = timed(pages.next())
    await log.append(aStream(), 'no-stream', [event], context())
    expect((await next).ms).toBeLessThan(30_000)
    ending.abort()
  })

  it('the server stops and starts again: appends wait, readers go on, and a log opened in between works', async () => {
    const stream = aStream()
    const first = anEvent()
    const heard: string[] = []
    const ending = new AbortController()
    const reading = followed(3, ending.signal, heard)
    await log.append(stream, 'no-stream', [first], context())
    await server.stop()
    const [second, third] = [anEvent(), anEvent()]
    const waiting = log.append(stream, 0n, [second], context())
    const opened = another().append(aStream(), 'no-stream', [third], context())
    await sleep(300)
    await server.restart()
    await Promise.all([waiting, opened])
    await reading
    expect(heard.toSorted()).toEqual([first.id, second.id, third.id].toSorted())
  })

  it('the server stays down: says so within its budget', async () => {
    const impatient = another({ budgetMs: 400 })
    await server.stop()
    const calls = [impatient.append(aStream(), 'no-stream', [anEvent()], context()), impatient.head()]
    for (const { ms, error } of await Promise.all(calls.map(timed))) {
      expect(error).toBeInstanceOf(LogUnavailable)
      expect(ms).toBeLessThan(8_000)
    }
  })

  it('another call gives the connection up in the middle of a read: the read is repeated, never cut short', async () => {
    const stream = aStream()
    // more than a page of a read
    for (let n = 0; n < 3; n++) await log.append(stream, 'any', Array.from({ length: 400 }, anEventOf), context())
    const lengths: number[] = []
    const read = async () => {
      let events = 0
      for await (const page of log.readStream(stream)) events += page.length
      lengths.push(events)
    }
    for (let n = 0; n < 10; n++) {
      const reads = [read(), read()]
      server.failNextAppend(n % 2 === 0 ? { kind: 'deadline-exceeded' } : { kind: 'dropped', moment: 'after the write' })
      await sleep(n)
      await log.append(aStream(), 'no-stream', [anEvent()], context())
      await Promise.all(reads)
    }
    expect(new Set(lengths)).toEqual(new Set([1_200]))
  })

  it('connections drop under load: every acknowledged event stands once, none without acknowledgement half', async () => {
    const acknowledged = new Map<string, number>()
    const faults: AppendFault[] = [
      { kind: 'dropped', moment: 'before the write' },
      { kind: 'dropped', moment: 'after the write' },
      { kind: 'deadline-exceeded' },
    ]
    const writer = async (index: number) => {
      const stream = aStream()
      for (let n = 0; n < 25; n++) {
        const fault = faults[(n + index) % faults.length]
        if (fault && n % 4 === index % 4) server.failNextAppend(fault)
        await log.append(stream, n === 0 ? 'no-stream' : BigInt(2 * n - 1), [anEvent(n), anEvent(n)], context())
        acknowledged.set(stream, 2 * (n + 1))
      }
    }
    await Promise.all(Array.from({ length: 8 }, (__, index) => writer(index)))
    for (const [stream, count] of acknowledged) expect(standing(stream)).toHaveLength(count)
    expect(acknowledged.size).toBe(8)
    expect((await verifyLog(log)).faults).toEqual([])
  })
})
