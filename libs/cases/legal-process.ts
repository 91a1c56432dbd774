import { addDays, broken, invalid, newIdIn, type Direct, type Fact, type Instant, type LocalDate, type Open, type Uuid } from '#kernel'
import { pastDay, pastInstant, requireDate } from './case-dates'
import type { CaseEvent } from './case-event'
import { entryOf, requireOpen, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { CODE_LISTS_VERSION, requireCode } from './code-lists'
import type { Code } from './codes'
import { isComplaintOffence } from './complaint-offence'
import { hasSexualViolence, isSexualViolence } from './incident'
import { requireVictims } from './subjects'

// The process led by others and accompanied by the unit.

export type LegalStageReached = Fact<
  'LegalStageReached',
  1,
  {
    readonly entryId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly perpetratorId: Open<Uuid | null>
    readonly stage: Open<Code>
    readonly reachedOn: Open<LocalDate>
    readonly fileNumber: Direct<string> | null
    readonly lists: Open<number>
  }
>
/** Ends the 3x24 h duty of UU 12/2022 art. 41; no ending blocks a service. */
export type PoliceReportSettled = Fact<
  'PoliceReportSettled',
  1,
  {
    readonly how: Open<'dilaporkan_unit' | 'dilaporkan_korban' | 'ditolak_korban_dewasa' | 'ditunda_demi_keselamatan'>
    readonly settledAt: Open<Instant>
    readonly reviewOn: Open<LocalDate | null>
    readonly fileNumber: Direct<string> | null
    readonly reason: Direct<string> | null
  }
>
/** Temporary protection by the police, or a court order: 14 days (TPKS), 7 days (KDRT), up to a year by a court. */
export type ProtectionGranted = Fact<
  'ProtectionGranted',
  1,
  {
    readonly protectionId: Open<Uuid>
    readonly victimIds: Open<readonly Uuid[]>
    readonly kind: Open<'polisi_tpks' | 'polisi_kdrt' | 'pengadilan' | 'lpsk'>
    readonly from: Open<LocalDate>
    readonly until: Open<LocalDate>
  }
>

export type LegalProcessEvent = LegalStageReached | PoliceReportSettled | ProtectionGranted

export type RecordLegalStage = {
  readonly type: 'recordLegalStage'
  readonly victimIds: readonly Uuid[]
  readonly perpetratorId: Uuid | null
  readonly stage: Code
  readonly reachedOn: LocalDate
  readonly fileNumber: Direct<string> | null
}
export type SettlePoliceReport = {
  readonly type: 'settlePoliceReport'
  readonly how: 'dilaporkan_unit' | 'dilaporkan_korban' | 'ditolak_korban_dewasa' | 'ditunda_demi_keselamatan'
  readonly settledAt: Instant
  /** asked where it is deferred */
  readonly reviewOn: LocalDate | null
  readonly fileNumber: Direct<string> | null
  /** asked where it is deferred; the head's */
  readonly reason: Direct<string> | null
  /** whether any victim of the sexual violence lives with a disability, as the caller read it from the sealed circumstances */
  readonly disability: boolean
}
export type GrantProtection = {
  readonly type: 'grantProtection'
  readonly victimIds: readonly Uuid[]
  readonly kind: 'polisi_tpks' | 'polisi_kdrt' | 'pengadilan' | 'lpsk'
  readonly from: LocalDate
  /** null: the law's length, 14 days (polisi_tpks) or 7 (polisi_kdrt); asked for a court's order and LPSK */
  readonly until: LocalDate | null
}

export type LegalProcessCommand = RecordLegalStage | SettlePoliceReport | GrantProtection

export interface LegalProcessState {
  /** Legal stages and protections by id */
  readonly entries: Readonly<Record<Uuid, { readonly victimIds: readonly Uuid[]; readonly voided: boolean }>>
  /** How the duty to report stands; null: nothing recorded. A deferral doesn't settle it. */
  readonly policeReport: PoliceReportSettled['data']['how'] | null
}

export const noLegalProcess: LegalProcessState = { entries: {}, policeReport: null }

/** @returns the legal process after any event of the case */
export function evolveLegalProcess(state: LegalProcessState, event: CaseEvent): LegalProcessState {
  switch (event.type) {
    case 'LegalStageReached':
      return { ...state, entries: { ...state.entries, [event.data.entryId]: { victimIds: event.data.victimIds, voided: false } } }
    case 'ProtectionGranted':
      return { ...state, entries: { ...state.entries, [event.data.protectionId]: { victimIds: event.data.victimIds, voided: false } } }
    case 'PoliceReportSettled':
      return { ...state, policeReport: event.data.how }
    case 'EntryVoided': {
      const entry = event.data.kind === 'tahap_hukum' ? entryOf(state.entries, event.data.entryId) : undefined
      return entry ? { ...state, entries: { ...state.entries, [event.data.entryId]: { ...entry, voided: true } } } : state
    }
    default:
      return state
  }
}

/**
 * A stage may lie before the complaint and needs no order: files are split, joined and reopened by others.
 * @throws Refusal `perpetrator.unknown`, `code.unknown`, `date.future`; as `requireVictims`
 */
export function recordLegalStage(command: RecordLegalStage, state: ExistingCase, context: CaseContext): readonly LegalStageReached[] {
  requireOpen(state)
  const { victimIds, perpetratorId, stage, fileNumber } = command
  requireVictims(state, victimIds)
  if (perpetratorId !== null && !state.subjects.perpetrators.includes(perpetratorId)) throw invalid('perpetratorId', 'perpetrator.unknown')
  requireCode('legalStage', stage, 'stage')
  const reachedOn = pastDay(command.reachedOn, 'reachedOn', context)
  const data = { entryId: newIdIn(context, 'legal-stage'), victimIds, perpetratorId, stage, reachedOn, fileNumber, lists: CODE_LISTS_VERSION }
  return [{ type: 'LegalStageReached', version: 1, on: reachedOn, data }]
}

/** An adult without disability may decline, for complaint offences alone. */
function refuseDeclining(disability: boolean, state: ExistingCase): void {
  const incidents = Object.values(state.incidents).filter(isSexualViolence)
  const victims = new Set(incidents.flatMap(({ victimIds }) => victimIds))
  for (const id of victims) {
    const victim = entryOf(state.subjects.victims, id)
    if (victim && !victim.voided && victim.ageClass !== 'dewasa') throw broken('police-report.not-an-adult')
  }
  if (disability || incidents.some(({ flags }) => flags.includes('disabilitas'))) throw broken('police-report.disability')
  if (!incidents.every(isComplaintOffence)) throw broken('police-report.not-a-complaint-offence')
}

/** A deferral for safety is the head's: with the reason and the day it is looked at again. */
function requireDeferral({ reason, reviewOn }: SettlePoliceReport, context: CaseContext): void {
  if (context.actor.kind !== 'user' || context.actor.role !== 'head_of_unit') throw broken('police-report.deferral-needs-head')
  if (reason === null) throw invalid('reason', 'required')
  if (reviewOn === null) throw invalid('reviewOn', 'required')
  if (requireDate(reviewOn, 'reviewOn') <= context.today) throw invalid('reviewOn', 'date.not-future')
}

/**
 * Ends or defers the 3x24 h duty of UU 12/2022 art. 41(2)-(3). Blocks no service.
 * @throws Refusal `police-report.no-duty`, `police-report.already-settled`, `police-report.not-an-adult`, `police-report.disability`,
 * `police-report.not-a-complaint-offence`, `police-report.deferral-needs-head`; `required`, `date.not-future`, `time.future`
 */
export function settlePoliceReport(command: SettlePoliceReport, state: ExistingCase, context: CaseContext): readonly PoliceReportSettled[] {
  requireOpen(state)
  const { how, fileNumber, reason } = command
  if (!hasSexualViolence(state)) throw broken('police-report.no-duty')
  if (state.legal.policeReport !== null && state.legal.policeReport !== 'ditunda_demi_keselamatan') throw broken('police-report.already-settled')
  const settledAt = pastInstant(command.settledAt, 'settledAt', context)
  if (how === 'ditolak_korban_dewasa') refuseDeclining(command.disability, state)
  if (how === 'ditunda_demi_keselamatan') requireDeferral(command, context)
  const reviewOn = how === 'ditunda_demi_keselamatan' ? command.reviewOn : null
  return [{ type: 'PoliceReportSettled', version: 1, at: settledAt, data: { how, settledAt, reviewOn, fileNumber, reason } }]
}

/** Longest protection in days: UU 12/2022 art. 42(1), UU 23/2004 art. 16(1); a court's order up to a year (art. 32). LPSK sets its own. */
const LONGEST: Readonly<Record<GrantProtection['kind'], number | null>> = { polisi_tpks: 14, polisi_kdrt: 7, pengadilan: 366, lpsk: null }

/** @throws Refusal `required` on `until`, `protection.ends-before-start`, `protection.too-long` {days}, `date.future`; as `requireVictims` */
export function grantProtection(command: GrantProtection, state: ExistingCase, context: CaseContext): readonly ProtectionGranted[] {
  requireOpen(state)
  const { victimIds, kind } = command
  requireVictims(state, victimIds)
  const from = pastDay(command.from, 'from', context)
  const days = LONGEST[kind]
  const byLaw = kind === 'polisi_tpks' || kind === 'polisi_kdrt' ? addDays(from, days ?? 0) : null
  const until = command.until ?? byLaw
  if (until === null) throw invalid('until', 'required')
  if (requireDate(until, 'until') < from) throw invalid('until', 'protection.ends-before-start')
  if (days !== null && until > addDays(from, days)) throw invalid('until', 'protection.too-long', { days })
  return [{ type: 'ProtectionGranted', version: 1, on: from, data: { protectionId: newIdIn(context, 'protection'), victimIds, kind, from, until } }]
}
