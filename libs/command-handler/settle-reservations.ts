import { caseAggregate } from '#cases'
import { deriveId, type Actor, type Uuid } from '#kernel'
import { shelterAggregate } from '#shelters'
import { confirm, giveBack } from './admission'
import { stateOf, type CommandOrigin, type HandlerPorts } from './handle'

const REACTOR = 'shelter-reservations'
const NAMESPACE: Uuid = '4f6d5b0e-9a1c-4b4e-8f0a-7d2c1e5b3a90'

/**
 * Finishes what a crash between two streams left: a reservation whose stay stands in its case is confirmed, one that has
 * expired without a stay is given back. Repeating changes nothing: command ids follow from the reservation's.
 * @param zone IANA zone of the unit that owns the shelter
 * @returns how many reservations were confirmed and released
 */
export async function settleReservations(
  ports: HandlerPorts,
  shelter: { readonly shelterId: Uuid; readonly unit: string; readonly zone: string },
): Promise<{ readonly confirmed: number; readonly released: number }> {
  const state = await stateOf(ports.log, shelterAggregate, shelter.shelterId)
  if (state.kind === 'none') return { confirmed: 0, released: 0 }
  let [confirmed, released] = [0, 0]
  for (const [reservationId, reservation] of Object.entries(state.reservations)) {
    if (reservation.status !== 'dipesan') continue
    const found = await stateOf(ports.log, caseAggregate, reservation.caseId)
    const origin = originFor(shelter, reservationId)
    const people = [...reservation.housed, ...reservation.infants]
    if (found.phase !== 'none' && Object.values(found.stays).some((stay) => people.every((id) => stay.staying.includes(id)))) {
      await confirm(ports, origin, shelter.shelterId, reservationId)
      confirmed++
    } else if (reservation.expiresAt <= ports.clock.now()) {
      await giveBack(ports, origin, shelter.shelterId, reservationId, people)
      released++
    }
  }
  return { confirmed, released }
}

function originFor({ unit, zone }: { readonly unit: string; readonly zone: string }, reservationId: Uuid): CommandOrigin {
  const actor: Actor = { kind: 'system', name: REACTOR }
  const commandId = deriveId(NAMESPACE, reservationId)
  return { commandId, correlationId: commandId, causationId: reservationId, actor, unit, zone, holidays: new Set() }
}
