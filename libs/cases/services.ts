import type { Fact, LocalDate, Open, Uuid } from '#kernel'
import type { Code } from './codes'

// What every service has in common, and a service of which nothing but its kind and day is known (imported registers, small services).

/** Given to these victims on this day, by the unit or by an institution. */
export interface Delivered {
  readonly serviceId: Open<Uuid>
  readonly victimIds: Open<readonly Uuid[]>
  readonly deliveredOn: Open<LocalDate>
  /** null: the unit itself */
  readonly provider: Open<Uuid | null>
  readonly lists: Open<number>
}

/** rehabilitasi_sosial, pendampingan_tokoh_agama, reintegrasi_sosial, dokumen, penelusuran_keluarga, reunifikasi, bantuan_ekonomi, …; any code from an import. */
export type ServiceRecorded = Fact<'ServiceRecorded', 1, Delivered & { readonly service: Open<Code> }>
export type ServiceDateCorrected = Fact<
  'ServiceDateCorrected',
  1,
  { readonly serviceId: Open<Uuid>; readonly deliveredOn: Open<LocalDate>; readonly why: Open<Code> }
>

export type ServiceEvent = ServiceRecorded | ServiceDateCorrected

/** What every command that records a given service holds. */
export interface Delivery {
  readonly victimIds: readonly Uuid[]
  readonly deliveredOn: LocalDate
  /** the institution that gave it; null: the unit itself */
  readonly provider: Uuid | null
}

export type RecordService = Delivery & { readonly type: 'recordService'; readonly service: Code }
export type CorrectServiceDate = {
  readonly type: 'correctServiceDate'
  readonly serviceId: Uuid
  readonly deliveredOn: LocalDate
  /** code of the reason */
  readonly why: Code
}

export type ServiceCommand = RecordService | CorrectServiceDate
