import { closureSteps } from './closure-steps'
import { complaintSteps } from './complaint-steps'
import { peopleSteps } from './people-steps'
import { planSteps } from './plan-steps'
import { referralSteps } from './referral-steps'
import { serviceSteps } from './service-steps'
import type { Step, StepName } from './step'

/** Every form of a case, by its name. A name without a form, or a form without a name, doesn't compile. */
export const allSteps: Record<StepName, Step> = {
  ...complaintSteps,
  ...peopleSteps,
  ...planSteps,
  ...serviceSteps,
  ...referralSteps,
  ...closureSteps,
}

export const isStep = (name: string | undefined): name is StepName => name !== undefined && Object.hasOwn(allSteps, name)

/** The address of a step's form; `ref` names the referral, plan or need it is about. */
export const stepPath = (caseId: string, step: StepName, ref?: string | null): string =>
  ref == null ? `/kasus/${caseId}/${step}` : `/kasus/${caseId}/${step}/${ref}`
