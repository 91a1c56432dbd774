import { PostgresEventLog, type EventLog } from '#event-log'
import { addDays, addMilliseconds, deriveId, eventId, HOUR, randomUuid, systemClock, type Uuid } from '#kernel'
import { createOpener, createSealer, MasterKey, postgresKeys, type Sealer, memoryLedger } from '#privacy'
import { createProjections, readModels } from '#read-models'
import { storyActor, UNIT, usualStory, type StoryTeller } from '#testing'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'

const ROOT: Uuid = '00000000-0000-4000-8000-000000000000'
/** Cases that go on at the same time: their events stand interleaved in the log, as an office writes them */
const OPEN_AT_ONCE = 200
const WRITERS = 8

/**
 * Rebuild of all read models in one pass, against paging the same log without doing anything with it; in turns, in one run.
 * @param databaseUrl a database with the schemas of the log, the keys and the read models, as the application's role
 * @param events about how many events to fill the log with; 40 000 unless told
 */
export async function benchRebuild(databaseUrl: string, events = 40_000): Promise<BenchRow[]> {
  const pool = openPool(databaseUrl, 6)
  const log = new PostgresEventLog({ url: databaseUrl, connections: WRITERS })
  const keys = postgresKeys(pool, MasterKey.random(), systemClock, memoryLedger())
  try {
    await fill(log, createSealer(keys), events)
    const projections = createProjections({ log, pool, models: readModels, openers: () => createOpener(keys), holder: randomUuid() })
    const floors: number[] = []
    const ours: number[] = []
    for (let round = 0; round < 3; round++) {
      floors.push(await perSecond(() => pageThrough(log)))
      ours.push(await perSecond(async () => (await projections.rebuild()).events))
    }
    const floor = middle(floors)
    const rate = middle(ours)
    return [
      { name: `rebuild of all ${readModels.length} read models against paging the log`, floor, ours: rate, ratio: rate / floor, unit: 'events/s' },
    ]
  } finally {
    await log.end()
    await pool.end()
  }
}

/** Usual stories, told side by side: one event of each open case in turn. */
async function fill(log: EventLog, sealer: Sealer, events: number): Promise<void> {
  const length = usualStory(teller(0)).length
  const cases = Math.ceil(events / length)
  let next = 0
  const writer = async (): Promise<void> => {
    for (let first = next; first < cases; first = next) {
      next += OPEN_AT_ONCE / WRITERS
      const group = Array.from({ length: Math.min(OPEN_AT_ONCE / WRITERS, cases - first) }, (_, index) => teller(first + index))
      const told = await Promise.all(group.map(async (one) => ({ one, sealed: await sealStory(sealer, one) })))
      for (let step = 0; step < length; step += 2) for (const { one, sealed } of told) await append(log, one, sealed.slice(step, step + 2), step)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
}

const teller = (index: number): StoryTeller => ({
  caseId: deriveId(ROOT, 'bench', index),
  number: `REG/2026/${String(index + 1).padStart(6, '0')}`,
  startsOn: addDays('2024-01-01', index % 900),
  officer: deriveId(ROOT, 'officer', index % 12),
  institution: deriveId(ROOT, 'institution', index % 20),
})

const sealStory = (sealer: Sealer, one: StoryTeller): ReturnType<Sealer['seal']> =>
  sealer.seal(usualStory(one).map((fact, index) => ({ id: eventId(deriveId(one.caseId, index - (index % 2)), index % 2), fact })))

async function append(log: EventLog, one: StoryTeller, sealed: Awaited<ReturnType<Sealer['seal']>>, step: number): Promise<void> {
  const commandId = deriveId(one.caseId, step)
  const recordedAt = addMilliseconds(`${one.startsOn}T02:00:00.000Z`, step * HOUR)
  await log.append(`case-${one.caseId}`, 'any', sealed, {
    recordedAt,
    actor: storyActor(one),
    unit: UNIT,
    commandId,
    correlationId: commandId,
    causationId: null,
  })
}

async function pageThrough(log: EventLog): Promise<number> {
  let count = 0
  for await (const page of log.readAll(null)) count += page.events.length
  return count
}

async function perSecond(work: () => Promise<number>): Promise<number> {
  const start = performance.now()
  const events = await work()
  return (events / (performance.now() - start)) * 1_000
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
