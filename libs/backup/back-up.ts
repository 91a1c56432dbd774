import { inTransaction } from '#database'
import { EventRun } from './event-run'
import type { ExportOptions } from './export-log'
import { FORMAT, headerLine, type FileKind, type FileTrailer } from './format'
import { schemaSteps } from './known-schema'
import { forNewFile, LineWriter } from './line-writer'
import { logLines, type SourceLog } from './log-lines'
import { withFrozenSettings, type Database } from './postgres/frozen'
import { rowLines } from './postgres/rows'
import { KEYS, SETTINGS, type KeptTable } from './postgres/tables'

const TELL_EVERY = 5_000

/**
 * Copies log and settings into a new file: the log as it stands at this moment, the settings as they stand right after (see decision 0009).
 * No keys, nothing that follows from the log. The product may be at work meanwhile.
 * @throws BackupRefused `backup.file-exists`, `backup.file-unwritable`, `backup.log-damaged`; LogUnavailable
 */
export async function backUp(pool: Database, log: SourceLog, file: string, options: ExportOptions): Promise<FileTrailer> {
  return newFile(file, 'backup', options, async (writer) => {
    let rows = 0
    const head = await withFrozenSettings(pool, log, async (snapshot, frozenHead) => {
      for (const table of SETTINGS) rows += await copied(rowLines(snapshot, table), writer)
      return frozenHead
    })
    const run = new EventRun()
    for await (const line of logLines(log, head, run)) {
      await writer.add(line)
      if (run.summary.events % TELL_EVERY === 0) options.onProgress?.(run.summary.events)
    }
    return { ...run.summary, rows }
  })
}

/**
 * Copies the wrapped keys, and the value by which a master key is known, into a new file. Taken after a backup it has every key of that
 * backup: a key is committed before the event that uses it.
 * @throws BackupRefused `backup.file-exists`, `backup.file-unwritable`
 */
export async function backUpKeys(pool: Database, file: string, options: ExportOptions): Promise<FileTrailer> {
  return newFile(file, 'keys', options, async (writer) => {
    const copyAll = async (tables: readonly KeptTable[]): Promise<number> =>
      inTransaction(
        pool,
        async (snapshot) => {
          let rows = 0
          for (const table of tables) rows += await copied(rowLines(snapshot, table), writer)
          return rows
        },
        'begin isolation level repeatable read read only',
      )
    return { ...new EventRun().summary, rows: await copyAll(KEYS) }
  })
}

async function copied(lines: AsyncIterable<string>, writer: LineWriter): Promise<number> {
  let count = 0
  for await (const line of lines) {
    await writer.add(line)
    count++
  }
  return count
}

/** A file that comes to be whole or not at all. */
async function newFile(
  file: string,
  kind: FileKind,
  { source, product, clock }: ExportOptions,
  fill: (writer: LineWriter) => Promise<Omit<FileTrailer, 'sha256'>>,
): Promise<FileTrailer> {
  return forNewFile(file, async () => {
    const writer = await LineWriter.begin(file)
    try {
      await writer.add(headerLine({ teduh: kind, format: FORMAT, product, createdAt: clock.now(), source, migrations: schemaSteps }))
      const trailer = await writer.finish(await fill(writer))
      await writer.leave()
      return trailer
    } catch (error) {
      await writer.discard()
      throw error
    }
  })
}
