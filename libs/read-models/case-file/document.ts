import type { AgeBand, AgeBasis, AgeClass, AgeFlag, CaseEvent, Code, DatePrecision, IncidentWhen, Phase, Risk, Sex, Urgency } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import type { Held, HeldDirect, HeldIndirect } from '../held'
import type { ReferralProgress } from '../referral-progress'

type VictimData = Extract<CaseEvent, { type: 'VictimAdded' }>['data']
type SafeContactData = Extract<CaseEvent, { type: 'SafeContactSet' }>['data']

export type HeldIdentity = Held<VictimData['identity']>

export interface FileVictim {
  readonly victimId: Uuid
  readonly ordinal: number
  sex: Sex
  kecamatan: string | null
  ageClass: AgeClass
  ageBand: AgeBand
  ageFlags: readonly AgeFlag[]
  ageBasis: AgeBasis
  years: HeldIndirect<number | null> | null
  identity: HeldIdentity
  statedAge: Held<VictimData['age']>
  circumstances: Held<VictimData['circumstances']>
  safeContact: Held<SafeContactData['safeContact']> | null
  /** Of the last assessment; null: not assessed */
  risk: Risk | null
  ending: { readonly reason: Code; readonly endedOn: LocalDate } | null
  followUpDueOn: LocalDate | null
  /** How the urgent health clock ended where no care was given */
  urgentHealthEnded: 'ditolak_korban' | 'lewat_waktu_saat_melapor' | null
  voided: boolean
}
export interface FileIncident {
  readonly incidentId: Uuid
  readonly victimIds: readonly Uuid[]
  readonly precision: DatePrecision
  readonly when: HeldIndirect<IncidentWhen>
  readonly place: HeldIndirect<Code>
  readonly forms: readonly Code[]
  readonly flags: readonly Code[]
  readonly sexualForms: readonly Code[]
  readonly policeReportDueAt: Instant | null
  readonly healthDue: HeldIndirect<{ readonly within72h: Instant; readonly within120h: Instant } | null>
}
export interface FileConsent {
  readonly consentId: Uuid | null
  readonly victimId: Uuid
  readonly purpose: 'layanan' | 'berbagi' | 'penggunaan_lain'
  readonly receiver: Uuid | null
  readonly capacity: string
  readonly giverId: Uuid | null
  readonly giverName: HeldDirect<string> | null
  readonly basis: string | null
  readonly how: Code | null
  readonly childAssent: string | null
  /** The day it was given or refused */
  readonly on: LocalDate
  readonly expiresOn: LocalDate | null
  state: 'diberikan' | 'ditolak' | 'ditarik'
  withdrawnAt: Instant | null
  sharingStopsBy: Instant | null
  voided: boolean
}
export interface FileService {
  readonly serviceId: Uuid
  readonly service: Code
  readonly victimIds: readonly Uuid[]
  deliveredOn: LocalDate
  readonly provider: Uuid | null
  /** The event's open fields that only this kind of service has, and its sealed ones */
  readonly details: Readonly<Record<string, unknown>>
  voided: boolean
}
export interface FilePlan {
  readonly planId: Uuid
  readonly victimId: Uuid
  readonly needIds: readonly Uuid[]
  readonly draftedOn: LocalDate
  readonly reviewOn: LocalDate | null
  readonly goals: HeldDirect<string>
  state: 'disusun' | 'disepakati' | 'disetujui' | 'dikembalikan'
  agreedOn: LocalDate | null
  approvedOn: LocalDate | null
  remark: HeldDirect<string> | null
  voided: boolean
}
export interface FileNeed {
  readonly needId: Uuid
  readonly victimId: Uuid
  readonly service: Code
  wanted: boolean
  readonly identifiedOn: LocalDate
  hindered: { readonly how: 'ditolak' | 'dihalangi'; readonly reason: Code } | null
  voided: boolean
}
export interface FileStay {
  readonly stayId: Uuid
  readonly shelterId: Uuid
  readonly reservationId: Uuid
  readonly victimIds: readonly Uuid[]
  readonly admittedAt: Instant
  readonly admittedOn: LocalDate
  reviewOn: LocalDate
  readonly emergency: boolean
  /** Who has left, on which day and where to */
  readonly left: { readonly victimIds: readonly Uuid[]; readonly leftOn: LocalDate; readonly to: Code }[]
  voided: boolean
}

/** Everything the page of one case shows besides its story. Names and texts are held sealed. */
export interface CaseFileDocument {
  readonly caseId: Uuid
  number: string | null
  externalNumber: string | null
  unit: string | null
  assignedTo: Uuid | null
  assignedAt: Instant | null
  walledOff: Uuid[]
  phase: Phase
  urgency: Urgency | null
  zone: string
  channel: Code
  reporterKind: Code
  receivedAt: Instant | null
  receivedOn: LocalDate
  imported: boolean
  dutyExplainedTo: string | null
  verifiedOn: LocalDate | null
  acceptedOn: LocalDate | null
  declined: { readonly on: LocalDate; readonly reason: Code } | null
  handedOver: { readonly on: LocalDate; readonly toUnit: string | null; readonly toInstitution: Uuid | null; readonly reason: Code }[]
  closureRequestedOn: LocalDate | null
  closureReturned: { readonly on: LocalDate; readonly remark: HeldDirect<string> } | null
  closedOn: LocalDate | null
  reopenedOn: LocalDate | null
  firstContact: { dueAt: Instant | null; reachedAt: Instant | null; attempts: number }
  policeReport: {
    readonly how: string
    readonly settledAt: Instant
    readonly reviewOn: LocalDate | null
    readonly fileNumber: HeldDirect<string> | null
  } | null
  victims: FileVictim[]
  reporters: { readonly reporterId: Uuid; readonly anonymous: boolean; readonly identity: HeldIdentity | null }[]
  /** Terlapor */
  perpetrators: { readonly perpetratorId: Uuid; readonly sex: Sex; readonly identity: HeldIdentity; readonly years: HeldIndirect<number | null> }[]
  relatedPersons: { readonly personId: Uuid; readonly role: string; readonly inConflict: boolean; readonly identity: HeldIdentity }[]
  relations: {
    readonly victimId: Uuid
    readonly perpetratorId: Uuid
    readonly relation: HeldIndirect<{ readonly code: Code; readonly sharedHousehold: boolean | null }>
    readonly intimate: boolean
    readonly household: boolean
  }[]
  /** Whose data were erased, or are being erased */
  erased: Uuid[]
  erasing: Uuid[]
  incidents: FileIncident[]
  chronologies: {
    readonly recordId: Uuid
    readonly about: readonly Uuid[]
    readonly text: HeldDirect<string>
    readonly writtenAt: Instant
    voided: boolean
  }[]
  consents: FileConsent[]
  assessments: {
    readonly assessmentId: Uuid
    readonly victimId: Uuid
    readonly risk: Risk
    readonly instrument: Code
    readonly score: number | null
    readonly maxScore: number | null
    readonly assessedOn: LocalDate
    readonly summary: HeldDirect<string> | null
    voided: boolean
  }[]
  safetyPlans: { readonly planId: Uuid; readonly victimId: Uuid; readonly madeOn: LocalDate; readonly text: HeldDirect<string> }[]
  needs: FileNeed[]
  plans: FilePlan[]
  services: FileService[]
  referrals: ReferralProgress[]
  stays: FileStay[]
  legal: {
    readonly entryId: Uuid
    readonly victimIds: readonly Uuid[]
    readonly perpetratorId: Uuid | null
    readonly stage: Code
    readonly reachedOn: LocalDate
    readonly fileNumber: HeldDirect<string> | null
    voided: boolean
  }[]
  protections: {
    readonly protectionId: Uuid
    readonly victimIds: readonly Uuid[]
    readonly kind: string
    readonly from: LocalDate
    readonly until: LocalDate
  }[]
  emergencies: {
    readonly actionId: Uuid
    readonly victimIds: readonly Uuid[]
    readonly kind: string
    readonly actedAt: Instant
    readonly reviewNeeded: boolean
    reviewed: string | null
    voided: boolean
  }[]
  followUps: { readonly followUpId: Uuid; readonly victimId: Uuid; readonly madeOn: LocalDate; readonly result: Code }[]
  feedback: { readonly feedbackId: Uuid; readonly victimId: Uuid; readonly rating: number; readonly remark: HeldDirect<string> | null }[]
  /** Revision of the newest event: what `If-Match` must say */
  revision: number
  lastActivityAt: Instant
}
