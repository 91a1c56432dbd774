import { BACKWARDS, END, START } from '@eventstore/db-client'
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
    const first = direction === 'forwards' ? START : END
    const records = await this.connection.readStream(stream, { direction, from: from ?? first, count })
    if (!records && (await this.#wasDeleted(stream))) throw new StreamDeleted(stream)
    return records
  }

  /**
   * Learns where a stream stands, with the ids of all its events.
   * @param before what is known already: only what came later is read
   * @throws StreamDeleted, EventUnreadable, LogUnavailable
   */
  async learn(stream: string, before: KnownStream | undefined): Promise<KnownStream> {
    let known = before ?? missing()
    for (;;) {
      const records = known.revision < 0n ? await this.#startOf(stream) : await this.run(stream, 'forwards', known.revision + 1n, PAGE)
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

  /** A stream that is probably not there: both questions at once. */
  async #startOf(stream: string): Promise<readonly ServerRecord[] | null> {
    const [records, deleted] = await Promise.all([
      this.connection.readStream(stream, { direction: 'forwards', from: START, count: PAGE }),
      this.#wasDeleted(stream),
    ])
    if (deleted) throw new StreamDeleted(stream)
    return records
  }

  /** A stream deleted softly leaves only this trace; appending to it would go on with its revisions. */
  async #wasDeleted(stream: string): Promise<boolean> {
    const records = await this.connection.readStream(`$$${stream}`, { direction: BACKWARDS, from: END, count: 1 })
    return records?.some((record) => hidesEvents(record)) ?? false
  }
}

/** True where a stream's metadata takes events out of sight: their deletion, or a limit of number or age. */
export function hidesEvents({ data }: ServerRecord): boolean {
  try {
    const metadata: unknown = JSON.parse(Buffer.from(data).toString())
    return typeof metadata === 'object' && metadata !== null && ['$tb', '$maxCount', '$maxAge'].some((key) => key in metadata)
  } catch {
    return true
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
