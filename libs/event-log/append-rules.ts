import type { Position, Uuid } from '#kernel'
import { STREAM_CLOSED, type EncodedEvent } from './codec'
import { IdempotencyMismatch, StreamClosed, WrongExpectedRevision } from './errors'
import type { Appended, Expected } from './port'

/** What an adapter knows of an event that already stands. */
export interface StandingEvent {
  readonly id: Uuid
  readonly stream: string
  readonly revision: bigint
  readonly position: Position
  readonly type: string
  readonly version: number
  readonly data: Buffer
}

/** The last event of a stream, or null where there is none. */
export type StreamHead = Pick<StandingEvent, 'revision' | 'type'> | null

/**
 * The rules of an append, for adapters whose store doesn't decide by itself (the SQL function `event_log.append` has the same).
 * Known ids come first: a retry must get its first answer though the stream has moved on, or closed, since.
 * @param standing finds an event of the whole log by its id
 * @returns the first result where the append is a repetition, else null: the events may be written
 * @throws IdempotencyMismatch, StreamClosed, WrongExpectedRevision
 */
export function judgeAppend(
  stream: string,
  expected: Expected,
  events: readonly EncodedEvent[],
  head: StreamHead,
  standing: (id: Uuid) => StandingEvent | undefined,
): Appended | null {
  const repeated = judgeRepetition(
    stream,
    events,
    events.map((event) => standing(event.id)),
  )
  if (repeated) return { revision: repeated.revision, position: repeated.position, repeated: true }
  if (head?.type === STREAM_CLOSED) throw new StreamClosed(stream)
  if (!meets(expected, head)) throw new WrongExpectedRevision(stream, expected, head?.revision ?? null)
  return null
}

/** A repetition is all of them or none: same stream, same order without a gap, same type, schema version and data bytes. */
function judgeRepetition(stream: string, events: readonly EncodedEvent[], found: readonly (StandingEvent | undefined)[]): StandingEvent | undefined {
  const first = found.find((event) => event !== undefined)
  if (!first) return undefined
  let last: StandingEvent | undefined
  for (const [index, event] of events.entries()) {
    const before = last
    last = found[index]
    if (!last) throw new IdempotencyMismatch(stream, first.id)
    const follows = before === undefined || last.revision === before.revision + 1n
    const same = last.type === event.type && last.version === event.version && last.data.equals(event.data)
    if (last.stream !== stream || !follows || !same) throw new IdempotencyMismatch(stream, event.id)
  }
  return last
}

function meets(expected: Expected, head: StreamHead): boolean {
  switch (expected) {
    case 'any':
      return true
    case 'no-stream':
      return head === null
    case 'stream-exists':
      return head !== null
    default:
      return head?.revision === expected
  }
}
