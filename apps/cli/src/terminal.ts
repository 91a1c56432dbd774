import { SingleBar } from 'cli-progress'

/** Done, refused by the product, misused by the caller. */
export const EXIT = { done: 0, refused: 1, misuse: 2 } as const

/** Data goes to stdout, talk to stderr. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** A refusal for the person at the terminal; `code` becomes the exit code. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = EXIT.refused,
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
