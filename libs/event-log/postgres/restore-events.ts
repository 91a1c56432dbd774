import type { Position, Uuid } from '#kernel'
import { EventUnreadable, IdempotencyMismatch, LogUnavailable, WrongExpectedRevision } from '../errors'
import { toPosition } from '../position'
import type { StoredEvent } from '../stored'
import { isKnownId } from './database-errors'
import type { LogClient } from './log-client'
import { HASH_BYTES } from './restore-function'
import { KNOWN_ID, RESTORE } from './statements'

/** Most events and most bytes that one transaction takes over: others' appends wait for it. */
const BATCH_EVENTS = 1_000
const BATCH_BYTES = 4 * 1024 * 1024

/**
 * Takes over events as another log stored them, in transactions of up to a thousand: an attempt that is cut off leaves whole ones, from the first on.
 * @param events in log order, none of them standing here yet
 * @returns the position of the last one, null where there was none
 * @throws WrongExpectedRevision, IdempotencyMismatch (an id that stands here already), EventUnreadable (a hash that is none), LogUnavailable
 */
export async function restoreEvents(client: LogClient, events: readonly StoredEvent[]): Promise<Position | null> {
  let position: Position | null = null
  for (const batch of batches(events)) position = await restoreBatch(client, batch)
  return position
}

function* batches(events: readonly StoredEvent[]): Iterable<readonly StoredEvent[]> {
  let start = 0
  let bytes = 0
  for (const [index, event] of events.entries()) {
    const size = sizeOf(event)
    if (index > start && (index - start === BATCH_EVENTS || bytes + size > BATCH_BYTES)) {
      yield events.slice(start, index)
      start = index
      bytes = 0
    }
    bytes += size
  }
  if (start < events.length) yield events.slice(start)
}

const sizeOf = ({ envelope, data }: StoredEvent): number => HASH_BYTES + envelope.length + data.length

async function restoreBatch(client: LogClient, batch: readonly StoredEvent[]): Promise<Position> {
  const misshapen = batch.find(({ hash }) => hash.length !== HASH_BYTES)
  if (misshapen) throw new EventUnreadable(misshapen.position)
  let start = 1
  const starts = batch.map((event) => {
    const own = start
    start += sizeOf(event)
    return own
  })
  try {
    const rows = await client.rows<readonly [readonly string[]]>(RESTORE, [
      batch.map(({ stream }) => stream),
      batch.map(({ revision }) => revision),
      batch.map(({ id }) => id),
      batch.map(({ type }) => type),
      batch.map(({ version }) => version),
      starts,
      batch.map(({ envelope }) => envelope.length),
      batch.map(({ data }) => data.length),
      Buffer.concat(batch.flatMap(({ hash, envelope, data }) => [hash, envelope, data])),
    ])
    return restored(rows[0]?.[0] ?? [])
  } catch (error) {
    if (isKnownId(error)) throw await mismatch(client, batch)
    throw error
  }
}

function restored([outcome, first, wanted, found]: readonly (string | null)[]): Position {
  if (outcome === 'restored') return toPosition(first ?? '')
  if (outcome !== 'wrong-revision') throw new LogUnavailable('a restore without an answer')
  const before = BigInt(wanted ?? -1)
  throw new WrongExpectedRevision(first ?? '', before < 0n ? 'no-stream' : before, found === null || found === undefined ? null : BigInt(found))
}

async function mismatch(client: LogClient, batch: readonly StoredEvent[]): Promise<IdempotencyMismatch> {
  const [known] = await client.rows<readonly [stream: string, id: Uuid]>(KNOWN_ID, [batch.map(({ id }) => id)])
  return new IdempotencyMismatch(known?.[0] ?? batch[0]?.stream ?? '', known?.[1] ?? batch[0]?.id ?? '')
}
