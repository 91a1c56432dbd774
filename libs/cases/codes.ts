/** Codes of the versioned lists are strings in events; which codes a list holds is data (`code-lists.ts`). */
export type Code = string

/** One code with what people read. */
export interface CodeEntry {
  readonly code: Code
  readonly id: string
  readonly en: string
  /** The source is not confirmed; shown as "perlu dikonfirmasi" */
  readonly toBeConfirmed?: true
  /** The code of the coarser list of SIMFONI PPA */
  readonly simfoni?: Code
  /** A service with a form of its own, whose rules a bare record would walk around */
  readonly ownForm?: true
}

export const URGENCIES = ['gawat', 'tinggi', 'sedang', 'rendah'] as const
export type Urgency = (typeof URGENCIES)[number]
export type Risk = 'tinggi' | 'sedang' | 'rendah'
export type Sex = 'P' | 'L' | 'tidak_diketahui'

/** Where a person stands against the age of 18 at the incident. */
export type AgeClass =
  | 'anak' // under 18
  | 'dewasa' // 18 or over
  | 'batas_umur' // what is known lies on both sides of 18: counted as unknown, shown beside it
  | 'tidak_diketahui'

export type AgeBand = '0-5' | '6-12' | '13-17' | '18-24' | '25-44' | '45-59' | '60+' | 'tidak_diketahui'

/** Bounds of the social-affairs ministry that label PPKS rows: AMPK 6..18, ABH >= 12 and < 18, balita <= 5. */
export type AgeFlag = 'balita' | 'ampk' | 'abh'

/** What an age rests on. */
export type AgeBasis = 'tanggal_lahir' | 'disebut_saat_kejadian' | 'disebut_saat_pengaduan' | 'tidak_diketahui'

/** What may be said in the open of a victim's age; computed from sealed values before the decision. */
export interface AgeFinding {
  readonly ageClass: AgeClass
  readonly ageBand: AgeBand
  readonly ageFlags: readonly AgeFlag[]
  readonly basis: AgeBasis
}

export type DatePrecision = 'hari' | 'rentang' | 'bulan' | 'tahun' | 'tidak_diketahui'

/** When an incident was, as precisely as it is known. `from` is the first day it can have been, `to` the last. */
export interface IncidentWhen {
  readonly precision: DatePrecision
  readonly from: string | null
  readonly to: string | null
  /** The moment, where the hour is known: starts the 72-hour and 120-hour clocks */
  readonly at: string | null
}
