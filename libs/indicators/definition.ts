import type { LocalDate } from '#kernel'
import { exact, indonesian, rounded, type Exact } from './number-format'
import type { Denominator, PopulationRow } from './population-table'
import type { YearCounts } from './year-counts'

export interface Text {
  readonly id: string
  readonly en: string
}

export type IndicatorId =
  | 'rasio-kekerasan-terhadap-perempuan'
  | 'rasio-kekerasan-terhadap-anak'
  | 'rasio-kdrt'
  | 'anak-korban-yang-ditangani'
  | 'diselesaikan-tahun-berjalan'
  | 'tingkat-penyelesaian-kohort'

export interface Inputs {
  readonly counts: YearCounts
  readonly population: readonly PopulationRow[]
}

/** One way to choose the denominator; the department chooses, the default stands first. */
export interface DenominatorVariant {
  readonly id: string
  readonly version: number
  readonly name: Text
  /** What a table may call it: "per 100.000 …" */
  readonly label: Text
  count(inputs: Inputs): Denominator
}

/** One indicator: what it counts, over what, from where. A change of meaning is a new version. */
export interface Definition {
  readonly id: IndicatorId
  readonly version: number
  readonly validFrom: LocalDate
  readonly name: Text
  readonly counts: Text
  readonly numeratorText: Text
  readonly denominators: readonly [DenominatorVariant, ...DenominatorVariant[]]
  readonly per: number
  readonly unit: 'per_100000' | 'percent'
  readonly polarity: 'lower' | 'higher'
  readonly dateBasis: Text
  readonly disaggregations: readonly string[]
  readonly rounding: { readonly places: number; readonly mode: 'half-up' }
  readonly source: { readonly text: string; readonly confirmed: boolean }
  numerator(counts: YearCounts): number
  /** Runs as the definition's test */
  readonly example: { readonly inputs: Inputs; readonly numerator: number; readonly denominator: number | null; readonly value: string | null }
}

export interface Evaluated {
  readonly numerator: number
  readonly denominator: number | null
  readonly per: number
  /** plain text with the definition's decimals, `3.69`; null: not applicable, never 0 */
  readonly value: string | null
  /** `3,69` or `NA` */
  readonly display: string
  readonly reasonCode: 'denominator.no-population' | 'denominator.incomplete' | 'denominator.zero' | null
  readonly rows: readonly PopulationRow[]
}

export const variantOf = (definition: Definition, id?: string): DenominatorVariant => {
  if (id === undefined) return definition.denominators[0]
  const variant = definition.denominators.find((candidate) => candidate.id === id)
  if (!variant) throw new RangeError(`${definition.id} has no denominator ${id}`)
  return variant
}

/** @returns the indicator's value over one denominator; without one `NA` and the reason. */
export function evaluate(definition: Definition, inputs: Inputs, variant: DenominatorVariant = definition.denominators[0]): Evaluated {
  const numerator = definition.numerator(inputs.counts)
  const denominator = variant.count(inputs)
  const { per } = definition
  if (denominator.kind === 'missing') return { numerator, denominator: null, per, value: null, display: 'NA', reasonCode: denominator.code, rows: [] }
  const value = rounded(ratio(numerator, denominator.count, per), definition.rounding.places)
  return { numerator, denominator: denominator.count, per, value, display: indonesian(value), reasonCode: null, rows: denominator.rows }
}

/** Exact up to 60 digits. */
export const ratio = (numerator: number, denominator: number, per: number): Exact => new exact(numerator).times(per).div(denominator)

/** A denominator that is itself a count of the year; none is `NA`: 0/0 is no success. */
export const counted = (count: number): Denominator =>
  count === 0 ? { kind: 'missing', code: 'denominator.zero' } : { kind: 'known', count, rows: [] }
