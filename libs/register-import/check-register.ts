import { createHash } from 'node:crypto'
import { checkRow } from './check-row'
import type { DateStyle } from './dates'
import { decodeUtf8 } from './decode'
import { shownContent, type Fault } from './fault'
import type { CheckOptions, RegisterCase, RegisterComplaint, RegisterRow } from './row'
import { tryCase } from './try-case'
import { readTable, type Delimiter, type TableRow } from './table'

/** 32 MiB: ten times what 50 000 rows need. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024

export interface FileFacts {
  readonly bytes: number
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'unknown'
  readonly delimiter: Delimiter | null
  readonly dateStyle: DateStyle | 'mixed' | 'none'
  /** rows of data, wrong ones included */
  readonly rows: number
}

export interface CheckedRegister {
  /** Valid rows. Nothing may be written while `faults` holds anything. */
  readonly rows: readonly RegisterRow[]
  readonly cases: readonly RegisterCase[]
  /** Everything that is wrong, by line, then by column */
  readonly faults: readonly Fault[]
  readonly file: FileFacts
  /** SHA-256 of the file's bytes in hex. For an erasable table alone, never for an event. */
  readonly sha256: string
}

/**
 * Reads and checks a whole register file. Pure: the same bytes on the same day give the same answer.
 * @param file the bytes as they came (invalid UTF-8 is a fault that names the byte), or text
 */
export function checkRegister(file: Uint8Array | string, options: CheckOptions): CheckedRegister {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const refused = (fault: Omit<Fault, 'column' | 'content'>, encoding: FileFacts['encoding'] = 'unknown'): CheckedRegister => ({
    rows: [],
    cases: [],
    faults: [{ column: null, content: null, ...fault }],
    file: { bytes: bytes.length, encoding, delimiter: null, dateStyle: 'none', rows: 0 },
    sha256,
  })
  if (bytes.length > MAX_FILE_BYTES) return refused({ line: 0, code: 'file.too-large', params: { bytes: bytes.length, limit: MAX_FILE_BYTES } })
  const decoded = decodeUtf8(bytes)
  if (decoded.kind === 'not-utf8') return refused({ line: decoded.line, code: 'file.not-utf8', params: { byte: decoded.offset } })

  const table = readTable(decoded.text)
  const styles = new Set<DateStyle>()
  const checked = table.rows.map((row) => ({ source: row, ...checkRow(row, options, styles) }))
  const rows = checked.flatMap(({ row }) => (row ? [row] : []))
  const cases = groupByNumber(rows)
  const found = [
    ...table.faults,
    ...checked.flatMap((row) => row.faults),
    ...disagreements(checked),
    ...duplicates(table.rows),
    ...crowds(table.rows),
  ]
  const faults = found.length > 0 ? found : cases.flatMap((one) => tryCase(one, options) ?? [])
  return {
    rows,
    cases,
    faults: faults.sort((a, b) => a.line - b.line),
    file: {
      bytes: bytes.length,
      encoding: decoded.byteOrderMark ? 'utf-8-bom' : 'utf-8',
      delimiter: table.delimiter,
      dateStyle: styleOf(styles),
      rows: table.rows.length + table.faults.filter(({ code }) => code === 'row.column-count').length,
    },
    sha256,
  }
}

function styleOf(styles: ReadonlySet<DateStyle>): FileFacts['dateStyle'] {
  if (styles.size > 1) return 'mixed'
  return [...styles][0] ?? 'none'
}

/** Rows of one number need not stand together; the victim's ordinal is the order of the rows. */
function groupByNumber(rows: readonly RegisterRow[]): readonly RegisterCase[] {
  const groups = new Map<string, RegisterRow[]>()
  for (const row of rows) {
    const group = groups.get(row.number)
    if (group) group.push(row)
    else groups.set(row.number, [row])
  }
  return [...groups].flatMap(([number, victims]) => (victims[0] ? [{ number, complaint: victims[0].complaint, victims }] : []))
}

interface Compared {
  readonly source: TableRow
  readonly complaint: RegisterComplaint | null
}

/** Channel and complaint date belong to the case: rows of one number must say the same. Names both lines. */
function disagreements(checked: readonly Compared[]): readonly Fault[] {
  const first = new Map<string, Compared>()
  const faults: Fault[] = []
  for (const row of checked) {
    const number = row.source.cells.nomor_register
    const before = first.get(number)
    if (number === '' || !row.complaint) continue
    if (!before?.complaint) {
      first.set(number, row)
      continue
    }
    for (const column of ['tanggal_pengaduan', 'kanal'] as const) {
      const same =
        column === 'kanal'
          ? row.complaint.channel === before.complaint.channel
          : row.complaint.on === before.complaint.on && row.complaint.at === before.complaint.at
      if (same) continue
      const { line, cells } = row.source
      faults.push({ line, column, content: shownContent(cells, column), code: 'complaint.disagrees', params: { otherLine: before.source.line } })
    }
  }
  return faults
}

/** A number repeated down a whole column is no case; and one stream must stay quick to load. */
const MAX_VICTIMS = 200

function crowds(rows: readonly TableRow[]): readonly Fault[] {
  const counted = new Map<string, number>()
  return rows.flatMap(({ line, cells }): Fault[] => {
    const count = (counted.get(cells.nomor_register) ?? 0) + 1
    counted.set(cells.nomor_register, count)
    if (count !== MAX_VICTIMS + 1) return []
    return [
      {
        line,
        column: 'nomor_register',
        content: shownContent(cells, 'nomor_register'),
        code: 'complaint.too-many-victims',
        params: { limit: MAX_VICTIMS },
      },
    ]
  })
}

/** The same named person twice in one number, with every column alike, is a row pasted twice. */
function duplicates(rows: readonly TableRow[]): readonly Fault[] {
  const seen = new Map<string, number>()
  const faults: Fault[] = []
  for (const { line, cells } of rows) {
    if (cells.nama_korban === '') continue
    const key = JSON.stringify(Object.values(cells))
    const otherLine = seen.get(key)
    if (otherLine === undefined) seen.set(key, line)
    else faults.push({ line, column: null, content: null, code: 'row.duplicate', params: { otherLine } })
  }
  return faults
}
