import { isUnknown } from './dates'
import type { Column } from './columns'
import { nearest } from './nearest'
import type { RowReading, Sex } from './row'

/** `Tempat Kerja` → `tempat_kerja` */
const asCode = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

/** @returns the code of one cell; null, and a fault, where the list doesn't hold it or nothing stands there. */
export function readCode(row: RowReading, column: Column, list: ReadonlySet<string>): string | null {
  const text = row.cells[column]
  if (text === '') {
    row.fail(column, 'cell.required')
    return null
  }
  return knownCode(row, column, asCode(text), list)
}

/** @returns the codes of one cell, parted by `;` or `|`, each at most once. */
export function readCodes(row: RowReading, column: Column, list: ReadonlySet<string>): readonly string[] {
  const parts = partsOf(row.cells[column])
  if (parts.length === 0) row.fail(column, 'cell.required')
  const codes: string[] = []
  for (const part of parts) {
    const code = knownCode(row, column, asCode(part), list)
    if (code === null) continue
    if (codes.includes(code)) row.fail(column, 'code.repeated', { code })
    else codes.push(code)
  }
  return codes
}

export const partsOf = (text: string): readonly string[] =>
  text
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

export function knownCode(row: RowReading, column: Column, code: string, list: ReadonlySet<string>): string | null {
  if (list.has(code)) return code
  const suggestion = nearest(code, list)
  row.fail(column, 'code.unknown', { expected: suggestion ?? [...list].join(', ') })
  return null
}

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['p', 'P'],
  ['perempuan', 'P'],
  ['l', 'L'],
  ['laki_laki', 'L'],
  ['tidak_diketahui', 'tidak_diketahui'],
])

/** @returns the sex stated; null, and a fault, for anything but P, L and tidak diketahui. */
export function readSex(row: RowReading, column: Column): Sex | null {
  const text = row.cells[column]
  if (text === '') {
    row.fail(column, 'cell.required', { expected: 'P, L, tidak diketahui' })
    return null
  }
  const sex = SEXES.get(asCode(text))
  if (sex === undefined) row.fail(column, 'code.unknown', { expected: 'P, L, tidak diketahui' })
  return sex ?? null
}

/** @returns `ya` as true, `tidak` as false; null, and a fault, for anything else. */
export function readYesNo(row: RowReading, column: Column): boolean | null {
  const text = asCode(row.cells[column])
  if (text === 'ya' || text === 'tidak') return text === 'ya'
  if (text === '') row.fail(column, 'cell.required', { expected: 'ya, tidak' })
  else row.fail(column, 'code.unknown', { expected: 'ya, tidak' })
  return null
}

const OLDEST = 120

/** @returns completed years 0..120; `unknown` where that is what stands there; null, and a fault, for anything else. */
export function readYears(row: RowReading, column: Column): number | 'unknown' | null {
  const text = row.cells[column]
  if (isUnknown(text)) return 'unknown'
  if (!/^-?\d+$/.test(text)) {
    row.fail(column, 'age.malformed', { least: 0, most: OLDEST })
    return null
  }
  const years = Number(text)
  if (years >= 0 && years <= OLDEST) return years
  row.fail(column, 'age.range', { least: 0, most: OLDEST })
  return null
}
