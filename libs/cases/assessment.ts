import { invalid, newIdIn, unreachable, type Direct, type Fact, type LocalDate, type Open, type Uuid } from '#kernel'
import { pastDay } from './case-dates'
import { entryOf, requireOpen, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode } from './code-lists'
import type { Code, Risk } from './codes'
import type { EntryVoided } from './correction'
import { requireVictim } from './subjects'

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

export const emptyAssessments: AssessmentState = { assessments: {}, safetyPlans: {} }

export function evolveAssessments(slice: AssessmentState, event: AssessmentEvent | EntryVoided): AssessmentState {
  switch (event.type) {
    case 'AssessmentRecorded': {
      const { assessmentId, victimId, risk, assessedOn } = event.data
      return { ...slice, assessments: { ...slice.assessments, [assessmentId]: { victimId, risk, assessedOn, voided: false } } }
    }
    case 'SafetyPlanMade': {
      const { planId, victimId } = event.data
      return { ...slice, safetyPlans: { ...slice.safetyPlans, [planId]: { victimId, voided: false } } }
    }
    case 'EntryVoided':
      return struck(slice, event)
  }
}

/** A safety plan is struck as the assessment it belongs to. */
function struck(slice: AssessmentState, { data: { kind, entryId } }: EntryVoided): AssessmentState {
  if (kind !== 'asesmen') return slice
  const assessment = entryOf(slice.assessments, entryId)
  if (assessment) return { ...slice, assessments: { ...slice.assessments, [entryId]: { ...assessment, voided: true } } }
  const plan = entryOf(slice.safetyPlans, entryId)
  return plan ? { ...slice, safetyPlans: { ...slice.safetyPlans, [entryId]: { ...plan, voided: true } } } : slice
}

export function decideAssessments(command: AssessmentCommand, state: ExistingCase, context: CaseContext): readonly AssessmentEvent[] {
  requireOpen(state)
  requireVictim(state, command.victimId)
  switch (command.type) {
    case 'recordAssessment':
      return [recordAssessment(command, context)]
    case 'makeSafetyPlan': {
      const madeOn = pastDay(command.madeOn, 'madeOn', context)
      const data = { planId: newIdIn(context, 'safety-plan'), victimId: command.victimId, madeOn, text: command.text }
      return [{ type: 'SafetyPlanMade', version: 1, on: madeOn, data }]
    }
    default:
      return unreachable(command)
  }
}

type RecordAssessment = Extract<AssessmentCommand, { readonly type: 'recordAssessment' }>

/** A score stands with the greatest score its instrument can give. @throws Refusal `assessment.score` */
function recordAssessment(command: RecordAssessment, context: CaseContext): AssessmentRecorded {
  const { victimId, risk, instrument, score, maxScore, summary } = command
  requireCode('risk', risk, 'risk')
  requireCode('instrument', instrument, 'instrument')
  const scored = score !== null && maxScore !== null
  if (scored ? !(score >= 0 && score <= maxScore) : score !== maxScore) throw invalid('score', 'assessment.score')
  const assessedOn = pastDay(command.assessedOn, 'assessedOn', context)
  const data = { assessmentId: newIdIn(context, 'assessment'), victimId, risk, instrument, score, maxScore, assessedOn, summary }
  return { type: 'AssessmentRecorded', version: 1, on: assessedOn, data }
}
