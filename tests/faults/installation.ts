import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createUser, recordAccess, saveDraft, saveUnit } from '#access'
import { ratioReport } from '#indicators'
import { DAY, deriveId, eventId, FixedClock, randomUuid, type Uuid } from '#kernel'
import { createMasterKey } from '#privacy'
import { checkRegister, importPopulation, importRegister, parsePopulation, registerLists } from '#register-import'
import { startTestDatabase, storyActor, usualStory, type TestDatabase } from '#testing'
import { openStores, openWorkspace, type Stores, type Workspace, type WorkspaceOptions } from '#workspace'

// A unit's own installation, for tests that back it up: two imports, told stories, people, an access log.

export const START = '2026-01-02T02:00:00.000Z'
/** Before anything, between its parts, after all of it */
export const INSTANTS = ['2026-01-01T00:00:00.000Z', '2026-01-02T12:00:00.000Z', '2026-01-03T12:00:00.000Z', '2026-03-01T00:00:00.000Z'] as const
const UNIT = { id: randomUuid(), name: 'UPTD PPA Contoh', zone: 'Asia/Jakarta', regency: 'Kabupaten Contoh' } as const
const HEAD = randomUuid()

export class Installation {
  readonly clock = new FixedClock(START)
  readonly keyFile: string
  /** EVENTSTORE_URL */
  eventStoreUrl: string | null = null
  #closing: (() => Promise<unknown>)[] = []

  private constructor(
    readonly directory: string,
    private database: TestDatabase,
  ) {
    this.keyFile = join(directory, 'key', 'master.key')
  }

  static async begin(directory: string): Promise<Installation> {
    const installation = new Installation(directory, await startTestDatabase())
    createMasterKey(installation.keyFile)
    return installation
  }

  /** Another one that holds the same at the same moment; this one is closed. */
  async copy(directory: string): Promise<Installation> {
    await this.close()
    cpSync(this.directory, directory, { recursive: true })
    const copied = new Installation(directory, await startTestDatabase(this.database))
    copied.clock.moveTo(this.clock.now())
    return copied
  }

  get options(): WorkspaceOptions {
    return {
      dataDirectory: join(this.directory, 'data'),
      databaseUrls: { owner: this.database.ownerUrl, app: this.database.appUrl },
      keyFile: this.keyFile,
      eventStoreUrl: this.eventStoreUrl,
      mode: 'real',
      clock: this.clock,
    }
  }

  get superuserUrl(): string {
    return this.database.superuserUrl
  }

  async open(): Promise<Workspace> {
    const workspace = await openWorkspace(this.options)
    this.#closing.push(() => workspace.close())
    return workspace
  }

  async stores(): Promise<Stores> {
    const stores = await openStores(this.options)
    this.#closing.push(() => stores.close())
    return stores
  }

  /** Ends whatever is open. */
  async close(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close()
  }

  /** The whole database is gone; key file and ledger stay where they were. */
  async destroy(): Promise<void> {
    await this.close()
    await this.database.stop()
    this.database = await startTestDatabase()
  }

  async end(): Promise<void> {
    await this.close()
    await this.database.stop()
  }
}

/** A day each: the register, the population, two stories. */
export async function fill(workspace: Workspace, clock: FixedClock): Promise<void> {
  const { pool, log, sealer, registerRows, registerDigestKey } = workspace
  await saveUnit(pool, UNIT, clock.now())
  await createUser(pool, { id: HEAD, username: 'kepala', displayName: 'Kepala', roles: ['head_of_unit'], unitId: UNIT.id }, clock.now())
  await pool.query(`insert into access.sessions (token_digest, user_id, created_at, last_seen_at) values ('\\x01', $1, $2, $2)`, [HEAD, clock.now()])
  await saveDraft(
    pool,
    workspace.draftBox,
    { id: randomUuid(), user: HEAD, kind: 'complaint', about: [], body: 'rahasia', expected: null },
    clock.now(),
  )
  for (let n = 0; n < 3; n++)
    await recordAccess(pool, { at: clock.now(), user: HEAD, action: 'case.read', resource: `case:${randomUuid()}`, outcome: 'allowed', reason: null })
  const checked = checkRegister(readFileSync('tests/fixtures/register-2021-2024.csv', 'utf8'), {
    today: '2026-01-02',
    zone: UNIT.zone,
    lists: registerLists,
  })
  const actor = { kind: 'user', id: HEAD, role: 'head_of_unit' } as const
  const ports = { log, sealer, clock, rows: registerRows, digestKey: registerDigestKey }
  await importRegister(ports, checked, { importId: randomUuid(), actor, unit: UNIT.id, zone: UNIT.zone })
  clock.advance(DAY)
  const population = parsePopulation(readFileSync('tests/fixtures/population.csv', 'utf8'))
  await importPopulation(ports, population, { commandId: randomUuid(), actor, unit: UNIT.id, zone: UNIT.zone })
  clock.advance(DAY)
  for (let n = 0; n < 2; n++) await tellStory(workspace)
}

/** @returns the stream and the ids that were acknowledged */
export async function tellStory({ log, sealer, clock }: Workspace): Promise<readonly Uuid[]> {
  const teller = { caseId: randomUuid(), number: 'REG/2025/001', startsOn: '2025-03-03', officer: HEAD, institution: randomUuid() } as const
  const told: Uuid[] = []
  for (const [index, fact] of usualStory(teller).entries()) {
    const commandId = deriveId(teller.caseId, index)
    const sealed = await sealer.seal([{ id: eventId(commandId, 0), fact }])
    const context = { recordedAt: clock.now(), actor: storyActor(teller), unit: UNIT.id, commandId, correlationId: commandId, causationId: null }
    await log.append(`case-${teller.caseId}`, 'any', sealed, context)
    told.push(eventId(commandId, 0))
  }
  return told
}

/** The ratios of every year as of each instant, and with them the last event they rest on. */
export async function figures({ pool }: Pick<Workspace, 'pool'>): Promise<readonly unknown[]> {
  const found: unknown[] = []
  for (const asOf of INSTANTS) for (const year of [2021, 2022, 2023, 2024, 2025]) found.push(await ratioReport(pool, { year, asOf }))
  return found
}

/** Lets the readers work until they hold the whole log. */
export async function caughtUp({ log, projections }: Workspace): Promise<void> {
  const stop = new AbortController()
  const running = projections.run(stop.signal)
  const head = await log.head()
  try {
    if (head !== null && !(await projections.waitFor(head, 60_000)).reached) throw new Error('the readers did not catch up')
  } finally {
    stop.abort()
    await running
  }
}
