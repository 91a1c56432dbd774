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
