import { randomBytes } from 'node:crypto'
import { EventStoreDBClient, FORWARDS, NO_STREAM, START, StreamNotFoundError, type ReadPosition } from '@eventstore/db-client'
import { EventStoreEventLog, fromCommitPosition, StreamNotFound, type AppendContext, type EventToAppend } from '#event-log'
import { randomUuid, type Position } from '#kernel'
import type { BenchRow } from './bench-row'
import { hundredth, median } from './throughput'
import { counted, inTurns, rowOfTurns, type Work } from './turns'

const WRITERS = [1, 4, 16] as const
/** Bytes of one event's data, and of all that the log keeps of it */
const [DATA_BYTES, STORED_BYTES] = [600, 1_080]
const STREAM_LENGTH = 100
const PAGE = 1_000
/** Events that the whole-log figures read */
const WHOLE = 20_000
const TYPE = 'ServiceGiven'

/**
 * The log on EventStoreDB against the bare client on the same server, with as many bytes an event: appends, new streams looked for and
 * created, a stream of a hundred, the whole log.
 * @param url of a server whose database belongs to this bench
 */
export async function benchEventStore(url: string | undefined): Promise<BenchRow[]> {
  if (!url) throw new Error('EVENTSTORE_URL names no server')
  const bare = EventStoreDBClient.connectionString(url)
  const log = new EventStoreEventLog({ url })
  try {
    // first, while the log holds nothing of the bare client's after its head
    const { whole, streams } = await wholeLog(bare, log)
    const met = await meetings(bare, url, streams)
    const rows: BenchRow[] = []
    for (const writers of WRITERS) {
      const many = counted(writers, 'writer')
      const { bareNew, oursNew, bareNext, oursNext } = await inTurns(writers, {
        bareNew: createBare(bare),
        oursNew: createOurs(log),
        bareNext: appendBareNext(bare, writers),
        oursNext: appendOursNext(log, writers),
      })
      rows.push(rowOfTurns(`EventStoreDB, append, ${many} against the bare client`, 'appends/s', bareNext, oursNext))
      rows.push(rowOfTurns(`EventStoreDB, look for a stream and create it, ${many} against the bare client`, 'appends/s', bareNew, oursNew))
    }
    const [bareStream, ourStream] = [await hundredBare(bare), await hundredOurs(log)]
    const reads = await inTurns(1, { bare: () => readBare(bare, bareStream), ours: () => readOurs(log, ourStream) })
    rows.push(rowOfTurns(`EventStoreDB, read a stream of ${STREAM_LENGTH} against the bare client`, 'reads/s', reads.bare, reads.ours))
    return [...rows, met, whole]
  } finally {
    await log.end()
    await bare.dispose()
  }
}

const DATA = {
  note: randomBytes(DATA_BYTES)
    .toString('hex')
    .slice(0, DATA_BYTES - '{"note":""}'.length),
}

const contextOf = (commandId: string): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: commandId, role: 'case-manager' },
  unit: 'unit',
  commandId,
  correlationId: commandId,
  causationId: null,
})

/** Whoever appends brings the ids, to either of the two. */
const ourEvent = (): EventToAppend => ({ id: randomUuid(), type: TYPE, version: 1, data: DATA })

/** As many bytes as the log keeps of one event, handed in as they are. */
const bareEvent = () => ({
  id: randomUuid(),
  type: TYPE,
  contentType: 'application/octet-stream' as const,
  data: new Uint8Array(STORED_BYTES).fill(120),
  metadata: undefined,
})

/** As a command does: it looks for the stream first. */
const createBare =
  (client: EventStoreDBClient): Work =>
  async () => {
    const stream = `case-${randomUuid()}`
    try {
      for await (const _ of client.readStream(stream, { maxCount: PAGE })) throw new Error('a new stream that stands')
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error
    }
    await client.appendToStream(stream, bareEvent(), { expectedRevision: NO_STREAM })
  }

const createOurs =
  (log: EventStoreEventLog): Work =>
  async () => {
    const commandId = randomUuid()
    const stream = `case-${commandId}`
    try {
      for await (const _ of log.readStream(stream)) throw new Error('a new stream that stands')
    } catch (error) {
      if (!(error instanceof StreamNotFound)) throw error
    }
    await log.append(stream, 'no-stream', [ourEvent()], contextOf(commandId))
  }

/** One stream a writer at a time: a turn takes the one that has been free longest. */
function appendBareNext(client: EventStoreDBClient, writers: number): Work {
  const free = Array.from({ length: writers }, () => ({ stream: `case-${randomUuid()}`, revision: -1n }))
  return async () => {
    const own = free.shift() ?? { stream: `case-${randomUuid()}`, revision: -1n }
    await client.appendToStream(own.stream, bareEvent(), { expectedRevision: own.revision < 0n ? NO_STREAM : own.revision })
    free.push({ ...own, revision: own.revision + 1n })
  }
}

function appendOursNext(log: EventStoreEventLog, writers: number): Work {
  const free = Array.from({ length: writers }, () => ({ stream: `case-${randomUuid()}`, revision: -1n }))
  return async () => {
    const own = free.shift() ?? { stream: `case-${randomUuid()}`, revision: -1n }
    const commandId = randomUuid()
    await log.append(own.stream, own.revision < 0n ? 'no-stream' : own.revision, [ourEvent()], contextOf(commandId))
    free.push({ ...own, revision: own.revision + 1n })
  }
}

async function hundredBare(client: EventStoreDBClient): Promise<string> {
  const stream = `case-${randomUuid()}`
  await client.appendToStream(stream, Array.from({ length: STREAM_LENGTH }, bareEvent), { expectedRevision: NO_STREAM })
  return stream
}

async function hundredOurs(log: EventStoreEventLog): Promise<string> {
  const commandId = randomUuid()
  const events = Array.from({ length: STREAM_LENGTH }, ourEvent)
  await log.append(`case-${commandId}`, 'no-stream', events, contextOf(commandId))
  return `case-${commandId}`
}

async function readBare(client: EventStoreDBClient, stream: string): Promise<void> {
  let count = 0
  for await (const { event } of client.readStream(stream, { direction: FORWARDS, fromRevision: START })) if (event) count++
  if (count !== STREAM_LENGTH) throw new Error(`${count} events were read`)
}

async function readOurs(log: EventStoreEventLog, stream: string): Promise<void> {
  let count = 0
  for await (const page of log.readStream(stream)) count += page.length
  if (count !== STREAM_LENGTH) throw new Error(`${count} events were read`)
}

/** Streams that this process meets for the first time, one after the other: ours looks first whether there is one. */
async function meetings(client: EventStoreDBClient, url: string, streams: readonly string[]): Promise<BenchRow> {
  const log = new EventStoreEventLog({ url })
  const latencies = { bare: [] as number[], ours: [] as number[] }
  try {
    await readOurs(log, streams[0] ?? '')
    for (const stream of streams.slice(1)) {
      const begun = performance.now()
      await readBare(client, stream)
      const between = performance.now()
      await readOurs(log, stream)
      latencies.bare.push(between - begun)
      latencies.ours.push(performance.now() - between)
    }
  } finally {
    await log.end()
  }
  const [floor, ours] = [1_000 / median(latencies.bare), 1_000 / median(latencies.ours)]
  const name = `EventStoreDB, read a stream of ${STREAM_LENGTH} met for the first time against the bare client`
  return { name, floor: Math.round(floor), ours: Math.round(ours), ratio: hundredth(ours / floor), unit: 'reads/s' }
}

/** Both read the same events, which are ours. The bare client decodes nothing. */
async function wholeLog(client: EventStoreDBClient, log: EventStoreEventLog): Promise<{ whole: BenchRow; streams: readonly string[] }> {
  const before = await log.head()
  const streams: string[] = []
  for (let turn = 0; turn < WHOLE / STREAM_LENGTH; turn++) streams.push(await hundredOurs(log))
  const floor: number[] = []
  const ours: number[] = []
  for (let round = 0; round < 3; round++) {
    floor.push(await perSecond(() => wholeBare(client, before)))
    ours.push(await perSecond(() => wholeOurs(log, before)))
  }
  const whole = {
    name: `EventStoreDB, the whole log against the bare client, ${PAGE} a page`,
    floor: Math.round(median(floor)),
    ours: Math.round(median(ours)),
    ratio: hundredth(median(ours.map((rate, round) => rate / (floor[round] ?? NaN)))),
    unit: 'events/s',
  }
  return { whole, streams }
}

/** Page by page, as a reader that keeps a checkpoint does. */
async function wholeBare(client: EventStoreDBClient, before: Position | null): Promise<number> {
  let count = 0
  let from: ReadPosition = fromCommitPosition(before) ?? START
  for (let whole = true; whole;) {
    let seen = 0
    // a page begins with the last one of the page before
    for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: from, maxCount: PAGE + 1 })) {
      seen++
      if (event?.type === TYPE) count++
      if (event?.position) from = event.position
    }
    whole = seen > PAGE
  }
  return atLeastAll(count)
}

async function wholeOurs(log: EventStoreEventLog, before: Position | null): Promise<number> {
  let count = 0
  for await (const page of log.readAll(before, { pageSize: PAGE })) count += page.events.length
  return atLeastAll(count)
}

function atLeastAll(count: number): number {
  if (count < WHOLE) throw new Error(`${count} of ${WHOLE} events were read`)
  return count
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const begun = performance.now()
  const count = await work()
  return (count / (performance.now() - begun)) * 1_000
}
