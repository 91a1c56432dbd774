import { broken, invalid, type LocalDate } from '#kernel'
import { pastDayFrom } from './case-dates'
import { entryOf, requireAccepted, requireCorrectable, type ExistingCase } from './case-state'
import { isImport, type CaseContext } from './clocks'
import type { CorrectVictimEnding, EndVictimService, VictimEndingCorrected, VictimServiceEnded } from './closure'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { Code } from './codes'
import { requireVictim } from './subjects'

function requireReason(reason: Code, context: CaseContext): void {
  requireCode('ending', reason, 'reason')
  if (reason === 'alasan_tidak_tercatat' && !isImport(context)) throw invalid('reason', 'closure.reason-for-imports-only')
}

function endingDay(endedOn: LocalDate, state: ExistingCase, context: CaseContext): LocalDate {
  return pastDayFrom(state.complaint.receivedOn, 'date.before-complaint', endedOn, 'endedOn', context)
}

/**
 * Ends the services for one victim. Open referrals and a stay go on until they are ended themselves: nothing is cancelled silently.
 * @throws Refusal `closure.victim-already-ended`, `closure.reason-for-imports-only` on `reason`, `code.unknown`, `date.future`,
 * `date.before-complaint`, `case.not-accepted`, `case.closed`; as `requireVictim`
 */
export function endVictimService(command: EndVictimService, state: ExistingCase, context: CaseContext): readonly VictimServiceEnded[] {
  requireAccepted(state)
  const { victimId, reason } = command
  requireVictim(state, victimId)
  if (entryOf(state.closure.endings, victimId)) throw broken('closure.victim-already-ended')
  requireReason(reason, context)
  const endedOn = endingDay(command.endedOn, state, context)
  return [{ type: 'VictimServiceEnded', version: 1, on: endedOn, data: { victimId, reason, endedOn, lists: CODE_LISTS_VERSION } }]
}

/**
 * Corrects reason and day of an ending; also on a closed case.
 * @throws Refusal `closure.victim-not-ended`, `closure.ended-after-closed` on `endedOn`; as `endVictimService`
 */
export function correctVictimEnding(command: CorrectVictimEnding, state: ExistingCase, context: CaseContext): readonly VictimEndingCorrected[] {
  requireCorrectable(state)
  const { victimId, reason, why } = command
  requireVictim(state, victimId)
  if (!entryOf(state.closure.endings, victimId)) throw broken('closure.victim-not-ended')
  requireReason(reason, context)
  requireCode('correctionReason', why, 'why')
  const endedOn = endingDay(command.endedOn, state, context)
  const { closedOn } = state.closure
  if (state.phase === 'ditutup' && closedOn !== null && endedOn > closedOn) throw invalid('endedOn', 'closure.ended-after-closed', { closedOn })
  return [{ type: 'VictimEndingCorrected', version: 1, on: endedOn, data: { victimId, reason, endedOn, why, lists: CODE_LISTS_VERSION } }]
}
