import { addDays, broken, type LocalDate, type Uuid } from '#kernel'
import { pastDayFrom } from './case-dates'
import { entryOf, requireAccepted, type ExistingCase } from './case-state'
import { clocksOf, isImport, type CaseContext } from './clocks'
import { isErasing } from './erasure'
import { hasEnded, type ApproveClosure, type CaseClosed, type ClosureRequested, type ClosureReturned, type ReturnClosure } from './closure'
import { latestRisk } from './latest-risk'
import { openReferrals } from './referral-state'
import { stayingVictims } from './shelter-stay'
import { standingVictims } from './subjects'

/**
 * A case closes when its last victim has ended and nothing of it is still under way. Nobody can be asked about an erased person:
 * neither their services nor a referral of theirs alone hold it open. A bed is left by whoever lies in it all the same.
 */
function requireNothingOpen(state: ExistingCase): void {
  const open = unendedVictims(state)
  if (open.length > 0) throw broken('closure.victim-open', { open: open.length })
  const referrals = pendingReferrals(state)
  if (referrals.length > 0) throw broken('closure.referral-open', { open: referrals.length })
  if (stayingVictims(state).size > 0) throw broken('closure.stay-open')
}

/** @returns victims whose service goes on; not of those whose data were erased */
export const unendedVictims = (state: ExistingCase): readonly Uuid[] =>
  standingVictims(state).filter((id) => !hasEnded(state.closure, id) && !isErasing(state, id))

/** @returns open referrals, but those of erased people alone */
export const pendingReferrals = (state: ExistingCase): readonly Uuid[] =>
  openReferrals(state.referrals).filter((id) => entryOf(state.referrals, id)?.victimIds.some((victimId) => !isErasing(state, victimId)))

/**
 * Asks the head to close. @throws Refusal `closure.victim-open` {open}, `closure.referral-open` {open}, `closure.stay-open`,
 * `closure.already-requested`, `case.not-accepted`, `case.closed`
 */
export function requestClosure(state: ExistingCase, context: CaseContext): readonly ClosureRequested[] {
  requireAccepted(state)
  if (state.phase === 'menunggu_persetujuan') throw broken('closure.already-requested')
  requireNothingOpen(state)
  return [{ type: 'ClosureRequested', version: 1, on: context.today, data: { requestedOn: context.today } }]
}

/** @throws Refusal `closure.not-requested`, `case.closed` */
export function returnClosure({ remark }: ReturnClosure, state: ExistingCase, context: CaseContext): readonly ClosureReturned[] {
  requireAccepted(state)
  if (state.phase !== 'menunggu_persetujuan') throw broken('closure.not-requested')
  return [{ type: 'ClosureReturned', version: 1, on: context.today, data: { returnedOn: context.today, remark } }]
}

/** By risk 7, 14 or 30 days; 3 after a stay in the shelter. Unassessed counts as high. Neither the dead nor the erased are followed. */
function followUps(closedOn: LocalDate, state: ExistingCase, context: CaseContext): readonly { victimId: Uuid; dueOn: LocalDate }[] {
  const { followUpDays } = clocksOf(context)
  const sheltered = new Set(Object.values(state.stays).flatMap(({ victimIds, voided }) => (voided ? [] : victimIds)))
  return standingVictims(state)
    .filter((id) => entryOf(state.closure.endings, id)?.reason !== 'meninggal' && !isErasing(state, id))
    .map((victimId) => {
      const byRisk = followUpDays[latestRisk(state.assessments, victimId) ?? 'tinggi']
      const days = sheltered.has(victimId) ? Math.min(followUpDays.afterShelter, byRisk) : byRisk
      return { victimId, dueOn: addDays(closedOn, days) }
    })
}

/**
 * The head's approval; whose it is, is the access policy's. An import closes without a request and starts no follow-up.
 * @throws Refusal `closure.not-requested`, `closure.closed-before-ending` on `closedOn`, `date.future`; as `requestClosure`
 */
export function approveClosure(command: ApproveClosure, state: ExistingCase, context: CaseContext): readonly CaseClosed[] {
  requireAccepted(state)
  if (state.phase !== 'menunggu_persetujuan' && !isImport(context)) throw broken('closure.not-requested')
  requireNothingOpen(state)
  const lastEnding = Object.values(state.closure.endings).reduce((last, { endedOn }) => (endedOn > last ? endedOn : last), state.complaint.receivedOn)
  const closedOn = pastDayFrom(lastEnding, 'closure.closed-before-ending', command.closedOn, 'closedOn', context)
  return [
    { type: 'CaseClosed', version: 1, on: closedOn, data: { closedOn, followUps: isImport(context) ? [] : followUps(closedOn, state, context) } },
  ]
}
