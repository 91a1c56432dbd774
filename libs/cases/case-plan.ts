import { broken, invalid, newIdIn, unreachable, type Direct, type Fact, type LocalDate, type Open, type Uuid } from '#kernel'
import { pastDay, pastDayFrom, requireDate } from './case-dates'
import { entryOf, requireAccepted, requireOpen, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import type { EntryVoided } from './correction'
import { requireNeed } from './needs'
import { requireNobodyErased, requireVictim, requireVictims } from './subjects'

// The plan agreed with the victim and approved by the head; the case conference (gelar kasus).

export type CasePlanDrafted = Fact<
  'CasePlanDrafted',
  1,
  {
    readonly planId: Open<Uuid>
    readonly victimId: Open<Uuid>
    readonly needIds: Open<readonly Uuid[]>
    readonly draftedOn: Open<LocalDate>
    readonly reviewOn: Open<LocalDate | null>
    readonly goals: Direct<string>
  }
>
export type CasePlanAgreed = Fact<
  'CasePlanAgreed',
  1,
  { readonly planId: Open<Uuid>; readonly agreedOn: Open<LocalDate>; readonly agreedBy: Open<'korban' | 'orang_tua' | 'wali'> }
>
export type CasePlanApproved = Fact<'CasePlanApproved', 1, { readonly planId: Open<Uuid>; readonly approvedOn: Open<LocalDate> }>
export type CasePlanReturned = Fact<
  'CasePlanReturned',
  1,
  { readonly planId: Open<Uuid>; readonly returnedOn: Open<LocalDate>; readonly remark: Direct<string> }
>
export type CaseConferenceHeld = Fact<
  'CaseConferenceHeld',
  1,
  {
    readonly serviceId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly heldOn: Open<LocalDate>
    readonly institutions: Open<readonly Uuid[]>
    readonly minutes: Direct<{ readonly attendees: string; readonly decisions: string }> | null
  }
>

export type CasePlanEvent = CasePlanDrafted | CasePlanAgreed | CasePlanApproved | CasePlanReturned | CaseConferenceHeld

export type CasePlanCommand =
  | {
      readonly type: 'draftCasePlan'
      readonly victimId: Uuid
      readonly needIds: readonly Uuid[]
      /** null: today */
      readonly draftedOn: LocalDate | null
      readonly reviewOn: LocalDate | null
      readonly goals: Direct<string>
    }
  | {
      readonly type: 'agreeCasePlan'
      readonly planId: Uuid
      readonly agreedBy: CasePlanAgreed['data']['agreedBy']
      readonly agreedOn: LocalDate | null
    }
  | { readonly type: 'approveCasePlan'; readonly planId: Uuid; readonly approvedOn: LocalDate | null }
  | { readonly type: 'returnCasePlan'; readonly planId: Uuid; readonly returnedOn: LocalDate | null; readonly remark: Direct<string> }
  | {
      readonly type: 'holdCaseConference'
      readonly victimIds: readonly Uuid[]
      readonly heldOn: LocalDate | null
      readonly institutions: readonly Uuid[]
      readonly minutes: CaseConferenceHeld['data']['minutes']
    }

export interface PlanEntry {
  readonly victimId: Uuid
  readonly stage: 'disusun' | 'disepakati' | 'disetujui' | 'dikembalikan'
  readonly draftedOn: LocalDate
  readonly voided: boolean
}
export interface CasePlanState {
  readonly plans: Readonly<Record<Uuid, PlanEntry>>
  readonly conferences: Readonly<Record<Uuid, { readonly victimIds: readonly Uuid[]; readonly voided: boolean }>>
}

export const emptyPlans: CasePlanState = { plans: {}, conferences: {} }

export function evolvePlans(slice: CasePlanState, event: CasePlanEvent | EntryVoided): CasePlanState {
  switch (event.type) {
    case 'CasePlanDrafted': {
      const { planId, victimId, draftedOn } = event.data
      return { ...slice, plans: { ...slice.plans, [planId]: { victimId, stage: 'disusun', draftedOn, voided: false } } }
    }
    case 'CasePlanAgreed':
      return atStage(slice, event.data.planId, 'disepakati')
    case 'CasePlanApproved':
      return atStage(slice, event.data.planId, 'disetujui')
    case 'CasePlanReturned':
      return atStage(slice, event.data.planId, 'dikembalikan')
    case 'CaseConferenceHeld': {
      const { serviceId, victimIds } = event.data
      return { ...slice, conferences: { ...slice.conferences, [serviceId]: { victimIds, voided: false } } }
    }
    case 'EntryVoided':
      return struck(slice, event)
  }
}

/** A conference is struck as the service it is. */
function struck(slice: CasePlanState, { data: { kind, entryId } }: EntryVoided): CasePlanState {
  const plan = entryOf(slice.plans, entryId)
  if (kind === 'rencana' && plan) return { ...slice, plans: { ...slice.plans, [entryId]: { ...plan, voided: true } } }
  const conference = entryOf(slice.conferences, entryId)
  if (kind === 'layanan' && conference) return { ...slice, conferences: { ...slice.conferences, [entryId]: { ...conference, voided: true } } }
  return slice
}

function atStage(slice: CasePlanState, planId: Uuid, stage: PlanEntry['stage']): CasePlanState {
  const plan = entryOf(slice.plans, planId)
  return plan === undefined ? slice : { ...slice, plans: { ...slice.plans, [planId]: { ...plan, stage } } }
}

type Command<Type extends CasePlanCommand['type']> = Extract<CasePlanCommand, { readonly type: Type }>

/** Agreed with the victim, then approved or returned. No service waits for it. */
export function decidePlans(command: CasePlanCommand, state: ExistingCase, context: CaseContext): readonly CasePlanEvent[] {
  switch (command.type) {
    case 'draftCasePlan':
      return [draftCasePlan(command, state, context)]
    case 'agreeCasePlan':
      return [agreeCasePlan(command, state, context)]
    case 'approveCasePlan': {
      const { planId } = command
      const plan = requirePlan(state, planId, ['disepakati'])
      const approvedOn = pastDayFrom(plan.draftedOn, 'plan.before-draft', command.approvedOn, 'approvedOn', context)
      return [{ type: 'CasePlanApproved', version: 1, on: approvedOn, data: { planId, approvedOn } }]
    }
    case 'returnCasePlan': {
      const { planId, remark } = command
      const plan = requirePlan(state, planId, ['disusun', 'disepakati'])
      const returnedOn = pastDayFrom(plan.draftedOn, 'plan.before-draft', command.returnedOn, 'returnedOn', context)
      return [{ type: 'CasePlanReturned', version: 1, on: returnedOn, data: { planId, returnedOn, remark } }]
    }
    case 'holdCaseConference':
      return [holdCaseConference(command, state, context)]
    default:
      return unreachable(command)
  }
}

function draftCasePlan(command: Command<'draftCasePlan'>, state: ExistingCase, context: CaseContext): CasePlanDrafted {
  requireAccepted(state)
  const { victimId, needIds, reviewOn, goals } = command
  requireVictim(state, victimId)
  requireNobodyErased(state, [victimId])
  needIds.forEach((needId, at) => {
    if (requireNeed(state, needId, `needIds[${String(at)}]`).victimId !== victimId) throw invalid(`needIds[${String(at)}]`, 'need.other-victim')
  })
  const draftedOn = pastDay(command.draftedOn, 'draftedOn', context)
  if (reviewOn !== null && requireDate(reviewOn, 'reviewOn') <= draftedOn) throw invalid('reviewOn', 'plan.review-before-draft')
  const data = { planId: newIdIn(context, 'plan'), victimId, needIds, draftedOn, reviewOn, goals }
  return { type: 'CasePlanDrafted', version: 1, on: draftedOn, data }
}

/** An adult agrees for herself; for a child also a parent or guardian may. @throws Refusal `plan.agreed-by` */
function agreeCasePlan(command: Command<'agreeCasePlan'>, state: ExistingCase, context: CaseContext): CasePlanAgreed {
  const { planId, agreedBy } = command
  const plan = requirePlan(state, planId, ['disusun'])
  const victim = requireVictim(state, plan.victimId)
  if (agreedBy !== 'korban' && victim.ageClass === 'dewasa') throw broken('plan.agreed-by')
  const agreedOn = pastDayFrom(plan.draftedOn, 'plan.before-draft', command.agreedOn, 'agreedOn', context)
  return { type: 'CasePlanAgreed', version: 1, on: agreedOn, data: { planId, agreedOn, agreedBy } }
}

/** @throws Refusal `plan.unknown`, `plan.voided`, `plan.not-agreed`, `plan.already-agreed`, `plan.already-approved`, `plan.returned` */
function requirePlan(state: ExistingCase, planId: Uuid, stages: readonly PlanEntry['stage'][]): PlanEntry {
  requireAccepted(state)
  const plan = entryOf(state.plans.plans, planId)
  if (plan === undefined) throw invalid('planId', 'plan.unknown')
  if (plan.voided) throw broken('plan.voided')
  if (!stages.includes(plan.stage)) throw broken(WRONG_STAGE[plan.stage])
  return plan
}

const WRONG_STAGE: Readonly<Record<PlanEntry['stage'], string>> = {
  disusun: 'plan.not-agreed',
  disepakati: 'plan.already-agreed',
  disetujui: 'plan.already-approved',
  dikembalikan: 'plan.returned',
}

/** Open from the complaint on. @throws Refusal `conference.institution-repeated` */
function holdCaseConference(command: Command<'holdCaseConference'>, state: ExistingCase, context: CaseContext): CaseConferenceHeld {
  requireOpen(state)
  const { victimIds, institutions, minutes } = command
  requireVictims(state, victimIds)
  if (new Set(institutions).size !== institutions.length) throw invalid('institutions', 'conference.institution-repeated')
  const heldOn = pastDay(command.heldOn, 'heldOn', context)
  const data = { serviceId: newIdIn(context, 'conference'), victimIds, heldOn, institutions, minutes }
  return { type: 'CaseConferenceHeld', version: 1, on: heldOn, data }
}
