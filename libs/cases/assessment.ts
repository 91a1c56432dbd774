import type { Direct, Fact, LocalDate, Open, Uuid } from '#kernel'
import type { Code, Risk } from './codes'

// Biopsychosocial assessment, risk with its instrument, safety plan.

export type AssessmentRecorded = Fact<
  'AssessmentRecorded',
  1,
  {
    readonly assessmentId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly risk: Open<Risk>
    readonly instrument: Open<Code>
    readonly score: Open<number | null>
    readonly maxScore: Open<number | null>
    readonly assessedOn: Open<LocalDate>
    readonly summary: Direct<string> | null
  }
>
export type SafetyPlanMade = Fact<
  'SafetyPlanMade',
  1,
  { readonly planId: Open<Uuid>; readonly victimId: Open<Uuid>; readonly madeOn: Open<LocalDate>; readonly text: Direct<string> }
>

export type AssessmentEvent = AssessmentRecorded | SafetyPlanMade

export type AssessmentCommand =
  | {
      readonly type: 'recordAssessment'
      readonly victimId: Uuid
      readonly risk: Risk
      readonly instrument: Code
      readonly score: number | null
      readonly maxScore: number | null
      /** null: today */
      readonly assessedOn: LocalDate | null
      readonly summary: Direct<string> | null
    }
  | { readonly type: 'makeSafetyPlan'; readonly victimId: Uuid; readonly madeOn: LocalDate | null; readonly text: Direct<string> }

export interface AssessmentState {
  readonly assessments: Readonly<
    Record<Uuid, { readonly victimId: Uuid; readonly risk: Risk; readonly assessedOn: LocalDate; readonly voided: boolean }>
  >
  readonly safetyPlans: Readonly<Record<Uuid, { readonly victimId: Uuid; readonly voided: boolean }>>
}
