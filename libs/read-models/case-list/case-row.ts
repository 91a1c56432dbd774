import type { AgeBand, AgeClass, Code, Phase, Sex, Urgency } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import { defineTable } from '../table'

/** What a list may show of a victim: never a name. */
export interface ListedVictim {
  readonly victimId: Uuid
  /** "Korban 1" */
  readonly ordinal: number
  sex: Sex
  ageClass: AgeClass
  ageBand: AgeBand
  /** Completed years at the incident, where certain; null also where the person was erased */
  years: number | null
  kecamatan: string | null
  endedFor: Code | null
}

/** One case or complaint. */
export interface CaseRow {
  readonly caseId: Uuid
  number: string | null
  externalNumber: string | null
  unit: string | null
  assignedTo: Uuid | null
  walledOff: Uuid[]
  phase: Phase
  /** null: not yet assessed, counts as tinggi */
  urgency: Urgency | null
  victims: ListedVictim[]
  forms: Code[]
  flags: Code[]
  channel: Code
  receivedAt: Instant | null
  receivedOn: LocalDate
  acceptedOn: LocalDate | null
  closedOn: LocalDate | null
  reopenedOn: LocalDate | null
  openReferrals: number
  /** Recording time of the newest event */
  lastActivityAt: Instant
  /** What a search by number finds, in lower case */
  searchTerms: string[]
  /** Forms and open referrals by their ids: what the fold needs to go on */
  parts: CaseParts
}

export interface CaseParts {
  incidents: Record<Uuid, { forms: readonly Code[]; flags: readonly Code[] }>
  /** Open ones, with those of their victims who can still be reached */
  referrals: Record<Uuid, readonly Uuid[]>
}

export const caseListTable = defineTable<CaseRow>({
  name: 'case_list',
  comment: 'One row a case: what lists show, search and filter. No names.',
  columns: {
    caseId: 'uuid',
    number: 'text',
    externalNumber: 'text',
    unit: 'text',
    assignedTo: 'uuid',
    walledOff: 'uuid[]',
    phase: 'text',
    urgency: 'text',
    victims: 'document',
    forms: 'text[]',
    flags: 'text[]',
    channel: 'text',
    receivedAt: 'instant',
    receivedOn: 'date',
    acceptedOn: 'date',
    closedOn: 'date',
    reopenedOn: 'date',
    openReferrals: 'integer',
    lastActivityAt: 'instant',
    searchTerms: 'text[]',
    parts: 'document',
  },
  key: ['caseId'],
  group: 'caseId',
  indexes: [
    '(unit, received_on desc, case_id desc)',
    '(unit, phase, received_on desc, case_id desc)',
    '(unit, urgency, received_on desc, case_id desc)',
    '(assigned_to, received_on desc, case_id desc)',
    '(unit, last_activity_at desc, case_id desc)',
    'using gin (search_terms)',
  ],
})

/** @returns every run of a number's parts, with and without leading zeros: `REG/2026/051` is found by `2026/051`, `051` and `51`. */
export function searchTermsOf(...numbers: readonly (string | null)[]): string[] {
  const terms = new Set<string>()
  for (const number of numbers) {
    const parts = partsOf(number ?? '')
    for (let start = 0; start < parts.length; start++) {
      for (let end = start + 1; end <= parts.length; end++) terms.add(parts.slice(start, end).join('/'))
    }
    for (const part of parts) terms.add(part.replace(/^0+(?=\d)/, ''))
  }
  return [...terms].sort()
}

/** @returns what was typed into the search, divided as the terms are. */
export const searchTerm = (typed: string): string => partsOf(typed).join('/')

const partsOf = (number: string): readonly string[] =>
  number
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
