import type { EmergencyKind, Phase, Urgency } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import { ERASED, type Opener } from '#privacy'
import type { CaseEntry, RecordedCaseEvent } from '../case-events'
import { deliveredBy } from '../delivered-service'
import { progressReferral, referralIdOf, referralMade, type ReferralProgress } from '../referral-progress'

/** What of a case asks for somebody's work. */
export interface WorkState {
  phase: Phase
  urgency: Urgency | null
  readonly imported: boolean
  zone: string
  /** The day alone where the moment is not known */
  received: Instant | LocalDate
  verifiedAt: Instant | null
  acceptedAt: Instant | null
  firstContact: { dueAt: Instant | null; reached: boolean; attempts: number }
  assignment: { to: Uuid; at: Instant; seen: boolean } | null
  incidents: Record<
    Uuid,
    {
      recordedAt: Instant
      victimIds: readonly Uuid[]
      policeDueAt: Instant | null
      /** Follow from the incident's moment, and go with whose it is */
      within72h: Instant | null
      within120h: Instant | null
      whose: Uuid
    }
  >
  police: { deferred: boolean; reviewOn: LocalDate | null } | null
  /** Seen by a health service, or the clock ended otherwise */
  healthSettled: Uuid[]
  referrals: Record<Uuid, ReferralProgress>
  stays: Record<Uuid, { victimIds: Uuid[]; admittedOn: LocalDate; reviewOn: LocalDate }>
  plans: Record<
    Uuid,
    { victimId: Uuid; state: 'disusun' | 'disepakati' | 'disetujui' | 'dikembalikan'; since: LocalDate; reviewOn: LocalDate | null }
  >
  closureRequestedAt: Instant | null
  followUps: Record<Uuid, LocalDate>
  emergencies: Record<Uuid, { kind: EmergencyKind; actedAt: Instant; recordedBy: Uuid | null; victimIds: readonly Uuid[] }>
  victims: Uuid[]
  voidedVictims: Uuid[]
  /** Whose data were erased: nobody can be reached for them any more */
  erased: Uuid[]
}

export function newWork({ caseId, event }: CaseEntry): WorkState {
  if (event.type !== 'ComplaintReceived') throw new Error(`case ${caseId} begins with ${event.type}`)
  return {
    phase: 'pengaduan',
    urgency: null,
    imported: event.actor.kind === 'user' && event.actor.importId !== undefined,
    zone: event.data.zone,
    received: event.data.receivedAt ?? event.data.receivedOn,
    verifiedAt: null,
    acceptedAt: null,
    firstContact: { dueAt: null, reached: false, attempts: 0 },
    assignment: null,
    incidents: {},
    police: null,
    healthSettled: [],
    referrals: {},
    stays: {},
    plans: {},
    closureRequestedAt: null,
    followUps: {},
    emergencies: {},
    victims: [],
    voidedVictims: [],
    erased: [],
  }
}

const momentOf = (event: RecordedCaseEvent): Instant => event.at ?? event.recordedAt

/** Changes the state in place. */
export function evolveWork(work: WorkState, event: RecordedCaseEvent, opener: Opener): void {
  const { assignment } = work
  if (assignment && event.type !== 'CaseAssigned' && event.actor.kind === 'user' && event.actor.id === assignment.to) assignment.seen = true
  const service = deliveredBy(event)
  if (service?.service === 'kesehatan' || service?.service === 'medikolegal') work.healthSettled.push(...service.victimIds)
  switch (event.type) {
    case 'ComplaintTriaged':
      work.urgency = event.data.urgency
      work.firstContact.dueAt = event.data.firstContactDueAt
      return
    case 'ContactAttempted':
      work.firstContact.attempts++
      work.firstContact.reached ||= event.data.reached
      return
    case 'ComplaintVerified':
      work.verifiedAt = momentOf(event)
      return
    case 'ComplaintAccepted':
      work.phase = 'layanan'
      work.acceptedAt = momentOf(event)
      return
    case 'ComplaintDeclined':
      work.phase = 'ditolak'
      return
    case 'CaseHandedOver':
      work.assignment = null
      if (event.data.toUnit === null) work.phase = 'dialihkan'
      return
    case 'CaseAssigned':
      work.assignment = {
        to: event.data.assignedTo,
        at: momentOf(event),
        seen: event.actor.kind === 'user' && event.actor.id === event.data.assignedTo,
      }
      return
    case 'ReceivedDateCorrected':
      work.received = event.data.receivedAt ?? event.data.receivedOn
      return
    case 'IncidentRecorded':
    case 'IncidentCorrected': {
      const due = opener.open(event.data.healthDue)
      const { incidentId, victimIds, policeReportDueAt } = event.data
      const recordedAt = work.incidents[incidentId]?.recordedAt ?? momentOf(event)
      // Told after every window had closed: the clock has ended as "lewat waktu saat melapor".
      const { within72h, within120h } = due === ERASED || due === null || due.within120h <= recordedAt ? { within72h: null, within120h: null } : due
      work.incidents[incidentId] = {
        recordedAt,
        victimIds,
        policeDueAt: policeReportDueAt,
        within72h,
        within120h,
        whose: event.data.healthDue.owner.id,
      }
      return
    }
    case 'VictimAdded':
      work.victims.push(event.data.victimId)
      return
    case 'SubjectErasureStarted':
      work.erased.push(event.data.subjectId)
      for (const referral of Object.values(work.referrals)) progressReferral(referral, event)
      return
    case 'SubjectErased':
      for (const incident of Object.values(work.incidents))
        if (incident.whose === event.data.subjectId) Object.assign(incident, { within72h: null, within120h: null })
      return
    case 'PoliceReportSettled':
      work.police = { deferred: event.data.how === 'ditunda_demi_keselamatan', reviewOn: event.data.reviewOn }
      return
    case 'UrgentHealthEnded':
      work.healthSettled.push(event.data.victimId)
      return
    case 'ClosureRequested':
      work.phase = 'menunggu_persetujuan'
      work.closureRequestedAt = momentOf(event)
      return
    case 'ClosureReturned':
      work.phase = 'layanan'
      work.closureRequestedAt = null
      return
    case 'CaseClosed':
      work.phase = 'ditutup'
      work.closureRequestedAt = null
      work.followUps = Object.fromEntries(event.data.followUps.map(({ victimId, dueOn }) => [victimId, dueOn]))
      return
    case 'CaseReopened':
      work.phase = 'layanan'
      work.followUps = {}
      return
    case 'FollowUpMade':
      if (event.data.nextDueOn === null) work.followUps = without(work.followUps, event.data.victimId)
      else work.followUps[event.data.victimId] = event.data.nextDueOn
      return
    default:
      recordsChanged(work, event)
  }
}

function recordsChanged(work: WorkState, event: RecordedCaseEvent): void {
  switch (event.type) {
    case 'CasePlanDrafted': {
      const { planId, victimId, draftedOn, reviewOn } = event.data
      work.plans[planId] = { victimId, state: 'disusun', since: draftedOn, reviewOn }
      return
    }
    case 'CasePlanAgreed':
      return planReached(work, event.data.planId, 'disepakati', event.data.agreedOn)
    case 'CasePlanApproved':
      return planReached(work, event.data.planId, 'disetujui', event.data.approvedOn)
    case 'CasePlanReturned':
      return planReached(work, event.data.planId, 'dikembalikan', event.data.returnedOn)
    case 'ShelterStayStarted': {
      const { stayId, victimIds, admittedOn, reviewOn } = event.data
      work.stays[stayId] = { victimIds: [...victimIds], admittedOn, reviewOn }
      return
    }
    case 'ShelterStayReviewed': {
      const stay = work.stays[event.data.stayId]
      if (stay) stay.reviewOn = event.data.nextReviewOn
      return
    }
    case 'ShelterStayEnded': {
      const stay = work.stays[event.data.stayId]
      if (stay) stay.victimIds = stay.victimIds.filter((victim) => !event.data.victimIds.includes(victim))
      return
    }
    case 'EmergencyActionRecorded': {
      const { actionId, kind, actedAt, recordedBy, victimIds, reviewNeeded } = event.data
      if (reviewNeeded) work.emergencies[actionId] = { kind, actedAt, recordedBy, victimIds }
      if (kind === 'kesehatan') work.healthSettled.push(...victimIds)
      return
    }
    case 'EmergencyActionReviewed':
      work.emergencies = without(work.emergencies, event.data.actionId)
      return
    case 'ReferralMade':
      work.referrals[event.data.referralId] = { ...referralMade(event.data, event), stages: [] }
      return
    case 'EntryVoided':
      return voided(work, event)
    default: {
      const referral = work.referrals[referralIdOf(event) ?? '']
      if (!referral) return
      progressReferral(referral, event)
      // The way it took is told elsewhere.
      referral.stages = []
    }
  }
}

function planReached(work: WorkState, planId: Uuid, state: 'disepakati' | 'disetujui' | 'dikembalikan', since: LocalDate): void {
  const plan = work.plans[planId]
  if (plan) work.plans[planId] = { ...plan, state, since }
}

function voided(work: WorkState, { data: { kind, entryId } }: Extract<RecordedCaseEvent, { type: 'EntryVoided' }>): void {
  if (kind === 'kasus') work.phase = 'dibatalkan'
  if (kind === 'korban') work.voidedVictims.push(entryId)
  if (kind === 'rujukan') work.referrals = without(work.referrals, entryId)
  if (kind === 'rencana') work.plans = without(work.plans, entryId)
  if (kind === 'tinggal') work.stays = without(work.stays, entryId)
  if (kind === 'tindakan_darurat') work.emergencies = without(work.emergencies, entryId)
}

const without = <T>(record: Readonly<Record<Uuid, T>>, id: Uuid): Record<Uuid, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== id))
