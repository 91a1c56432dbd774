import { isIdentityColumn, type Cells, type Column } from './columns'

/** Stable codes of everything that can be wrong with a register file; `fault-words.ts` says each in the reader's language. */
export type FaultCode =
  | 'file.too-large'
  | 'file.not-utf8'
  | 'file.empty'
  | 'file.too-many-rows'
  | 'file.quote'
  | 'header.absent'
  | 'header.unknown-column'
  | 'header.missing-column'
  | 'header.duplicate-column'
  | 'row.column-count'
  | 'row.duplicate'
  | 'row.refused'
  | 'cell.required'
  | 'cell.too-long'
  | 'cell.character'
  | 'code.unknown'
  | 'code.repeated'
  | 'date.malformed'
  | 'date.future'
  | 'complaint.disagrees'
  | 'complaint.too-many-victims'
  | 'incident.after-complaint'
  | 'birth.after-incident'
  | 'age.missing'
  | 'age.malformed'
  | 'age.range'
  | 'age.contradicts-birth-date'
  | 'nik.malformed'
  | 'number.malformed'
  | 'kecamatan.malformed'
  | 'service.malformed'
  | 'service.before-complaint'
  | 'ending.before-complaint'
  | 'ending.without-date'
  | 'ending.without-status'

/** One thing that is wrong, where, and what would be right. Holds nothing of an identity column. */
export interface Fault {
  /** Line of the file where the row begins, from 1; 0 where the whole file is meant */
  readonly line: number
  readonly column: Column | null
  /** What stands there, shortened; null in identity columns and wherever an identity could have slipped in */
  readonly content: string | null
  readonly code: FaultCode
  /** Bounds, the nearest code, the other line: safe to show and to log */
  readonly params: Readonly<Record<string, string | number>>
}

const SHOWN = 60

/** A long run of digits is a NIK or a telephone number, whatever the column is called. */
const looksLikeIdentity = (text: string, cells: Cells): boolean =>
  /\d[\d .-]{7,}\d/.test(text.replace(/\d{1,4}[-/]\d{1,2}[-/]\d{1,4}/g, '')) ||
  (cells.nama_korban.length > 2 && text.toLowerCase().includes(cells.nama_korban.toLowerCase()))

/** @returns what an error may show of a cell: one line, no control characters, null where it could name somebody. */
export function shownContent(cells: Cells, column: Column): string | null {
  const text = cells[column]
  if (isIdentityColumn(column) || looksLikeIdentity(text, cells)) return null
  return harmless(text)
}

/** Replaces control and formatting characters, so that a terminal or a page shows text and does nothing. */
export function harmless(text: string): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain
}
