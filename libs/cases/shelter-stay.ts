import { absent, addDays, broken, dateIn, invalid, newIdIn, type Fact, type Instant, type LocalDate, type Open, type Uuid } from '#kernel'
import { pastDayFrom, pastInstant, requireDate } from './case-dates'
import type { CaseEvent } from './case-event'
import { entryOf, requireAccepted, type ExistingCase } from './case-state'
import { clocksOf, type CaseContext } from './clocks'
import type { CaseReopened } from './closure'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { Code } from './codes'
import { reopenForEmergency } from './emergency'
import { requireNobodyErased, requireVictims } from './subjects'

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

export interface StayEntry {
  readonly victimIds: readonly Uuid[]
  /** who is still there */
  readonly staying: readonly Uuid[]
  readonly admittedOn: LocalDate
  readonly reviewOn: LocalDate
  readonly voided: boolean
}
export type ShelterStayState = Readonly<Record<Uuid, StayEntry>>

export const noStays: ShelterStayState = {}

function changed(state: ShelterStayState, id: Uuid, change: (stay: StayEntry) => StayEntry): ShelterStayState {
  const stay = entryOf(state, id)
  return stay ? { ...state, [id]: change(stay) } : state
}

/** @returns the stays after any event of the case */
export function evolveStays(state: ShelterStayState, event: CaseEvent): ShelterStayState {
  switch (event.type) {
    case 'ShelterStayStarted': {
      const { stayId, victimIds, admittedOn, reviewOn } = event.data
      return { ...state, [stayId]: { victimIds, staying: victimIds, admittedOn, reviewOn, voided: false } }
    }
    case 'ShelterStayReviewed': {
      const reviewOn = event.data.nextReviewOn
      return changed(state, event.data.stayId, (stay) => ({ ...stay, reviewOn }))
    }
    case 'ShelterStayEnded': {
      const left = event.data.victimIds
      return changed(state, event.data.stayId, (stay) => ({ ...stay, staying: stay.staying.filter((id) => !left.includes(id)) }))
    }
    case 'EntryVoided':
      return event.data.kind === 'tinggal' ? changed(state, event.data.entryId, (stay) => ({ ...stay, staying: [], voided: true })) : state
    default:
      return state
  }
}

/** @returns victims who are in a shelter now */
export const stayingVictims = (state: ExistingCase): ReadonlySet<Uuid> => new Set(Object.values(state.stays).flatMap(({ staying }) => staying))

/**
 * The bed was reserved before, in the shelter's stream. An emergency admission is open in every state and reopens a closed case.
 * @throws Refusal `shelter-stay.already-staying`, `case.not-accepted` and the like without emergency, `time.future`, `victim.erased`; as `requireVictims`
 */
export function startShelterStay(
  command: StartShelterStay,
  state: ExistingCase,
  context: CaseContext,
): readonly (CaseReopened | ShelterStayStarted)[] {
  const { reservationId, shelterId, victimIds, emergency } = command
  if (!emergency) requireAccepted(state)
  requireVictims(state, victimIds)
  requireNobodyErased(state, victimIds)
  const staying = stayingVictims(state)
  if (victimIds.some((id) => staying.has(id))) throw broken('shelter-stay.already-staying')
  const admittedAt = pastInstant(command.admittedAt, 'admittedAt', context)
  const admittedOn = dateIn(context.zone, admittedAt)
  const reviewOn = addDays(admittedOn, clocksOf(context).shelterReviewDays)
  const stayId = newIdIn(context, 'stay')
  return [
    ...(emergency ? reopenForEmergency(victimIds, state, context) : []),
    {
      type: 'ShelterStayStarted',
      version: 1,
      at: admittedAt,
      data: { stayId, reservationId, shelterId, victimIds, admittedAt, admittedOn, reviewOn, emergency, lists: CODE_LISTS_VERSION },
    },
  ]
}

/** A stay in progress is reviewed and left whatever became of the case. */
function runningStay(stayId: Uuid, state: ExistingCase): StayEntry {
  const stay = entryOf(state.stays, stayId)
  if (!stay) throw absent('shelter-stay.unknown')
  if (stay.voided) throw broken('shelter-stay.voided')
  if (stay.staying.length === 0) throw broken('shelter-stay.ended')
  return stay
}

/** @throws Refusal `shelter-stay.unknown` (absent), `shelter-stay.ended`, `shelter-stay.voided`, `date.before-admission`, `date.not-after-review` */
export function reviewShelterStay(command: ReviewShelterStay, state: ExistingCase, context: CaseContext): readonly ShelterStayReviewed[] {
  const { stayId, extended } = command
  const { admittedOn } = runningStay(stayId, state)
  const reviewedOn = pastDayFrom(admittedOn, 'date.before-admission', command.reviewedOn, 'reviewedOn', context)
  const nextReviewOn = command.nextReviewOn ?? addDays(reviewedOn, clocksOf(context).shelterReviewDays)
  if (requireDate(nextReviewOn, 'nextReviewOn') <= reviewedOn) throw invalid('nextReviewOn', 'date.not-after-review')
  return [{ type: 'ShelterStayReviewed', version: 1, on: reviewedOn, data: { stayId, reviewedOn, nextReviewOn, extended } }]
}

/** @throws Refusal as `reviewShelterStay`; `shelter-stay.not-staying` on `victimIds`, `required`, `duplicate`, `code.unknown` */
export function endShelterStay(command: EndShelterStay, state: ExistingCase, context: CaseContext): readonly ShelterStayEnded[] {
  const { stayId, victimIds, to } = command
  const { admittedOn, staying } = runningStay(stayId, state)
  if (victimIds.length === 0) throw invalid('victimIds', 'required')
  if (new Set(victimIds).size !== victimIds.length) throw invalid('victimIds', 'duplicate')
  if (victimIds.some((id) => !staying.includes(id))) throw invalid('victimIds', 'shelter-stay.not-staying')
  requireCode('shelterLeaving', to, 'to')
  const leftOn = pastDayFrom(admittedOn, 'date.before-admission', command.leftOn, 'leftOn', context)
  return [{ type: 'ShelterStayEnded', version: 1, on: leftOn, data: { stayId, victimIds, leftOn, to } }]
}
