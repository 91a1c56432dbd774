import { STREAM_CLOSED, UNREADABLE, type EventLog } from '#event-log'
import { Refusal, type AnyFact, type EventFamily, type Recorded, type Uuid } from '#kernel'

/**
 * Reads one stream for a decision, or for what must be like one: all of it or nothing, because a state with a hole in it decides wrongly.
 * The end of a stream says nothing to a state and is left out.
 * @throws Refusal `log.newer-version` at an event of a type or version that this program doesn't know, `log.event-unreadable` at one
 * whose bytes are no event any more; StreamNotFound
 */
export async function* knownEvents<Event extends AnyFact>(
  log: Pick<EventLog, 'readStream'>,
  family: Pick<EventFamily, 'prefix' | 'versions'>,
  id: Uuid,
): AsyncGenerator<Recorded<Event>> {
  for await (const page of log.readStream(`${family.prefix}-${id}`))
    for (const event of page) if (event.type !== STREAM_CLOSED) yield requireKnown(family, event) as Recorded<Event>
}

/** @throws Refusal `log.newer-version`, `log.event-unreadable` */
export function requireKnown({ versions }: Pick<EventFamily, 'versions'>, event: Recorded): Recorded {
  const newest = versions[event.type]
  if (newest !== undefined && event.version <= newest) return event
  if (event.type === UNREADABLE) throw new Refusal('rule', 'log.event-unreadable', { position: event.position })
  throw new Refusal('rule', 'log.newer-version', { type: event.type, version: event.version })
}
