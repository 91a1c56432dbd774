import { createHash } from 'node:crypto'
import type { StoredEvent } from '#event-log'
import { BackupRefused } from './errors'
import { eventOf, isEventLine } from './event-line'
import { EventRun } from './event-run'
import { parseHeader, parsed, trailerOf, type FileHeader, type FileKind, type FileTrailer } from './format'
import { readLines } from './read-lines'

/** One row of a table, by column. */
export interface TableRow {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

/** What looks at the content of a file while it is checked; a throw refuses the file. */
export interface FileWatch {
  readonly header?: (header: FileHeader) => void
  readonly event?: (event: StoredEvent) => void
  readonly row?: (row: TableRow) => void
}

export interface CheckedFile {
  readonly file: string
  readonly header: FileHeader
  readonly trailer: FileTrailer
}

/**
 * Reads a whole file before anybody acts upon it: every line, every hash, each stream's chain, the counts and sums at its end.
 * @throws BackupRefused where anything doesn't agree
 */
export async function checkFile(file: string, kinds: readonly FileKind[], watch: FileWatch = {}): Promise<CheckedFile> {
  const sha = createHash('sha256')
  const run = new EventRun()
  let header: FileHeader | null = null
  let trailer: FileTrailer | null = null
  let rows = 0
  let at = 0
  const corrupt = (): BackupRefused => new BackupRefused('backup.corrupt', { file, at })
  for await (const { lines, bytes } of readLines(file)) {
    if (trailer) throw corrupt()
    trailer = trailerOf(lines[0] ?? '')
    if (trailer) {
      if (lines.length > 1) throw corrupt()
      continue
    }
    sha.update(bytes)
    for (const line of lines) {
      at++
      if (!header) {
        header = parseHeader(line, file, kinds)
        watch.header?.(header)
      } else if (isEventLine(line)) {
        const event = eventOf(line)
        if (!event || run.take(event) !== null) throw corrupt()
        watch.event?.(event)
      } else {
        const row = rowOf(line)
        if (!row) throw corrupt()
        rows++
        watch.row?.(row)
      }
    }
  }
  if (!header || !trailer) throw new BackupRefused('backup.truncated', { file })
  const { events, lastEvent, chain } = run.summary
  const same = trailer.events === events && trailer.lastEvent === lastEvent && trailer.chain === chain && trailer.rows === rows
  if (!same || trailer.sha256 !== sha.digest('hex')) throw corrupt()
  return { file, header, trailer }
}

/** @yields the events of a file that was checked */
export async function* eventsOf(file: string): AsyncGenerator<StoredEvent> {
  for await (const { lines } of readLines(file))
    for (const line of lines) {
      const event = isEventLine(line) ? eventOf(line) : null
      if (event) yield event
    }
}

/** @yields the rows of a file that was checked */
export async function* rowsOf(file: string): AsyncGenerator<TableRow> {
  for await (const { lines } of readLines(file))
    for (const line of lines) {
      const row = isEventLine(line) ? null : rowOf(line)
      if (row) yield row
    }
}

export const rowLine = (table: string, row: string): string => `{"table":${JSON.stringify(table)},"row":${row}}`

function rowOf(line: string): TableRow | null {
  const { table, row } = (parsed(line) ?? {}) as Readonly<Record<string, unknown>>
  return typeof table === 'string' && typeof row === 'object' && row !== null && !Array.isArray(row) ? { table, row: row as TableRow['row'] } : null
}
