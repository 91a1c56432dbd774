import { errorText, type Language } from '#words'
import type { Fault } from './fault'

/** @returns what is wrong and what would be right, in the reader's language. */
export const faultMessage = ({ code, params }: Pick<Fault, 'code' | 'params'>, language: Language): string =>
  errorText(`register.${code}`, params, language)

/** A cell that a spreadsheet would take for a formula is kept as text by a leading apostrophe. */
const cell = (value: string | number): string => {
  const text = String(value)
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${plain.replaceAll('"', '""')}"`
}

/** @returns the faults as CSV, one a line, for whoever mends the file. */
export function faultsAsCsv(faults: readonly Fault[], language: Language): string {
  const header = language === 'id' ? ['baris', 'kolom', 'isi', 'kesalahan'] : ['line', 'column', 'content', 'fault']
  const lines = faults.map((fault) => [fault.line, fault.column ?? '', fault.content ?? '', faultMessage(fault, language)])
  return [header, ...lines].map((cells) => cells.map(cell).join(';')).join('\r\n') + '\r\n'
}
