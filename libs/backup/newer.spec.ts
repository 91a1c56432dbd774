import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryEventLog } from '#event-log'
import { FixedClock, randomUuid } from '#kernel'
import { memoryLedger } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'
import { openStores, type Stores } from '#workspace'
import { BackupRefused, checkFile, restoreBackup } from '.'
import { EventRun } from './event-run'
import { headerLine, type FileHeader } from './format'
import { schemaSteps } from './known-schema'
import { LineWriter } from './line-writer'
import { logLines } from './log-lines'

const AT = '2026-11-21T02:00:00.000Z'
const HEADER: FileHeader = { teduh: 'backup', format: 1, product: '9.9.9', createdAt: AT, source: 'postgres', migrations: schemaSteps }
const directory = mkdtempSync(join(tmpdir(), 'teduh-newer-'))
let files = 0
let database: TestDatabase
let stores: Stores

beforeAll(async () => {
  database = await startTestDatabase()
  stores = await openStores({
    dataDirectory: directory,
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    eventStoreUrl: null,
    keyFile: join(directory, 'master.key'),
    mode: null,
    clock: new FixedClock(AT),
  })
})
afterAll(async () => {
  await stores.close()
  await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** A whole backup as a later release might write it. */
async function backupWith(header: Partial<FileHeader>, rows: readonly string[] = [], type = 'ComplaintReceived', version = 1): Promise<string> {
  const file = join(directory, `backup-${files++}.teduh`)
  const log = new MemoryEventLog()
  const commandId = randomUuid()
  const context = {
    recordedAt: AT,
    actor: { kind: 'system', name: 'test' },
    unit: null,
    commandId,
    correlationId: commandId,
    causationId: null,
  } as const
  await log.append(`case-${randomUuid()}`, 'any', [{ id: randomUuid(), type, version, data: {} }], context)
  const writer = await LineWriter.begin(file)
  await writer.add(headerLine({ ...HEADER, ...header }))
  for (const row of rows) await writer.add(row)
  const run = new EventRun()
  for await (const line of logLines(log, await log.head(), run)) await writer.add(line)
  await writer.finish({ ...run.summary, rows: rows.length })
  return file
}

const restored = (file: string): Promise<unknown> => restoreBackup({ ...stores, ledger: memoryLedger(), clock: new FixedClock(AT) }, file)

describe('a backup from a newer release', () => {
  it.each([
    ['a format', { format: 2 }, [], undefined, 'format 2'],
    ['a step of the schema', { migrations: [...schemaSteps, 'access-0999-badges'] }, [], undefined, 'access-0999-badges'],
    ['a table', {}, ['{"table":"access.badges","row":{"id":1}}'], undefined, 'access.badges'],
    ['an event type', {}, [], ['SomethingLater', 1], 'SomethingLater v1'],
    ['a version of an event', {}, [], ['ComplaintReceived', 99], 'ComplaintReceived v99'],
  ] as const)('is refused for %s that this one does not know, and nothing is written', async (_, header, rows, event, what) => {
    const file = await backupWith(header, rows, event?.[0], event?.[1])
    const refusal = restored(file)
    await expect(refusal).rejects.toBeInstanceOf(BackupRefused)
    await expect(refusal).rejects.toMatchObject({ code: 'backup.newer', params: { what, product: '9.9.9' } })
    expect(await stores.log.head()).toBeNull()
    expect((await stores.pool.query('select from workspace.restoration')).rowCount).toBe(0)
  })

  it('is taken where all of it is known', async () => {
    const file = await backupWith({ migrations: schemaSteps.slice(0, 3) })
    expect((await checkFile(file, ['backup'])).header.product).toBe('9.9.9')
    expect(await restored(file)).toMatchObject({ events: 1 })
  })
})
