import { unreachable } from '#kernel'
import type { ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import type { ReferralEvent } from './referral'
import type { ReferralCommand } from './referral-commands'
import { askAboutReferral, completeReferral, endReferralWithoutResult, justifyDeadEnd, tellVictimOfReferral, withdrawReferral } from './referral-ends'
import { approveReferral, makeReferral, reviewReferralOverride } from './referral-making'
import {
  recordReferralAccepted,
  recordReferralAppointment,
  recordReferralArrived,
  recordReferralDeclined,
  recordReferralFirstService,
  recordReferralNotArrived,
  recordReferralProgress,
  recordReferralReceived,
  sendReferral,
} from './referral-steps'

/** Any command of a referral. @throws Refusal of the act it is */
export function decideReferrals(command: ReferralCommand, state: ExistingCase, context: CaseContext): readonly ReferralEvent[] {
  switch (command.type) {
    case 'makeReferral':
      return makeReferral(command, state, context)
    case 'reviewReferralOverride':
      return reviewReferralOverride(command, state, context)
    case 'approveReferral':
      return approveReferral(command, state, context)
    case 'sendReferral':
      return sendReferral(command, state, context)
    case 'recordReferralReceived':
      return recordReferralReceived(command, state, context)
    case 'recordReferralAccepted':
      return recordReferralAccepted(command, state, context)
    case 'recordReferralDeclined':
      return recordReferralDeclined(command, state, context)
    case 'recordReferralAppointment':
      return recordReferralAppointment(command, state, context)
    case 'recordReferralArrived':
      return recordReferralArrived(command, state, context)
    case 'recordReferralNotArrived':
      return recordReferralNotArrived(command, state, context)
    case 'recordReferralFirstService':
      return recordReferralFirstService(command, state, context)
    case 'recordReferralProgress':
      return recordReferralProgress(command, state, context)
    case 'askAboutReferral':
      return askAboutReferral(command, state, context)
    case 'completeReferral':
      return completeReferral(command, state, context)
    case 'endReferralWithoutResult':
      return endReferralWithoutResult(command, state, context)
    case 'withdrawReferral':
      return withdrawReferral(command, state, context)
    case 'justifyReferralDeadEnd':
      return justifyDeadEnd(command, state, context)
    case 'tellVictimOfReferral':
      return tellVictimOfReferral(command, state, context)
    default:
      return unreachable(command)
  }
}
