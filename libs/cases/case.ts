import { absent, broken, unreachable, type Decider } from '#kernel'
import { makeFollowUp, giveFeedback, reopenCase } from './aftercare'
import { giveAccompaniment, makeRepatriation } from './accompaniment'
import { decideAssessments } from './assessment'
import type { CaseCommand } from './case-command'
import type { CaseEvent } from './case-event'
import { evolve, noCase } from './case-evolution'
import { decidePlans } from './case-plan'
import type { CaseState, ExistingCase } from './case-state'
import { approveClosure, requestClosure, returnClosure } from './closing'
import type { CaseContext } from './clocks'
import { decideComplaint } from './complaint-decisions'
import { receiveComplaint } from './complaint-reception'
import { decideConsents } from './consent-decisions'
import { voidEntry } from './correction-decisions'
import { holdCounsellingSession } from './counselling'
import { recordEmergencyAction, reviewEmergencyAction } from './emergency'
import { correctVictimEnding, endVictimService } from './ending'
import { decideErasures } from './erasure-decisions'
import { endUrgentHealth, giveHealthService, recordMedicolegal } from './health'
import { decideIncidents } from './incident-decisions'
import { giveLegalAid } from './legal-aid'
import { grantProtection, recordLegalStage, settlePoliceReport } from './legal-process'
import { holdMediation } from './mediation'
import { decideNeeds } from './needs'
import { decideReferrals } from './referral-decisions'
import { correctServiceDate, recordService } from './services'
import { endShelterStay, reviewShelterStay, startShelterStay } from './shelter-stay'
import { decideSubjects } from './subject-decisions'

/**
 * What a command does to a case.
 * @throws Refusal of the step it belongs to; `case.exists`, `case.unknown` (absent) where the case is or isn't there,
 * and where the conflict wall hides it from who asks
 */
export function decide(command: CaseCommand, state: CaseState, context: CaseContext): readonly CaseEvent[] {
  if (command.type === 'receiveComplaint') {
    if (state.phase !== 'none') throw broken('case.exists')
    return receiveComplaint(command, context)
  }
  if (state.phase === 'none') throw absent('case.unknown')
  if (context.actor.kind === 'user' && state.walledOff.includes(context.actor.id)) throw absent('case.unknown')
  return decideInCase(command, state, context)
}

function decideInCase(
  command: Exclude<CaseCommand, { readonly type: 'receiveComplaint' }>,
  state: ExistingCase,
  context: CaseContext,
): readonly CaseEvent[] {
  switch (command.type) {
    case 'assignComplaintNumber':
    case 'explainDutyToReport':
    case 'writeChronology':
    case 'triageComplaint':
    case 'recordContactAttempt':
    case 'recordOutreach':
    case 'verifyComplaint':
    case 'acceptComplaint':
    case 'declineComplaint':
    case 'handOverCase':
    case 'assignCase':
    case 'declareConflict':
      return decideComplaint(command, state, context)
    case 'addVictim':
    case 'correctVictim':
    case 'addReporter':
    case 'addPerpetrator':
    case 'addRelatedPerson':
    case 'recordRelation':
    case 'setSafeContact':
      return decideSubjects(command, state)
    case 'recordIncident':
    case 'correctIncident':
    case 'correctReceivedDate':
      return decideIncidents(command, state, context)
    case 'giveConsent':
    case 'refuseConsent':
    case 'withdrawConsent':
      return decideConsents(command, state, context)
    case 'recordAssessment':
    case 'makeSafetyPlan':
      return decideAssessments(command, state, context)
    case 'identifyNeeds':
    case 'changeNeedWish':
    case 'hinderNeed':
      return decideNeeds(command, state, context)
    case 'draftCasePlan':
    case 'agreeCasePlan':
    case 'approveCasePlan':
    case 'returnCasePlan':
    case 'holdCaseConference':
      return decidePlans(command, state, context)
    case 'recordService':
      return recordService(command, state, context)
    case 'correctServiceDate':
      return correctServiceDate(command, state, context)
    case 'holdCounsellingSession':
      return holdCounsellingSession(command, state, context)
    case 'giveHealthService':
      return giveHealthService(command, state, context)
    case 'recordMedicolegal':
      return recordMedicolegal(command, state, context)
    case 'endUrgentHealth':
      return endUrgentHealth(command, state, context)
    case 'giveLegalAid':
      return giveLegalAid(command, state, context)
    case 'recordLegalStage':
      return recordLegalStage(command, state, context)
    case 'settlePoliceReport':
      return settlePoliceReport(command, state, context)
    case 'grantProtection':
      return grantProtection(command, state, context)
    case 'giveAccompaniment':
      return giveAccompaniment(command, state, context)
    case 'makeRepatriation':
      return makeRepatriation(command, state, context)
    case 'startShelterStay':
      return startShelterStay(command, state, context)
    case 'reviewShelterStay':
      return reviewShelterStay(command, state, context)
    case 'endShelterStay':
      return endShelterStay(command, state, context)
    case 'holdMediation':
      return holdMediation(command, state, context)
    case 'endVictimService':
      return endVictimService(command, state, context)
    case 'correctVictimEnding':
      return correctVictimEnding(command, state, context)
    case 'requestClosure':
      return requestClosure(state, context)
    case 'returnClosure':
      return returnClosure(command, state, context)
    case 'approveClosure':
      return approveClosure(command, state, context)
    case 'makeFollowUp':
      return makeFollowUp(command, state, context)
    case 'giveFeedback':
      return giveFeedback(command, state, context)
    case 'reopenCase':
      return reopenCase(command, state, context)
    case 'recordEmergencyAction':
      return recordEmergencyAction(command, state, context)
    case 'reviewEmergencyAction':
      return reviewEmergencyAction(command, state, context)
    case 'linkSubject':
    case 'revokeSubjectLink':
    case 'redactText':
    case 'nameTextSubjects':
    case 'keepIncidentForOthers':
    case 'startSubjectErasure':
    case 'completeSubjectErasure':
      return decideErasures(command, state, context)
    case 'voidEntry':
      return voidEntry(command, state, context)
    case 'makeReferral':
    case 'reviewReferralOverride':
    case 'approveReferral':
    case 'sendReferral':
    case 'recordReferralReceived':
    case 'recordReferralAccepted':
    case 'recordReferralDeclined':
    case 'recordReferralAppointment':
    case 'recordReferralArrived':
    case 'recordReferralNotArrived':
    case 'recordReferralFirstService':
    case 'recordReferralProgress':
    case 'askAboutReferral':
    case 'completeReferral':
    case 'endReferralWithoutResult':
    case 'withdrawReferral':
    case 'justifyReferralDeadEnd':
    case 'tellVictimOfReferral':
      return decideReferrals(command, state, context)
    default:
      return unreachable(command)
  }
}

/** The case without I/O, as the command handler runs it. */
export const caseDecider: Decider<CaseState, CaseCommand, CaseEvent> = { initial: noCase, decide, evolve }

export { evolve, noCase }
