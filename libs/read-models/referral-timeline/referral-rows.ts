import type { Code, NamedStage, Urgency, WaitsFor } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import type { ReferralProgress } from '../referral-progress'
import { defineTable } from '../table'

/** One referral: what boards filter and count by, and its whole way in `progress`. */
export interface ReferralRow {
  readonly caseId: Uuid
  readonly referralId: Uuid
  readonly institutionId: Uuid
  readonly service: Code
  readonly urgency: Urgency
  readonly madeOn: LocalDate
  stage: NamedStage
  waitsFor: WaitsFor | null
  open: boolean
  sentAt: Instant | null
  answeredAt: Instant | null
  /** When it ended, well or badly */
  endedAt: Instant | null
  readonly follows: Uuid | null
  /** Ended badly, without a reason why nothing follows; a successor is looked up when asking */
  deadEnd: boolean
  voided: boolean
  progress: ReferralProgress
}

/** One need, and what has answered it. */
export interface NeedRow {
  readonly caseId: Uuid
  readonly needId: Uuid
  readonly victimId: Uuid
  readonly service: Code
  wanted: boolean
  readonly identifiedOn: LocalDate
  hindered: boolean
  /** Services given and referrals made for it, that stand */
  answeredBy: Uuid[]
  /** The victim's services have ended or their data were erased, or the need was voided */
  over: boolean
}

export const referralTable = defineTable<ReferralRow>({
  name: 'referral',
  comment: 'One row a referral with all its stages.',
  columns: {
    caseId: 'uuid',
    referralId: 'uuid',
    institutionId: 'uuid',
    service: 'text',
    urgency: 'text',
    madeOn: 'date',
    stage: 'text',
    waitsFor: 'text',
    open: 'boolean',
    sentAt: 'instant',
    answeredAt: 'instant',
    endedAt: 'instant',
    follows: 'uuid',
    deadEnd: 'boolean',
    voided: 'boolean',
    progress: 'document',
  },
  key: ['referralId'],
  group: 'caseId',
  indexes: ['(open) where open', '(dead_end) where dead_end', '(follows) where follows is not null', '(sent_at)'],
})

export const needTable = defineTable<NeedRow>({
  name: 'referral_need',
  comment: 'One row a need, with the services and referrals that answer it.',
  columns: {
    caseId: 'uuid',
    needId: 'uuid',
    victimId: 'uuid',
    service: 'text',
    wanted: 'boolean',
    identifiedOn: 'date',
    hindered: 'boolean',
    answeredBy: 'uuid[]',
    over: 'boolean',
  },
  key: ['needId'],
  group: 'caseId',
  indexes: [`(identified_on) where wanted and not over and not hindered and answered_by = '{}'`],
})
