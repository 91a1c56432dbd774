import { readDay } from '../i18n/time'
import { textAt, type Values } from './values'

export type ReadAge =
  { kind: 'years'; years: number } | { kind: 'birth'; day: string } | { kind: 'unknown' } | { kind: 'empty' } | { kind: 'unreadable' }

/** Reads what stands in the one field for age or birth date: `17`, `17 tahun`, `12/03/2009`. Ages go from 0 to 120. */
export function readAge(values: Values, at: string): ReadAge {
  if (textAt(values, `${at}.unknown`) === 'ya') return { kind: 'unknown' }
  const text = textAt(values, `${at}.text`).trim()
  if (text === '') return { kind: 'empty' }
  const years = /^(\d{1,3})(?:\s*(?:th|thn|tahun|years?))?\.?$/i.exec(text)?.[1]
  if (years !== undefined) return Number(years) <= 120 ? { kind: 'years', years: Number(years) } : { kind: 'unreadable' }
  const birth = readDay(text)
  return birth === undefined ? { kind: 'unreadable' } : { kind: 'birth', day: birth }
}
