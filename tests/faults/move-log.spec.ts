import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, backUpKeys, checkFile, exportLog, importEvents, restoreBackup, restoreKeys, type Exported, type TargetLog } from '#backup'
import { EventStoreEventLog, isSound, MemoryEventLog, sealSegments, verifySealedLog, type StoredLog } from '#event-log'
import { randomUuid } from '#kernel'
import { createOpener, postgresKeys } from '#privacy'
import { createProjections, createRegisterRows, readModels } from '#read-models'
import { adoptLog, type LogKind, type Workspace } from '#workspace'
import { startEventStoreServer, type EventStoreServer } from '../eventstore-server/eventstore-server'
import { caughtUp, figures, fill, Installation, tellStory } from './installation'

// A log is moved with nothing but its position changed: the figures as of any instant are the same before and after.

jest.setTimeout(600_000)

const directory = mkdtempSync(join(tmpdir(), 'teduh-move-'))
let files = 0
let filled: Installation
let installation: Installation
let server: EventStoreServer
let eventStore: EventStoreEventLog

beforeAll(async () => {
  filled = await Installation.begin(join(directory, 'filled'))
  const first = await filled.open()
  await fill(first, filled.clock)
  await caughtUp(first)
})
afterAll(async () => {
  await filled.end()
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  installation = await filled.copy(join(directory, `installation-${files++}`))
  server = await startEventStoreServer()
  eventStore = new EventStoreEventLog({ url: server.url })
})
afterEach(async () => {
  await installation.end()
  await eventStore.end()
  await server.stop()
})

const exported = (log: Workspace['log'] | MemoryEventLog, source: string): Promise<Exported & { readonly file: string }> => {
  const file = join(directory, `log-${files++}.teduh`)
  return exportLog(log, file, { source, product: '0.1.0', clock: installation.clock }).then((done) => ({ ...done, file }))
}

const imported = async (file: string, log: TargetLog): Promise<number> => (await importEvents(log, await checkFile(file, ['log']))).resumed

async function bytesOf(log: StoredLog): Promise<readonly string[]> {
  const all: string[] = []
  for await (const page of log.readStored())
    for (const { stream, revision, id, type, version, envelope, data, hash } of page)
      all.push([stream, revision, id, type, version, envelope.toString(), data.toString(), hash.toString('hex')].join(' '))
  return all
}

async function using(kind: LogKind): Promise<Workspace> {
  installation.eventStoreUrl = kind === 'eventstore' ? server.url : null
  const workspace = await installation.open()
  await caughtUp(workspace)
  return workspace
}

it('PostgreSQL to EventStoreDB and back: bytes, order, figures as of any instant, and signed segments stay', async () => {
  const first = await using('postgres')
  await sealSegments(first.sealing)
  const before = { figures: await figures(first), bytes: await bytesOf(first.log) }
  const out = await exported(first.log, 'postgres')
  expect(await imported(out.file, eventStore)).toBe(0)
  await adoptLog(first.pool, 'eventstore', eventStore)
  await installation.close()

  const second = await using('eventstore')
  expect(await figures(second)).toEqual(before.figures)
  expect(await bytesOf(second.log)).toEqual(before.bytes)
  installation.clock.advance(90 * 86_400_000)
  await tellStory(second)
  await sealSegments(second.sealing)
  expect(isSound(await verifySealedLog(second.log, second.sealing))).toBe(true)
  await second.projections.rebuild()
  expect(await figures(second)).toEqual(before.figures)
  const back = await exported(second.log, 'eventstore')
  expect(back.events).toBeGreaterThan(out.events)
  await installation.close()

  installation.eventStoreUrl = null
  const target = await installation.stores()
  expect(await imported(back.file, target.log)).toBe(out.events)
  await adoptLog(target.pool, 'postgres', target.log)
  const third = await using('postgres')
  expect(await figures(third)).toEqual(before.figures)
  expect((await bytesOf(third.log)).slice(0, out.events)).toEqual(before.bytes)
  expect((await exported(third.log, 'postgres')).chain).toBe(back.chain)
  await sealSegments(third.sealing)
  expect(isSound(await verifySealedLog(third.log, third.sealing))).toBe(true)
})

it('PostgreSQL to memory and back: the same figures', async () => {
  const workspace = await using('postgres')
  const before = { figures: await figures(workspace), bytes: await bytesOf(workspace.log) }
  const memory = new MemoryEventLog()
  await imported((await exported(workspace.log, 'postgres')).file, memory)
  const { pool, newOpener, keys } = workspace
  await createProjections({ log: memory, pool, models: readModels, openers: newOpener, holder: randomUuid() }).rebuild()
  expect(await figures(workspace)).toEqual(before.figures)

  const back = await exported(memory, 'memory')
  const other = await Installation.begin(join(directory, `other-${files++}`))
  try {
    const stores = await other.stores()
    await imported(back.file, stores.log)
    expect(await bytesOf(stores.log)).toEqual(before.bytes)
    await createProjections({
      log: stores.log,
      pool: stores.pool,
      models: readModels,
      openers: () => createOpener(keys),
      holder: randomUuid(),
    }).rebuild()
    expect(await figures(stores)).toEqual(before.figures)
  } finally {
    await other.end()
  }
})

it('an import into EventStoreDB that was cut off goes on, event by event', async () => {
  const workspace = await using('postgres')
  const out = await exported(workspace.log, 'postgres')
  for await (const page of workspace.log.readStored()) {
    await eventStore.restore(page.slice(0, 333))
    break
  }
  expect(await imported(out.file, eventStore)).toBe(333)
  expect(await imported(out.file, eventStore)).toBe(out.events)
  expect(await bytesOf(eventStore)).toEqual(await bytesOf(workspace.log))
})

it('a backup of an installation on EventStoreDB is restored on PostgreSQL, and the other way round', async () => {
  const made = await using('postgres')
  const before = { figures: await figures(made), bytes: await bytesOf(made.log) }
  await backedUpAndRestored(made, 'eventstore')
  const second = await using('eventstore')
  expect(await figures(second)).toEqual(before.figures)
  await backedUpAndRestored(second, 'postgres')
  const third = await using('postgres')
  expect(await figures(third)).toEqual(before.figures)
  expect(await bytesOf(third.log)).toEqual(before.bytes)
})

async function backedUpAndRestored({ pool, log, installation: { logKind }, master }: Workspace, kind: LogKind): Promise<void> {
  const [backup, keysFile] = [join(directory, `backup-${files++}.teduh`), join(directory, `keys-${files++}.teduh`)]
  const options = { source: logKind, product: '0.1.0', clock: installation.clock }
  await backUp(pool, log, backup, options)
  await backUpKeys(pool, keysFile, options)
  await installation.destroy()
  installation.eventStoreUrl = kind === 'eventstore' ? server.url : null
  const stores = await installation.stores()
  await restoreBackup({ ...stores, clock: installation.clock }, backup, { keys: { file: keysFile, master } })
  const keys = postgresKeys(stores.pool, master, installation.clock, stores.ledger)
  await restoreKeys({ ...stores, master, keys, registerRows: createRegisterRows(stores.pool) }, keysFile)
}
