import type { LocalDate } from '#kernel'

/** One count of a population table, with where it stands written. */
export interface PopulationRow {
  readonly year: number
  readonly sex: string
  readonly ageBand: string
  readonly count: number
  readonly source: string
  readonly documentNumber: string | null
  readonly referenceDate: LocalDate | null
  readonly status: string | null
}

/** A denominator with its rows, or why there is none. */
export type Denominator =
  | { readonly kind: 'known'; readonly count: number; readonly rows: readonly PopulationRow[] }
  | { readonly kind: 'missing'; readonly code: 'denominator.no-population' | 'denominator.incomplete' | 'denominator.zero' }

/** Which people a denominator counts. `bands` lists ways to cover them, best first. */
export interface PopulationWanted {
  readonly sexes: readonly ('P' | 'L')[]
  readonly bands: readonly (readonly string[])[]
}

/** Adds up the rows that cover the people wanted; a row for both sexes counts where both are wanted. Nothing is estimated. */
export function denominatorOf(rows: readonly PopulationRow[], { sexes, bands }: PopulationWanted): Denominator {
  let some = false
  for (const cover of bands) {
    const found = cover.map((band) => rowsOf(rows, sexes, band))
    some ||= found.some(({ length }) => length > 0)
    if (found.some((part) => part.length === 0)) continue
    const complete = found.flat()
    const count = complete.reduce((sum, row) => sum + row.count, 0)
    return count === 0 ? { kind: 'missing', code: 'denominator.zero' } : { kind: 'known', count, rows: complete }
  }
  const partly = some || rows.some(({ ageBand, sex }) => bands.flat().includes(ageBand) && (sexes as readonly string[]).includes(sex))
  return { kind: 'missing', code: partly ? 'denominator.incomplete' : 'denominator.no-population' }
}

/** @returns the rows that cover one band for all sexes wanted, or none. */
function rowsOf(rows: readonly PopulationRow[], sexes: readonly string[], band: string): readonly PopulationRow[] {
  const inBand = rows.filter(({ ageBand }) => ageBand === band)
  const both = inBand.find(({ sex }) => sex === 'LP')
  if (both && sexes.length === 2) return [both]
  const each = sexes.flatMap((wanted) => inBand.filter(({ sex }) => sex === wanted).slice(0, 1))
  return each.length === sexes.length ? each : []
}
