import type { Pool } from 'pg'
import { findUnit } from '#access'
import type { HandlerPorts } from '#command-handler'
import { expiredReservations, type Reactor } from '#read-models'
import { reservationExpiry, shelterReservations, type Clock } from '#reactors'

/** Everything that acts by itself: on events, and when a moment has come. */
export interface Acting {
  readonly reactors: readonly Reactor[]
  readonly clocks: readonly Clock[]
}

export function whatActs(ports: HandlerPorts, pool: Pool): Acting {
  const reservations = {
    ...ports,
    zoneOf: async (unit: string) => (await findUnit(pool, unit)).zone,
    expiredReservations: (now: string) => expiredReservations(pool, now),
  }
  return { reactors: [shelterReservations(reservations)], clocks: [reservationExpiry(reservations)] }
}
