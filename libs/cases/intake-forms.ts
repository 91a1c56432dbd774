import type { Instant, LocalDate, Uuid } from '#kernel'
import type { Code, IncidentWhen, Sex, Urgency } from './codes'
import type { Identity, StatedAge, VictimCircumstances } from './subjects'

// What people type in, plain, as the edge hands it over; `intake.ts` turns it into commands. Never stored in this shape.

export interface SafeContactForm {
  readonly method: Code
  /** 1 Monday … 7 Sunday */
  readonly days: readonly number[]
  /** `HH:MM` in the unit's zone */
  readonly from: string | null
  readonly to: string | null
  readonly whoMayAnswer: Code
  readonly detail: string | null
  readonly codePhrase: string | null
}
export interface VictimForm {
  readonly identity: Identity
  readonly sex: Sex
  /** All null: unknown */
  readonly age: StatedAge
  readonly kecamatan: string | null
  readonly circumstances: VictimCircumstances
  readonly safeContact: SafeContactForm | null
}
export interface PerpetratorForm {
  readonly identity: Identity
  readonly sex: Sex
  /** Completed years, where known */
  readonly years: number | null
}
export interface RelatedPersonForm {
  readonly role: 'keluarga' | 'wali' | 'saksi' | 'pendamping'
  readonly inConflict: boolean
  readonly identity: Identity
}
/** By place in the form's lists, from 0. */
export interface RelationForm {
  readonly victim: number
  readonly perpetrator: number
  readonly relation: Code
  /** null: not known */
  readonly sharedHousehold: boolean | null
}
export interface IncidentForm {
  readonly when: IncidentWhen
  readonly place: Code
  readonly forms: readonly Code[]
  /** All flags but kdrt */
  readonly flags: readonly Code[]
  readonly sexualForms: readonly Code[]
  /** null: as proposed from relation and shared household; otherwise the officer's word, with a reason where it differs */
  readonly kdrt: boolean | null
  readonly kdrtReason: Code | null
}
export interface ComplaintForm {
  readonly channel: Code
  readonly reporterKind: Code
  /** null where only the day is known */
  readonly receivedAt: Instant | null
  /** null: the day of `receivedAt` in the unit's zone */
  readonly receivedOn: LocalDate | null
  readonly urgency: Urgency | null
  /** null: the victim reports herself (`korban`), it isn't recorded (`tidak_diketahui`), or nobody told who they are (all other kinds) */
  readonly reporter: Identity | null
  readonly victims: readonly VictimForm[]
  readonly perpetrators: readonly PerpetratorForm[]
  readonly relatedPersons: readonly RelatedPersonForm[]
  readonly relations: readonly RelationForm[]
  /** Concerns all victims of the form */
  readonly incident: IncidentForm | null
  readonly chronology: string | null
  readonly dutyExplainedTo: 'korban' | 'pelapor' | 'keduanya' | null
  readonly externalNumber: string | null
  /** From the unit's register, by the handler */
  readonly number: string | null
}

/** What is already known of a victim, opened by somebody who may. */
export interface KnownAge {
  readonly victimId: Uuid
  readonly age: StatedAge
  /** The victim's other incidents: age is found at the earliest one known */
  readonly otherIncidents?: readonly IncidentWhen[]
}
/** Who derives the ids, and against what dates are checked. */
export interface IntakeContext {
  readonly commandId: Uuid
  /** The unit's IANA zone */
  readonly zone: string
}
export interface ReceivedWhen {
  readonly receivedAt: Instant | null
  readonly receivedOn: LocalDate
}
