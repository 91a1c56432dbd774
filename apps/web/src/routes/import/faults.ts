import type { FileFault } from '../../api/imports'

export const faultKinds = ['berkas', 'tanggal', 'usia', 'identitas', 'isi'] as const
export type FaultKind = (typeof faultKinds)[number]

const identity = new Set(['nama_korban', 'nik_korban', 'desa'])

/** What kind of fault it is: by its code first, then by its column. */
export function kindOf({ code, column }: FileFault): FaultKind {
  if (code.startsWith('file.') || code.startsWith('header.')) return 'berkas'
  if (code.startsWith('age.')) return 'usia'
  if (code.startsWith('date.') || code === 'reference-date.malformed' || /(?:after|before)-(?:complaint|incident)$/.test(code)) return 'tanggal'
  return column !== null && identity.has(column) ? 'identitas' : 'isi'
}

/** Divides a fault's words into what is wrong (the first sentence) and what would be right (the rest). */
export function wrongAndRight(detail: string): [wrong: string, right: string] {
  const end = /[.?!](?=\s+\p{Lu})/u.exec(detail)?.index
  return end === undefined ? [detail, ''] : [detail.slice(0, end + 1), detail.slice(end + 1).trim()]
}

const cell = (value: string): string => {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${plain.replaceAll('"', '""')}"`
}

/**
 * The list as CSV for whoever mends the file: `;` between the cells and a byte order mark, as the office's spreadsheets read it. A
 * cell that a spreadsheet would take for a formula is kept as text. Holds no content of an identity column.
 */
export function faultsCsv(head: [string, string, string, string], faults: readonly FileFault[]): string {
  const lines = faults.map(({ line, column, content, detail }) => [String(line), column ?? '', content ?? '', detail])
  return `\uFEFF${[head, ...lines].map((cells) => cells.map(cell).join(';')).join('\r\n')}\r\n`
}

/** How many rows of data have something wrong; the header and the file as a whole are no rows. */
export const rowsAtFault = (faults: readonly FileFault[]): number => new Set(faults.filter((fault) => fault.line > 1).map(({ line }) => line)).size
