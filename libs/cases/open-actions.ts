import { Refusal } from '#kernel'
import { requireAccepted, requireOpen, type ExistingCase } from './case-state'
import { pendingReferrals, unendedVictims } from './closing'
import { hasEnded } from './closure'
import { stayingVictims } from './shelter-stay'
import { standingVictims } from './subjects'
import { hasSexualViolence, hasTrafficking } from './incident'

/** What a screen may offer on a case. Fine conditions (which victim, which receiver) stay with the decisions. */
export type CaseAction =
  | 'triage'
  | 'contact'
  | 'outreach'
  | 'accept'
  | 'decline'
  | 'consent'
  | 'assessment'
  | 'needs'
  | 'plan'
  | 'conference'
  | 'referral'
  | 'service'
  | 'shelter'
  | 'legal'
  | 'mediation-violence'
  | 'mediation-other'
  | 'end-victim'
  | 'request-closure'
  | 'approve-closure'
  | 'follow-up'
  | 'reopen'
  | 'emergency'
  | 'people'
  | 'hand-over'

export interface OpenAction {
  readonly action: CaseAction
  /** null: open; otherwise the code of the rule that stands in the way, to be read out in its place */
  readonly refusal: string | null
}

const RULES: Readonly<Record<CaseAction, (state: ExistingCase) => string | null>> = {
  triage: unlessOpen,
  contact: unlessOpen,
  outreach: unlessOpen,
  accept: (state) => unlessOpen(state) ?? (state.phase === 'pengaduan' ? null : 'complaint.already-accepted'),
  decline: (state) => unlessOpen(state) ?? (state.phase === 'pengaduan' ? null : 'complaint.already-accepted'),
  consent: unlessOpen,
  assessment: unlessOpen,
  needs: unlessOpen,
  plan: unlessAccepted,
  conference: unlessAccepted,
  referral: unlessAccepted,
  service: unlessAccepted,
  shelter: unlessAccepted,
  legal: unlessOpen,
  'mediation-violence': (state) => unlessAccepted(state) ?? mediationRule(state),
  'mediation-other': unlessAccepted,
  'end-victim': (state) => unlessAccepted(state) ?? (unended(state) ? null : 'closure.all-ended'),
  'request-closure': (state) =>
    unlessAccepted(state) ?? closureRule(state) ?? (state.phase === 'menunggu_persetujuan' ? 'closure.already-requested' : null),
  'approve-closure': (state) =>
    unlessAccepted(state) ?? closureRule(state) ?? (state.phase === 'menunggu_persetujuan' ? null : 'closure.not-requested'),
  'follow-up': (state) => (anyEnded(state) ? null : 'follow-up.victim-not-ended'),
  reopen: (state) => (anyEnded(state) ? null : 'closure.victim-not-ended'),
  emergency: () => null,
  people: unlessOpen,
  'hand-over': unlessOpen,
}

/** @returns every action with the rule that forbids it now, in the order of a case's road */
export function openActions(state: ExistingCase): readonly OpenAction[] {
  return (Object.keys(RULES) as CaseAction[]).map((action) => ({ action, refusal: RULES[action](state) }))
}

function unlessOpen(state: ExistingCase): string | null {
  return codeOf(() => requireOpen(state))
}

function unlessAccepted(state: ExistingCase): string | null {
  return codeOf(() => requireAccepted(state))
}

function codeOf(check: () => void): string | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const anyEnded = (state: ExistingCase): boolean => standingVictims(state).some((id) => hasEnded(state.closure, id))

const unended = (state: ExistingCase): boolean => standingVictims(state).some((id) => !hasEnded(state.closure, id))

function closureRule(state: ExistingCase): string | null {
  if (unendedVictims(state).length > 0) return 'closure.victim-open'
  if (pendingReferrals(state).length > 0) return 'closure.referral-open'
  return stayingVictims(state).size > 0 ? 'closure.stay-open' : null
}

/** What no answer in the form could change: UU 12/2022 art. 23, TPPO, a child victim. */
function mediationRule(state: ExistingCase): string | null {
  if (hasSexualViolence(state)) return 'mediation.sexual-violence'
  if (hasTrafficking(state)) return 'mediation.tppo'
  return standingVictims(state).some((id) => state.subjects.victims[id]?.ageClass === 'anak') ? 'mediation.child-victim' : null
}
