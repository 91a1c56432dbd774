import type { Direct, Fact, Open, Uuid } from '#kernel'
import type { Code } from './codes'
import type { Delivered, Delivery } from './services'

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
