import { EventStoreDBClient, FORWARDS, NO_STREAM, START, type ReadPosition } from '@eventstore/db-client'
import { EventStoreEventLog, fromCommitPosition } from '#event-log'
import { randomUuid, type Position } from '#kernel'
import type { BenchRow } from './bench-row'
import { bareEvent, contextOf, ourEvent, TYPE } from './eventstore-events'
import { hundredth, median } from './throughput'

/** Events of each stream that is read */
export const STREAM_LENGTH = 100
const PAGE = 1_000
/** Events that the whole-log figures read, and how often */
const [WHOLE, ROUNDS] = [20_000, 7]

/** Writes a stream by the client alone. */
export async function hundredBare(client: EventStoreDBClient): Promise<string> {
  const stream = `case-${randomUuid()}`
  await client.appendToStream(stream, Array.from({ length: STREAM_LENGTH }, bareEvent), { expectedRevision: NO_STREAM })
  return stream
}

/** Writes a stream to the log. */
export async function hundredOurs(log: EventStoreEventLog): Promise<string> {
  const commandId = randomUuid()
  const events = Array.from({ length: STREAM_LENGTH }, ourEvent)
  await log.append(`case-${commandId}`, 'no-stream', events, contextOf(commandId))
  return `case-${commandId}`
}

/** Reads a stream by the client alone. */
export async function readBare(client: EventStoreDBClient, stream: string): Promise<void> {
  let count = 0
  for await (const { event } of client.readStream(stream, { direction: FORWARDS, fromRevision: START })) if (event) count++
  if (count !== STREAM_LENGTH) throw new Error(`${count} events were read`)
}

/** Reads a stream of the log. */
export async function readOurs(log: EventStoreEventLog, stream: string): Promise<void> {
  let count = 0
  for await (const page of log.readStream(stream)) count += page.length
  if (count !== STREAM_LENGTH) throw new Error(`${count} events were read`)
}

/** Streams that this process meets for the first time, one after the other: ours looks first whether there is one. */
export async function meetings(client: EventStoreDBClient, url: string, streams: readonly string[]): Promise<BenchRow> {
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
export async function wholeLog(client: EventStoreDBClient, log: EventStoreEventLog): Promise<{ whole: BenchRow; streams: readonly string[] }> {
  const before = await log.head()
  const streams: string[] = []
  for (let turn = 0; turn < WHOLE / STREAM_LENGTH; turn++) streams.push(await hundredOurs(log))
  const floor: number[] = []
  const ours: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
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
