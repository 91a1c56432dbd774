import { deriveId, Refusal, type AnyFact, type Decider, type DecisionContext, type Uuid } from '#kernel'

/** Where in the story a decision is tested. */
export interface Given<State, Command, Event> {
  when(command: Command, context: DecisionContext): Outcome<Event>
  readonly state: State
}

/** What became of the command. */
export interface Outcome<Event> {
  /** It made exactly these events. Sealed values are equal where they have the same owner: nobody looks inside. */
  then(expected: readonly Event[]): void
  /** It made events of these types, in this order. */
  makes(...types: readonly string[]): void
  /** It was refused with this code, on this field where one is named. */
  refuses(code: string, field?: string): void
  readonly events: readonly Event[]
}

/** Decisions told as given (events that happened), when (a command), then (events or a refusal). */
export function given<State, Command, Event extends AnyFact>(
  decider: Decider<State, Command, Event>,
  events: readonly Event[],
): Given<State, Command, Event> {
  const state = events.reduce((before: State, event) => decider.evolve(before, event), decider.initial)
  return { state, when: (command, context) => outcome(() => decider.decide(command, state, context)) }
}

function outcome<Event extends AnyFact>(decide: () => readonly Event[]): Outcome<Event> {
  return {
    get events() {
      return decide()
    },
    then(expected) {
      expect(decide()).toEqual(expected)
    },
    makes(...types) {
      expect(decide().map((event) => event.type)).toEqual(types)
    },
    refuses(code, field) {
      const refusal = refusalOf(decide)
      expect(refusal).toMatchObject(field === undefined ? { code } : { code, faults: [{ field }] })
    },
  }
}

/** @returns the refusal; undefined where nothing was refused. An error of another kind is thrown on. */
export function refusalOf(act: () => unknown): Refusal | undefined {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  return undefined
}

/** The command's own id in a story: each command of a test gets another one. */
export const commandIn = (context: DecisionContext, index: number): Uuid => deriveId(context.commandId, 'command', index)

/** @returns the events that these commands make one after the other. */
export function told<State, Command, Event extends AnyFact>(
  decider: Decider<State, Command, Event>,
  context: DecisionContext,
  ...commands: readonly Command[]
): readonly Event[] {
  const events: Event[] = []
  let state = decider.initial
  commands.forEach((command, index) => {
    for (const event of decider.decide(command, state, { ...context, commandId: commandIn(context, index) })) {
      events.push(event)
      state = decider.evolve(state, event)
    }
  })
  return events
}
