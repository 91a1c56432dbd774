import type { Fact, Indirect, Instant, LocalDate, Open, Uuid } from '#kernel'
import type { Code, DatePrecision, IncidentWhen } from './codes'
import type { ExistingCase } from './case-state'
import type { DeterminedAge } from './subjects'

// What happened, to which victims. The date and the place are sealed; forms and flags stand open because tables count them.

interface IncidentData {
  readonly incidentId: Open<Uuid>
  readonly victimIds: Open<readonly Uuid[]>
  readonly precision: Open<DatePrecision>
  /** codes of forms: fisik, psikis, seksual, eksploitasi, tppo, penelantaran, lainnya */
  readonly forms: Open<readonly Code[]>
  /** kdrt, kbgo, perkawinan_anak, pekerja_anak, disabilitas, migran */
  readonly flags: Open<readonly Code[]>
  /** UU 12/2022 art. 4 */
  readonly sexualForms: Open<readonly Code[]>
  /** why the officer decided other than what was proposed from the relation */
  readonly kdrtReason: Open<Code | null>
  readonly lists: Open<number>
  /** UU 12/2022 art. 41(2)-(3): 3x24 h from the report to the unit; null without sexual violence */
  readonly policeReportDueAt: Open<Instant | null>
}

export type IncidentRecorded = Fact<
  'IncidentRecorded',
  1,
  IncidentData & {
    /** keyed to the first victim's subject */
    readonly when: Indirect<IncidentWhen>
    readonly place: Indirect<Code>
    /** ends of the 72-hour and 120-hour health clocks, sealed because they tell the hour of the incident */
    readonly healthDue: Indirect<{ readonly within72h: Instant; readonly within120h: Instant } | null>
  }
>
export type IncidentCorrected = Fact<
  'IncidentCorrected',
  1,
  IncidentData & {
    readonly when: Indirect<IncidentWhen>
    readonly place: Indirect<Code>
    readonly healthDue: Indirect<{ readonly within72h: Instant; readonly within120h: Instant } | null>
    readonly why: Open<Code>
  }
>
export type ReceivedDateCorrected = Fact<
  'ReceivedDateCorrected',
  1,
  { readonly receivedAt: Open<Instant | null>; readonly receivedOn: Open<LocalDate>; readonly why: Open<Code> }
>

export type IncidentEvent = IncidentRecorded | IncidentCorrected | ReceivedDateCorrected

export interface NewIncident {
  /** The first one's subject seals date and place */
  readonly victimIds: readonly Uuid[]
  readonly precision: DatePrecision
  readonly forms: readonly Code[]
  /** All flags but kdrt */
  readonly flags: readonly Code[]
  readonly sexualForms: readonly Code[]
  /** null: as proposed from relation and household */
  readonly kdrt: boolean | null
  readonly kdrtReason: Code | null
  readonly when: Indirect<IncidentWhen>
  readonly place: Indirect<Code>
  readonly healthDue: IncidentRecorded['data']['healthDue']
}
/** `ages` of the victims concerned, found anew from the incident's date. */
export type IncidentCommand =
  | ({ readonly type: 'recordIncident'; readonly ages: readonly DeterminedAge[] } & NewIncident)
  | ({ readonly type: 'correctIncident'; readonly incidentId: Uuid; readonly ages: readonly DeterminedAge[]; readonly why: Code } & NewIncident)
  | {
      readonly type: 'correctReceivedDate'
      readonly receivedAt: Instant | null
      readonly receivedOn: LocalDate
      readonly ages: readonly DeterminedAge[]
      readonly why: Code
    }

export interface IncidentFacts {
  readonly victimIds: readonly Uuid[]
  readonly forms: readonly Code[]
  readonly flags: readonly Code[]
  readonly sexualForms: readonly Code[]
  readonly policeReportDueAt: Instant | null
}
export type IncidentState = Readonly<Record<Uuid, IncidentFacts>>

export const noIncidents: IncidentState = {}

export function evolveIncidents(slice: IncidentState, event: IncidentRecorded | IncidentCorrected): IncidentState {
  const { incidentId, victimIds, forms, flags, sexualForms, policeReportDueAt } = event.data
  return { ...slice, [incidentId]: { victimIds, forms, flags, sexualForms, policeReportDueAt } }
}

/** UU 12/2022 in the widest sense of the lists: the form seksual, or any form of art. 4. */
export const isSexualViolence = (incident: Pick<IncidentFacts, 'forms' | 'sexualForms'>): boolean =>
  incident.forms.includes('seksual') || incident.sexualForms.length > 0

/** @returns the incidents that concern a victim; all of the case without one. */
export const incidentsOf = (state: Pick<ExistingCase, 'incidents'>, victimId?: Uuid): readonly IncidentFacts[] =>
  Object.values(state.incidents).filter((incident) => victimId === undefined || incident.victimIds.includes(victimId))

/** True where sexual violence is recorded for this victim, or for anybody of the case. */
export const hasSexualViolence = (state: Pick<ExistingCase, 'incidents'>, victimId?: Uuid): boolean =>
  incidentsOf(state, victimId).some(isSexualViolence)

/** True where trafficking is recorded for this victim, or for anybody of the case. */
export const hasTrafficking = (state: Pick<ExistingCase, 'incidents'>, victimId?: Uuid): boolean =>
  incidentsOf(state, victimId).some((incident) => incident.forms.includes('tppo') || incident.sexualForms.includes('tppo_seksual'))
