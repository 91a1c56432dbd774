import type { CaseCommand, ReferralCommand } from '#cases'
import { addDays, deriveId, type Instant, type Uuid } from '#kernel'
import { partnerId, type PartnerKey } from './partners'
import type { CaseStory, Moment } from './story'

interface Referral {
  readonly to: PartnerKey
  readonly service: string
  readonly urgency: 'gawat' | 'tinggi' | 'sedang' | 'rendah'
  readonly needs?: readonly Uuid[]
  readonly victims?: readonly number[]
  readonly approvalNeeded?: boolean
  readonly follows?: Uuid
  readonly note?: string
}

/** A referral while it is told; every step is an act of the case, most of them as heard on the telephone. */
export interface ReferralStory {
  readonly id: Uuid
  approved(at: Instant): ReferralStory
  sent(at: Instant, channel?: string): ReferralStory
  received(at: Instant): ReferralStory
  accepted(at: Instant, extent?: 'penuh' | 'sebagian'): ReferralStory
  declined(at: Instant, reason: string): ReferralStory
  appointment(at: Instant, appointmentAt: Instant): ReferralStory
  arrived(at: Instant): ReferralStory
  /** @param days until the victim is asked again */
  notArrived(at: Instant, hindrance: string, days: number): ReferralStory
  firstService(at: Instant): ReferralStory
  progress(at: Instant, note: string): ReferralStory
  asked(at: Instant, days: number): ReferralStory
  completed(at: Instant, result?: string): ReferralStory
  withdrawn(at: Instant, reason: string): ReferralStory
  withoutResult(at: Instant, reason: string): ReferralStory
  told(at: Instant): ReferralStory
}

/** The least that a receiver needs. */
const PACKET = ['inisial', 'umur', 'jenis_kelamin', 'kebutuhan', 'kontak_aman'] as const
const DESK = 'Petugas loket'

export function referred(story: CaseStory, at: Instant, referral: Referral): ReferralStory {
  const { to, service, urgency, needs = [], approvalNeeded = false, follows = null, note } = referral
  const victimIds = referral.victims === undefined ? story.victims : referral.victims.map((index) => story.victims[index] ?? '')
  const command = story.act(story.officer, at, (moment) => ({
    ...{ type: 'makeReferral', victimIds, institutionId: partnerId(to), service, needIds: needs, urgency, madeOn: moment.on },
    ...{ override: null, approvalNeeded, follows, packet: PACKET, note: note === undefined ? null : moment.note(note) },
  }))
  return referralStory(story, deriveId(command, 'referral', 0))
}

function referralStory(story: CaseStory, referralId: Uuid): ReferralStory {
  const act = (at: Instant, command: (moment: Moment) => CaseCommand): ReferralStory => {
    story.act(story.officer, at, command)
    return told
  }
  const heard = ({ at, note }: Moment) => ({ referralId, at, via: 'telepon', saidBy: note(DESK, 'said-by') })
  const seen = ({ at }: Moment) => ({ referralId, at, via: null, saidBy: null })
  const told: ReferralStory = {
    id: referralId,
    approved: (at) => {
      story.act('kepala', at, (moment): ReferralCommand => ({ type: 'approveReferral', referralId, at: moment.at }))
      return told
    },
    sent: (at, channel = 'whatsapp') => act(at, (moment) => ({ type: 'sendReferral', referralId, at: moment.at, channel })),
    received: (at) => act(at, (moment) => ({ type: 'recordReferralReceived', ...heard(moment) })),
    accepted: (at, extent = 'penuh') => act(at, (moment) => ({ type: 'recordReferralAccepted', ...heard(moment), extent })),
    declined: (at, reason) => act(at, (moment) => ({ type: 'recordReferralDeclined', ...heard(moment), reason, alternative: null })),
    appointment: (at, appointmentAt) => act(at, (moment) => ({ type: 'recordReferralAppointment', ...heard(moment), appointmentAt })),
    arrived: (at) => act(at, (moment) => ({ type: 'recordReferralArrived', ...seen(moment) })),
    notArrived: (at, hindrance, days) =>
      act(at, (moment) => ({ type: 'recordReferralNotArrived', ...heard(moment), hindrance, askAgainOn: addDays(moment.on, days) })),
    firstService: (at) => act(at, (moment) => ({ type: 'recordReferralFirstService', ...heard(moment) })),
    progress: (at, note) => act(at, (moment) => ({ type: 'recordReferralProgress', ...heard(moment), note: moment.note(note) })),
    asked: (at, days) => act(at, (moment) => ({ type: 'askAboutReferral', ...heard(moment), askAgainOn: addDays(moment.on, days) })),
    completed: (at, result = 'tujuan_tercapai') => act(at, (moment) => ({ type: 'completeReferral', ...heard(moment), result })),
    withdrawn: (at, reason) => act(at, (moment) => ({ type: 'withdrawReferral', ...seen(moment), by: 'korban', reason })),
    withoutResult: (at, reason) => act(at, (moment) => ({ type: 'endReferralWithoutResult', ...heard(moment), reason, justification: null })),
    told: (at) => act(at, (moment) => ({ type: 'tellVictimOfReferral', referralId, at: moment.at, via: 'telepon' })),
  }
  return told
}
