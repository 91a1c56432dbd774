import type { Direct, Fact, Instant, LocalDate, Open, Uuid } from '#kernel'

// A shelter's stream `shelter-<uuid>`: its beds, who holds one, and until when a reservation waits. The address is sealed.

/** Whom the shelter takes in, as it declares. */
export const CLIENTS = ['perempuan', 'anak_perempuan', 'anak_laki_laki', 'laki_laki'] as const
export type Client = (typeof CLIENTS)[number]

export type ShelterOpened = Fact<
  'ShelterOpened',
  1,
  {
    readonly unit: Open<string>
    readonly name: Open<string>
    readonly beds: Open<number>
    /** declared places beyond the beds for emergencies */
    readonly extraPlaces: Open<number>
    readonly accepts: Open<readonly Client[]>
    readonly openedOn: Open<LocalDate>
    /** in a record key of its own, about nobody */
    readonly address: Direct<string>
  }
>
export type ShelterCapacityChanged = Fact<
  'ShelterCapacityChanged',
  1,
  { readonly beds: Open<number>; readonly extraPlaces: Open<number>; readonly accepts: Open<readonly Client[]> }
>
export type ShelterAddressChanged = Fact<'ShelterAddressChanged', 1, { readonly address: Direct<string> }>
export type ShelterClosed = Fact<'ShelterClosed', 1, { readonly closedOn: Open<LocalDate> }>

export type BedsReserved = Fact<
  'BedsReserved',
  1,
  {
    readonly reservationId: Open<Uuid>
    readonly caseId: Open<Uuid>
    /** everybody of one family in one append */
    readonly subjectIds: Open<readonly Uuid[]>
    /** those of them who sleep with somebody else: they take no bed */
    readonly infantsWithoutBed: Open<readonly Uuid[]>
    /** how many of the places are the declared emergency extra ones */
    readonly extraDeclared: Open<number>
    readonly expiresAt: Open<Instant>
  }
>
export type ReservationConfirmed = Fact<'ReservationConfirmed', 1, { readonly reservationId: Open<Uuid> }>
export type ReservationReleased = Fact<
  'ReservationReleased',
  1,
  { readonly reservationId: Open<Uuid>; readonly cause: Open<'kedaluwarsa' | 'dibatalkan' | 'ditolak'> }
>
export type BedsVacated = Fact<
  'BedsVacated',
  1,
  { readonly reservationId: Open<Uuid>; readonly subjectIds: Open<readonly Uuid[]>; readonly leftOn: Open<LocalDate> }
>

export type ShelterEvent =
  | ShelterOpened
  | ShelterCapacityChanged
  | ShelterAddressChanged
  | ShelterClosed
  | BedsReserved
  | ReservationConfirmed
  | ReservationReleased
  | BedsVacated
