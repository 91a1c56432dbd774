import type { RecordedCaseEvent } from '../case-events'
import { deliveredBy, type DeliveredService } from '../delivered-service'
import { holdAll, holdDirect, holdDirectOrNull } from '../held'
import { progressReferral, referralIdOf, referralMade } from '../referral-progress'
import type { CaseFileDocument, FileConsent } from './document'
import { victimIn } from './people'

/** Consent, assessment, needs, plan, services, shelter, referrals and the legal process. */
export function careChanged(file: CaseFileDocument, event: RecordedCaseEvent): void {
  const service = deliveredBy(event)
  if (service) delivered(file, event, service)
  switch (event.type) {
    case 'ConsentGiven': {
      const { givenOn, giverName, lists: _lists, ...rest } = { lists: null, ...event.data }
      file.consents.push({ ...rest, giverName: holdDirectOrNull(giverName), on: givenOn, ...standing('diberikan') })
      return
    }
    case 'ConsentRefused': {
      const { refusedOn, giverName, ...rest } = event.data
      const none = { consentId: null, basis: null, how: null, childAssent: null, expiresOn: null }
      file.consents.push({ ...none, ...rest, giverName: holdDirectOrNull(giverName), on: refusedOn, ...standing('ditolak') })
      return
    }
    case 'ConsentWithdrawn': {
      const consent = file.consents.find(({ consentId }) => consentId === event.data.consentId)
      if (!consent) return
      consent.state = 'ditarik'
      consent.withdrawnAt = event.data.withdrawnAt
      consent.sharingStopsBy = event.data.sharingStopsBy
      return
    }
    case 'AssessmentRecorded': {
      const { assessmentId, victimId, risk, instrument, score, maxScore, assessedOn, summary } = event.data
      file.assessments.push({
        assessmentId,
        victimId,
        risk,
        instrument,
        score,
        maxScore,
        assessedOn,
        summary: holdDirectOrNull(summary),
        voided: false,
      })
      return riskFromAssessments(file, victimId)
    }
    case 'SafetyPlanMade': {
      const { planId, victimId, madeOn, text } = event.data
      file.safetyPlans.push({ planId, victimId, madeOn, text: holdDirect(text) })
      return
    }
    case 'NeedIdentified': {
      const { needId, victimId, service: needed, wanted, identifiedOn } = event.data
      file.needs.push({ needId, victimId, service: needed, wanted, identifiedOn, hindered: null, voided: false })
      return
    }
    case 'NeedWishChanged':
    case 'NeedHindered': {
      const need = file.needs.find(({ needId }) => needId === event.data.needId)
      if (!need) return
      if (event.type === 'NeedWishChanged') need.wanted = event.data.wanted
      else need.hindered = { how: event.data.how, reason: event.data.reason }
      return
    }
    case 'ServiceDateCorrected': {
      const corrected = file.services.find(({ serviceId }) => serviceId === event.data.serviceId)
      if (corrected) corrected.deliveredOn = event.data.deliveredOn
      return
    }
    case 'UrgentHealthEnded': {
      const victim = victimIn(file, event.data.victimId)
      if (victim) victim.urgentHealthEnded = event.data.how
      return
    }
    default:
      planChanged(file, event)
      stayChanged(file, event)
      referralChanged(file, event)
      legalChanged(file, event)
  }
}

const standing = (state: FileConsent['state']): Pick<FileConsent, 'state' | 'withdrawnAt' | 'sharingStopsBy' | 'voided'> => ({
  state,
  withdrawnAt: null,
  sharingStopsBy: null,
  voided: false,
})

/** The newest assessment that stands gives the risk. */
export function riskFromAssessments(file: CaseFileDocument, victimId: string): void {
  const victim = victimIn(file, victimId)
  if (victim) victim.risk = file.assessments.findLast((assessment) => assessment.victimId === victimId && !assessment.voided)?.risk ?? null
}

const SHARED = new Set(['serviceId', 'service', 'victimIds', 'deliveredOn', 'provider', 'lists', 'stayId', 'heldOn'])

function delivered(file: CaseFileDocument, event: RecordedCaseEvent, service: DeliveredService): void {
  if (event.type === 'ShelterStayStarted') return
  const details = Object.entries(holdAll(event.data)).filter(([key]) => !SHARED.has(key))
  file.services.push({ ...service, details: Object.fromEntries(details), voided: false })
}

function planChanged(file: CaseFileDocument, event: RecordedCaseEvent): void {
  if (event.type === 'CasePlanDrafted') {
    const { planId, victimId, needIds, draftedOn, reviewOn, goals } = event.data
    file.plans.push({
      planId,
      victimId,
      needIds,
      draftedOn,
      reviewOn,
      goals: holdDirect(goals),
      state: 'disusun',
      agreedOn: null,
      approvedOn: null,
      remark: null,
      voided: false,
    })
    return
  }
  if (event.type !== 'CasePlanAgreed' && event.type !== 'CasePlanApproved' && event.type !== 'CasePlanReturned') return
  const plan = file.plans.find(({ planId }) => planId === event.data.planId)
  if (!plan) return
  if (event.type === 'CasePlanAgreed') Object.assign(plan, { state: 'disepakati', agreedOn: event.data.agreedOn })
  else if (event.type === 'CasePlanApproved') Object.assign(plan, { state: 'disetujui', approvedOn: event.data.approvedOn })
  else Object.assign(plan, { state: 'dikembalikan', remark: holdDirect(event.data.remark) })
}

function stayChanged(file: CaseFileDocument, event: RecordedCaseEvent): void {
  if (event.type === 'ShelterStayStarted') {
    const { stayId, shelterId, reservationId, victimIds, admittedAt, admittedOn, reviewOn, emergency } = event.data
    file.stays.push({ stayId, shelterId, reservationId, victimIds, admittedAt, admittedOn, reviewOn, emergency, left: [], voided: false })
    return
  }
  if (event.type !== 'ShelterStayReviewed' && event.type !== 'ShelterStayEnded') return
  const stay = file.stays.find(({ stayId }) => stayId === event.data.stayId)
  if (!stay) return
  if (event.type === 'ShelterStayReviewed') stay.reviewOn = event.data.nextReviewOn
  else stay.left.push({ victimIds: event.data.victimIds, leftOn: event.data.leftOn, to: event.data.to })
}

function referralChanged(file: CaseFileDocument, event: RecordedCaseEvent): void {
  if (event.type === 'ReferralMade') {
    file.referrals.push(referralMade(event.data, event))
    return
  }
  const id = referralIdOf(event)
  const referral = id === null ? undefined : file.referrals.find(({ referralId }) => referralId === id)
  if (referral) progressReferral(referral, event)
}

function legalChanged(file: CaseFileDocument, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'LegalStageReached': {
      const { entryId, victimIds, perpetratorId, stage, reachedOn, fileNumber } = event.data
      file.legal.push({ entryId, victimIds, perpetratorId, stage, reachedOn, fileNumber: holdDirectOrNull(fileNumber), voided: false })
      return
    }
    case 'PoliceReportSettled': {
      const { how, settledAt, reviewOn, fileNumber } = event.data
      file.policeReport = { how, settledAt, reviewOn, fileNumber: holdDirectOrNull(fileNumber) }
      return
    }
    case 'ProtectionGranted':
      file.protections.push({ ...event.data })
      return
    default:
  }
}
