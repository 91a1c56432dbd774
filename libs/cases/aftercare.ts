import { broken, invalid, newIdIn } from '#kernel'
import { pastDayFrom, requireDate } from './case-dates'
import { entryOf, requireAccepted, requireCorrectable, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { hasEnded, type CaseReopened, type FeedbackGiven, type FollowUpMade, type GiveFeedback, type MakeFollowUp, type ReopenCase } from './closure'
import { requireCode } from './code-lists'
import { requireNobodyErased, requireVictim, requireVictims } from './subjects'

// What comes after an ending: follow-up, the client's feedback, reopening.

/** Declined complaints have no services to look back at. @throws Refusal `case.declined`, `case.not-accepted`, `case.voided`, `case.handed-over` */
function requireServed(state: ExistingCase): void {
  requireCorrectable(state)
  if (state.phase !== 'ditutup') requireAccepted(state)
}

/**
 * @throws Refusal `follow-up.victim-not-ended`, `date.future`, `date.before-ending` on `madeOn`, `date.not-future` on `nextDueOn`,
 * `code.unknown`; as `requireVictim`
 */
export function makeFollowUp(command: MakeFollowUp, state: ExistingCase, context: CaseContext): readonly FollowUpMade[] {
  requireServed(state)
  const { victimId, result, nextDueOn, note } = command
  requireVictim(state, victimId)
  const ending = entryOf(state.closure.endings, victimId)
  if (!ending) throw broken('follow-up.victim-not-ended')
  requireCode('followUpResult', result, 'result')
  const madeOn = pastDayFrom(ending.endedOn, 'date.before-ending', command.madeOn, 'madeOn', context)
  if (nextDueOn !== null && requireDate(nextDueOn, 'nextDueOn') <= madeOn) throw invalid('nextDueOn', 'date.not-future')
  const data = { followUpId: newIdIn(context, 'follow-up'), victimId, madeOn, result, nextDueOn, note }
  return [{ type: 'FollowUpMade', version: 1, on: madeOn, data }]
}

/** @throws Refusal `feedback.rating-range` on `rating`; as `requireVictim` */
export function giveFeedback(command: GiveFeedback, state: ExistingCase, context: CaseContext): readonly FeedbackGiven[] {
  requireServed(state)
  const { victimId, rating, remark } = command
  requireVictim(state, victimId)
  if (![1, 2, 3, 4, 5].includes(rating)) throw invalid('rating', 'feedback.rating-range', { from: 1, to: 5 })
  return [{ type: 'FeedbackGiven', version: 1, on: context.today, data: { feedbackId: newIdIn(context, 'feedback'), victimId, rating, remark } }]
}

/**
 * Takes up the services again: of a closed case, or of a victim who had ended while others went on.
 * @throws Refusal `closure.victim-not-ended`, `date.future`, `date.before-ending` on `reopenedOn`, `victim.erased`; as `requireVictims`
 */
export function reopenCase(command: ReopenCase, state: ExistingCase, context: CaseContext): readonly CaseReopened[] {
  requireServed(state)
  const { cause, victimIds } = command
  requireVictims(state, victimIds)
  requireNobodyErased(state, victimIds)
  if (victimIds.some((id) => !hasEnded(state.closure, id))) throw broken('closure.victim-not-ended')
  const since = state.phase === 'ditutup' ? state.closure.closedOn : null
  const reopenedOn = pastDayFrom(since ?? state.complaint.receivedOn, 'date.before-ending', command.reopenedOn, 'reopenedOn', context)
  return [{ type: 'CaseReopened', version: 1, on: reopenedOn, data: { reopenedOn, cause, victimIds } }]
}
