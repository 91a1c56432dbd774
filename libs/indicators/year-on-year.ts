import type { Evaluated } from './definition'
import { exact, indonesian, rounded, type Exact } from './number-format'

/** A change against the year before, in percent, on exact values and on the printed ones; each says which it is. */
export interface YearOnYear {
  /** *nilai eksak* */
  readonly exact: string | null
  /** *nilai dokumen*: what somebody computes who only has the printed figures */
  readonly document: string | null
  readonly exactDisplay: string
  readonly documentDisplay: string
  /** why there is none: a year without a value, or last year's value is 0 */
  readonly reasonCode: 'year-on-year.no-value' | 'year-on-year.from-zero' | null
}

const none = (reasonCode: YearOnYear['reasonCode']): YearOnYear => ({
  exact: null,
  document: null,
  exactDisplay: 'NA',
  documentDisplay: 'NA',
  reasonCode,
})

/** (this − last) / last; undefined where last is 0. */
export function yearOnYear(current: Evaluated, last: Evaluated): YearOnYear {
  if (current.value === null || last.value === null || current.denominator === null || last.denominator === null) return none('year-on-year.no-value')
  if (last.numerator === 0) return none('year-on-year.from-zero')
  const truly = new exact(current.numerator).times(last.denominator).div(new exact(last.numerator).times(current.denominator))
  const change = percent(truly.minus(1))
  const printed = new exact(last.value).isZero() ? null : percent(new exact(current.value).div(last.value).minus(1))
  return {
    exact: change,
    document: printed,
    exactDisplay: indonesian(change),
    documentDisplay: printed === null ? 'NA' : indonesian(printed),
    reasonCode: null,
  }
}

const percent = (fraction: Exact): string => rounded(fraction.times(100))
