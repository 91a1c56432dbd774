import { absent, broken, invalid, unreachable, type Decider, type DecisionContext, type LocalDate } from '#kernel'
import type { InstitutionCommand, InstitutionProfile } from './institution-command'
import type { InstitutionEvent } from './institution-event'

export type InstitutionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'active'; readonly unit: string; readonly name: string; readonly registeredOn: LocalDate }
  | { readonly kind: 'retired'; readonly unit: string; readonly name: string; readonly registeredOn: LocalDate }

const LONGEST_NAME = 200
const MOST_HOURS = 168

function checkedName(typed: string): string {
  const name = typed.trim()
  if (name === '') throw invalid('name', 'required')
  if (name.length > LONGEST_NAME) throw invalid('name', 'text.too-long', { most: LONGEST_NAME })
  return name
}

function checkedProfile({ kind, services, contact, channel, openAllHours, urgentHours }: InstitutionProfile): InstitutionProfile {
  if (services.length === 0) throw invalid('services', 'required')
  if (channel === '') throw invalid('channel', 'required')
  if (urgentHours !== null && !(urgentHours > 0 && urgentHours <= MOST_HOURS))
    throw invalid('urgentHours', 'number.range', { from: 0, to: MOST_HOURS })
  return { kind, services: [...new Set(services)], contact, channel, openAllHours, urgentHours }
}

/**
 * Any command of a partner institution.
 * @throws Refusal `institution.exists`, `institution.unknown` (absent), `institution.retired`; `invalid` on a field
 */
export function decideInstitution(command: InstitutionCommand, state: InstitutionState, context: DecisionContext): readonly InstitutionEvent[] {
  if (command.type === 'registerInstitution') {
    if (state.kind !== 'none') throw broken('institution.exists')
    const registered = { unit: context.unit, registeredOn: context.today, name: checkedName(command.name), ...checkedProfile(command) }
    return [{ type: 'InstitutionRegistered', version: 1, on: context.today, data: registered }]
  }
  if (state.kind === 'none') throw absent('institution.unknown')
  if (state.kind === 'retired') throw broken('institution.retired')
  switch (command.type) {
    case 'renameInstitution': {
      const name = checkedName(command.name)
      return name === state.name ? [] : [{ type: 'InstitutionRenamed', version: 1, data: { name } }]
    }
    case 'changeInstitutionProfile':
      return [{ type: 'InstitutionProfileChanged', version: 1, data: checkedProfile(command) }]
    case 'retireInstitution': {
      const { retiredOn, reason } = command
      if (retiredOn > context.today) throw invalid('retiredOn', 'date.future')
      if (retiredOn < state.registeredOn) throw invalid('retiredOn', 'institution.retired-before-registered')
      if (reason === '') throw invalid('reason', 'required')
      return [{ type: 'InstitutionRetired', version: 1, on: retiredOn, data: { retiredOn, reason } }]
    }
    default:
      return unreachable(command)
  }
}

/** @returns the institution after the event. */
export function evolveInstitution(state: InstitutionState, event: InstitutionEvent): InstitutionState {
  switch (event.type) {
    case 'InstitutionRegistered':
      return { kind: 'active', unit: event.data.unit, name: event.data.name, registeredOn: event.data.registeredOn }
    case 'InstitutionRenamed':
      return state.kind === 'none' ? state : { ...state, name: event.data.name }
    case 'InstitutionProfileChanged':
      return state
    case 'InstitutionRetired':
      return state.kind === 'none' ? state : { ...state, kind: 'retired' }
  }
}

const versions: Readonly<Record<InstitutionEvent['type'], number>> = {
  InstitutionRegistered: 1,
  InstitutionRenamed: 1,
  InstitutionProfileChanged: 1,
  InstitutionRetired: 1,
}

/** The aggregate of a stream `institution-<uuid>`. */
export const institutionAggregate: Decider<InstitutionState, InstitutionCommand, InstitutionEvent> & {
  readonly prefix: string
  readonly versions: Readonly<Record<string, number>>
} = { prefix: 'institution', versions, initial: { kind: 'none' }, decide: decideInstitution, evolve: evolveInstitution }
