import type { PoolClient } from 'pg'
import type { Opener } from '#privacy'
import { later, moveCheckpoints, type Checkpoint, type Reached } from './checkpoints'
import { transaction } from './database'
import { isPassing, reasonOf } from './errors'
import { keepLease, type Lease } from './lease'
import type { ModelWriter } from './model-writer'
import { OrderedConnection } from './ordered-connection'
import { park } from './parked'
import type { Entry, ReadModel } from './read-model'
import { Sealed, type Instant, type Recorded } from '#kernel'

/** @returns each event with the running maximum of recorded-at, which goes on from `asOf`. */
export function withAsOf(events: readonly Recorded[], asOf: Instant | null): readonly Entry[] {
  let maximum = asOf
  return events.map((event) => {
    maximum = later(maximum, event.recordedAt)
    return { event, asOf: maximum }
  })
}

/** @returns an opener that holds the keys of everything this model opens in these events. */
export async function preparedOpener(
  openers: () => Opener,
  writers: readonly { readonly model: ReadModel }[],
  entries: readonly Entry[],
): Promise<Opener> {
  const opener = openers()
  const opened: Sealed<unknown>[] = []
  for (const { model } of writers) {
    if (!model.opens) continue
    for (const { event } of entries) if (event.stream.startsWith(model.streamPrefix)) opened.push(...openedBy(model, event))
  }
  if (opened.length > 0) await prepare(opener, opened)
  return opener
}

/** What an event does not hold, the fold stumbles over, and the event is parked: it may not stop the reading of all others here. */
function openedBy(model: ReadModel, event: Recorded): readonly Sealed<unknown>[] {
  try {
    return (model.opens?.(event) ?? []).filter((value) => value instanceof Sealed)
  } catch {
    return []
  }
}

/** Of keys that can't be asked for together, those that can be are prepared; the fold stumbles over the others. */
async function prepare(opener: Opener, values: readonly Sealed<unknown>[]): Promise<void> {
  try {
    await opener.prepare(values)
  } catch (error) {
    if (isPassing(error)) throw error
    for (const value of values)
      await opener.prepare([value]).catch((cause: unknown) => {
        if (isPassing(cause)) throw cause
      })
  }
}

/** One model on its way through the log. */
export interface Traveller {
  readonly writer: ModelWriter
  checkpoint: Checkpoint
  readonly parked: Set<string>
}

export interface PageContext {
  readonly client: PoolClient
  readonly lease: Lease
  readonly leaseMilliseconds: number
  readonly opener: Opener
}

const isNew = (checkpoint: Checkpoint, position: string): boolean => checkpoint.position === null || position > checkpoint.position

const movedTo = (checkpoint: Checkpoint, { position, asOf, lastEvent, caughtUp = false }: Reached): Checkpoint => ({
  ...checkpoint,
  position,
  asOf,
  lastEvent,
  whole: checkpoint.whole || caughtUp,
})

/**
 * Folds a page into all models that have not seen it: rows, checkpoints and lease in one transaction. Where that fails
 * by an event's fault, each model takes the page alone, and the one that stumbles takes it event by event.
 */
export async function foldPage(travellers: readonly Traveller[], entries: readonly Entry[], reached: Reached, context: PageContext): Promise<void> {
  const due = travellers.filter(({ checkpoint }) => isNew(checkpoint, reached.position) || (reached.caughtUp === true && !checkpoint.whole))
  if (due.length === 0) return
  try {
    await foldTogether(due, entries, reached, context)
  } catch (error) {
    for (const { writer } of due) writer.forget()
    if (isPassing(error)) throw error
    for (const traveller of due) await foldAlone(traveller, entries, reached, context)
  }
}

async function foldAlone(traveller: Traveller, entries: readonly Entry[], reached: Reached, context: PageContext): Promise<void> {
  try {
    await foldTogether([traveller], entries, reached, context)
  } catch (error) {
    traveller.writer.forget()
    if (isPassing(error)) throw error
    await foldSingly(traveller, entries, reached, context)
  }
}

async function foldTogether(due: readonly Traveller[], entries: readonly Entry[], reached: Reached, context: PageContext): Promise<void> {
  const { client, lease, leaseMilliseconds, opener } = context
  const connection = new OrderedConnection(client)
  await transaction(client, async () => {
    await keepLease(client, lease, leaseMilliseconds)
    for (const traveller of due) {
      const { take, hold } = split(traveller, entries)
      if (take.length > 0) {
        await traveller.writer.fold(take, opener, connection)
        await traveller.writer.flush(connection)
      }
      await park(client, traveller.writer.model.name, hold, null)
    }
    await moveCheckpoints(
      client,
      due.map(({ checkpoint }) => checkpoint),
      reached,
    )
  })
  for (const traveller of due) traveller.checkpoint = movedTo(traveller.checkpoint, reached)
}

/** Slow and sure: finds the events that can't be digested, parks them and what follows in their streams, folds the rest. */
async function foldSingly(traveller: Traveller, entries: readonly Entry[], reached: Reached, context: PageContext): Promise<void> {
  const { client, lease, leaseMilliseconds, opener } = context
  const connection = new OrderedConnection(client)
  const { writer, checkpoint } = traveller
  const newlyParked = new Set<string>()
  await transaction(client, async () => {
    await keepLease(client, lease, leaseMilliseconds)
    const { take, hold } = split(traveller, entries)
    await park(client, writer.model.name, hold, null)
    for (const entry of take) {
      if (newlyParked.has(entry.event.stream)) {
        await park(client, writer.model.name, [entry], null)
        continue
      }
      await client.query('savepoint one_event')
      try {
        await writer.fold([entry], opener, connection)
        await writer.flush(connection)
      } catch (error) {
        if (isPassing(error)) throw error
        writer.forget()
        await client.query('rollback to savepoint one_event')
        await park(client, writer.model.name, [entry], reasonOf(error))
        newlyParked.add(entry.event.stream)
      }
      await client.query('release savepoint one_event')
    }
    await moveCheckpoints(client, [checkpoint], reached)
  })
  for (const stream of newlyParked) traveller.parked.add(stream)
  traveller.checkpoint = movedTo(checkpoint, reached)
}

function split({ writer: { model }, checkpoint, parked }: Traveller, entries: readonly Entry[]): { take: readonly Entry[]; hold: readonly Entry[] } {
  const mine = entries.filter(({ event }) => isNew(checkpoint, event.position) && event.stream.startsWith(model.streamPrefix))
  if (parked.size === 0) return { take: mine, hold: [] }
  return { take: mine.filter(({ event }) => !parked.has(event.stream)), hold: mine.filter(({ event }) => parked.has(event.stream)) }
}
