import type words from '../../../i18n/id/steps.json'
import type { Field } from '../../../forms/describe'

/** The name of a step is its address too: `/kasus/:caseId/:step/:ref?`. Its word says what the button does. */
export type StepName = keyof typeof words.step

export interface Step {
  /** Where it is sent: `POST /api/v1/cases/{id}/{path}`. */
  path: string
  /** The action of the server's list that says whether it is open now. */
  action: string
  fields: readonly Field[]
  /** Two people can collide here: it is sent with the revision that was seen. */
  guarded?: boolean
  /** Asked of its doer besides `case.act`. */
  permission?: 'case.approve' | 'case.assign'
  /** The field that the address's last part fills: the referral, plan, need it is about. */
  ref?: string
  /** Turns the plain body into what the server takes. */
  shape?: (body: Record<string, unknown>) => Record<string, unknown>
}

export type Steps = Partial<Record<StepName, Step>>
