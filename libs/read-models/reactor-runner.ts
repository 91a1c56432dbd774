import { LogIncomplete, ORIGIN, STREAM_CLOSED, UNREADABLE, type EventLog } from '#event-log'
import type { Position, Recorded } from '#kernel'
import { moveCheckpoints, type Checkpoint, type Reached } from './checkpoints'
import { execute, rowsFrom, transaction, type Queryable } from './database'
import { CheckpointMoved, isPassing, reasonOf, UndigestedEvent } from './errors'
import { keepLease } from './lease'
import { withAsOf } from './page-folder'
import { park, parkedByModel } from './parked'
import { pausesChanged } from './pauses'
import { reactionId, REACTOR_VERSION, type Reactor } from './reactor'
import type { Entry } from './read-model'
import { leaseSettings, pageOptions, type RunnerSettings } from './runner'
import { pause, runUnderLease, type UnderLease } from './under-lease'

export const leaseOf = (reactor: Reactor): string => `reactor ${reactor.name}`

/**
 * Follows the log with one reactor until `signal` aborts, under a lease of its own. A page's checkpoint moves after all of
 * it was acted upon, by a compare-and-set that a fenced-out worker fails; a page acted upon again does nothing.
 */
export async function runReactor(settings: RunnerSettings, reactor: Reactor, signal: AbortSignal): Promise<void> {
  await runUnderLease(leaseOf(reactor), leaseSettings(settings), (held) => followUnlessSetBack(settings, reactor, held), signal)
}

/**
 * A log that was set back holds nothing any more of what the reactor acted upon last, and maybe not what it did. One that began at the
 * start goes over the log again, which does what is missing and nothing twice; one that didn't goes on where the log ends.
 */
async function followUnlessSetBack(settings: RunnerSettings, reactor: Reactor, held: UnderLease): Promise<void> {
  try {
    await follow(settings, reactor, held)
  } catch (error) {
    if (!(error instanceof LogIncomplete)) throw error
    const { client, lease, leaseMilliseconds } = held
    const checkpoint = await findCheckpoint(client, reactor.name)
    // a hole is another matter: nobody knows whose event stood there
    if (checkpoint?.position !== error.position) throw error
    const position = (reactor.startsAt === 'origin' ? null : await settings.log.head()) ?? ORIGIN
    await transaction(client, async () => {
      await keepLease(client, lease, leaseMilliseconds)
      await moveCheckpoints(client, [checkpoint], { position, asOf: null, lastEvent: null })
    })
    settings.notify?.({ kind: 'interrupted', reason: error.code })
  }
}

async function follow(
  settings: RunnerSettings,
  reactor: Reactor,
  { client, lease, leaseMilliseconds, paused, signal, onProgress }: UnderLease,
): Promise<void> {
  if (paused.has(reactor.name)) return pause(Infinity, signal)
  let checkpoint = await checkpointOf(client, settings.log, reactor)
  const parked = (await parkedByModel(client)).get(reactor.name) ?? new Set<string>()
  const filter = { filter: { streamPrefix: reactor.streamPrefix }, ...pageOptions(settings) }
  for await (const page of settings.log.subscribe(checkpoint.position, signal, filter)) {
    if (await pausesChanged(client, paused)) return
    const entries = withAsOf(page.events, checkpoint.asOf)
    const { held, reasons } = await actOn(reactor, entries, parked, signal)
    if (signal.aborted) return
    const reached: Reached = {
      position: page.checkpoint,
      asOf: entries.at(-1)?.asOf ?? checkpoint.asOf,
      lastEvent: page.events.at(-1)?.id ?? checkpoint.lastEvent,
    }
    await transaction(client, async () => {
      await keepLease(client, lease, leaseMilliseconds)
      for (const entry of held) await park(client, reactor.name, [entry], reasons.get(entry) ?? null)
      await moveCheckpoints(client, [checkpoint], reached)
    })
    checkpoint = { ...checkpoint, ...reached }
    onProgress()
    for (const { event } of reasons.keys()) settings.notify?.({ kind: 'parked', model: reactor.name, stream: event.stream })
  }
}

interface Acted {
  /** Events that could not be acted upon, and those behind them */
  readonly held: readonly Entry[]
  readonly reasons: ReadonlyMap<Entry, string>
}

async function actOn(reactor: Reactor, entries: readonly Entry[], parked: Set<string>, signal: AbortSignal): Promise<Acted> {
  const held: Entry[] = []
  const reasons = new Map<Entry, string>()
  for (const entry of entries) {
    const { event } = entry
    if (signal.aborted) break
    if (!event.stream.startsWith(reactor.streamPrefix)) continue
    if (parked.has(event.stream)) {
      held.push(entry)
      continue
    }
    try {
      await react(reactor, event)
    } catch (error) {
      if (isPassing(error)) throw error
      parked.add(event.stream)
      held.push(entry)
      reasons.set(entry, reasonOf(error))
    }
  }
  return { held, reasons }
}

/**
 * The end of a stream says nothing to a reactor.
 * @throws whatever the reactor throws; UndigestedEvent for an event that cannot be read or that it doesn't know: no reactor may take it
 * for one that doesn't concern it
 */
export async function react(reactor: Reactor, event: Recorded): Promise<void> {
  if (event.type === STREAM_CLOSED) return
  if (event.type === UNREADABLE || event.version > (reactor.versions[event.type] ?? 0)) throw new UndigestedEvent(event.type, event.version)
  await reactor.react(event, reactionId(reactor.name, event.id))
}

/** Reads where a reactor stands; one that is new begins where it says. */
async function checkpointOf(database: Queryable, log: EventLog, { name, startsAt }: Reactor): Promise<Checkpoint> {
  const known = await findCheckpoint(database, name)
  if (known) return known
  const position: Position | null = startsAt === 'origin' ? null : await log.head()
  await execute(
    database,
    `insert into read_models.checkpoints (model, version, position, kind) values ($1, ${REACTOR_VERSION}, $2, 'reactor') on conflict (model) do nothing`,
    [name, position],
  )
  const made = await findCheckpoint(database, name)
  if (!made) throw new CheckpointMoved()
  return made
}

async function findCheckpoint(database: Queryable, name: string): Promise<Checkpoint | null> {
  const [row] = await rowsFrom<Checkpoint>(
    database,
    `select model, version, position, as_of as "asOf", last_event as "lastEvent", generation, whole from read_models.checkpoints where model = $1 and kind = 'reactor'`,
    [name],
  )
  return row ?? null
}
