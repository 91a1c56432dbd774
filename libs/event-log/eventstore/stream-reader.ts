import type { Uuid } from '#kernel'
import type { StandingEvent } from '../append-rules'
import { isStreamName, STREAM_CLOSED } from '../codec'
import { EventUnreadable, StreamDeleted } from '../errors'
import type { Connection } from './connection'
import { envelopeOf, framedOf, type ServerRecord } from './frame'
import { missing, type KnownStream } from './stream-heads'

const PAGE = 1_000

/** Reads streams and tells missing ones from deleted ones. */
export class StreamReader {
  constructor(private readonly connection: Connection) {}

  /**
   * @param from null: from that direction's first
   * @returns null where there is no such stream
   * @throws StreamDeleted, LogUnavailable
   */
  async run(stream: string, direction: 'forwards' | 'backwards', from: bigint | null, count: number): Promise<readonly ServerRecord[] | null> {
    if (!isStreamName(stream)) return null
    const read = { direction, from: from ?? (direction === 'forwards' ? 'start' : 'end'), count } as const
    let records = await this.connection.readStream(stream, read)
    if (!records && (await this.connection.wasWritten(stream))) {
      // written a moment ago, or deleted softly, which leaves its revisions
      records = await this.connection.readStream(stream, read)
      if (!records) throw new StreamDeleted(stream)
    }
    // a stream that stands has an event, unless all were taken out of sight
    if (records?.length === 0 && (from === null || (from === 0n && direction === 'forwards'))) throw new StreamDeleted(stream)
    return records
  }

  /** @returns true where nothing was ever written to the stream. Cheaper than reading it. @throws StreamDeleted, LogUnavailable */
  async isNew(stream: string): Promise<boolean> {
    return !(isStreamName(stream) && (await this.connection.wasWritten(stream)))
  }

  /**
   * Learns where a stream stands, with the ids of all its events.
   * @param before what is known already: only what came later is read
   * @throws StreamDeleted, EventUnreadable, LogUnavailable
   */
  async learn(stream: string, before: KnownStream | undefined): Promise<KnownStream> {
    let known = before ?? missing()
    if (known.revision < 0n && (await this.isNew(stream))) return known
    for (;;) {
      const records = await this.run(stream, 'forwards', known.revision + 1n, PAGE)
      if (!records) {
        if (known.revision >= 0n) throw new StreamDeleted(stream)
        return known
      }
      for (const record of records) known = follow(stream, known, record)
      if (records.length < PAGE) return known
    }
  }

  /** @returns those of the events with these ids that stand in the stream */
  async find(stream: string, ids: ReadonlySet<Uuid>): Promise<ReadonlyMap<Uuid, StandingEvent>> {
    const found = new Map<Uuid, StandingEvent>()
    for (let from = 0n; ; from += BigInt(PAGE)) {
      const records = (await this.run(stream, 'forwards', from, PAGE)) ?? []
      for (const record of records) {
        const { id, type, version } = envelopeOf(record)
        if (ids.has(id))
          found.set(id, { id, stream, revision: record.revision, position: record.position, type, version, data: framedOf(record).data })
      }
      if (records.length < PAGE) return found
    }
  }
}

/** @throws StreamDeleted where the record isn't the next one, EventUnreadable */
export function follow(stream: string, known: KnownStream, record: ServerRecord): KnownStream {
  if (record.revision !== known.revision + 1n) throw new StreamDeleted(stream)
  const { id, type, revision } = envelopeOf(record)
  if (revision !== record.revision.toString()) throw new EventUnreadable(record.position)
  known.ids.add(id)
  return { revision: record.revision, hash: framedOf(record).hash.toString('hex'), closed: type === STREAM_CLOSED, ids: known.ids }
}
