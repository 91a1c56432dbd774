/** Deeper nesting than any event needs; keeps the walk and JSON itself away from the end of the stack. */
const DEPTH = 64

/**
 * Looks for what JSON text would lose or no adapter can keep: U+0000, lone surrogates, numbers that aren't finite, values that
 * aren't JSON (a forgotten `Sealed`, a Date), nesting without end.
 * @returns the dotted path of the first one, or null where all of it can be stored
 */
export function unstorablePath(value: unknown, path = '', depth = 0): string | null {
  switch (typeof value) {
    case 'string':
      return isStorableText(value) ? null : path
    case 'number':
      return Number.isFinite(value) ? null : path
    case 'boolean':
      return null
    case 'object':
      if (value === null) return null
      return depth < DEPTH ? unstorableChild(value, path, depth) : path
    default:
      return path
  }
}

/** @returns true where `text` holds neither U+0000 nor half a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

function unstorableChild(value: object, path: string, depth: number): string | null {
  const below = path === '' ? '' : `${path}.`
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = unstorablePath(value[index], `${below}${index}`, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return path
  for (const [key, child] of Object.entries(value)) {
    // JSON leaves an undefined field out, which is what an absent optional field means
    if (child === undefined) continue
    if (!isStorableText(key)) return `${below}${key.toWellFormed().replaceAll('\u0000', '\ufffd')}`
    const found = unstorablePath(child, `${below}${key}`, depth + 1)
    if (found !== null) return found
  }
  return null
}
