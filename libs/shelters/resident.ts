import { broken, invalid, unreachable, type Decider, type DecisionContext, type Fact, type LocalDate, type Open, type Uuid } from '#kernel'

// A subject's stream `resident-<subjectId>`: one person sleeps in one place. Exact revision keeps two admissions apart.

export type ResidentAdmitted = Fact<
  'ResidentAdmitted',
  1,
  { readonly reservationId: Open<Uuid>; readonly shelterId: Open<Uuid>; readonly caseId: Open<Uuid>; readonly admittedOn: Open<LocalDate> }
>
export type ResidentLeft = Fact<'ResidentLeft', 1, { readonly reservationId: Open<Uuid>; readonly leftOn: Open<LocalDate> }>

export type ResidentEvent = ResidentAdmitted | ResidentLeft

export type AdmitResident = {
  readonly type: 'admitResident'
  readonly reservationId: Uuid
  readonly shelterId: Uuid
  readonly caseId: Uuid
  readonly admittedOn: LocalDate
}
export type RecordResidentLeft = { readonly type: 'recordResidentLeft'; readonly reservationId: Uuid; readonly leftOn: LocalDate }

export type ResidentCommand = AdmitResident | RecordResidentLeft

/** The reservation under which the person is housed; null where nowhere. */
export interface ResidentState {
  readonly under: Uuid | null
}

/** Admitting twice under one reservation changes nothing. @throws Refusal `shelter.resident-elsewhere`; `date.future` */
export function decideResident(command: ResidentCommand, state: ResidentState, context: DecisionContext): readonly ResidentEvent[] {
  switch (command.type) {
    case 'admitResident': {
      const { type: _, ...data } = command
      if (state.under === data.reservationId) return []
      if (state.under !== null) throw broken('shelter.resident-elsewhere')
      if (data.admittedOn > context.today) throw invalid('admittedOn', 'date.future')
      return [{ type: 'ResidentAdmitted', version: 1, on: data.admittedOn, data }]
    }
    case 'recordResidentLeft': {
      const { reservationId, leftOn } = command
      if (state.under !== reservationId) return []
      if (leftOn > context.today) throw invalid('leftOn', 'date.future')
      return [{ type: 'ResidentLeft', version: 1, on: leftOn, data: { reservationId, leftOn } }]
    }
    default:
      return unreachable(command)
  }
}

const nowhere: ResidentState = { under: null }

const versions: Readonly<Record<ResidentEvent['type'], number>> = { ResidentAdmitted: 1, ResidentLeft: 1 }

/** The aggregate of a stream `resident-<subjectId>`. */
export const residentAggregate: Decider<ResidentState, ResidentCommand, ResidentEvent> & {
  readonly prefix: string
  readonly versions: Readonly<Record<string, number>>
} = {
  prefix: 'resident',
  versions,
  initial: nowhere,
  decide: decideResident,
  evolve: (_, event) => (event.type === 'ResidentAdmitted' ? { under: event.data.reservationId } : nowhere),
}
