import { IdempotencyMismatch, StreamNotFound, WrongExpectedRevision, type EventLog } from '#event-log'
import {
  dateIn,
  eventId,
  Refusal,
  type Actor,
  type AnyFact,
  type Clock,
  type DecisionContext,
  type Decider,
  type LocalDate,
  type Position,
  type Uuid,
} from '#kernel'
import type { Sealer } from '#privacy'
import { knownEvents } from './known-events'

/** What a handler needs of the outside. */
export interface HandlerPorts {
  readonly log: EventLog
  readonly sealer: Sealer
  readonly clock: Clock
}

/** Who asks, for which unit, under which command id. */
export interface CommandOrigin {
  readonly commandId: Uuid
  readonly correlationId: Uuid
  readonly causationId: Uuid | null
  readonly actor: Actor
  readonly unit: string
  /** IANA zone of the unit */
  readonly zone: string
  readonly holidays: ReadonlySet<LocalDate>
  /** The revision the asker has seen (`If-Match`); with it a conflict is refused at once */
  readonly ifMatch?: bigint
}

/** What a command answers: the stream's id, the revision it reached and where that stands in the log. */
export interface CommandResult {
  readonly id: Uuid
  readonly revision: bigint
  readonly position: Position
  /** true where the same command had been handled before: the first result is answered again */
  readonly repeated: boolean
}

export interface Aggregate<State, Command, Event extends AnyFact> extends Decider<State, Command, Event> {
  /** e.g. `case` for streams `case-<uuid>` */
  readonly prefix: string
  /** Newest schema version of each event type this product knows */
  readonly versions: Readonly<Record<string, number>>
}

/** Checks the access policy on the loaded state; throws a `Refusal`. */
export type Authorize<State> = (state: State) => void

const ATTEMPTS = 8

interface Loaded<State> {
  readonly state: State
  readonly revision: bigint | null
  readonly first: CommandResult | null
}

/**
 * Load, authorise, decide, seal, append; on a conflict without `ifMatch` reload and decide again.
 * A command whose id already stands in the stream answers its first result, whatever it now asks for.
 * @param toCommand makes the command of the state just loaded (facts that depend on it are fetched here)
 * @throws Refusal: of the policy or the decision; `revision.stale` (stale) where `ifMatch` is not the stream's revision;
 * `log.newer-version`, `log.event-unreadable` where the stream holds an event this version cannot read; `log.busy` after many conflicts
 */
export async function handle<State, Command, Event extends AnyFact>(
  ports: HandlerPorts,
  aggregate: Aggregate<State, Command, Event>,
  id: Uuid,
  origin: CommandOrigin,
  authorize: Authorize<State>,
  toCommand: (state: State, context: DecisionContext) => NoInfer<Command> | Promise<NoInfer<Command>>,
): Promise<CommandResult> {
  const stream = `${aggregate.prefix}-${id}`
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const loaded = await load(ports.log, aggregate, id, origin.commandId)
    // Before the policy: the first time may have taken the asker's own right away (a handing over, a declared conflict).
    if (loaded.first) return loaded.first
    authorize(loaded.state)
    if (origin.ifMatch !== undefined && origin.ifMatch !== (loaded.revision ?? -1n)) throw stale(loaded.revision)

    const now = ports.clock.now()
    const context = contextOf(origin, now)
    const facts = aggregate.decide(await toCommand(loaded.state, context), loaded.state, context)
    const sealed = await ports.sealer.seal(facts.map((fact, index) => ({ id: eventId(origin.commandId, index), fact })))
    try {
      const { revision, position, repeated } = await ports.log.append(stream, loaded.revision ?? 'no-stream', sealed, {
        recordedAt: now,
        actor: origin.actor,
        unit: origin.unit,
        commandId: origin.commandId,
        correlationId: origin.correlationId,
        causationId: origin.causationId,
      })
      return { id, revision, position, repeated }
    } catch (error) {
      // The same command was handled between loading and appending, with another body perhaps: its first result is answered.
      const first = error instanceof IdempotencyMismatch ? (await load(ports.log, aggregate, id, origin.commandId)).first : null
      if (first) return first
      if (!(error instanceof WrongExpectedRevision)) throw error
      if (origin.ifMatch !== undefined) throw stale(error.actual)
    }
  }
  throw new Refusal('busy', 'log.busy')
}

const stale = (actual: bigint | null): Refusal => new Refusal('stale', 'revision.stale', { revision: Number(actual ?? -1n) })

function contextOf(origin: CommandOrigin, now: string): DecisionContext {
  const { commandId, actor, unit, zone, holidays } = origin
  return { commandId, actor, unit, zone, now, today: dateIn(zone, now), holidays }
}

async function load<State, Event extends AnyFact>(
  log: Pick<EventLog, 'readStream'>,
  aggregate: Aggregate<State, never, Event>,
  id: Uuid,
  commandId: Uuid,
): Promise<Loaded<State>> {
  let state = aggregate.initial
  let revision: bigint | null = null
  let first: CommandResult | null = null
  try {
    for await (const event of knownEvents<Event>(log, aggregate, id)) {
      state = aggregate.evolve(state, event)
      revision = event.revision
      if (event.commandId === commandId) first = { id, revision, position: event.position, repeated: true }
    }
  } catch (error) {
    if (!(error instanceof StreamNotFound)) throw error
  }
  return { state, revision, first }
}

/** @returns the present state of one aggregate; its initial one where the stream isn't there. @throws Refusal: see `knownEvents` */
export async function stateOf<State, Event extends AnyFact>(
  log: Pick<EventLog, 'readStream'>,
  aggregate: Aggregate<State, never, Event>,
  id: Uuid,
): Promise<State> {
  return (await load(log, aggregate, id, id)).state
}
