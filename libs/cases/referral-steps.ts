import { broken, dateIn, invalid, newIdIn, type LocalDate } from '#kernel'
import { requireDate, requireInstant } from './case-dates'
import { requireAccepted, type ExistingCase } from './case-state'
import { clocksOf, daysAfter, dueAt, type CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { ReferralAccepted, ReferralEvent, ReferralFirstServiceGiven, ReferralProgressReported, ReferralSent } from './referral'
import type * as Command from './referral-commands'
import { consentsFor, requireAfterMade, requireReferral } from './referral-making'
import { stepsBefore, type ImpliedStep, type ReferralStep } from './referral-stages'
import type { ReferralEntry } from './referral-state'

// What happens to a referral after it is made. A step that was skipped is recorded with the one that implies it, at the same moment
// and on the same word, so that a telephone call that says "accepted" leaves no hole in the timeline.

type Reported = Command.ReportedStep

export const reported = ({ referralId, at, via, saidBy }: Reported): Reported => ({ referralId, at, via, saidBy })

/** Sharing is refused where consent is gone by now: withdrawn, refused or run out. Nothing urgent waits for an approval. */
function sent(
  referral: ReferralEntry,
  { referralId, at }: Pick<Reported, 'referralId' | 'at'>,
  channel: string,
  state: ExistingCase,
  context: CaseContext,
): ReferralSent {
  if (referral.approvalNeeded && referral.urgency !== 'gawat') throw broken('referral.approval-missing')
  const covered = referral.withoutConsent || consentsFor(referral.victimIds, referral.institutionId, state, context) !== null
  if (!covered) throw broken('referral.consent-missing')
  const answerDueAt = dueAt(clocksOf(context).referralAnswer[referral.urgency], at, context)
  return { type: 'ReferralSent', version: 1, at, data: { referralId, at, channel, answerDueAt } }
}

function accepted(referral: ReferralEntry, step: Reported, extent: 'penuh' | 'sebagian', context: CaseContext): ReferralAccepted {
  const firstServiceDueAt = dueAt(clocksOf(context).referralFirstService[referral.urgency], step.at, context)
  return { type: 'ReferralAccepted', version: 1, at: step.at, data: { ...reported(step), extent, firstServiceDueAt } }
}

function firstService(step: Reported, context: CaseContext): ReferralFirstServiceGiven {
  const progressDueAt = daysAfter(step.at, clocksOf(context).referralProgressDays)
  return {
    type: 'ReferralFirstServiceGiven',
    version: 1,
    at: step.at,
    data: { ...reported(step), serviceId: newIdIn(context, 'service'), progressDueAt },
  }
}

function implied(skipped: ImpliedStep, step: Reported, referral: ReferralEntry, state: ExistingCase, context: CaseContext): ReferralEvent {
  switch (skipped) {
    case 'sent':
      if (step.via === null) throw broken('referral.not-sent')
      return sent(referral, step, step.via, state, context)
    case 'received':
      return { type: 'ReferralReceived', version: 1, at: step.at, data: reported(step) }
    case 'accepted':
      return accepted(referral, step, 'penuh', context)
    case 'arrived':
      return { type: 'ReferralArrived', version: 1, at: step.at, data: reported(step) }
    case 'firstService':
      return firstService(step, context)
  }
}

/**
 * @returns the skipped steps as events, to stand before the step itself
 * @throws Refusal `referral.ended`, `referral.stage-passed`, `referral.not-sent`, `referral.before-previous-stage` on `at`, `referral.before-made`
 */
export function upTo(
  step: ReferralStep,
  command: Reported,
  state: ExistingCase,
  context: CaseContext,
): { referral: ReferralEntry; before: readonly ReferralEvent[] } {
  requireAccepted(state)
  const referral = requireReferral(command.referralId, state)
  const skipped = stepsBefore(step, referral)
  requireAfterMade(command.at, referral, context)
  if (referral.stageAt !== null && Date.parse(command.at) < Date.parse(referral.stageAt))
    throw invalid('at', 'referral.before-previous-stage', { previous: referral.stageAt })
  if (command.via !== null) requireCode('answerVia', command.via, 'via')
  return { referral, before: skipped.map((one) => implied(one, command, referral, state, context)) }
}

/** A day to ask again lies not before the day of the step. @throws Refusal `date.before-step` */
export function askingDay(day: LocalDate, at: string, context: CaseContext): LocalDate {
  if (requireDate(day, 'askAgainOn') < dateIn(context.zone, at)) throw invalid('askAgainOn', 'date.before-step')
  return day
}

/** @throws Refusal `referral.approval-missing`, `referral.consent-missing`; as `upTo` */
export function sendReferral(command: Command.SendReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { referral } = upTo('sent', { ...command, via: null, saidBy: null }, state, context)
  requireCode('answerVia', command.channel, 'channel')
  return [sent(referral, command, command.channel, state, context)]
}

export function recordReferralReceived(command: Command.ReceiveReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('received', command, state, context)
  return [...before, { type: 'ReferralReceived', version: 1, at: command.at, data: reported(command) }]
}

export function recordReferralAccepted(command: Command.AcceptReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { referral, before } = upTo('accepted', command, state, context)
  return [...before, accepted(referral, command, command.extent, context)]
}

export function recordReferralDeclined(command: Command.DeclineReferral, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('declined', command, state, context)
  const { at, reason, alternative } = command
  requireCode('referralDeclined', reason, 'reason')
  return [...before, { type: 'ReferralDeclined', version: 1, at, data: { ...reported(command), reason, alternative, lists: CODE_LISTS_VERSION } }]
}

/** @throws Refusal `referral.appointment-before-made` on `appointmentAt`; as `upTo` */
export function recordReferralAppointment(command: Command.MakeAppointment, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('appointment', command, state, context)
  const { at, appointmentAt } = command
  if (Date.parse(requireInstant(appointmentAt, 'appointmentAt')) < Date.parse(at)) throw invalid('appointmentAt', 'referral.appointment-before-made')
  return [...before, { type: 'AppointmentMade', version: 1, at, data: { ...reported(command), appointmentAt } }]
}

export function recordReferralArrived(command: Command.RecordArrival, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('arrived', command, state, context)
  return [...before, { type: 'ReferralArrived', version: 1, at: command.at, data: reported(command) }]
}

export function recordReferralNotArrived(command: Command.RecordNonArrival, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('notArrived', command, state, context)
  const { at, hindrance } = command
  requireCode('referralHindrance', hindrance, 'hindrance')
  const askAgainOn = command.askAgainOn === null ? null : askingDay(command.askAgainOn, at, context)
  return [...before, { type: 'ReferralNotArrived', version: 1, at, data: { ...reported(command), hindrance, askAgainOn } }]
}

export function recordReferralFirstService(command: Command.RecordFirstService, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('firstService', command, state, context)
  return [...before, firstService(command, context)]
}

export function recordReferralProgress(command: Command.RecordProgress, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  const { before } = upTo('progress', command, state, context)
  const progressDueAt = daysAfter(command.at, clocksOf(context).referralProgressDays)
  const progress: ReferralProgressReported = {
    type: 'ReferralProgressReported',
    version: 1,
    at: command.at,
    data: { ...reported(command), progressDueAt, note: command.note },
  }
  return [...before, progress]
}
