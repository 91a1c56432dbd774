import { Pool } from 'pg'
import { runMigrations } from '#database'
import { MemoryEventLog, type EventLog } from '#event-log'
import { deriveId, eventId, randomUuid, type Actor, type AnyFact, type Instant } from '#kernel'
import { createOpener, createSealer, MasterKey, memoryKeys, type Keys, type Opener, type Sealer } from '#privacy'
import { createProjections, readModelMigrations, readModels, type Projections, type ReadModel, type RunnerSettings } from '#read-models'
import { contents } from './contents'
import { UNIT } from './story-teller'
import { startTestDatabase, type TestDatabase } from './embedded-database'

/** A real database with the read models' tables, a log, and what fills it. */
export interface ReadModelLab {
  readonly database: TestDatabase
  /** As the application's role */
  readonly pool: Pool
  readonly log: EventLog
  readonly newOpener: () => Opener
  /** Keys whose ledger is in memory */
  readonly keys: Keys
  readonly sealer: Sealer
  /** A further runner, as another process would have one */
  projections(more?: Partial<RunnerSettings>): Projections
  /** Seals and appends; each fact is a command of its own. @returns the last position */
  tell(stream: string, facts: readonly AnyFact[], recordedAt: Instant, actor?: Actor): Promise<string>
  /** Every row of these models' tables, as the database writes it. */
  contents(models?: readonly ReadModel[]): Promise<Readonly<Record<string, readonly string[]>>>
  close(): Promise<void>
}

const SYSTEM: Actor = { kind: 'system', name: 'test' }

/** @param models the product's unless told */
export async function openReadModelLab(models: readonly ReadModel[] = readModels, more = readModelMigrations): Promise<ReadModelLab> {
  const database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [more])
  const pool = new Pool({ connectionString: database.appUrl, max: 8 })
  pool.on('error', () => undefined)
  const log = new MemoryEventLog()
  const keys = memoryKeys(MasterKey.random())
  const sealer = createSealer(keys)
  const newOpener = (): Opener => createOpener(keys)
  let told = 0
  return {
    database,
    pool,
    log,
    newOpener,
    keys,
    sealer,
    projections: (settings = {}) => createProjections({ log, pool, models, openers: newOpener, holder: randomUuid(), ...settings }),
    async tell(stream, facts, recordedAt, actor = SYSTEM) {
      let position = ''
      for (const fact of facts) {
        const commandId = deriveId(stream.slice(-36), 'told', told++)
        const sealed = await sealer.seal([{ id: eventId(commandId, 0), fact }])
        const context = { recordedAt, actor, unit: UNIT, commandId, correlationId: commandId, causationId: null }
        position = (await log.append(stream, 'any', sealed, context)).position
      }
      return position
    },
    contents: (of = models) => contents({ pool }, of),
    async close() {
      await pool.end()
      await database.stop()
    },
  }
}

/** Runs a reader until it holds everything told so far, then stops it. */
export async function catchUp(lab: ReadModelLab, projections = lab.projections()): Promise<void> {
  const stop = new AbortController()
  const running = projections.run(stop.signal)
  const head = await lab.log.head()
  try {
    if (head !== null && !(await projections.waitFor(head, 60_000)).reached) throw new Error('the reader did not catch up')
  } finally {
    stop.abort()
    await running
  }
}
