const minus = '−'
const noBreak = '\u00a0'

/**
 * `1234.5` → `1.234,5` with a true minus, whatever the language of the page: one office must not read one figure in two ways.
 * Takes a number or the server's exact decimal text, which never passes through a float. `digits` rounds a number; a text is
 * shown as it came, for rounding is the server's.
 */
export function formatNumber(value: number | string, digits?: number): string {
  const text = typeof value === 'number' ? value.toFixed(digits ?? decimalsOf(value)) : value
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) throw new RangeError(`not a decimal number: ${text}`)
  const [, sign = '', whole = '', fraction] = match
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
  const body = fraction === undefined ? grouped : `${grouped},${fraction}`
  const isZero = !/[1-9]/.test(body)
  return sign === '-' && !isZero ? `${minus}${body}` : body
}

/** `67.74` → `67,74 %`, the sign kept on the figure's line. */
export function formatPercent(value: number | string, digits?: number): string {
  return `${formatNumber(value, digits)}${noBreak}%`
}

function decimalsOf(value: number): number {
  const [, fraction = ''] = String(value).split('.')
  return fraction.includes('e') ? 20 : fraction.length
}
