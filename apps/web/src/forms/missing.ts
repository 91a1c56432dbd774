import type forms from '../i18n/id/forms.json'
import { readAge } from './age'
import type { Field } from './describe'
import { listAt, textAt, type Values } from './values'

export type MissingWord = keyof typeof forms.missing
export interface Missing {
  /** Id of the field. */
  field: string
  word: MissingWord
}

const isWhole = (text: string, max: number): boolean => /^\d{1,4}$/.test(text.trim()) && Number(text) <= max

export function ageFault(values: Values, at: string): MissingWord | undefined {
  const { kind } = readAge(values, at)
  return kind === 'empty' || kind === 'unreadable' ? 'age' : undefined
}

export function whenFault(values: Values, at: string): MissingWord | undefined {
  const read = (key: string): string => textAt(values, `${at}.${key}`)
  switch (read('precision')) {
    case '':
      return 'one'
    case 'tidak_diketahui':
      return undefined
    case 'tahun':
      return /^\d{4}$/.test(read('year')) ? undefined : 'year'
    case 'bulan':
      return /^\d{4}$/.test(read('year')) && read('month') !== '' ? undefined : 'month'
    case 'rentang':
      return read('from') === '' || read('to') === '' ? 'range' : undefined
    default:
      return read('from') === '' ? 'day' : undefined
  }
}

function faultOf(field: Field, values: Values): MissingWord | undefined {
  const { at, optional = false } = field
  const isEmpty = textAt(values, at).trim() === ''
  switch (field.kind) {
    case 'fixed':
    case 'safeContact':
      return undefined
    case 'age':
      return ageFault(values, at)
    case 'when':
      return whenFault(values, at)
    case 'moment':
      if (optional && textAt(values, `${at}.day`) === '') return undefined
      return textAt(values, `${at}.day`) === '' || textAt(values, `${at}.time`) === '' ? 'moment' : undefined
    case 'whole':
      if (isEmpty) return optional ? undefined : 'number'
      return isWhole(textAt(values, at), field.max) ? undefined : 'number'
    case 'codes':
    case 'victims':
    case 'institutions':
    case 'needs':
      return optional || listAt(values, at).length > 0 ? undefined : 'some'
    case 'day':
      return optional || !isEmpty ? undefined : 'day'
    case 'text':
    case 'line':
      return optional || !isEmpty ? undefined : 'text'
    default:
      return optional || !isEmpty ? undefined : 'one'
  }
}

/** What must still be answered before the form can be sent, in the order of its fields. */
export function missingIn(fields: readonly Field[], values: Values): Missing[] {
  return fields.flatMap((field) => {
    const word = faultOf(field, values)
    return word === undefined ? [] : [{ field: idOf(field), word }]
  })
}

/** The id under which a field stands on the page, and to which a fault leads. */
export const idOf = ({ at }: Pick<Field, 'at'>): string => at.replaceAll('.', '-')
