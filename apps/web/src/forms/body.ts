import { readAge } from './age'
import type { Field } from './describe'
import { instantOf } from './instant'
import { listAt, textAt, type Values } from './values'

type Body = { [key: string]: unknown }

/** Puts a value at a dotted path. */
export function put(body: Body, path: string, value: unknown): void {
  const [head = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    body[head] = value
    return
  }
  const inner = (typeof body[head] === 'object' && body[head] !== null ? body[head] : {}) as Body
  body[head] = inner
  put(inner, rest.join('.'), value)
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** An age as the server takes it: a birth date, or stated years, or neither. */
export function ageOf(values: Values, at: string): Body {
  const age = readAge(values, at)
  return {
    birthDate: age.kind === 'birth' ? age.day : null,
    years: age.kind === 'years' ? age.years : null,
    statedFor: textAt(values, `${at}.statedFor`) === 'pengaduan' ? 'pengaduan' : 'kejadian',
  }
}

/** When an incident was, as exactly as it is known. */
export function whenOf(values: Values, at: string, zone: string): Body {
  const read = (key: string): string => textAt(values, `${at}.${key}`)
  const precision = read('precision')
  if (precision === 'tidak_diketahui') return { precision, from: null, to: null, at: null }
  if (precision === 'bulan')
    return { precision, from: read('month') === '' || read('year') === '' ? null : `${read('year')}-${read('month')}-01`, to: null, at: null }
  if (precision === 'tahun') return { precision, from: read('year') === '' ? null : `${read('year')}-01-01`, to: null, at: null }
  const hour = precision === 'hari' ? (instantOf(read('from'), read('time'), zone) ?? null) : null
  return { precision, from: orNull(read('from')), to: precision === 'rentang' ? orNull(read('to')) : null, at: hour }
}

/** How a victim is safely reached; null while nobody knows. */
export function safeContactOf(values: Values, at: string): Body | null {
  const read = (key: string): string => textAt(values, `${at}.${key}`)
  if (read('method') === '' || read('method') === 'belum_tahu') return null
  return {
    method: read('method'),
    days: listAt(values, `${at}.days`).map(Number),
    from: orNull(read('from')),
    to: orNull(read('to')),
    whoMayAnswer: read('whoMayAnswer') === '' ? 'korban_saja' : read('whoMayAnswer'),
    detail: orNull(read('detail')),
    codePhrase: orNull(read('codePhrase')),
  }
}

function valueOf(field: Field, values: Values, zone: string): unknown {
  const { at } = field
  switch (field.kind) {
    case 'fixed':
      return field.value
    case 'codes':
    case 'victims':
    case 'institutions':
    case 'needs':
      return [...listAt(values, at)]
    case 'moment':
      return instantOf(textAt(values, `${at}.day`), textAt(values, `${at}.time`), zone) ?? null
    case 'whole':
      return textAt(values, at) === '' ? null : Number(textAt(values, at))
    case 'yesno':
      return { ya: true, tidak: false }[textAt(values, at)] ?? null
    case 'age':
      return ageOf(values, at)
    case 'when':
      return whenOf(values, at, zone)
    case 'safeContact':
      return safeContactOf(values, at)
    case 'code':
      return field.unknown !== undefined && textAt(values, at) === field.unknown ? null : orNull(textAt(values, at))
    default:
      return orNull(textAt(values, at))
  }
}

/** The request's body from what was typed. `fields` are those that are asked for now. */
export function bodyOf(fields: readonly Field[], values: Values, zone: string): Body {
  const body: Body = {}
  for (const field of fields) put(body, field.at, valueOf(field, values, zone))
  return body
}
