import { SingleBar } from 'cli-progress'

/** How every command ends. A check that could not be made is never one that found something. */
export const EXIT = {
  /** Done; a check found nothing wrong */
  done: 0,
  /** The answer is no: a check found faults, or a rule refuses what was asked */
  refused: 1,
  /** Written wrongly: a command, option, name, code or file that there is not, or must not be */
  misuse: 2,
  /** Could not be carried out, so that nothing is known: database, log or key can't be had, or fail on the way */
  unable: 3,
} as const

/** The same for whoever asks for help. */
export const EXIT_CODES = [
  'Kode keluar (exit codes):',
  '  0  selesai; pemeriksaan tidak menemukan kesalahan (done; a check found nothing wrong)',
  '  1  tidak: pemeriksaan menemukan kesalahan, atau aturan menolak (no: a check found faults, or a rule refuses)',
  '  2  salah tulis: perintah, pilihan, nama atau berkas (written wrongly: command, option, name or file)',
  '  3  tidak dapat dijalankan; belum ada yang diketahui (could not be carried out; nothing is known)',
].join('\n')

/** Data goes to stdout, talk to stderr. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** A refusal for the person at the terminal, and the exit code that goes with it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 = EXIT.refused,
  ) {
    super(message)
  }
}

export interface Progress {
  to(done: number, all: number): void
  end(): void
}

/** A bar where a terminal is there; nothing otherwise. */
export function progress(label: string): Progress {
  if (!process.stderr.isTTY) return { to: () => undefined, end: () => undefined }
  const bar = new SingleBar({ stream: process.stderr, format: `${label} [{bar}] {value}/{total}`, hideCursor: true, clearOnComplete: false })
  let started = false
  return {
    to: (done, all) => {
      if (started) bar.update(done)
      else bar.start(all, done)
      started = true
    },
    end: () => {
      if (started) bar.stop()
    },
  }
}

/** Columns padded to their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (/^[\d.,−-]+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

/** A cell that a spreadsheet would take for a formula is kept as text. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null): string => {
    const text = value === null ? '' : String(value)
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",;\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return rows.map((row) => row.map(cell).join(',')).join('\n')
}
