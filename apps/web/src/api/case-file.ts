import type { FileReferral } from './referral-progress'

export type Phase = 'pengaduan' | 'layanan' | 'menunggu_persetujuan' | 'ditutup' | 'ditolak' | 'dialihkan' | 'dibatalkan'
export type Urgency = 'gawat' | 'tinggi' | 'sedang' | 'rendah'
export type Sex = 'P' | 'L' | 'tidak_diketahui'

/** A value that stays sealed until somebody asks to see it. */
export interface Closed {
  $direct: string
}

export interface IncidentWhen {
  precision: 'hari' | 'rentang' | 'bulan' | 'tahun' | 'tidak_diketahui'
  from: string | null
  to: string | null
  at: string | null
}
export interface FileVictim {
  victimId: string
  ordinal: number
  sex: Sex
  kecamatan: string | null
  ageClass: 'anak' | 'dewasa' | 'batas_umur' | 'tidak_diketahui'
  ageBand: string
  ageBasis: string
  years: number | null
  identity: Closed
  circumstances: {
    desa: string | null
    education: string | null
    marital: string | null
    occupation: string | null
    disability: string | null
  } | null
  safeContact: Closed | null
  risk: 'tinggi' | 'sedang' | 'rendah' | null
  ending: { reason: string; endedOn: string } | null
  followUpDueOn: string | null
  urgentHealthEnded: 'ditolak_korban' | 'lewat_waktu_saat_melapor' | null
  voided: boolean
}
export interface FileIncident {
  incidentId: string
  victimIds: string[]
  precision: IncidentWhen['precision']
  when: IncidentWhen | null
  place: string | null
  forms: string[]
  flags: string[]
  sexualForms: string[]
  policeReportDueAt: string | null
  healthDue: { within72h: string; within120h: string } | null
}
export interface FileConsent {
  consentId: string | null
  victimId: string
  purpose: 'layanan' | 'berbagi' | 'penggunaan_lain'
  receiver: string | null
  capacity: string
  on: string
  expiresOn: string | null
  state: 'diberikan' | 'ditolak' | 'ditarik'
  voided: boolean
}
export interface FileAssessment {
  assessmentId: string
  victimId: string
  risk: 'tinggi' | 'sedang' | 'rendah'
  instrument: string
  score: number | null
  maxScore: number | null
  assessedOn: string
  summary: Closed | null
  voided: boolean
}
export interface FileNeed {
  needId: string
  victimId: string
  service: string
  wanted: boolean
  identifiedOn: string
  hindered: { how: 'ditolak' | 'dihalangi'; reason: string } | null
  voided: boolean
}
export interface FilePlan {
  planId: string
  victimId: string
  needIds: string[]
  draftedOn: string
  reviewOn: string | null
  state: 'disusun' | 'disepakati' | 'disetujui' | 'dikembalikan'
  agreedOn: string | null
  approvedOn: string | null
  voided: boolean
}
export interface FileService {
  serviceId: string
  service: string
  victimIds: string[]
  deliveredOn: string
  provider: string | null
  details: Record<string, unknown>
  voided: boolean
}
export interface FileStay {
  stayId: string
  shelterId: string
  victimIds: string[]
  admittedAt: string
  admittedOn: string
  reviewOn: string
  emergency: boolean
  left: { victimIds: string[]; leftOn: string; to: string }[]
  voided: boolean
}

/** The case file as the server shows it: open and indirect values in the clear, names and texts sealed. */
export interface CaseFile {
  caseId: string
  number: string | null
  externalNumber: string | null
  assignedTo: string | null
  walledOff: string[]
  phase: Phase
  urgency: Urgency | null
  zone: string
  channel: string
  reporterKind: string
  receivedAt: string | null
  receivedOn: string
  imported: boolean
  dutyExplainedTo: string | null
  verifiedOn: string | null
  acceptedOn: string | null
  closureReturned: { on: string } | null
  closedOn: string | null
  reopenedOn: string | null
  firstContact: { dueAt: string | null; reachedAt: string | null; attempts: number }
  policeReport: { how: string; settledAt: string; reviewOn: string | null } | null
  victims: FileVictim[]
  reporters: { reporterId: string; anonymous: boolean }[]
  perpetrators: { perpetratorId: string; sex: Sex; years: number | null }[]
  relatedPersons: { personId: string; role: string; inConflict: boolean }[]
  relations: { victimId: string; perpetratorId: string; relation: { code: string; sharedHousehold: boolean | null } | null; household: boolean }[]
  /** Whose data are gone, or are going. */
  erased: string[]
  erasing: string[]
  incidents: FileIncident[]
  chronologies: { recordId: string; about: string[]; writtenAt: string; voided: boolean }[]
  consents: FileConsent[]
  assessments: FileAssessment[]
  safetyPlans: { planId: string; victimId: string; madeOn: string }[]
  needs: FileNeed[]
  plans: FilePlan[]
  services: FileService[]
  referrals: FileReferral[]
  stays: FileStay[]
  legal: {
    entryId: string
    victimIds: string[]
    perpetratorId: string | null
    stage: string
    reachedOn: string
    fileNumber: Closed | null
    voided: boolean
  }[]
  protections: { protectionId: string; victimIds: string[]; kind: string; from: string; until: string }[]
  emergencies: {
    actionId: string
    victimIds: string[]
    kind: string
    actedAt: string
    reviewNeeded: boolean
    reviewed: string | null
    voided: boolean
  }[]
  followUps: { followUpId: string; victimId: string; madeOn: string; result: string }[]
  feedback: { feedbackId: string; victimId: string; rating: number }[]
  revision: number
  lastActivityAt: string
}

export interface TimelineEntry {
  revision: number
  eventId: string
  kind: string
  at: string | null
  on: string | null
  recordedAt: string
  actor: { kind: string; id?: string; role?: string; importId?: string }
  data: Record<string, unknown>
  entryId: string | null
  struckBy: string[]
  struck: string | null
}

export interface OpenAction {
  action: string
  /** null: open; otherwise the code of the rule that stands in the way. */
  refusal: string | null
}

export interface CasePage {
  file: CaseFile
  /** Newest first. */
  timeline: TimelineEntry[]
  /** The case holds events that the program cannot read: nothing can be recorded, and what is shown is older. */
  incomplete: boolean
  actions: OpenAction[]
}
