import { addMilliseconds, broken, DAY, invalid, isInstant, newIdIn, type DecisionContext, type Uuid } from '#kernel'
import type { ConfirmReservation, Guest, ReleaseReservation, ReserveBeds, VacateBeds } from './shelter-command'
import type { BedsReserved, BedsVacated, ReservationConfirmed, ReservationReleased } from './shelter-event'
import { occupancy, residents, type ExistingShelter, type Reservation } from './shelter-state'

/** How long a reservation waits for its stay to start, where the command doesn't say. */
export const RESERVATION_LASTS = DAY
const LONGEST = 7 * DAY

function checkGuests(guests: readonly Guest[], shelter: ExistingShelter, emergency: boolean): void {
  if (guests.length === 0) throw invalid('guests', 'required')
  if (new Set(guests.map(({ subjectId }) => subjectId)).size !== guests.length) throw invalid('guests', 'duplicate')
  if (guests.every(({ withoutBed }) => withoutBed)) throw invalid('guests', 'shelter.infant-alone')
  const adult = guests.findIndex(({ withoutBed, client }) => withoutBed && client !== 'anak_perempuan' && client !== 'anak_laki_laki')
  if (adult >= 0) throw invalid(`guests[${adult}].withoutBed`, 'shelter.only-a-child-goes-without-bed')
  const housed = residents(shelter)
  if (guests.some(({ subjectId }) => housed.has(subjectId))) throw broken('shelter.already-housed')
  if (emergency) return
  for (const { client, withoutBed } of guests) {
    if (withoutBed || (client !== null && shelter.accepts.includes(client))) continue
    throw client === null ? broken('shelter.client-unknown') : broken('shelter.client-not-accepted', { client })
  }
}

/**
 * Reserves places for a family in one event. Two officers in the same second are kept apart by the stream's exact
 * revision: the later one decides again on what the earlier one left.
 * @throws Refusal `shelter.full` {free}: also in an emergency, a bed that doesn't exist is refused;
 * `shelter.closed`, `shelter.already-housed`, `shelter.client-not-accepted`, `shelter.client-unknown` (not in an emergency)
 */
export function reserveBeds(command: ReserveBeds, shelter: ExistingShelter, context: DecisionContext): readonly BedsReserved[] {
  if (shelter.kind === 'closed') throw broken('shelter.closed')
  const { guests, emergency, caseId } = command
  checkGuests(guests, shelter, emergency)
  const expiresAt = command.expiresAt ?? addMilliseconds(context.now, RESERVATION_LASTS)
  if (!isInstant(expiresAt)) throw invalid('expiresAt', 'time.invalid')
  const waits = Date.parse(expiresAt) - Date.parse(context.now)
  if (waits <= 0 || waits > LONGEST) throw invalid('expiresAt', 'shelter.expiry-out-of-range')
  const used = occupancy(shelter)
  const needed = guests.filter(({ withoutBed }) => !withoutBed).length
  const freeBeds = Math.max(0, shelter.beds - used.beds)
  const freeExtra = emergency ? Math.max(0, shelter.extraPlaces - used.extra) : 0
  if (needed > freeBeds + freeExtra) throw broken('shelter.full', { free: freeBeds + freeExtra, needed })
  const reservationId = command.reservationId ?? newIdIn(context, 'reservation')
  if (shelter.reservations[reservationId]) throw broken('shelter.reservation-exists')
  return [
    {
      type: 'BedsReserved',
      version: 1,
      at: context.now,
      data: {
        reservationId,
        caseId,
        subjectIds: guests.map(({ subjectId }) => subjectId),
        infantsWithoutBed: guests.filter(({ withoutBed }) => withoutBed).map(({ subjectId }) => subjectId),
        extraDeclared: Math.max(0, needed - freeBeds),
        expiresAt,
      },
    },
  ]
}

function reservationOf(shelter: ExistingShelter, id: Uuid): Reservation {
  const reservation = shelter.reservations[id]
  if (!reservation) throw broken('shelter.reservation-unknown')
  return reservation
}

/** Once the stay stands in the case. Confirming twice changes nothing. @throws Refusal `shelter.reservation-released` */
export function confirmReservation(command: ConfirmReservation, shelter: ExistingShelter): readonly ReservationConfirmed[] {
  const { status } = reservationOf(shelter, command.reservationId)
  if (status === 'dilepas') throw broken('shelter.reservation-released')
  return status === 'dipesan' ? [{ type: 'ReservationConfirmed', version: 1, data: { reservationId: command.reservationId } }] : []
}

/** Frees reserved places. Releasing twice changes nothing. @throws Refusal `shelter.reservation-confirmed`, `shelter.not-yet-expired` */
export function releaseReservation(command: ReleaseReservation, shelter: ExistingShelter, context: DecisionContext): readonly ReservationReleased[] {
  const { reservationId, cause } = command
  const { status, expiresAt } = reservationOf(shelter, reservationId)
  if (status === 'dilepas') return []
  if (status !== 'dipesan') throw broken('shelter.reservation-confirmed')
  if (cause === 'kedaluwarsa' && Date.parse(context.now) < Date.parse(expiresAt)) throw broken('shelter.not-yet-expired')
  return [{ type: 'ReservationReleased', version: 1, at: context.now, data: { reservationId, cause } }]
}

/** Who left frees a place; those who left before are passed over. @throws Refusal `shelter.not-occupied`, `shelter.infant-alone` */
export function vacateBeds(command: VacateBeds, shelter: ExistingShelter, context: DecisionContext): readonly BedsVacated[] {
  const { reservationId, leftOn } = command
  const { status, housed, infants } = reservationOf(shelter, reservationId)
  if (status === 'selesai') return []
  if (status !== 'ditempati') throw broken('shelter.not-occupied')
  if (leftOn > context.today) throw invalid('leftOn', 'date.future')
  const leaving = command.subjectIds.filter((id) => housed.includes(id) || infants.includes(id))
  if (leaving.length === 0) return []
  if (housed.every((id) => leaving.includes(id)) && infants.some((id) => !leaving.includes(id))) throw broken('shelter.infant-alone')
  return [{ type: 'BedsVacated', version: 1, on: leftOn, data: { reservationId, subjectIds: leaving, leftOn } }]
}
