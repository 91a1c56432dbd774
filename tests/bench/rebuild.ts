import { PostgresEventLog, type EventLog } from '#event-log'
import { randomUuid, systemClock } from '#kernel'
import { createOpener, createSealer, MasterKey, memoryLedger, postgresKeys } from '#privacy'
import { createProjections, readModels } from '#read-models'
import type { BenchRow } from './bench-row'
import { openPool } from './pool'
import { processorTimes, type ProcessorTime } from './processor-time'
import { fillWithStories } from './story-log'
import { hundredth, median } from './throughput'

const ROUNDS = 3

/** One walk through the whole log. */
interface Walk {
  readonly perSecond: number
  /** Microseconds an event, of this program and of the server; null where the server's can't be seen */
  readonly program: number
  readonly server: number | null
}

/**
 * Rebuild of all read models in one pass, against paging the same log without doing anything with it; in turns, in one run.
 * On a machine that others use too, the processor time an event needs says more than the time on the wall.
 * @param databaseUrl a database with the schemas of the log, the keys and the read models, as the application's role
 * @param events about how many events to fill the log with; 100 000 unless told
 */
export async function benchRebuild(databaseUrl: string, events = 100_000): Promise<BenchRow[]> {
  const pool = openPool(databaseUrl, 6)
  const log = new PostgresEventLog({ url: databaseUrl, connections: 4 })
  const keys = postgresKeys(pool, MasterKey.random(), systemClock, memoryLedger())
  try {
    await fillWithStories(log, createSealer(keys), 0, events)
    const projections = createProjections({ log, pool, models: readModels, openers: () => createOpener(keys), holder: randomUuid() })
    const look = await processorTimes(pool)
    const [floors, ours]: [Walk[], Walk[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await walk(look, () => pageThrough(log)))
      ours.push(await walk(look, async () => (await projections.rebuild()).events))
    }
    const name = `rebuild of all ${readModels.length} read models against paging the log`
    const [floor, rate] = [floors, ours].map((walks) => Math.round(median(walks.map(({ perSecond }) => perSecond)))) as [number, number]
    return [
      { name, floor, ours: rate, ratio: hundredth(rate / floor), unit: 'events/s' },
      ...timeRow(`${name}: time of the program`, floors, ours, ({ program }) => program),
      ...timeRow(`${name}: time of the server`, floors, ours, ({ server }) => server),
    ]
  } finally {
    await log.end()
    await pool.end()
  }
}

function timeRow(name: string, floors: readonly Walk[], ours: readonly Walk[], of: (walk: Walk) => number | null): BenchRow[] {
  const [floor, found] = [floors, ours].map((walks) => median(walks.flatMap((one) => of(one) ?? []))) as [number, number]
  return floor > 0 && found > 0
    ? [{ name, floor: hundredth(floor), ours: hundredth(found), ratio: hundredth(floor / found), unit: 'µs of a processor an event' }]
    : []
}

async function pageThrough(log: EventLog): Promise<number> {
  let count = 0
  for await (const page of log.readAll(null)) count += page.events.length
  return count
}

async function walk(look: () => ProcessorTime, work: () => Promise<number>): Promise<Walk> {
  const [before, start] = [look(), performance.now()]
  const events = await work()
  const [after, seconds] = [look(), (performance.now() - start) / 1_000]
  const server = before.server === null || after.server === null ? null : (after.server - before.server) / events
  return { perSecond: events / seconds, program: (after.program - before.program) / events, server }
}
