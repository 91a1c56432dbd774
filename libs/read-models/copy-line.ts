/**
 * `json` may be searched (jsonb); a `document` is read as a whole and kept as text, as it is: what is sealed gets hardly smaller,
 * and trying to compress it would cost more than all the rest of writing a row.
 */
export type ColumnType =
  | 'uuid'
  | 'text'
  | 'position'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'json'
  | 'document'
  | 'text[]'
  | 'uuid[]'
  | 'date[]'
  | 'numeric'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text

const element = (value: unknown): string => `"${String(value).replace(/[\\"]/g, (character) => `\\${character}`)}"`

/** JSON text holds no line break and no tab of its own; only its backslashes need care. */
function json(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text
}

const list = (value: unknown): string => (Array.isArray(value) ? escaped(`{${value.map(element).join(',')}}`) : '\\N')

const text = (value: unknown): string => escaped(String(value))

const plain = (value: unknown): string => String(value)

/** @returns how a column's values are written in the text format of COPY; null is `\N` */
export function copyEncoder(type: ColumnType): (value: unknown) => string {
  const encode = encoderOf(type)
  return (value) => (value === null || value === undefined ? '\\N' : encode(value))
}

function encoderOf(type: ColumnType): (value: unknown) => string {
  switch (type) {
    case 'json':
    case 'document':
      return json
    case 'text':
      return text
    case 'text[]':
    case 'uuid[]':
    case 'date[]':
      return list
    default:
      return plain
  }
}
