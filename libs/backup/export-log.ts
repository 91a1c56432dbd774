import { existsSync } from 'node:fs'
import type { Clock } from '#kernel'
import { BackupRefused } from './errors'
import { EventRun } from './event-run'
import { FORMAT, headerLine, parseHeader, trailerOf, type FileTrailer } from './format'
import { forNewFile, LineWriter, partialOf } from './line-writer'
import { logLines, type SourceLog } from './log-lines'
import { readLines, type Lines } from './read-lines'

export interface ExportOptions {
  /** `postgres`, `eventstore`, `memory` */
  readonly source: string
  /** Version of the product */
  readonly product: string
  readonly clock: Clock
  /** Told the events written so far, now and then */
  readonly onProgress?: (events: number) => void
}

export interface Exported extends FileTrailer {
  /** Events that stood already, from an attempt that was cut off */
  readonly resumed: number
}

const TELL_EVERY = 5_000

/**
 * Copies the log as it stands at this moment into a new file. An attempt that was cut off is continued after its last whole piece, once
 * every event in it was compared with the log.
 * @throws BackupRefused `backup.file-exists`, `backup.file-unwritable`, `backup.partial-of-other`, `backup.log-damaged`; LogUnavailable
 */
export async function exportLog(log: SourceLog, file: string, options: ExportOptions): Promise<Exported> {
  return forNewFile(file, async () => {
    const run = new EventRun()
    const lines = logLines(log, await log.head(), run)
    const resumed = existsSync(partialOf(file)) ? await resumedWriter(file, lines) : null
    const standing = resumed ? run.summary.events : 0
    const writer = resumed ?? (await begun(file, options))
    try {
      for await (const line of lines) {
        await writer.add(line)
        if (run.summary.events % TELL_EVERY === 0) options.onProgress?.(run.summary.events)
      }
      return { ...(await writer.finish({ ...run.summary, rows: 0 })), resumed: standing }
    } finally {
      await writer.leave()
    }
  })
}

async function begun(file: string, { source, product, clock }: ExportOptions): Promise<LineWriter> {
  const writer = await LineWriter.begin(file)
  await writer.add(headerLine({ teduh: 'log', format: FORMAT, product, createdAt: clock.now(), source, migrations: [] }))
  await writer.flush()
  return writer
}

/** @returns null where not even the header stands */
async function resumedWriter(file: string, lines: AsyncIterator<string>): Promise<LineWriter | null> {
  const members = readLines(partialOf(file), true)
  const first = await members.next()
  if (first.done === true) return null
  parseHeader(first.value.lines[0] ?? '', partialOf(file), ['log'])
  return LineWriter.resume(file, compared(file, first.value, members, lines))
}

/** @yields the members whose every event is the log's own */
async function* compared(file: string, first: Lines, members: AsyncIterable<Lines>, lines: AsyncIterator<string>): AsyncGenerator<Lines> {
  yield first
  for await (const member of members) {
    if (trailerOf(member.lines[0] ?? '')) return
    for (const line of member.lines) {
      const expected = await lines.next()
      if (expected.done === true || expected.value !== line) throw new BackupRefused('backup.partial-of-other', { file: partialOf(file) })
    }
    yield member
  }
}
