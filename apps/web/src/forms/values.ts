/** What a form holds while it is filled: flat, so that a draft is plain JSON. */
export type Value = string | readonly string[]
export type Values = Readonly<Record<string, Value>>

/** The text at a key; empty where nothing stands. */
export function textAt(values: Values, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

/** The chosen ones at a key. */
export function listAt(values: Values, key: string): readonly string[] {
  const value = values[key]
  return typeof value === 'object' ? value : []
}

export type Change = (key: string, value: Value) => void
