import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemo } from '#demo'
import { isSound, sealSegments, verifySealedLog } from '#event-log'
import { FixedClock } from '#kernel'
import { NAMED_EVENTSTORE, startTestDatabase, type TestDatabase } from '#testing'
import { openWorkspace, type Workspace } from '#workspace'
import { expectModelsLikeRebuilt } from '../faults/what-stands'
import { startEventStoreServer, type EventStoreServer } from './eventstore-server'

const NOW = '2026-11-20T03:42:00.000Z'

/** Where a named server is to be used, its database must hold nothing but what earlier runs of this test wrote: run it on a fresh one. */
describe('the product with its log in EventStoreDB', () => {
  let database: TestDatabase
  let server: EventStoreServer | undefined
  let workspace: Workspace
  let folder: string
  let url: string

  const open = (eventStoreUrl: string | null): Promise<Workspace> =>
    openWorkspace({
      ...{ dataDirectory: folder, keyFile: join(folder, 'key'), mode: 'demo', clock: new FixedClock(NOW), eventStoreUrl },
      databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    })

  beforeAll(async () => {
    database = await startTestDatabase()
    folder = mkdtempSync(join(tmpdir(), 'teduh-eventstore-'))
    if (NAMED_EVENTSTORE === undefined) server = await startEventStoreServer()
    url = NAMED_EVENTSTORE ?? server?.url ?? ''
    workspace = await open(url)
  })
  afterAll(async () => {
    await workspace.close()
    await server?.stop()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('walks thirty cases through their road, reads them all and rebuilds the same', async () => {
    await fillDemo(workspace)
    await expectModelsLikeRebuilt(workspace)
    await sealSegments(workspace.sealing)
    expect(isSound(await verifySealedLog(workspace.log, workspace.sealing))).toBe(true)
  }, 240_000)

  it('gives no event an id that another has, in whichever stream: moved to PostgreSQL each is taken', async () => {
    const ids: string[] = []
    for await (const page of workspace.log.readStored()) ids.push(...page.map(({ id }) => id))
    expect(ids.length).toBeGreaterThan(500)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps nothing of it in PostgreSQL, and refuses to start without it', async () => {
    expect((await workspace.pool.query('SELECT FROM event_log.events')).rowCount).toBe(0)
    await expect(open(null)).rejects.toMatchObject({ code: 'workspace.other-log' })
    await (await open(url)).close()
  })
})
