import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import type { Phase, Urgency } from './case-file'
import type { FileReferral } from './referral-progress'
import type { ListedVictim } from './worklist'

/** The case a referral or need belongs to, as a board may show it. */
interface BoardCase {
  caseId: string
  number: string | null
  externalNumber: string | null
  caseUrgency: Urgency | null
  assignedTo: string | null
  phase: Phase
  victims: ListedVictim[]
}
export interface BoardReferral extends BoardCase {
  referral: FileReferral
  daysInStage: number
  /** lewat: the unit is late; tanyakan: somebody else is, and is to be asked. */
  late: 'lewat' | 'tanyakan' | null
}
export interface DeadEnd extends BoardCase {
  referral: FileReferral
}
export interface UnansweredNeed extends BoardCase {
  needId: string
  service: string
  identifiedOn: string
  days: number
}
interface Quantile {
  days: number
  /** What is still open could make it longer: `> N hari`. */
  atLeast: boolean
}
export interface InstitutionTimes {
  institutionId: string
  n: number
  answered: number
  open: number
  lost: number
  median: Quantile | null
  p90: Quantile | null
}

export interface Board {
  now: string
  period: { from: string; to: string }
  /** Something that would stand here can't be read yet. */
  incomplete: boolean
  /** Since when it is held still; null where it is up to date. */
  pausedSince: string | null
  referrals: BoardReferral[]
  deadEnds: DeadEnd[]
  unansweredNeeds: UnansweredNeed[]
  institutions: InstitutionTimes[]
}

/** Where every open referral of the reader's scope stands. */
export const boardQuery = queryOptions({
  queryKey: ['referral-board'],
  gcTime: 0,
  queryFn: async ({ signal }): Promise<Board> => (await ask<Board>('/api/v1/referrals', signal)).data,
})
