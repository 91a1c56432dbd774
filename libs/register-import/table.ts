import { CsvError, parse } from 'csv-parse/sync'
import { COLUMNS, isColumn, type Cells, type Column } from './columns'
import { harmless, type Fault, type FaultCode } from './fault'
import { nearest } from './nearest'

export const MAX_ROWS = 50_000
const MAX_CELL = 500
/** Two hundred services of one victim */
const MAX_SERVICES = 6_000

export type Delimiter = ';' | ','

/** One row with the line of the file it begins on. */
export interface TableRow {
  readonly line: number
  readonly cells: Cells
}

export interface Table {
  readonly delimiter: Delimiter
  readonly rows: readonly TableRow[]
  readonly faults: readonly Fault[]
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
  readonly raw: string
}

const fileFault = (line: number, code: FaultCode, params: Fault['params'] = {}, content: string | null = null): Fault => ({
  line,
  column: null,
  content,
  code,
  params,
})

/** Splits a register's text into rows by its header; rows of another width and cells that can't be kept are faults. */
export function readTable(text: string): Table {
  const unified = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const delimiter = delimiterOf(unified)
  const empty = (...faults: readonly Fault[]): Table => ({ delimiter, rows: [], faults })
  if (unified.trim() === '') return empty(fileFault(0, 'file.empty'))

  const parsed = parseRecords(unified, delimiter)
  if ('code' in parsed) return empty(parsed)
  const [header, ...records] = parsed
  if (!header) return empty(fileFault(0, 'file.empty'))
  const names = header.record.map((name) => name.trim().toLowerCase())
  const headerFaults = faultsOfHeader(names)
  if (headerFaults.length > 0) return empty(...headerFaults)
  if (records.length === 0) return empty(fileFault(0, 'file.empty'))
  if (records.length > MAX_ROWS) return empty(fileFault(0, 'file.too-many-rows', { rows: records.length, limit: MAX_ROWS }))

  const faults: Fault[] = []
  const rows: TableRow[] = []
  for (const parsedRecord of records) {
    const line = firstLine(parsedRecord)
    const { record } = parsedRecord
    if (record.length !== names.length) faults.push(fileFault(line, 'row.column-count', { expected: names.length, found: record.length }))
    else rows.push({ line, cells: cellsOf(names, record) })
  }
  for (const row of rows) faults.push(...cellFaults(row))
  return { delimiter, rows, faults }
}

/** The header names no column with a `;` or `,` in it, so the first line decides. */
function delimiterOf(text: string): Delimiter {
  const header = text.trimStart().split('\n', 1)[0] ?? ''
  return header.split(';').length > header.split(',').length ? ';' : ','
}

function parseRecords(text: string, delimiter: Delimiter): readonly ParsedRecord[] | Fault {
  try {
    return parse(text, {
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
    }) as unknown as ParsedRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line: unknown = error['lines']
    return fileFault(typeof line === 'number' ? line : 0, 'file.quote')
  }
}

/** The parser counts the line a record ends on; a quoted cell may span several. */
const firstLine = ({ info, raw }: ParsedRecord): number => info.lines - (raw.trim().split('\n').length - 1)

function faultsOfHeader(names: readonly string[]): readonly Fault[] {
  const known = new Set(names.filter(isColumn))
  // Without a header the first row is somebody's data: nothing of it is repeated.
  if (known.size * 2 < COLUMNS.length) return [fileFault(1, 'header.absent', { expected: COLUMNS.join(', ') })]
  const faults: Fault[] = []
  const missing = COLUMNS.filter((column) => !known.has(column))
  for (const name of names) {
    if (isColumn(name)) continue
    faults.push(fileFault(1, 'header.unknown-column', { expected: nearest(name, missing) ?? COLUMNS.join(', ') }, harmless(name)))
  }
  for (const column of missing) faults.push({ ...fileFault(1, 'header.missing-column', { name: column }), column })
  const repeated = new Set(names.filter((name, index) => isColumn(name) && names.indexOf(name) !== index))
  for (const name of repeated) faults.push({ ...fileFault(1, 'header.duplicate-column', { name }), column: name as Column })
  return faults
}

function cellsOf(names: readonly string[], record: readonly string[]): Cells {
  const cells: Partial<Record<Column, string>> = {}
  names.forEach((name, index) => {
    if (isColumn(name)) cells[name] = (record[index] ?? '').trim()
  })
  return cells as Cells
}

function cellFaults({ line, cells }: TableRow): readonly Fault[] {
  return COLUMNS.flatMap((column): Fault[] => {
    const text = cells[column]
    const limit = column === 'layanan' ? MAX_SERVICES : MAX_CELL
    if (text.length > limit) return [{ line, column, content: null, code: 'cell.too-long', params: { limit, found: text.length } }]
    // U+0000 and lone surrogates can be stored nowhere; other control characters have no place in a register.
    if (/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Cs}/u.test(text)) return [{ line, column, content: null, code: 'cell.character', params: {} }]
    return []
  })
}
