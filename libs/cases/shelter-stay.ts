import type { Fact, Instant, LocalDate, Open, Uuid } from '#kernel'
import type { Code } from './codes'

// Rumah perlindungan. The bed is reserved in the shelter's stream before the stay starts here; the address is never in an event of the case.

export type ShelterStayStarted = Fact<
  'ShelterStayStarted',
  1,
  {
    readonly stayId: Open<Uuid>
    readonly reservationId: Open<Uuid>
    readonly shelterId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly admittedAt: Open<Instant>
    readonly admittedOn: Open<LocalDate>
    readonly reviewOn: Open<LocalDate>
    readonly emergency: Open<boolean>
    readonly lists: Open<number>
  }
>
export type ShelterStayReviewed = Fact<
  'ShelterStayReviewed',
  1,
  { readonly stayId: Open<Uuid>; readonly reviewedOn: Open<LocalDate>; readonly nextReviewOn: Open<LocalDate>; readonly extended: Open<boolean> }
>
export type ShelterStayEnded = Fact<
  'ShelterStayEnded',
  1,
  { readonly stayId: Open<Uuid>; readonly victimIds: Open<readonly Uuid[]>; readonly leftOn: Open<LocalDate>; readonly to: Open<Code> }
>

export type ShelterStayEvent = ShelterStayStarted | ShelterStayReviewed | ShelterStayEnded

/** The bed was reserved in the shelter's stream before: `reservationId` and `shelterId` are of that reservation. */
export type StartShelterStay = {
  readonly type: 'startShelterStay'
  readonly reservationId: Uuid
  readonly shelterId: Uuid
  readonly victimIds: readonly Uuid[]
  readonly admittedAt: Instant
  /** an emergency admission is open in every state of the case */
  readonly emergency: boolean
}
export type ReviewShelterStay = {
  readonly type: 'reviewShelterStay'
  readonly stayId: Uuid
  readonly reviewedOn: LocalDate
  readonly extended: boolean
  /** null: the review clock's length from `reviewedOn` */
  readonly nextReviewOn: LocalDate | null
}
export type EndShelterStay = {
  readonly type: 'endShelterStay'
  readonly stayId: Uuid
  /** who left: the others stay on */
  readonly victimIds: readonly Uuid[]
  readonly leftOn: LocalDate
  /** where to: rumah, keluarga, rumah_perlindungan_lain, lembaga, lainnya */
  readonly to: Code
}

export type ShelterStayCommand = StartShelterStay | ReviewShelterStay | EndShelterStay
