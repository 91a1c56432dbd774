import { absent, broken, invalid, newIdIn, startOfDay, type Uuid } from '#kernel'
import { pastDayFrom, pastInstant } from './case-dates'
import { entryOf, requireAccepted, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { hasEnded } from './closure'
import { CODE_LISTS_VERSION, requireCode, requireCodes } from './code-lists'
import { validConsent } from './consent'
import { requireAnotherReviewer } from './emergency'
import type { ReferralApproved, ReferralMade, ReferralOverrideReviewed } from './referral'
import type { ApproveReferral, MakeReferral, ReviewReferralOverride } from './referral-commands'
import { endedWithNothing, type ReferralEntry } from './referral-state'
import { requireNobodyErased, requireVictims } from './subjects'

/** @throws Refusal `referral.unknown` (absent), `referral.voided` */
export function requireReferral(referralId: Uuid, state: ExistingCase): ReferralEntry {
  const referral = entryOf(state.referrals, referralId)
  if (!referral) throw absent('referral.unknown')
  if (referral.voided) throw broken('referral.voided')
  return referral
}

/** @returns the consent of every victim to sharing with this receiver; null where one of them has none that holds today */
export function consentsFor(victimIds: readonly Uuid[], receiver: Uuid, state: ExistingCase, context: CaseContext): readonly Uuid[] | null {
  const found = victimIds.flatMap((victimId) => validConsent(state, { victimId, purpose: 'berbagi', receiver }, context.today) ?? [])
  return found.length === victimIds.length ? found : null
}

function requireNeeds({ needIds, victimIds }: MakeReferral, state: ExistingCase): void {
  needIds.forEach((id, index) => {
    const need = entryOf(state.needs, id)
    if (!need || need.voided || !victimIds.includes(need.victimId)) throw invalid(`needIds[${String(index)}]`, 'need.unknown')
  })
}

function requirePredecessor(follows: Uuid, state: ExistingCase): void {
  const before = entryOf(state.referrals, follows)
  if (!before) throw invalid('follows', 'referral.unknown')
  if (!endedWithNothing(before)) throw broken('referral.follows-no-dead-end')
  if (before.followedBy !== null) throw broken('referral.already-followed')
}

/**
 * Refers victims to an institution. Every victim's consent for this receiver must hold today, or the emergency override gives a reason,
 * which another officer reviews.
 * @throws Refusal `referral.consent-missing`, `referral.victim-ended`, `referral.follows-no-dead-end`, `referral.already-followed`,
 * `case.closed`, `case.not-accepted`; `need.unknown`, `code.unknown`, `date.future`, `date.before-complaint`; `victim.erased`; as `requireVictims`
 */
export function makeReferral(command: MakeReferral, state: ExistingCase, context: CaseContext): readonly ReferralMade[] {
  requireAccepted(state)
  const { victimIds, institutionId, service, needIds, urgency, override, follows, packet, note } = command
  requireVictims(state, victimIds)
  requireNobodyErased(state, victimIds)
  if (victimIds.some((id) => hasEnded(state.closure, id))) throw broken('referral.victim-ended')
  requireCode('service', service, 'service')
  requireCodes('packetField', packet, 'packet')
  requireNeeds(command, state)
  if (follows !== null) requirePredecessor(follows, state)
  const madeOn = pastDayFrom(state.complaint.receivedOn, 'date.before-complaint', command.madeOn, 'madeOn', context)
  const consentIds = consentsFor(victimIds, institutionId, state, context)
  if (consentIds === null && override === null) throw broken('referral.consent-missing')
  return [
    {
      type: 'ReferralMade',
      version: 1,
      on: madeOn,
      data: {
        referralId: newIdIn(context, 'referral'),
        victimIds,
        institutionId,
        service,
        needIds,
        urgency,
        madeOn,
        consentIds: consentIds ?? [],
        withoutConsent: consentIds === null,
        overrideReason: consentIds === null && override !== null ? override.reason : null,
        madeBy: context.actor.kind === 'user' ? context.actor.id : null,
        approvalNeeded: command.approvalNeeded,
        follows,
        packet,
        note,
        lists: CODE_LISTS_VERSION,
      },
    },
  ]
}

/**
 * Of an urgent referral the approval may follow the sending. @throws Refusal `referral.approval-not-awaited`, `referral.before-made` on `at`,
 * `time.future`, `referral.unknown` (absent), `referral.voided`
 */
export function approveReferral({ referralId, at }: ApproveReferral, state: ExistingCase, context: CaseContext): readonly ReferralApproved[] {
  requireAccepted(state)
  const referral = requireReferral(referralId, state)
  if (!referral.approvalNeeded) throw broken('referral.approval-not-awaited')
  requireAfterMade(at, referral, context)
  return [{ type: 'ReferralApproved', version: 1, at, data: { referralId, at } }]
}

/** @throws Refusal `time.future`, `time.invalid`, `referral.before-made` on `at` */
export function requireAfterMade(at: string, referral: ReferralEntry, context: CaseContext): void {
  pastInstant(at, 'at', context)
  if (Date.parse(at) < Date.parse(startOfDay(context.zone, referral.madeOn))) throw invalid('at', 'referral.before-made', { madeOn: referral.madeOn })
}

/**
 * The review of sharing without consent; also on a closed case. Nobody reviews their own.
 * @throws Refusal `referral.no-override`, `referral.override-reviewed`, `referral.own-review`, `referral.unknown` (absent), `referral.voided`
 */
export function reviewReferralOverride(
  command: ReviewReferralOverride,
  state: ExistingCase,
  context: CaseContext,
): readonly ReferralOverrideReviewed[] {
  const { referralId, finding, remark } = command
  const referral = requireReferral(referralId, state)
  if (!referral.withoutConsent) throw broken('referral.no-override')
  if (referral.overrideReviewed) throw broken('referral.override-reviewed')
  requireAnotherReviewer(referral.madeBy, context, 'referral.own-review')
  return [{ type: 'ReferralOverrideReviewed', version: 1, at: context.now, data: { referralId, reviewedAt: context.now, finding, remark } }]
}
