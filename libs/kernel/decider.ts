import type { Actor, AnyFact } from './event'
import { deriveId, type Uuid } from './ids'
import type { Instant, LocalDate } from './time'

/** What a decision may know besides the command and the state: fetched first and handed in. */
export interface DecisionContext {
  readonly commandId: Uuid
  readonly actor: Actor
  readonly unit: string
  /** The unit's IANA zone */
  readonly zone: string
  readonly now: Instant
  /** The date of `now` in `zone` */
  readonly today: LocalDate
  /** Holidays that working-day clocks skip */
  readonly holidays: ReadonlySet<LocalDate>
}

/** Ids of things a command creates derive from the command id: a retry creates the same ones. */
export const newIdIn = (context: DecisionContext, kind: string, index = 0): Uuid => deriveId(context.commandId, kind, index)

/**
 * An aggregate without I/O.
 * `decide` is pure and throws a `Refusal` where the command is not allowed; no event means nothing changed.
 * `evolve` is total: it never throws on an event that `decide` could have made.
 */
export interface Decider<State, Command, Event extends AnyFact> {
  readonly initial: State
  readonly decide: (command: Command, state: State, context: DecisionContext) => readonly Event[]
  readonly evolve: (state: State, event: Event) => State
}

/** @returns the state after all events, oldest first. */
export function replay<State, Event extends AnyFact>(
  decider: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
  events: Iterable<Event>,
): State {
  let state = decider.initial
  for (const event of events) state = decider.evolve(state, event)
  return state
}

/** Closes an exhaustive switch: a new case that is not handled becomes a compile error. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
