import type { Direct, Instant, LocalDate, Uuid } from '#kernel'
import type { Client } from './shelter-event'

export type OpenShelter = {
  readonly type: 'openShelter'
  readonly name: string
  readonly beds: number
  readonly extraPlaces: number
  readonly accepts: readonly Client[]
  readonly openedOn: LocalDate
  readonly address: Direct<string>
}
export type ChangeShelterCapacity = {
  readonly type: 'changeShelterCapacity'
  readonly beds: number
  readonly extraPlaces: number
  readonly accepts: readonly Client[]
}
export type ChangeShelterAddress = { readonly type: 'changeShelterAddress'; readonly address: Direct<string> }
export type CloseShelter = { readonly type: 'closeShelter'; readonly closedOn: LocalDate }

/** One person to be housed; `client` is read by the caller from what the case knows. */
export interface Guest {
  readonly subjectId: Uuid
  /** null: not known; accepted where the shelter takes everybody or in an emergency */
  readonly client: Client | null
  /** an infant who sleeps with somebody of the same reservation */
  readonly withoutBed: boolean
}
export type ReserveBeds = {
  readonly type: 'reserveBeds'
  /** null: made by the decision (`newIdIn(context, 'reservation')`) */
  readonly reservationId: Uuid | null
  readonly caseId: Uuid
  readonly guests: readonly Guest[]
  /** null: 24 hours from now */
  readonly expiresAt: Instant | null
  /** an emergency may take the declared extra places */
  readonly emergency: boolean
}
export type ConfirmReservation = { readonly type: 'confirmReservation'; readonly reservationId: Uuid }
export type ReleaseReservation = {
  readonly type: 'releaseReservation'
  readonly reservationId: Uuid
  readonly cause: 'kedaluwarsa' | 'dibatalkan' | 'ditolak'
}
export type VacateBeds = {
  readonly type: 'vacateBeds'
  readonly reservationId: Uuid
  readonly subjectIds: readonly Uuid[]
  readonly leftOn: LocalDate
}

export type ShelterCommand =
  OpenShelter | ChangeShelterCapacity | ChangeShelterAddress | CloseShelter | ReserveBeds | ConfirmReservation | ReleaseReservation | VacateBeds
