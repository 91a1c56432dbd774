import { randomUuid, type Position } from '#kernel'
import { isStoredEnvelope, STREAM_CLOSED } from '../codec'
import { EventUnreadable, IdempotencyMismatch, WrongExpectedRevision } from '../errors'
import type { StoredEvent } from '../stored'
import type { Appender } from './appender'
import { frame } from './frame'
import type { KnownStream, StreamHeads } from './stream-heads'
import type { StreamReader } from './stream-reader'

/** Most events and most bytes of one append; the server takes a mebibyte at most. */
const MOST_EVENTS = 500
const MOST_BYTES = 900 * 1024
const HASH_BYTES = 32

/**
 * Takes over events as another log stored them, one append after the other: order across streams has no other guarantee here.
 * Events of one stream that follow each other share an append.
 * @returns the position of the last one, null where there was none
 * @throws WrongExpectedRevision, IdempotencyMismatch (an id that stands in the stream already), EventUnreadable, LogUnavailable
 */
export async function restoreEvents(
  appender: Appender,
  reader: StreamReader,
  heads: StreamHeads,
  events: readonly StoredEvent[],
): Promise<Position | null> {
  let position: Position | null = null
  for (const run of runs(events)) {
    const [{ stream } = { stream: '' }] = run
    position = await appender.inTurn(stream, async () => {
      const known = heads.get(stream)
      if (known && followedBy(known, run)) {
        const written = await write(appender, stream, known, run)
        if (written !== null) return written
      }
      const fresh = await reader.learn(stream, undefined)
      check(stream, fresh, run)
      const written = await write(appender, stream, fresh, run)
      if (written === null) throw wrongRevision(stream, run, (await reader.learn(stream, fresh)).revision)
      return written
    })
  }
  return position
}

function* runs(events: readonly StoredEvent[]): Iterable<readonly StoredEvent[]> {
  let start = 0
  let bytes = 0
  for (const [index, event] of events.entries()) {
    const size = event.envelope.length + event.data.length
    const joins = event.stream === events[start]?.stream && index - start < MOST_EVENTS && bytes + size <= MOST_BYTES
    if (index > start && !joins) {
      yield events.slice(start, index)
      start = index
      bytes = 0
    }
    bytes += size
  }
  if (start < events.length) yield events.slice(start)
}

function followedBy(known: KnownStream, run: readonly StoredEvent[]): boolean {
  return run[0]?.revision === known.revision + 1n && !run.some(({ id }) => known.ids.has(id))
}

function check(stream: string, known: KnownStream, run: readonly StoredEvent[]): void {
  if (run[0]?.revision !== known.revision + 1n) throw wrongRevision(stream, run, known.revision)
  const twice = run.find(({ id }) => known.ids.has(id))
  if (twice) throw new IdempotencyMismatch(stream, twice.id)
}

function wrongRevision(stream: string, run: readonly StoredEvent[], actual: bigint): WrongExpectedRevision {
  const before = (run[0]?.revision ?? 0n) - 1n
  return new WrongExpectedRevision(stream, before < 0n ? 'no-stream' : before, actual < 0n ? null : actual)
}

async function write(appender: Appender, stream: string, known: KnownStream, run: readonly StoredEvent[]): Promise<Position | null> {
  for (const [index, event] of run.entries()) {
    if (event.hash.length !== HASH_BYTES || !isStoredEnvelope(parsed(event.envelope))) throw new EventUnreadable(event.position)
    if (event.revision !== known.revision + 1n + BigInt(index)) throw wrongRevision(stream, [event], known.revision + BigInt(index))
  }
  const last = run.at(-1)
  if (!last) return null
  const proposed = run.map(({ type, hash, envelope, data }) => ({ id: randomUuid(), type, data: frame({ hash, envelope, data }) }))
  const next = { revision: last.revision, hash: last.hash.toString('hex'), closed: last.type === STREAM_CLOSED, ids: known.ids }
  const position = await appender.write(stream, known, proposed, next)
  if (position !== null) for (const { id } of run) known.ids.add(id)
  return position
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return null
  }
}
