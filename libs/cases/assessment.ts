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
