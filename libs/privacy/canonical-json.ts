/**
 * JSON with the keys of every object in code-unit order, so that one value has one text: a retry that
 * lists the same fields in another order must seal to the same bytes.
 * @returns null where the value is not plain JSON (undefined, NaN, a date, a class): sealing it would lose something
 */
export function canonicalJson(value: unknown): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : null
  if (Array.isArray(value)) return list(value.map(canonicalJson), '[', ']')
  if (typeof value !== 'object' || !isPlain(value)) return null
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return list(
    entries.map(([key, inner]) => {
      const text = canonicalJson(inner)
      return text === null ? null : `${JSON.stringify(key)}:${text}`
    }),
    '{',
    '}',
  )
}

function list(parts: readonly (string | null)[], open: string, close: string): string | null {
  return parts.includes(null) ? null : `${open}${parts.join(',')}${close}`
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
