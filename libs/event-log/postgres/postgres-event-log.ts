import type { Position, Recorded, Uuid } from '#kernel'
import { closing, decode, encodeAppend, isStreamName } from '../codec'
import { LogIncomplete, StreamNotFound } from '../errors'
import { follow, pageThrough } from '../follow'
import type { Appended, AppendContext, EventLog, EventToAppend, Expected, Page, ReadAllOptions, ReadStreamOptions } from '../port'
import { fromPosition, toPosition } from '../position'
import type { StoredEvent, StoredPage } from '../stored'
import { streamPages } from '../stream-pages'
import type { Upcast } from '../upcast'
import { Wake } from '../wake'
import { AppendQueue } from './append-queue'
import { Listener } from './listener'
import { LogClient } from './log-client'
import * as sql from './statements'

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

type TextRow = readonly [position: string, hash: string, envelope: string, data: string]
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
/** How many positions one filtered page looks through at least, so that a page stays short work. */
const WINDOW = 20_000n

/** The log in PostgreSQL. Positions are dense and in the order in which events became visible (see `append-function.ts`). */
export class PostgresEventLog implements EventLog {
  readonly #client: LogClient
  readonly #appends: AppendQueue
  readonly #wake = new Wake()
  readonly #listener: Listener
  readonly #upcast: Upcast | undefined
  readonly #pollMs: number

  constructor({ url, listenUrl = url, upcast, connections = 10, pollMs = 500, timeoutMs = 30_000 }: PostgresLogOptions) {
    this.#client = new LogClient(url, connections, timeoutMs)
    this.#appends = new AppendQueue(this.#client)
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
      const rows = await this.#client.rows<TextRow>(direction === 'forwards' ? sql.STREAM_FORWARDS : sql.STREAM_BACKWARDS, [stream, start, count])
      return rows.map((row) => this.#decode(row))
    })
  }

  readAll(after: Position | null, options: ReadAllOptions = {}): AsyncIterable<Page> {
    return pageThrough((from) => this.#page(from, options), after)
  }

  async *subscribe(after: Position | null, signal: AbortSignal, options: ReadAllOptions = {}): AsyncGenerator<Page> {
    this.#listener.join()
    try {
      yield* follow((from) => this.#page(from, options), after, signal, this.#wake, this.#pollMs)
    } finally {
      await this.#listener.leave()
    }
  }

  async head(): Promise<Position | null> {
    const [row] = await this.#client.rows<readonly [string | null]>(sql.LOG_HEAD, [])
    return row?.[0] ? toPosition(row[0]) : null
  }

  /** @yields what is stored, byte for byte, for `verifyLog` */
  async *readStored(): AsyncGenerator<StoredPage> {
    for (let after = 0n; ;) {
      const rows = await this.#client.rows<StoredRow>(sql.STORED, [after, 1_000])
      const last = rows.at(-1)
      if (!last) return
      yield rows.map(storedEvent)
      after = BigInt(last[0])
    }
  }

  /** Ends all connections. Subscriptions should have been stopped by their signals before. */
  async end(): Promise<void> {
    await this.#client.end()
  }

  async #presentState(stream: string): Promise<Appended> {
    const [row] = isStreamName(stream) ? await this.#client.rows<readonly [string, string]>(sql.STREAM_HEAD, [stream]) : []
    return { revision: BigInt(row?.[0] ?? -1), position: toPosition(row?.[1] ?? '0'), repeated: false }
  }

  async #page(after: Position, { filter, pageSize = 1_000 }: ReadAllOptions): Promise<Page> {
    const from = fromPosition(after)
    const prefix = filter?.streamPrefix ?? ''
    const edge = from + (prefix === '' ? BigInt(pageSize) : WINDOW)
    const rows = await this.#client.rows<readonly [head: string, ...(TextRow | readonly [null, null, null, null])]>(sql.PAGE, [
      from,
      prefix,
      pageSize,
      edge,
    ])
    const head = BigInt(rows[0]?.[0] ?? 0)
    const events: Recorded[] = []
    let expected = from + 1n
    for (const [, ...row] of rows) {
      if (row[0] === null) break
      // positions are dense; without a filter a missing one was removed by hand
      if (prefix === '' && BigInt(row[0]) !== expected++) throw new LogIncomplete(toPosition(expected - 1n))
      events.push(this.#decode(row))
    }
    if (prefix === '' && events.length === 0 && from < head) throw new LogIncomplete(toPosition(from + 1n))
    const last = events.at(-1)
    const reached = last && events.length === pageSize ? fromPosition(last.position) : smaller(edge, head)
    const checkpoint = reached > from ? toPosition(reached) : after
    return { events, checkpoint, caughtUp: reached >= head }
  }

  #decode([position, hash, envelope, data]: TextRow): Recorded {
    return decode({ position: toPosition(position), hash, envelope, data }, this.#upcast)
  }
}

const storedEvent = ([position, stream, revision, id, type, version, envelope, data, hash]: StoredRow): StoredEvent => ({
  position: BigInt(position),
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
