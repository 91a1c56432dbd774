import { absent, broken, invalid, isLocalDate, unreachable, type Decider, type DecisionContext } from '#kernel'
import { confirmReservation, releaseReservation, reserveBeds, vacateBeds } from './reservation'
import type { ChangeShelterCapacity, CloseShelter, OpenShelter, ShelterCommand } from './shelter-command'
import type { ShelterCapacityChanged, ShelterClosed, ShelterEvent, ShelterOpened } from './shelter-event'
import { evolveShelter, noShelter, occupancy, type ExistingShelter, type ShelterState } from './shelter-state'

/** A shelter of a district has a handful of beds: more is a slip of the keyboard. */
const MOST_PLACES = 500

function checkPlaces({ beds, extraPlaces, accepts }: Pick<OpenShelter, 'beds' | 'extraPlaces' | 'accepts'>): void {
  if (!Number.isInteger(beds) || beds < 0 || beds > MOST_PLACES) throw invalid('beds', 'number.range', { from: 0, to: MOST_PLACES })
  if (!Number.isInteger(extraPlaces) || extraPlaces < 0 || extraPlaces > MOST_PLACES)
    throw invalid('extraPlaces', 'number.range', { from: 0, to: MOST_PLACES })
  if (accepts.length === 0) throw invalid('accepts', 'required')
}

/** @throws Refusal `shelter.exists`, or `invalid` on a field */
export function openShelter(command: OpenShelter, state: ShelterState, context: DecisionContext): readonly ShelterOpened[] {
  if (state.kind !== 'none') throw broken('shelter.exists')
  checkPlaces(command)
  const name = command.name.trim()
  if (name === '') throw invalid('name', 'required')
  const { beds, extraPlaces, accepts, openedOn, address } = command
  if (!isLocalDate(openedOn)) throw invalid('openedOn', 'date.invalid')
  return [
    {
      type: 'ShelterOpened',
      version: 1,
      on: openedOn,
      data: { unit: context.unit, name, beds, extraPlaces, accepts: [...new Set(accepts)], openedOn, address },
    },
  ]
}

/** @throws Refusal `shelter.capacity-below-occupied`: nobody loses a bed by a form */
export function changeShelterCapacity(command: ChangeShelterCapacity, shelter: ExistingShelter): readonly ShelterCapacityChanged[] {
  if (shelter.kind === 'closed') throw broken('shelter.closed')
  checkPlaces(command)
  const { beds, extraPlaces, accepts } = command
  const used = occupancy(shelter)
  if (beds < used.beds || extraPlaces < used.extra) throw broken('shelter.capacity-below-occupied', { beds: used.beds, extraPlaces: used.extra })
  return [{ type: 'ShelterCapacityChanged', version: 1, data: { beds, extraPlaces, accepts: [...new Set(accepts)] } }]
}

/** @throws Refusal `shelter.occupied` while anybody lives there or has a reservation */
export function closeShelter({ closedOn }: CloseShelter, shelter: ExistingShelter, context: DecisionContext): readonly ShelterClosed[] {
  if (shelter.kind === 'closed') return []
  const used = occupancy(shelter)
  if (used.beds + used.extra > 0) throw broken('shelter.occupied')
  if (closedOn > context.today) throw invalid('closedOn', 'date.future')
  return [{ type: 'ShelterClosed', version: 1, on: closedOn, data: { closedOn } }]
}

/** Any command of a shelter. @throws Refusal `shelter.unknown` (absent) before it is opened */
export function decideShelter(command: ShelterCommand, state: ShelterState, context: DecisionContext): readonly ShelterEvent[] {
  if (command.type === 'openShelter') return openShelter(command, state, context)
  if (state.kind === 'none') throw absent('shelter.unknown')
  switch (command.type) {
    case 'changeShelterCapacity':
      return changeShelterCapacity(command, state)
    case 'changeShelterAddress':
      return [{ type: 'ShelterAddressChanged', version: 1, data: { address: command.address } }]
    case 'closeShelter':
      return closeShelter(command, state, context)
    case 'reserveBeds':
      return reserveBeds(command, state, context)
    case 'confirmReservation':
      return confirmReservation(command, state)
    case 'releaseReservation':
      return releaseReservation(command, state, context)
    case 'vacateBeds':
      return vacateBeds(command, state, context)
    default:
      return unreachable(command)
  }
}

const versions: Readonly<Record<ShelterEvent['type'], number>> = {
  ShelterOpened: 1,
  ShelterCapacityChanged: 1,
  ShelterAddressChanged: 1,
  ShelterClosed: 1,
  BedsReserved: 1,
  ReservationConfirmed: 1,
  ReservationReleased: 1,
  BedsVacated: 1,
}

/** The aggregate of a stream `shelter-<uuid>`. */
export const shelterAggregate: Decider<ShelterState, ShelterCommand, ShelterEvent> & {
  readonly prefix: string
  readonly versions: Readonly<Record<string, number>>
} = { prefix: 'shelter', versions, initial: noShelter, decide: decideShelter, evolve: evolveShelter }
