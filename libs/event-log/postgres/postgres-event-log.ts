import type { Position, Recorded, Uuid } from '#kernel'
import { closing, decode, encodeAppend, isStreamName, unreadable } from '../codec'
import { EventUnreadable, LogIncomplete, StreamNotFound } from '../errors'
import { follow, pageThrough } from '../follow'
import { KnownHeads } from '../known-heads'
import type { Appended, AppendContext, EventLog, EventToAppend, Expected, Page, ReadAllOptions, ReadStreamOptions } from '../port'
import { fromPosition, ORIGIN, toPosition } from '../position'
import type { RestorableLog, StoredEvent, StoredLog, StoredPage } from '../stored'
import { streamPages } from '../stream-pages'
import type { Upcast } from '../upcast'
import { Wake } from '../wake'
import { AppendQueue } from './append-queue'
import { Listener } from './listener'
import { LogClient } from './log-client'
import { readEvents, type PageRow, type TextRow } from './read-events'
import { restoreEvents } from './restore-events'
import * as sql from './statements'
import { Waker } from './waker'

export interface PostgresLogOptions {
  /** Connection string of the role the product runs under */
  readonly url: string
  /** A way around a pooler that doesn't pass notifications; without it, `url` */
  readonly listenUrl?: string
  readonly upcast?: Upcast
  /** Connections at most, 10 unless told */
  readonly connections?: number
  /** Milliseconds between two looks where no notification comes, 500 unless told */
  readonly pollMs?: number
  /** Milliseconds after which an unanswered statement counts as lost, 30 000 unless told */
  readonly timeoutMs?: number
}

type StoredRow = readonly [
  position: string,
  stream: string,
  revision: string,
  id: Uuid,
  type: string,
  version: number,
  envelope: Buffer,
  data: Buffer,
  hash: Buffer,
]

/** The largest revision PostgreSQL can hold; no stream gets there. */
const LAST_REVISION = 2n ** 63n - 1n
/** How many positions one filtered page looks through: few, for without statistics the server looks at all of them before it takes the first. */
const WINDOW = 2_000

/** The log in PostgreSQL. Positions are dense and in the order in which events became visible (see `append-function.ts`). */
export class PostgresEventLog implements EventLog, StoredLog, RestorableLog {
  readonly dense = true
  readonly #client: LogClient
  readonly #waker: Waker
  readonly #heads = new KnownHeads()
  readonly #appends: AppendQueue
  readonly #wake = new Wake()
  readonly #listener: Listener
  readonly #upcast: Upcast | undefined
  readonly #pollMs: number
  readonly #ending = new AbortController()

  constructor({ url, listenUrl = url, upcast, connections = 10, pollMs = 500, timeoutMs = 30_000 }: PostgresLogOptions) {
    this.#client = new LogClient(url, connections, timeoutMs)
    this.#waker = new Waker(this.#client, this.#wake)
    this.#appends = new AppendQueue(this.#client, this.#waker, this.#heads)
    this.#listener = new Listener(listenUrl, this.#wake)
    this.#upcast = upcast
    this.#pollMs = pollMs
  }

  async append(stream: string, expected: Expected, events: readonly EventToAppend[], context: AppendContext): Promise<Appended> {
    const encoded = encodeAppend(stream, events, context)
    if (encoded.length === 0) return this.#presentState(stream)
    return this.#appends.add(stream, expected, encoded)
  }

  close(stream: string, expected: Expected, context: AppendContext): Promise<Appended> {
    return this.append(stream, expected, [closing(stream, context)], context)
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<readonly Recorded[]> {
    return streamPages(stream, options, async (direction, from, count) => {
      if (!isStreamName(stream)) throw new StreamNotFound(stream)
      const edge = direction === 'forwards' ? (from ?? 0n) : (from ?? LAST_REVISION)
      if (edge < 0n) return []
      const start = edge > LAST_REVISION ? LAST_REVISION : edge
      const statement = direction === 'forwards' ? sql.STREAM_FORWARDS : sql.STREAM_BACKWARDS
      const rows = await readEvents<TextRow>(this.#client, statement, [stream, start, count])
      const events = await this.#decodeRows(rows)
      const highest = direction === 'forwards' ? events.at(-1) : events[0]
      if (highest) this.#heads.learn(stream, highest.revision, highest.hash)
      return events
    })
  }

  readAll(after: Position | null, options: ReadAllOptions = {}): AsyncIterable<Page> {
    return pageThrough((from) => this.#page(from, options), after)
  }

  async *subscribe(after: Position | null, signal: AbortSignal, options: ReadAllOptions = {}): AsyncGenerator<Page> {
    const leave = this.#listener.join()
    const ending = AbortSignal.any([signal, this.#ending.signal])
    // a reader that is told to end may never ask for another page
    const left = () => void leave()
    ending.addEventListener('abort', left, { once: true })
    try {
      yield* follow((from) => this.#page(from, options), after, ending, this.#wake, this.#pollMs)
    } finally {
      ending.removeEventListener('abort', left)
      await leave()
    }
  }

  async head(): Promise<Position | null> {
    const [row] = await this.#client.rows<readonly [string | null]>(sql.LOG_HEAD, [])
    return row?.[0] ? toPosition(row[0]) : null
  }

  /** @yields what is stored, byte for byte, for `verifyLog` */
  async *readStored(after: Position | null = null): AsyncGenerator<StoredPage> {
    for (let from = fromPosition(after); ;) {
      const rows = await this.#client.rows<StoredRow>(sql.STORED, [from, 1_000])
      const last = rows.at(-1)
      if (!last) return
      yield rows.map(storedEvent)
      from = BigInt(last[0])
    }
  }

  async restore(events: readonly StoredEvent[]): Promise<Position> {
    const position = (await restoreEvents(this.#client, events)) ?? (await this.head())
    this.#wake.call()
    return position ?? ORIGIN
  }

  /** Ends subscriptions, then all connections. */
  async end(): Promise<void> {
    this.#ending.abort()
    this.#waker.end()
    await this.#client.end()
  }

  async #presentState(stream: string): Promise<Appended> {
    const [row] = isStreamName(stream) ? await this.#client.rows<readonly [string, string]>(sql.STREAM_HEAD, [stream]) : []
    return { revision: BigInt(row?.[0] ?? -1), position: toPosition(row?.[1] ?? '0'), repeated: false }
  }

  /** Where a position is missing readers still get every event before the hole; the next page starts with it. */
  async #page(after: Position, options: ReadAllOptions): Promise<Page> {
    const { filter, pageSize = 1_000 } = options
    const from = fromPosition(after)
    const prefix = filter?.streamPrefix ?? ''
    const edge = from + BigInt(prefix === '' ? pageSize : Math.max(WINDOW, 2 * pageSize))
    const rows = await (prefix === ''
      ? readEvents<PageRow>(this.#client, sql.PAGE, [from, edge, pageSize])
      : readEvents<PageRow>(this.#client, sql.FILTERED_PAGE, [from, edge, pageSize, prefix]))
    const head = BigInt(rows[0]?.[4] ?? 0)
    // the log was set back: what is written next would be passed over
    if (head < from) throw new LogIncomplete(after)
    const found = rows.filter((row): row is readonly [...TextRow, head: string, ...standing: string[]] => row[0] !== null)
    const to = smaller(edge, head)
    const standing = BigInt(rows[0]?.[5] ?? found.length)
    const looked = found.length < pageSize ? to : BigInt(found.at(-1)?.[0] ?? to)
    const whole = standing >= looked - from
    const hole = whole ? null : await this.#hole(from, looked)
    if (!whole && hole === null) return this.#page(after, options)
    if (hole === from + 1n) throw new LogIncomplete(toPosition(hole))
    const sound = hole === null ? found : found.filter(([position]) => BigInt(position) < hole)
    const last = sound.length === pageSize ? sound.at(-1) : undefined
    const reached = last ? BigInt(last[0]) : hole === null ? to : hole - 1n
    return { events: await this.#decodeRows(sound), checkpoint: reached > from ? toPosition(reached) : after, caughtUp: reached >= head }
  }

  /** One more query, for a log that was tampered with. @returns null where the hole was mended meanwhile */
  async #hole(from: bigint, to: bigint): Promise<bigint | null> {
    const [row] = await this.#client.rows<readonly [string | null]>(sql.HOLE, [from, to])
    return row?.[0] ? BigInt(row[0]) : null
  }

  /** An event that cannot be read gives its place to `Unreadable`: one more query, for a log that was tampered with. */
  async #decodeRows(rows: readonly (readonly [...TextRow, ...unknown[]])[]): Promise<readonly Recorded[]> {
    const torn: TextRow[] = []
    const events = rows.map((row) => {
      try {
        return this.#decode(row)
      } catch (error) {
        if (!(error instanceof EventUnreadable)) throw error
        torn.push([row[0], row[1], row[2], row[3]])
        return null
      }
    })
    const marks = torn.length === 0 ? new Map<string, Recorded>() : await this.#marks(torn)
    return events.flatMap((event, index) => event ?? marks.get(rows[index]?.[0] ?? '') ?? [])
  }

  async #marks(torn: readonly TextRow[]): Promise<ReadonlyMap<string, Recorded>> {
    const places = await this.#client.rows<readonly [string, string, string, Uuid]>(sql.PLACES, [torn.map(([position]) => position)])
    return new Map(
      places.map(([position, stream, revision, id]) => {
        const [, hash = '', envelope = ''] = torn.find((row) => row[0] === position) ?? []
        return [position, unreadable({ position: toPosition(position), hash, envelope }, { stream, revision: BigInt(revision), id })]
      }),
    )
  }

  #decode([position, hash, envelope, data]: readonly [...TextRow, ...unknown[]]): Recorded {
    return decode({ position: toPosition(position), hash, envelope, data }, this.#upcast)
  }
}

const storedEvent = ([position, stream, revision, id, type, version, envelope, data, hash]: StoredRow): StoredEvent => ({
  position: toPosition(position),
  stream,
  revision: BigInt(revision),
  id,
  type,
  version,
  envelope,
  data,
  hash,
})

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
