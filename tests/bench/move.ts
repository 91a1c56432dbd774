import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { checkFile, exportLog, importEvents } from '#backup'
import { runMigrations } from '#database'
import { eventLogMigrations, PostgresEventLog, type StoredEvent } from '#event-log'
import { systemClock } from '#kernel'
import { createSealer, MasterKey, memoryLedger, postgresKeys } from '#privacy'
import { startTestDatabase } from '#testing'
import type { BenchRow } from './bench-row'
import { fillWithStories } from './story-log'

/**
 * Export of a log to a file against paging its stored events; check and import of that file against `restore` alone.
 * @param appUrl a database with the schemas of log and keys, as the application's role
 * @param events about how many; 50 000 unless told
 */
export async function benchMove(appUrl: string, events = 50_000): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'teduh-bench-move-'))
  const file = join(directory, 'log.teduh')
  const pool = new Pool({ connectionString: appUrl, max: 4 })
  const log = new PostgresEventLog({ url: appUrl })
  try {
    await fillWithStories(log, createSealer(postgresKeys(pool, MasterKey.random(), systemClock, memoryLedger())), 0, events)
    const stored: StoredEvent[] = []
    const paging = await perSecond(async () => {
      for await (const page of log.readStored()) stored.push(...page)
      return stored.length
    })
    const exporting = await perSecond(async () => (await exportLog(log, file, { source: 'postgres', product: '0', clock: systemClock })).events)
    const restoring = await intoEmpty(async (target) => {
      await target.restore(stored)
      return stored.length
    })
    const importing = await intoEmpty(async (target) => (await importEvents(target, await checkFile(file, ['log']))).events)
    return [
      row('log export, against paging what is stored', paging, exporting),
      row('log import with both checks, against restore alone', restoring, importing),
    ]
  } finally {
    await log.end()
    await pool.end()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function intoEmpty(work: (log: PostgresEventLog) => Promise<number>): Promise<number> {
  const database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [eventLogMigrations])
  const log = new PostgresEventLog({ url: database.appUrl })
  try {
    return await perSecond(() => work(log))
  } finally {
    await log.end()
    await database.stop()
  }
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const begun = performance.now()
  return Math.round((await work()) / ((performance.now() - begun) / 1_000))
}

const row = (name: string, floor: number, ours: number): BenchRow => ({
  name,
  floor,
  ours,
  ratio: Math.round((ours / floor) * 100) / 100,
  unit: 'events/s',
})
