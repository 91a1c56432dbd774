import { broken, invalid, type Direct, type Fact, type Open, type Uuid } from '#kernel'
import type { CaseEvent } from './case-event'
import { entryOf, requireOpen, type ExistingCase } from './case-state'
import type { CaseContext } from './clocks'
import { requireCode, requireCodes } from './code-lists'
import { delivery, type Delivered, type Delivery } from './delivery'
import { hasSexualViolence } from './incident'
import type { Code } from './codes'
import { requireVictim } from './subjects'

// Health and medicolegal services. Needs neither a police report nor a plan.

export type HealthServiceGiven = Fact<
  'HealthServiceGiven',
  1,
  Delivered & {
    /** bpjs, jamkesda, unit, lainnya */
    readonly payer: Open<Code>
    /** why the unit pays */
    readonly payerReason: Open<Code | null>
    /** pencegahan_hiv, kontrasepsi_darurat, bukti_forensik, perawatan_luka, lainnya */
    readonly care: Open<readonly Code[]>
    readonly note: Direct<string> | null
  }
>
export type MedicolegalExamined = Fact<
  'MedicolegalExamined',
  1,
  Delivered & { readonly kind: Open<Code>; readonly reportNumber: Direct<string> | null }
>
/** How the urgent health clock ended where no care was given. */
export type UrgentHealthEnded = Fact<
  'UrgentHealthEnded',
  1,
  { readonly victimId: Open<Uuid>; readonly how: Open<'ditolak_korban' | 'lewat_waktu_saat_melapor'> }
>

export type HealthEvent = HealthServiceGiven | MedicolegalExamined | UrgentHealthEnded

export type GiveHealthService = Delivery & {
  readonly type: 'giveHealthService'
  readonly payer: Code
  /** asked where the unit pays */
  readonly payerReason: Code | null
  readonly care: readonly Code[]
  readonly note: Direct<string> | null
}
export type RecordMedicolegal = Delivery & {
  readonly type: 'recordMedicolegal'
  readonly kind: Code
  readonly reportNumber: Direct<string> | null
}
export type EndUrgentHealth = {
  readonly type: 'endUrgentHealth'
  readonly victimId: Uuid
  readonly how: 'ditolak_korban' | 'lewat_waktu_saat_melapor'
}

export type HealthCommand = GiveHealthService | RecordMedicolegal | EndUrgentHealth

/** Victims whose urgent health clock ended without care, and how. */
export type UrgentHealthState = Readonly<Record<Uuid, UrgentHealthEnded['data']['how']>>

export const noUrgentHealth: UrgentHealthState = {}

/** @returns the endings of urgent health clocks after any event of the case */
export function evolveUrgentHealth(state: UrgentHealthState, event: CaseEvent): UrgentHealthState {
  return event.type === 'UrgentHealthEnded' ? { ...state, [event.data.victimId]: event.data.how } : state
}

/**
 * Care is recorded from the complaint on: it needs neither acceptance nor police report nor plan.
 * @throws Refusal `health.payer-reason-missing` where the unit pays without a reason; `code.unknown`; as `delivery`
 */
export function giveHealthService(command: GiveHealthService, state: ExistingCase, context: CaseContext): readonly HealthServiceGiven[] {
  const data = delivery(command, state, context, requireOpen)
  const { payer, care, note } = command
  requireCode('payer', payer, 'payer')
  requireCodes('care', care, 'care')
  if (payer === 'unit' && command.payerReason === null) throw invalid('payerReason', 'health.payer-reason-missing')
  const payerReason = payer === 'unit' ? command.payerReason : null
  if (payerReason !== null) requireCode('payerReason', payerReason, 'payerReason')
  return [{ type: 'HealthServiceGiven', version: 1, on: data.deliveredOn, data: { ...data, payer, payerReason, care, note } }]
}

/** Evidence doesn't wait for the complaint's acceptance either. @throws Refusal `code.unknown`; as `delivery` */
export function recordMedicolegal(command: RecordMedicolegal, state: ExistingCase, context: CaseContext): readonly MedicolegalExamined[] {
  const data = delivery(command, state, context, requireOpen)
  const { kind, reportNumber } = command
  requireCode('medicolegalKind', kind, 'kind')
  return [{ type: 'MedicolegalExamined', version: 1, on: data.deliveredOn, data: { ...data, kind, reportNumber } }]
}

/**
 * Ends the urgent health clock without care. The clock itself stands sealed with the incident; whether it runs is read from the forms.
 * @throws Refusal `health.no-urgent-clock` where no sexual violence is recorded for this victim, `health.urgent-already-ended`
 */
export function endUrgentHealth({ victimId, how }: EndUrgentHealth, state: ExistingCase, context: CaseContext): readonly UrgentHealthEnded[] {
  requireOpen(state)
  requireVictim(state, victimId)
  if (!hasSexualViolence(state, victimId)) throw broken('health.no-urgent-clock')
  if (entryOf(state.urgentHealth, victimId)) throw broken('health.urgent-already-ended')
  return [{ type: 'UrgentHealthEnded', version: 1, at: context.now, data: { victimId, how } }]
}
