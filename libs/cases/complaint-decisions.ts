import { broken, invalid, newIdIn, unreachable } from '#kernel'
import { pastDayFrom, pastInstant } from './case-dates'
import { requireOpen, type ExistingCase } from './case-state'
import { isImport, type CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { CaseHandedOver, ComplaintCommand, ComplaintEvent, ComplaintVerified, ReceiveComplaint } from './complaint'
import { numberAssigned, requireNumber, triaged, writeChronology } from './complaint-reception'
import { requireVictim, requireVictims, standingVictims } from './subjects'

type Command<Type extends ComplaintCommand['type']> = Extract<ComplaintCommand, { readonly type: Type }>
type Decided = readonly ComplaintEvent[]

/** Decides what happens to a complaint that was received: contact, triage, verdict, handing over, who works on it. */
export function decideComplaint(command: Exclude<ComplaintCommand, ReceiveComplaint>, state: ExistingCase, context: CaseContext): Decided {
  switch (command.type) {
    case 'declareConflict':
      return state.walledOff.includes(command.userId) ? [] : [{ type: 'ConflictDeclared', version: 1, data: { userId: command.userId } }]
    case 'assignCase':
      return assignCase(command, state)
    case 'assignComplaintNumber':
      if (state.complaint.complaintNumber !== null) throw broken('complaint.already-numbered')
      return [numberAssigned(command.number)]
    case 'explainDutyToReport':
      requireOpen(state)
      return [{ type: 'DutyToReportExplained', version: 1, data: { explainedTo: command.explainedTo } }]
    case 'writeChronology':
      requireOpen(state)
      return writeChronology(command, state)
    case 'triageComplaint':
      requireOpen(state)
      requireCode('urgency', command.urgency, 'urgency')
      return command.urgency === state.complaint.urgency ? [] : [triaged(command.urgency, state.complaint, state.complaint.zone, context)]
    case 'recordContactAttempt':
      return recordContactAttempt(command, state, context)
    case 'recordOutreach':
      return recordOutreach(command, state, context)
    case 'verifyComplaint':
      return [verifyComplaint(command, state, context)]
    case 'acceptComplaint':
      return acceptComplaint(command, state, context)
    case 'declineComplaint':
      return declineComplaint(command, state, context)
    case 'handOverCase':
      return handOverCase(command, state, context)
    default:
      return unreachable(command)
  }
}

const sinceComplaint = (state: ExistingCase, date: string | null, field: string, context: CaseContext): string =>
  pastDayFrom(state.complaint.receivedOn, 'date.before-complaint', date, field, context)

/** A closed case may get another worker for its follow-up; nobody behind the conflict wall gets it. */
function assignCase({ assignedTo }: Command<'assignCase'>, state: ExistingCase): Decided {
  if (state.phase !== 'ditutup') requireOpen(state)
  if (state.walledOff.includes(assignedTo)) throw broken('case.conflict-wall')
  return assignedTo === state.assignedTo ? [] : [{ type: 'CaseAssigned', version: 1, data: { assignedTo } }]
}

function recordContactAttempt(command: Command<'recordContactAttempt'>, state: ExistingCase, context: CaseContext): Decided {
  requireOpen(state)
  requireCode('contactMethod', command.method, 'method')
  const { victimId, method, reached, outsideSafeWindow } = command
  if (victimId !== null) requireVictim(state, victimId)
  const attemptedAt = pastInstant(command.attemptedAt, 'attemptedAt', context)
  if (state.complaint.receivedAt !== null && Date.parse(attemptedAt) < Date.parse(state.complaint.receivedAt)) {
    throw invalid('attemptedAt', 'date.before-complaint')
  }
  const data = { contactId: newIdIn(context, 'contact'), victimId, method, reached, attemptedAt, outsideSafeWindow }
  return [{ type: 'ContactAttempted', version: 1, at: attemptedAt, data }]
}

function recordOutreach({ met, note, victimIds, madeOn }: Command<'recordOutreach'>, state: ExistingCase, context: CaseContext): Decided {
  requireOpen(state)
  if (victimIds.length > 0) requireVictims(state, victimIds)
  const day = sinceComplaint(state, madeOn, 'madeOn', context)
  return [{ type: 'OutreachMade', version: 1, on: day, data: { outreachId: newIdIn(context, 'outreach'), madeOn: day, met, note, victimIds } }]
}

/** @throws Refusal `complaint.already-accepted`, `complaint.already-declined`, and as `requireOpen` */
function requireUndecided(state: ExistingCase): void {
  if (state.phase === 'ditolak') throw broken('complaint.already-declined')
  requireOpen(state)
  if (state.complaint.acceptedOn !== null) throw broken('complaint.already-accepted')
}

function verifyComplaint(
  { how, verifiedOn }: Omit<Command<'verifyComplaint'>, 'type'>,
  state: ExistingCase,
  context: CaseContext,
): ComplaintVerified {
  requireUndecided(state)
  if (state.complaint.verifiedOn !== null) throw broken('complaint.already-verified')
  requireCode('verifiedHow', how, 'how')
  const day = sinceComplaint(state, verifiedOn, 'verifiedOn', context)
  return { type: 'ComplaintVerified', version: 1, on: day, data: { verifiedOn: day, how } }
}

/** A complaint becomes a case: it has a victim, was verified (an imported one by its register), and gets a number. */
function acceptComplaint(command: Command<'acceptComplaint'>, state: ExistingCase, context: CaseContext): Decided {
  requireUndecided(state)
  if (standingVictims(state).length === 0) throw broken('complaint.no-victim')
  requireNumber(command.number)
  const { number, verifiedHow } = command
  const unverified = state.complaint.verifiedOn === null
  if (unverified && verifiedHow === null && !isImport(context)) throw broken('complaint.not-verified')
  const acceptedOn = sinceComplaint(state, command.acceptedOn, 'acceptedOn', context)
  return [
    ...(unverified && verifiedHow !== null ? [verifyComplaint({ how: verifiedHow, verifiedOn: acceptedOn }, state, context)] : []),
    { type: 'ComplaintAccepted', version: 1, on: acceptedOn, data: { acceptedOn, number } },
  ]
}

function declineComplaint({ reason, declinedOn }: Command<'declineComplaint'>, state: ExistingCase, context: CaseContext): Decided {
  requireUndecided(state)
  requireCode('complaintDeclined', reason, 'reason')
  const day = sinceComplaint(state, declinedOn, 'declinedOn', context)
  return [{ type: 'ComplaintDeclined', version: 1, on: day, data: { declinedOn: day, reason, lists: CODE_LISTS_VERSION } }]
}

/** To a unit that works here, or to an institution outside, never both. */
function handOverCase(command: Command<'handOverCase'>, state: ExistingCase, context: CaseContext): Decided {
  requireOpen(state)
  const { toUnit, toInstitution, reason } = command
  if ((toUnit === null) === (toInstitution === null)) throw invalid('toUnit', 'handover.one-receiver')
  if (toUnit === state.unit) throw invalid('toUnit', 'handover.same-unit')
  requireCode('handOverReason', reason, 'reason')
  const handedOverOn = sinceComplaint(state, command.handedOverOn, 'handedOverOn', context)
  const data: CaseHandedOver['data'] = { toUnit, toInstitution, handedOverOn, reason }
  return [{ type: 'CaseHandedOver', version: 1, on: handedOverOn, data }]
}
