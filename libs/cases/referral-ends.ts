import { broken } from '#kernel'
import { requireAccepted, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { ReferralAsked, ReferralDeadEndJustified, ReferralEvent, ReferralVictimTold } from './referral'
import type * as Command from './referral-commands'
import { requireAfterMade, requireReferral } from './referral-making'
import { isOpenReferral, endedWithNothing } from './referral-state'
import { askingDay, reported, upTo } from './referral-steps'

/** The unit asked partner or victim; the stage stays. @throws Refusal `referral.ended`, `date.before-step` on `askAgainOn` */
export function askAboutReferral(command: Command.AskAboutReferral, state: ExistingCase, context: CaseContext): readonly ReferralAsked[] {
  requireAccepted(state)
  const referral = requireReferral(command.referralId, state)
  if (!isOpenReferral(referral)) throw broken('referral.ended', { stage: referral.stage })
  requireAfterMade(command.at, referral, context)
  if (command.via !== null) requireCode('answerVia', command.via, 'via')
  const askAgainOn = askingDay(command.askAgainOn, command.at, context)
  return [{ type: 'ReferralAsked', version: 1, at: command.at, data: { ...reported(command), askAgainOn } }]
}

/** Who completes has served: arrival and first service are recorded with it where they were not. */
export function completeReferral(command: Command.CompleteReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('completed', command, state, context)
  const { at, result } = command
  requireCode('referralResult', result, 'result')
  return [...before, { type: 'ReferralCompleted', version: 1, at, data: { ...reported(command), result, lists: CODE_LISTS_VERSION } }]
}

/** Not of a referral that was never sent: that one is withdrawn. @throws Refusal `referral.not-sent`; as `upTo` */
export function endReferralWithoutResult(
  command: Command.EndReferralWithoutResult,
  state: ExistingCase,
  context: CaseContext,
): readonly ReferralEvent[] {
  if (requireReferral(command.referralId, state).stage === 'dibuat') throw broken('referral.not-sent')
  upTo('endedWithoutResult', command, state, context)
  const { at, reason, justification } = command
  requireCode('referralEnded', reason, 'reason')
  return [{ type: 'ReferralEndedWithoutResult', version: 1, at, data: { ...reported(command), reason, justification, lists: CODE_LISTS_VERSION } }]
}

export function withdrawReferral(command: Command.WithdrawReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  upTo('withdrawn', command, state, context)
  const { at, by, reason } = command
  requireCode('referralWithdrawn', reason, 'reason')
  return [{ type: 'ReferralWithdrawn', version: 1, at, data: { ...reported(command), by, reason } }]
}

/** @throws Refusal `referral.no-dead-end`, `referral.already-justified`, `referral.already-followed` */
export function justifyDeadEnd(command: Command.JustifyDeadEnd, state: ExistingCase, context: CaseContext): readonly ReferralDeadEndJustified[] {
  requireAccepted(state)
  const { referralId, at, reason, note } = command
  const referral = requireReferral(referralId, state)
  if (!endedWithNothing(referral)) throw broken('referral.no-dead-end')
  if (referral.followedBy !== null) throw broken('referral.already-followed')
  if (referral.justified) throw broken('referral.already-justified')
  requireAfterMade(at, referral, context)
  requireCode('deadEndReason', reason, 'reason')
  return [{ type: 'ReferralDeadEndJustified', version: 1, at, data: { referralId, at, reason, note } }]
}

/** The last step of every referral. @throws Refusal `referral.not-ended`, `referral.victim-already-told` */
export function tellVictimOfReferral(
  command: Command.TellVictimOfReferral,
  state: ExistingCase,
  context: CaseContext,
): readonly ReferralVictimTold[] {
  requireAccepted(state)
  const { referralId, at, via } = command
  const referral = requireReferral(referralId, state)
  if (isOpenReferral(referral)) throw broken('referral.not-ended')
  if (referral.told) throw broken('referral.victim-already-told')
  requireAfterMade(at, referral, context)
  requireCode('answerVia', via, 'via')
  return [{ type: 'ReferralVictimTold', version: 1, at, data: { referralId, at, via } }]
}
