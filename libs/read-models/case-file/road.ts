import type { CaseEntry, RecordedCaseEvent } from '../case-events'
import { holdDirect, holdDirectOrNull } from '../held'
import { progressReferral } from '../referral-progress'
import { careChanged, riskFromAssessments } from './care'
import type { CaseFileDocument } from './document'
import { peopleChanged, victimIn } from './people'

/** @returns the file of a case that begins. @throws Error where a stream begins with anything but a complaint */
export function newFile({ caseId, event }: CaseEntry): CaseFileDocument {
  if (event.type !== 'ComplaintReceived') throw new Error(`case ${caseId} begins with ${event.type}`)
  const { receivedAt, receivedOn, zone, channel, reporterKind, externalNumber } = event.data
  return {
    caseId,
    number: null,
    externalNumber,
    unit: event.data.unit,
    assignedTo: null,
    assignedAt: null,
    walledOff: [],
    phase: 'pengaduan',
    urgency: null,
    zone,
    channel,
    reporterKind,
    receivedAt,
    receivedOn,
    imported: event.actor.kind === 'user' && event.actor.importId !== undefined,
    dutyExplainedTo: null,
    verifiedOn: null,
    acceptedOn: null,
    declined: null,
    handedOver: [],
    closureRequestedOn: null,
    closureReturned: null,
    closedOn: null,
    reopenedOn: null,
    firstContact: { dueAt: null, reachedAt: null, attempts: 0 },
    policeReport: null,
    victims: [],
    reporters: [],
    perpetrators: [],
    relatedPersons: [],
    relations: [],
    erased: [],
    erasing: [],
    incidents: [],
    chronologies: [],
    consents: [],
    assessments: [],
    safetyPlans: [],
    needs: [],
    plans: [],
    services: [],
    referrals: [],
    stays: [],
    legal: [],
    protections: [],
    emergencies: [],
    followUps: [],
    feedback: [],
    revision: 0,
    lastActivityAt: event.recordedAt,
  }
}

/** Changes the file in place. */
export function evolveFile(file: CaseFileDocument, event: RecordedCaseEvent): void {
  file.revision = Number(event.revision)
  if (event.recordedAt > file.lastActivityAt) file.lastActivityAt = event.recordedAt
  if (roadChanged(file, event) || peopleChanged(file, event)) return
  careChanged(file, event)
}

/** From complaint to closure. @returns true where the event was about it */
function roadChanged(file: CaseFileDocument, event: RecordedCaseEvent): boolean {
  switch (event.type) {
    case 'ComplaintNumberAssigned':
      file.number = event.data.number
      return true
    case 'DutyToReportExplained':
      file.dutyExplainedTo = event.data.explainedTo
      return true
    case 'ComplaintTriaged':
      file.urgency = event.data.urgency
      file.firstContact.dueAt = event.data.firstContactDueAt
      return true
    case 'ContactAttempted':
      file.firstContact.attempts++
      if (event.data.reached) file.firstContact.reachedAt ??= event.data.attemptedAt
      return true
    case 'ComplaintVerified':
      file.verifiedOn = event.data.verifiedOn
      return true
    case 'ComplaintAccepted':
      Object.assign(file, { phase: 'layanan', acceptedOn: event.data.acceptedOn, number: event.data.number } satisfies Partial<CaseFileDocument>)
      return true
    case 'ComplaintDeclined':
      file.phase = 'ditolak'
      file.declined = { on: event.data.declinedOn, reason: event.data.reason }
      return true
    case 'CaseHandedOver': {
      const { toUnit, toInstitution, handedOverOn, reason } = event.data
      file.handedOver.push({ on: handedOverOn, toUnit, toInstitution, reason })
      file.assignedTo = null
      file.assignedAt = null
      if (toUnit === null) file.phase = 'dialihkan'
      else file.unit = toUnit
      return true
    }
    case 'CaseAssigned':
      file.assignedTo = event.data.assignedTo
      file.assignedAt = event.at ?? event.recordedAt
      return true
    case 'ConflictDeclared':
      if (!file.walledOff.includes(event.data.userId)) file.walledOff.push(event.data.userId)
      return true
    case 'ReceivedDateCorrected':
      file.receivedAt = event.data.receivedAt
      file.receivedOn = event.data.receivedOn
      return true
    case 'EntryVoided':
      entryVoided(file, event)
      return true
    default:
      return endingChanged(file, event)
  }
}

function endingChanged(file: CaseFileDocument, event: RecordedCaseEvent): boolean {
  switch (event.type) {
    case 'VictimServiceEnded':
    case 'VictimEndingCorrected': {
      const victim = victimIn(file, event.data.victimId)
      if (victim) victim.ending = { reason: event.data.reason, endedOn: event.data.endedOn }
      return true
    }
    case 'ClosureRequested':
      Object.assign(file, { phase: 'menunggu_persetujuan', closureRequestedOn: event.data.requestedOn } satisfies Partial<CaseFileDocument>)
      return true
    case 'ClosureReturned':
      file.phase = 'layanan'
      file.closureReturned = { on: event.data.returnedOn, remark: holdDirect(event.data.remark) }
      return true
    case 'CaseClosed':
      file.phase = 'ditutup'
      file.closedOn = event.data.closedOn
      for (const { victimId, dueOn } of event.data.followUps) setFollowUp(file, victimId, dueOn)
      return true
    case 'CaseReopened':
      file.phase = 'layanan'
      Object.assign(file, {
        reopenedOn: event.data.reopenedOn,
        closedOn: null,
        closureRequestedOn: null,
        closureReturned: null,
      } satisfies Partial<CaseFileDocument>)
      for (const victim of file.victims)
        if (event.data.victimIds.includes(victim.victimId)) Object.assign(victim, { ending: null, followUpDueOn: null })
      return true
    case 'FollowUpMade': {
      const { followUpId, victimId, madeOn, result, nextDueOn } = event.data
      file.followUps.push({ followUpId, victimId, madeOn, result })
      setFollowUp(file, victimId, nextDueOn)
      return true
    }
    case 'FeedbackGiven': {
      const { feedbackId, victimId, rating, remark } = event.data
      file.feedback.push({ feedbackId, victimId, rating, remark: holdDirectOrNull(remark) })
      return true
    }
    case 'EmergencyActionRecorded': {
      const { actionId, victimIds, kind, actedAt, reviewNeeded } = event.data
      file.emergencies.push({ actionId, victimIds, kind, actedAt, reviewNeeded, reviewed: null, voided: false })
      return true
    }
    case 'EmergencyActionReviewed': {
      const action = file.emergencies.find(({ actionId }) => actionId === event.data.actionId)
      if (action) action.reviewed = event.data.finding
      return true
    }
    default:
      return false
  }
}

function setFollowUp(file: CaseFileDocument, victimId: string, dueOn: string | null): void {
  const victim = victimIn(file, victimId)
  if (victim) victim.followUpDueOn = dueOn
}

/** What was voided stays in the file, struck. */
function entryVoided(file: CaseFileDocument, event: Extract<RecordedCaseEvent, { type: 'EntryVoided' }>): void {
  const { kind, entryId } = event.data
  if (kind === 'kasus') file.phase = 'dibatalkan'
  const struck: { voided: boolean }[] = [
    ...file.victims.filter(({ victimId }) => victimId === entryId),
    ...file.services.filter(({ serviceId }) => serviceId === entryId),
    ...file.needs.filter(({ needId }) => needId === entryId),
    ...file.assessments.filter(({ assessmentId }) => assessmentId === entryId),
    ...file.consents.filter(({ consentId }) => consentId === entryId),
    ...file.legal.filter(({ entryId: id }) => id === entryId),
    ...file.plans.filter(({ planId }) => planId === entryId),
    ...file.stays.filter(({ stayId }) => stayId === entryId),
    ...file.emergencies.filter(({ actionId }) => actionId === entryId),
    ...file.chronologies.filter(({ recordId }) => recordId === entryId),
  ]
  for (const entry of struck) entry.voided = true
  for (const referral of file.referrals) if (referral.referralId === entryId) progressReferral(referral, event)
  for (const { assessmentId, victimId } of file.assessments) if (assessmentId === entryId) riskFromAssessments(file, victimId)
}
