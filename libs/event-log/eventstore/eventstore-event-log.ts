import type { Position, Recorded } from '#kernel'
import { closing, decode, encodeAppend, STREAM_CLOSED, unreadable, UNREADABLE } from '../codec'
import { EventUnreadable, StreamNotFound } from '../errors'
import { follow, pageThrough } from '../follow'
import type { Appended, AppendContext, EventLog, EventToAppend, Expected, Page, ReadAllOptions, ReadStreamOptions } from '../port'
import { fromCommitPosition, ORIGIN } from '../position'
import type { RestorableLog, StoredEvent, StoredLog, StoredPage } from '../stored'
import { streamPages } from '../stream-pages'
import type { Upcast } from '../upcast'
import { Wake } from '../wake'
import { Appender } from './appender'
import { Arrivals } from './arrivals'
import { Connection, type ConnectionOptions } from './connection'
import { identityOf, unframe, type ServerRecord } from './frame'
import { LogPages, startOf } from './log-pages'
import { restoreEvents } from './restore-events'
import { isOursOrHides, storedEvent } from './stored-records'
import { StreamHeads } from './stream-heads'
import { StreamReader } from './stream-reader'
import { textOf } from './text'

export interface EventStoreLogOptions extends ConnectionOptions {
  readonly upcast?: Upcast
  /** Milliseconds between two looks where no arrival is told, 500 unless told */
  readonly pollMs?: number
}

/** The largest revision the server can hold; no stream gets there. */
const LAST_REVISION = 2n ** 63n - 1n
/** Records a page. Filtered pages ask for as many at a time, however few they look for. */
const PAGE = 1_000

/**
 * The log in EventStoreDB. The database belongs to the product alone. An event's id is unique in its stream, not in the whole log: a
 * command's events all stand in one stream, whose name or route is part of the command's id. Positions have gaps.
 */
export class EventStoreEventLog implements EventLog, StoredLog, RestorableLog {
  readonly dense = false
  readonly #connection: Connection
  readonly #heads = new StreamHeads()
  readonly #reader: StreamReader
  readonly #appender: Appender
  readonly #pages: LogPages
  readonly #wake = new Wake()
  readonly #arrivals: Arrivals
  readonly #upcast: Upcast | undefined
  readonly #pollMs: number
  readonly #ending = new AbortController()

  constructor({ upcast, pollMs = 500, ...options }: EventStoreLogOptions) {
    this.#connection = new Connection(options)
    this.#reader = new StreamReader(this.#connection)
    this.#appender = new Appender(this.#connection, this.#reader, this.#heads)
    this.#pages = new LogPages(this.#connection)
    this.#arrivals = new Arrivals(this.#connection, this.#wake)
    this.#upcast = upcast
    this.#pollMs = pollMs
  }

  async append(stream: string, expected: Expected, events: readonly EventToAppend[], context: AppendContext): Promise<Appended> {
    const encoded = encodeAppend(stream, events, context)
    if (encoded.length === 0) return this.#presentState(stream)
    const appended = await this.#appender.append(stream, expected, encoded)
    this.#wake.call()
    return appended
  }

  close(stream: string, expected: Expected, context: AppendContext): Promise<Appended> {
    return this.append(stream, expected, [closing(stream, context)], context)
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly Recorded[]> {
    const whole = options.direction !== 'backwards' && (options.from ?? 0n) <= 0n && options.limit === undefined
    const ids = new Set<string>()
    let last: Recorded | undefined
    let sound = whole
    try {
      // A stream met for the first time is one that a command is about to create, as often as not
      if (whole && (this.#heads.get(stream)?.revision ?? -1n) < 0n && (await this.#reader.isNew(stream))) throw new StreamNotFound(stream)
      for await (const page of streamPages(stream, options, (direction, from, count) => this.#run(stream, direction, from, count))) {
        if (whole) for (const { id } of page) ids.add(id)
        sound &&= page.every(({ type }) => type !== UNREADABLE)
        last = page.at(-1)
        yield page
      }
    } catch (error) {
      if (error instanceof StreamNotFound) this.#heads.learn(stream, { revision: -1n, hash: '', closed: false, ids })
      throw error
    }
    if (sound && last) this.#heads.learn(stream, { revision: last.revision, hash: last.hash, closed: last.type === STREAM_CLOSED, ids })
  }

  readAll(after: Position | null, options: ReadAllOptions = {}): AsyncIterable<Page> {
    return pageThrough((from) => this.#page(from, options), after)
  }

  async *subscribe(after: Position | null, signal: AbortSignal, options: ReadAllOptions = {}): AsyncGenerator<Page> {
    const ending = AbortSignal.any([signal, this.#ending.signal])
    const leave = this.#arrivals.join()
    // a reader that is told to end may never ask for another page
    ending.addEventListener('abort', leave, { once: true })
    try {
      yield* follow((from) => this.#page(from, options), after, ending, this.#wake, this.#pollMs)
    } finally {
      ending.removeEventListener('abort', leave)
      leave()
    }
  }

  async head(): Promise<Position | null> {
    return (await this.#pages.last())?.position ?? null
  }

  /** @yields what is stored, byte for byte; what was put into our streams or hides them stands among it as what `verifyLog` cannot accept */
  async *readStored(after: Position | null = null): AsyncGenerator<StoredPage> {
    for (let from = startOf(after); ;) {
      const { records, checkpoint, ended } = await this.#pages.after(from, PAGE, isOursOrHides)
      if (records.length > 0) yield records.map(storedEvent)
      if (ended) return
      from = checkpoint
    }
  }

  async restore(events: readonly StoredEvent[]): Promise<Position> {
    const last = await restoreEvents(this.#appender, this.#reader, this.#heads, events)
    this.#wake.call()
    return last ?? (await this.head()) ?? ORIGIN
  }

  /** Ends subscriptions, then the connection. */
  async end(): Promise<void> {
    this.#ending.abort()
    await this.#connection.end()
  }

  async #run(stream: string, direction: 'forwards' | 'backwards', from: bigint | undefined, count: number): Promise<readonly Recorded[]> {
    if (from !== undefined && from < 0n) return []
    const start = from === undefined ? null : from > LAST_REVISION ? LAST_REVISION : from
    const records = await this.#reader.run(stream, direction, start, count)
    if (!records) throw new StreamNotFound(stream)
    return records.map((record) => this.#decode(record))
  }

  async #page(after: Position, { filter, pageSize = PAGE }: ReadAllOptions): Promise<Page> {
    // a foreign position is refused whatever the log holds
    fromCommitPosition(after)
    const prefix = filter?.streamPrefix ?? ''
    const takes = ({ stream, type }: ServerRecord) => !stream.startsWith('$') && !type.startsWith('$') && stream.startsWith(prefix)
    const { records, checkpoint, ended } = await this.#pages.after(after, pageSize, takes, prefix === '' ? pageSize : Math.max(pageSize, PAGE))
    return { events: records.map((record) => this.#decode(record)), checkpoint, caughtUp: ended }
  }

  async #presentState(stream: string): Promise<Appended> {
    const [last] = (await this.#reader.run(stream, 'backwards', null, 1)) ?? []
    return { revision: last?.revision ?? -1n, position: last?.position ?? ORIGIN, repeated: false }
  }

  #decode(record: ServerRecord): Recorded {
    const { stream, revision, id, position } = record
    const framed = unframe(record.data)
    const stored = { position, hash: framed?.hash.toString('hex') ?? '', envelope: textOf(framed?.envelope), data: textOf(framed?.data) }
    try {
      const event = decode(stored, this.#upcast)
      // an event that stands where it does not belong was put there by somebody else
      if (event.stream === stream && event.revision === revision) return event
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error
    }
    return unreadable(stored, { stream, revision, id: identityOf(record)?.id ?? id })
  }
}
