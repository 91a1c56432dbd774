import type { Instant, Uuid } from '#kernel'
import type { Client, ShelterEvent } from './shelter-event'

/** One family's places, from the reservation to the last one's leaving. */
export interface Reservation {
  readonly caseId: Uuid
  /** who holds a place of their own */
  readonly housed: readonly Uuid[]
  /** infants who sleep with one of them */
  readonly infants: readonly Uuid[]
  /** how many of the places are emergency extra ones */
  readonly extra: number
  readonly expiresAt: Instant
  readonly status: 'dipesan' | 'ditempati' | 'dilepas' | 'selesai'
}

export type ShelterState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'open' | 'closed'
      readonly unit: string
      readonly beds: number
      readonly extraPlaces: number
      readonly accepts: readonly Client[]
      readonly reservations: Readonly<Record<Uuid, Reservation>>
    }

export type ExistingShelter = Exclude<ShelterState, { kind: 'none' }>

export const noShelter: ShelterState = { kind: 'none' }

/** Places in use: those reserved count like those slept in. */
export interface Occupancy {
  readonly beds: number
  readonly extra: number
}

const holdsPlaces = (reservation: Reservation): boolean => reservation.status === 'dipesan' || reservation.status === 'ditempati'

/** @returns beds and extra places that are reserved or slept in. An expired reservation holds its places until it is released. */
export function occupancy(shelter: ExistingShelter): Occupancy {
  const holding = Object.values(shelter.reservations).filter(holdsPlaces)
  const extra = holding.reduce((sum, reservation) => sum + reservation.extra, 0)
  return { beds: holding.reduce((sum, reservation) => sum + reservation.housed.length, 0) - extra, extra }
}

/** @returns everybody who holds a place or sleeps with somebody who does. */
export const residents = (shelter: ExistingShelter): ReadonlySet<Uuid> =>
  new Set(
    Object.values(shelter.reservations)
      .filter(holdsPlaces)
      .flatMap(({ housed, infants }) => [...housed, ...infants]),
  )

function withReservation(state: ExistingShelter, id: Uuid, change: (reservation: Reservation) => Reservation): ShelterState {
  const reservation = state.reservations[id]
  return reservation ? { ...state, reservations: { ...state.reservations, [id]: change(reservation) } } : state
}

/** Those who leave free the extra places first. */
function vacate(reservation: Reservation, leaving: readonly Uuid[]): Reservation {
  const housed = reservation.housed.filter((id) => !leaving.includes(id))
  const infants = reservation.infants.filter((id) => !leaving.includes(id))
  const extra = Math.max(0, reservation.extra - (reservation.housed.length - housed.length))
  return { ...reservation, housed, infants, extra, status: housed.length + infants.length === 0 ? 'selesai' : reservation.status }
}

/** @returns the shelter after the event; total over every event a decision makes. */
export function evolveShelter(state: ShelterState, event: ShelterEvent): ShelterState {
  if (event.type === 'ShelterOpened') {
    const { unit, beds, extraPlaces, accepts } = event.data
    return { kind: 'open', unit, beds, extraPlaces, accepts, reservations: {} }
  }
  if (state.kind === 'none') return state
  switch (event.type) {
    case 'ShelterCapacityChanged':
      return { ...state, ...event.data }
    case 'ShelterAddressChanged':
      return state
    case 'ShelterClosed':
      return { ...state, kind: 'closed' }
    case 'BedsReserved': {
      const { reservationId, caseId, subjectIds, infantsWithoutBed: infants, extraDeclared: extra, expiresAt } = event.data
      const housed = subjectIds.filter((id) => !infants.includes(id))
      const reservation: Reservation = { caseId, housed, infants, extra, expiresAt, status: 'dipesan' }
      return { ...state, reservations: { ...state.reservations, [reservationId]: reservation } }
    }
    case 'ReservationConfirmed':
      return withReservation(state, event.data.reservationId, (reservation) => ({ ...reservation, status: 'ditempati' }))
    case 'ReservationReleased':
      return withReservation(state, event.data.reservationId, (reservation) => ({ ...reservation, status: 'dilepas' }))
    case 'BedsVacated':
      return withReservation(state, event.data.reservationId, (reservation) => vacate(reservation, event.data.subjectIds))
  }
}
