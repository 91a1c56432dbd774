import { Decimal } from 'decimal.js'

const MINUS = '−'

/** Exact arithmetic: far more digits than any count needs, so that only the last step rounds. */
export const exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
export type Exact = InstanceType<typeof exact>

/** @returns the value with this many decimals, half-up (away from zero at the half), as plain text: `3.69`. */
export const rounded = (value: Exact, places = 2): string => {
  const text = value.toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toFixed(places)
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text
}

/**
 * Writes a decimal as Indonesian documents do: `1234.56` → `1.234,56`, with a true minus.
 * @param text plain decimal text, as `rounded` gives it
 */
export function indonesian(text: string | number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text))
  if (!match) throw new RangeError('not a decimal number')
  const [, sign = '', whole = '', fraction] = match
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  return `${sign === '' ? '' : MINUS}${grouped}${fraction === undefined ? '' : `,${fraction}`}`
}

/** How a ratio is written with its scale: `42:100000`. */
export const withScale = (text: string, per: number): string => `${indonesian(text)}:${per}`
