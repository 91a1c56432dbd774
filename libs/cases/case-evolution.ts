import { unreachable } from '#kernel'
import { emptyAssessments, evolveAssessments } from './assessment'
import type { CaseEvent } from './case-event'
import { emptyPlans, evolvePlans } from './case-plan'
import type { CaseState, ExistingCase, Phase } from './case-state'
import { evolveClosure, notEnded, type ClosureEvent } from './closure'
import { evolveComplaint, receivedComplaint, type ComplaintReceived } from './complaint'
import { emptyConsents, evolveConsents } from './consent'
import type { EntryVoided } from './correction'
import { evolveEmergencies, noEmergencies } from './emergency'
import { evolveErasures, noErasures } from './erasure'
import { evolveUrgentHealth, noUrgentHealth } from './health'
import { evolveIncidents, noIncidents } from './incident'
import { evolveLegalProcess, noLegalProcess } from './legal-process'
import { evolveNeeds, noNeeds } from './needs'
import { evolveReferrals, noReferrals } from './referral-state'
import { evolveServices, noServices } from './services'
import { evolveStays, noStays } from './shelter-stay'
import { emptySubjects, evolveSubjects } from './subjects'

export const noCase: CaseState = { phase: 'none' }

/** What a case is after an event. Total: an event that says nothing to this state leaves it as it is. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (event.type === 'ComplaintReceived') return state.phase === 'none' ? begun(event) : state
  if (state.phase === 'none') return state
  switch (event.type) {
    case 'ComplaintNumberAssigned':
    case 'DutyToReportExplained':
    case 'ChronologyWritten':
    case 'ComplaintTriaged':
    case 'ContactAttempted':
    case 'OutreachMade':
    case 'ComplaintVerified':
    case 'ReceivedDateCorrected':
      return { ...state, complaint: evolveComplaint(state.complaint, event) }
    case 'ComplaintAccepted':
      return { ...state, phase: 'layanan', complaint: evolveComplaint(state.complaint, event) }
    case 'ComplaintDeclined':
      return { ...state, phase: 'ditolak' }
    case 'CaseHandedOver': {
      const { toUnit } = event.data
      return toUnit === null ? { ...state, phase: 'dialihkan', assignedTo: null } : { ...state, unit: toUnit, assignedTo: null }
    }
    case 'CaseAssigned':
      return { ...state, assignedTo: event.data.assignedTo }
    case 'ConflictDeclared': {
      const { userId } = event.data
      return { ...state, walledOff: [...state.walledOff, userId], assignedTo: state.assignedTo === userId ? null : state.assignedTo }
    }
    case 'VictimAdded':
    case 'VictimAgeDetermined':
    case 'VictimDetailsCorrected':
    case 'ReporterAdded':
    case 'AllegedPerpetratorAdded':
    case 'RelatedPersonAdded':
    case 'RelationRecorded':
    case 'SafeContactSet':
      return { ...state, subjects: evolveSubjects(state.subjects, event) }
    case 'IncidentRecorded':
    case 'IncidentCorrected':
      return { ...state, incidents: evolveIncidents(state.incidents, event) }
    case 'ConsentGiven':
    case 'ConsentRefused':
    case 'ConsentWithdrawn':
      return { ...state, consents: evolveConsents(state.consents, event) }
    case 'AssessmentRecorded':
    case 'SafetyPlanMade':
      return { ...state, assessments: evolveAssessments(state.assessments, event) }
    case 'NeedIdentified':
    case 'NeedWishChanged':
    case 'NeedHindered':
      return { ...state, needs: evolveNeeds(state.needs, event) }
    case 'CasePlanDrafted':
    case 'CasePlanAgreed':
    case 'CasePlanApproved':
    case 'CasePlanReturned':
    case 'CaseConferenceHeld':
      return { ...state, plans: evolvePlans(state.plans, event) }
    case 'ServiceRecorded':
    case 'CounsellingSessionHeld':
    case 'LegalAidGiven':
    case 'AccompanimentGiven':
    case 'RepatriationMade':
    case 'MediationHeld':
      return { ...state, services: evolveServices(state.services, event) }
    case 'HealthServiceGiven':
    case 'MedicolegalExamined':
    case 'UrgentHealthEnded':
      return { ...state, services: evolveServices(state.services, event), urgentHealth: evolveUrgentHealth(state.urgentHealth, event) }
    case 'LegalStageReached':
    case 'PoliceReportSettled':
    case 'ProtectionGranted':
      return { ...state, legal: evolveLegalProcess(state.legal, event) }
    case 'ShelterStayStarted':
    case 'ShelterStayReviewed':
    case 'ShelterStayEnded':
      return { ...state, stays: evolveStays(state.stays, event) }
    case 'ServiceDateCorrected':
    case 'ReferralMade':
    case 'ReferralOverrideReviewed':
    case 'ReferralApproved':
    case 'ReferralSent':
    case 'ReferralReceived':
    case 'ReferralAccepted':
    case 'ReferralDeclined':
    case 'AppointmentMade':
    case 'ReferralArrived':
    case 'ReferralNotArrived':
    case 'ReferralFirstServiceGiven':
    case 'ReferralProgressReported':
    case 'ReferralAsked':
    case 'ReferralCompleted':
    case 'ReferralEndedWithoutResult':
    case 'ReferralWithdrawn':
    case 'ReferralDeadEndJustified':
    case 'ReferralVictimTold':
      return { ...state, services: evolveServices(state.services, event), referrals: evolveReferrals(state.referrals, event) }
    case 'VictimServiceEnded':
    case 'VictimEndingCorrected':
    case 'ClosureRequested':
    case 'ClosureReturned':
    case 'CaseClosed':
    case 'FollowUpMade':
    case 'FeedbackGiven':
    case 'CaseReopened':
      return { ...state, phase: phaseAfter(state, event), closure: evolveClosure(state.closure, event) }
    case 'EmergencyActionRecorded':
    case 'EmergencyActionReviewed':
      return { ...state, emergencies: evolveEmergencies(state.emergencies, event) }
    case 'EntryVoided':
      return struck(state, event)
    case 'SubjectLinked':
    case 'SubjectLinkRevoked':
    case 'TextRedacted':
    case 'TextSubjectsNamed':
    case 'SubjectErasureStarted':
    case 'SubjectErased':
      return { ...state, erasures: evolveErasures(state.erasures, event) }
    default:
      return unreachable(event)
  }
}

function begun({ data }: ComplaintReceived): ExistingCase {
  return {
    phase: 'pengaduan',
    unit: data.unit,
    assignedTo: null,
    walledOff: [],
    complaint: receivedComplaint(data),
    subjects: emptySubjects,
    incidents: noIncidents,
    consents: emptyConsents,
    assessments: emptyAssessments,
    needs: noNeeds,
    plans: emptyPlans,
    services: noServices,
    urgentHealth: noUrgentHealth,
    legal: noLegalProcess,
    stays: noStays,
    referrals: noReferrals,
    closure: notEnded,
    emergencies: noEmergencies,
    erasures: noErasures,
  }
}

/** A reopened case goes on where it stood: a complaint that was never accepted is a complaint again. */
function phaseAfter(state: ExistingCase, event: ClosureEvent): Phase {
  switch (event.type) {
    case 'ClosureRequested':
      return 'menunggu_persetujuan'
    case 'ClosureReturned':
      return 'layanan'
    case 'CaseClosed':
      return 'ditutup'
    case 'CaseReopened':
      return state.complaint.acceptedOn === null ? 'pengaduan' : 'layanan'
    default:
      return state.phase
  }
}

function struck(state: ExistingCase, event: EntryVoided): ExistingCase {
  return {
    ...state,
    phase: event.data.kind === 'kasus' ? 'dibatalkan' : state.phase,
    complaint: evolveComplaint(state.complaint, event),
    subjects: evolveSubjects(state.subjects, event),
    consents: evolveConsents(state.consents, event),
    assessments: evolveAssessments(state.assessments, event),
    needs: evolveNeeds(state.needs, event),
    plans: evolvePlans(state.plans, event),
    services: evolveServices(state.services, event),
    urgentHealth: evolveUrgentHealth(state.urgentHealth, event),
    legal: evolveLegalProcess(state.legal, event),
    stays: evolveStays(state.stays, event),
    referrals: evolveReferrals(state.referrals, event),
    closure: evolveClosure(state.closure, event),
    emergencies: evolveEmergencies(state.emergencies, event),
  }
}
