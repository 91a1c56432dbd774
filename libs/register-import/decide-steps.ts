import { caseAggregate, type CaseCommand, type CaseEvent, type CaseState } from '#cases'
import { deriveId, type DecisionContext } from '#kernel'
import type { Aggregate } from '#command-handler'

/** Several commands on one case as one: all or none, in one append. Each step's own ids derive from the command and its place. */
export const caseSteps: Aggregate<CaseState, readonly CaseCommand[], CaseEvent> = {
  prefix: caseAggregate.prefix,
  versions: caseAggregate.versions,
  initial: caseAggregate.initial,
  evolve: (state, event) => caseAggregate.evolve(state, event),
  decide: (steps, state, context) => decideSteps(steps, state, context).events,
}

/** @throws Refusal of the first step that the case refuses */
export function decideSteps(
  steps: readonly CaseCommand[],
  start: CaseState,
  context: DecisionContext,
): { readonly events: readonly CaseEvent[]; readonly state: CaseState } {
  let state = start
  const events: CaseEvent[] = []
  steps.forEach((step, index) => {
    for (const event of caseAggregate.decide(step, state, { ...context, commandId: deriveId(context.commandId, 'step', index) })) {
      state = caseAggregate.evolve(state, event)
      events.push(event)
    }
  })
  return { events, state }
}
