import type { Instant, LocalDate } from '#kernel'
import type { Cells, Column } from './columns'
import type { DateStyle } from './dates'
import type { Fault } from './fault'

/** Code lists that a row is checked against, with the version that events name. */
export interface RegisterLists {
  readonly version: number
  readonly channels: ReadonlySet<string>
  readonly forms: ReadonlySet<string>
  readonly places: ReadonlySet<string>
  readonly relations: ReadonlySet<string>
  readonly services: ReadonlySet<string>
}

/** What the check knows of the unit and of the day. */
export interface CheckOptions {
  /** The date in the unit's zone; what lies after it is in the future */
  readonly today: LocalDate
  /** IANA zone of the unit */
  readonly zone: string
  readonly lists: RegisterLists
}

export type Sex = 'P' | 'L' | 'tidak_diketahui'

/** An incident's date as the event keeps it: the first and the last day it can have been. */
export interface When {
  readonly precision: 'hari' | 'rentang' | 'bulan' | 'tahun' | 'tidak_diketahui'
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  readonly at: Instant | null
}

export interface RegisterService {
  readonly service: string
  readonly on: LocalDate
}

/** A complaint as every row of its number states it. */
export interface RegisterComplaint {
  readonly on: LocalDate
  readonly at: Instant | null
  readonly channel: string
}

/** One victim of one number, read and valid. */
export interface RegisterRow {
  readonly line: number
  readonly number: string
  readonly complaint: RegisterComplaint
  readonly victim: {
    readonly name: string | null
    readonly nik: string | null
    readonly sex: Sex
    readonly birthDate: LocalDate | null
    /** completed years, stated; null where unknown or where the birth date tells */
    readonly years: number | null
    readonly kecamatan: string | null
    readonly desa: string | null
  }
  readonly incident: { readonly when: When; readonly forms: readonly string[]; readonly kdrt: boolean; readonly place: string }
  /** null where nothing is known of anybody */
  readonly perpetrator: { readonly relation: string; readonly sex: Sex; readonly years: number | null } | null
  readonly services: readonly RegisterService[]
  readonly endedOn: LocalDate | null
  readonly cells: Cells
}

/** Collects what is wrong with one row while its columns are read. */
export interface RowReading {
  readonly cells: Cells
  readonly options: CheckOptions
  readonly styles: Set<DateStyle>
  readonly fail: (column: Column, code: Fault['code'], params?: Fault['params']) => void
}

/** One number of the register: a case with one or several victims, in the order of their rows. */
export interface RegisterCase {
  readonly number: string
  readonly complaint: RegisterComplaint
  readonly victims: readonly RegisterRow[]
}
