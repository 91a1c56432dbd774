import type { Position, Recorded, Uuid } from '#kernel'
import { judgeAppend, type StandingEvent } from '../append-rules'
import { closing, decode, encodeAppend, envelopeHead, hashOf, isStreamName, unreadable } from '../codec'
import { EventUnreadable, IdempotencyMismatch, LogIncomplete, StreamNotFound, WrongExpectedRevision } from '../errors'
import { follow, pageThrough } from '../follow'
import type { Appended, AppendContext, EventLog, EventToAppend, Expected, Page, ReadAllOptions, ReadStreamOptions } from '../port'
import { fromPosition, ORIGIN, toPosition } from '../position'
import { streamPages } from '../stream-pages'
import type { Upcast } from '../upcast'
import type { RestorableLog, StoredEvent, StoredLog, StoredPage } from '../stored'
import { MemoryStore, type MemoryRow } from './memory-store'

export interface MemoryLogOptions {
  /** Several logs over one store see each other's events */
  readonly store?: MemoryStore
  readonly upcast?: Upcast
}

/** The log in memory, for unit tests: the same bytes, limits, hashes and errors as the others. */
export class MemoryEventLog implements EventLog, StoredLog, RestorableLog {
  readonly dense = true
  readonly #store: MemoryStore
  readonly #upcast: Upcast | undefined

  constructor(options: MemoryLogOptions = {}) {
    this.#store = options.store ?? new MemoryStore()
    this.#upcast = options.upcast
  }

  async append(stream: string, expected: Expected, events: readonly EventToAppend[], context: AppendContext): Promise<Appended> {
    await Promise.resolve()
    const encoded = encodeAppend(stream, events, context)
    const rows = this.#store.stream(stream)
    const head = rows.at(-1)
    if (encoded.length === 0) return { revision: head?.revision ?? -1n, position: toPosition(head?.position ?? 0n), repeated: false }
    const repeated = judgeAppend(stream, expected, encoded, head ?? null, (id) => this.#standing(id))
    if (repeated) return repeated
    let last = head
    let position = this.#store.rows.at(-1)?.position ?? 0n
    for (const { id, type, version, envelopeTail, data } of encoded) {
      const revision: bigint = last === undefined ? 0n : last.revision + 1n
      const envelope = Buffer.concat([envelopeHead(revision, last?.hash.toString('hex') ?? ''), envelopeTail])
      last = { position: ++position, stream, revision, id, type, version, envelope, data, hash: hashOf(envelope, data) }
      this.#store.add(last)
    }
    this.#store.wake.call()
    return { revision: last?.revision ?? -1n, position: toPosition(position), repeated: false }
  }

  close(stream: string, expected: Expected, context: AppendContext): Promise<Appended> {
    return this.append(stream, expected, [closing(stream, context)], context)
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<readonly Recorded[]> {
    return streamPages(stream, options, async (direction, from, count) => {
      await Promise.resolve()
      if (!isStreamName(stream)) throw new StreamNotFound(stream)
      const rows = this.#store.stream(stream)
      const run =
        direction === 'forwards'
          ? rows.filter((row) => row.revision >= (from ?? 0n))
          : rows.filter((row) => from === undefined || row.revision <= from).reverse()
      return run.slice(0, count).map((row) => this.#decode(row))
    })
  }

  readAll(after: Position | null, options: ReadAllOptions = {}): AsyncIterable<Page> {
    return pageThrough((from) => this.#page(from, options), after)
  }

  subscribe(after: Position | null, signal: AbortSignal, options: ReadAllOptions = {}): AsyncIterable<Page> {
    return follow((from) => this.#page(from, options), after, signal, this.#store.wake, 500)
  }

  async head(): Promise<Position | null> {
    await Promise.resolve()
    const last = this.#store.rows.at(-1)
    return last ? toPosition(last.position) : null
  }

  /** @yields what is stored, byte for byte, for `verifyLog` */
  async *readStored(after: Position | null = null): AsyncGenerator<StoredPage> {
    await Promise.resolve()
    const { rows } = this.#store
    const rest = rows.slice(firstAfter(rows, fromPosition(after)))
    if (rest.length > 0) yield rest.map((row) => ({ ...row, position: toPosition(row.position) }))
  }

  async restore(events: readonly StoredEvent[]): Promise<Position> {
    await Promise.resolve()
    let position = this.#store.rows.at(-1)?.position ?? 0n
    for (const event of events) {
      const found = this.#store.stream(event.stream).at(-1)?.revision
      if (event.revision !== (found ?? -1n) + 1n)
        throw new WrongExpectedRevision(event.stream, event.revision === 0n ? 'no-stream' : event.revision - 1n, found ?? null)
      if (this.#store.byId(event.id)) throw new IdempotencyMismatch(event.stream, event.id)
      this.#store.add({ ...event, position: ++position })
    }
    this.#store.wake.call()
    return toPosition(position)
  }

  async #page(after: Position, { filter, pageSize = 1_000 }: ReadAllOptions): Promise<Page> {
    await Promise.resolve()
    const { rows } = this.#store
    // set back: what is written next would be passed over
    if (fromPosition(after) > (rows.at(-1)?.position ?? 0n)) throw new LogIncomplete(after)
    const start = firstAfter(rows, fromPosition(after))
    let index = start
    let expected = fromPosition(after) + 1n
    const events: Recorded[] = []
    for (let row = rows[index]; row && events.length < pageSize; row = rows[++index]) {
      if (row.position !== expected) {
        // what stands before the hole is still handed out
        if (index > start) break
        throw new LogIncomplete(toPosition(expected))
      }
      expected++
      if (row.stream.startsWith(filter?.streamPrefix ?? '')) events.push(this.#decode(row))
    }
    const seen = index === 0 ? undefined : rows[index - 1]
    const checkpoint = seen ? toPosition(seen.position) : ORIGIN
    return { events, checkpoint: checkpoint > after ? checkpoint : after, caughtUp: index >= rows.length }
  }

  #standing(id: Uuid): StandingEvent | undefined {
    const row = this.#store.byId(id)
    return row && { ...row, position: toPosition(row.position) }
  }

  #decode(row: MemoryRow): Recorded {
    const stored = {
      position: toPosition(row.position),
      hash: row.hash.toString('hex'),
      envelope: row.envelope.toString(),
      data: row.data.toString(),
    }
    try {
      return decode(stored, this.#upcast)
    } catch (error) {
      if (error instanceof EventUnreadable) return unreadable(stored, row)
      throw error
    }
  }
}

/** Binary search: rows are in position order. */
function firstAfter(rows: readonly MemoryRow[], position: bigint): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row && row.position <= position) low = middle + 1
    else high = middle
  }
  return low
}
