import { EventStoreDBClient, NO_STREAM, StreamNotFoundError } from '@eventstore/db-client'
import { EventStoreEventLog, StreamNotFound } from '#event-log'
import { randomUuid } from '#kernel'
import type { BenchRow } from './bench-row'
import { bareEvent, contextOf, ourEvent } from './eventstore-events'
import { hundredBare, hundredOurs, meetings, readBare, readOurs, STREAM_LENGTH, wholeLog } from './eventstore-reads'
import { counted, inTurns, rowOfTurns, type Work } from './turns'

const WRITERS = [1, 4, 16] as const
/** Most events that a look for a stream would bring */
const PAGE = 1_000

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
