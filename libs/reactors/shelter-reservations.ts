import { caseAggregate, type ShelterStayStarted } from '#cases'
import { confirm, giveBack, stateOf, type CommandOrigin, type HandlerPorts } from '#command-handler'
import { Refusal, type Actor, type Recorded, type Uuid } from '#kernel'
import { clockId, type Reactor } from '#read-models'
import { shelterAggregate, type Reservation } from '#shelters'
import type { Clock } from './clock'

const NAME = 'shelter-reservations'
const EXPIRY = 'reservation-expiry'
const ACTOR: Actor = { kind: 'system', name: NAME }

/** What these need of the outside besides the log. */
export interface ReservationPorts extends HandlerPorts {
  /** @returns the IANA zone of a unit */
  readonly zoneOf: (unit: string) => Promise<string>
  /** @returns reservations of all shelters that nobody confirmed and that expired at or before this moment */
  readonly expiredReservations: (
    now: string,
  ) => Promise<readonly { readonly shelterId: Uuid; readonly reservationId: Uuid; readonly expiresAt: string }[]>
}

/** Finishes what a crash between two streams left: a stay that stands in its case confirms its reservation. */
export const shelterReservations = (ports: ReservationPorts): Reactor => ({
  name: NAME,
  streamPrefix: `${caseAggregate.prefix}-`,
  versions: caseAggregate.versions,
  startsAt: 'origin',
  async react(event, commandId) {
    if (!isStay(event)) return
    const { shelterId, reservationId } = event.data
    const found = await reservationOf(ports, shelterId, reservationId)
    if (found?.reservation.status !== 'dipesan') return
    await ignoreSettled(confirm(ports, await originFor(ports, found.unit, commandId, event.id), shelterId, reservationId))
  },
})

/** A reservation that expired without a stay is given back; where the stay stands after all, it is confirmed. */
export const reservationExpiry = (ports: ReservationPorts): Clock => ({
  name: EXPIRY,
  async due(now) {
    return (await ports.expiredReservations(now)).map(({ shelterId, reservationId, expiresAt }) => ({
      dueAt: expiresAt,
      commandId: clockId(EXPIRY, reservationId, expiresAt),
      act: async (commandId) => {
        const found = await reservationOf(ports, shelterId, reservationId)
        if (found?.reservation.status !== 'dipesan') return
        const origin = await originFor(ports, found.unit, commandId, null)
        const people = [...found.reservation.housed, ...found.reservation.infants]
        const stands = await isStaying(ports, found.reservation.caseId, people)
        await ignoreSettled(
          stands
            ? confirm(ports, origin, shelterId, reservationId)
            : giveBack(ports, origin, { shelterId, reservationId, subjectIds: people, cause: 'kedaluwarsa' }),
        )
      },
    }))
  },
})

const isStay = (event: Recorded): event is Recorded<ShelterStayStarted> => event.type === 'ShelterStayStarted' && event.version === 1

async function reservationOf(
  ports: ReservationPorts,
  shelterId: Uuid,
  reservationId: Uuid,
): Promise<{ readonly unit: string; readonly reservation: Reservation } | null> {
  const shelter = await stateOf(ports.log, shelterAggregate, shelterId)
  if (shelter.kind === 'none') return null
  const reservation = shelter.reservations[reservationId]
  return reservation ? { unit: shelter.unit, reservation } : null
}

async function isStaying(ports: ReservationPorts, caseId: Uuid, people: readonly Uuid[]): Promise<boolean> {
  const found = await stateOf(ports.log, caseAggregate, caseId)
  return found.phase !== 'none' && Object.values(found.stays).some((stay) => people.every((id) => stay.staying.includes(id)))
}

/** Somebody settled it between looking and acting. */
async function ignoreSettled(act: Promise<unknown>): Promise<void> {
  try {
    await act
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== 'shelter.reservation-released' && error.code !== 'shelter.reservation-confirmed')) throw error
  }
}

async function originFor(ports: ReservationPorts, unit: string, commandId: Uuid, causationId: Uuid | null): Promise<CommandOrigin> {
  return { commandId, correlationId: commandId, causationId, actor: ACTOR, unit, zone: await ports.zoneOf(unit), holidays: new Set() }
}
