import { caseAggregate } from '#cases'
import { stateOf } from '#command-handler'
import { PostgresEventLog } from '#event-log'
import { ratioReport } from '#indicators'
import { deriveId, randomUuid, systemClock } from '#kernel'
import { createOpener, createSealer, MasterKey, memoryLedger, postgresKeys } from '#privacy'
import { createProjections, readModels } from '#read-models'
import { openPool } from './pool'
import { fillWithStories, storyCase } from './story-log'
import { throughput } from './throughput'

/** Milliseconds for which each figure but the rebuild is taken */
const WHILE = 1_500
const YEAR = 2024

/** What one size of the log gives; times in milliseconds. */
export interface ScalePoint {
  readonly events: number
  readonly cases: number
  readonly append: Latency
  readonly load: Latency
  readonly ratio: Latency
  readonly rebuild: { readonly perSecond: number; readonly seconds: number; readonly peakMegabytes: number }
}

interface Latency {
  readonly p50: number
  readonly p99: number
}

/**
 * How the product's speed changes with the size of its log, one database growing through the sizes: appending one event of 600 B to a
 * new stream, loading a case (its stream read and folded), the annual ratios of a year, rebuilding all read models. One at a time.
 * @param databaseUrl a database with the product's schemas, as the role that owns them
 */
export async function measureScale(databaseUrl: string, sizes: readonly number[], onProgress: (text: string) => void): Promise<ScalePoint[]> {
  const pool = openPool(databaseUrl, 6)
  const log = new PostgresEventLog({ url: databaseUrl, connections: 4 })
  const keys = postgresKeys(pool, MasterKey.random(), systemClock, memoryLedger())
  const sealer = createSealer(keys)
  const projections = createProjections({ log, pool, models: readModels, openers: () => createOpener(keys), holder: randomUuid() })
  const points: ScalePoint[] = []
  let cases = 0
  try {
    let events = 0
    for (const size of sizes) {
      onProgress(`${size} events: filling …`)
      const added = await fillWithStories(log, sealer, cases, size - events)
      cases += added.cases
      events += added.events
      await pool.query('vacuum analyze event_log.events')
      onProgress(`${size} events: measuring …`)
      const rebuild = await measureRebuild(async () => (await projections.rebuild()).events)
      await pool.query('vacuum analyze')
      const append = await measured(() => appendOne(log))
      const load = await measured((turn) => stateOf(log, caseAggregate, storyCase((turn * 7_919) % cases)))
      const asOf = systemClock.now()
      const ratio = await measured(() => ratioReport(pool, { year: YEAR, asOf }))
      points.push({ events, cases, append, load, ratio, rebuild })
    }
    return points
  } finally {
    await log.end()
    await pool.end()
  }
}

async function measured(work: (turn: number) => Promise<unknown>): Promise<Latency> {
  await throughput(1, WHILE / 3, work)
  const { p50, p99 } = await throughput(1, WHILE, work)
  return { p50, p99 }
}

const NOTE = 'x'.repeat(589)

function appendOne(log: PostgresEventLog): Promise<unknown> {
  const commandId = randomUuid()
  const actor = { kind: 'system', name: 'bench' } as const
  const context = { recordedAt: systemClock.now(), actor, unit: 'unit', commandId, correlationId: commandId, causationId: null }
  const event = { id: deriveId(commandId, 'event', 0), type: 'BenchNoted', version: 1, data: { note: NOTE } }
  // no read model looks at streams of this name
  return log.append(`bench-${commandId}`, 'no-stream', [event], context)
}

/** How often the memory is looked at, in milliseconds */
const LOOK = 500

/** The memory is what the process can't give up: looked at after a collection, whose time doesn't count. */
async function measureRebuild(rebuild: () => Promise<number>): Promise<ScalePoint['rebuild']> {
  let peak = 0
  let collecting = 0
  const look = () => {
    const from = performance.now()
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    peak = Math.max(peak, heapUsed + external)
    collecting += performance.now() - from
  }
  const begun = performance.now()
  const looking = setInterval(look, LOOK)
  try {
    const events = await rebuild()
    const seconds = (performance.now() - begun - collecting) / 1_000
    look()
    return { perSecond: Math.round(events / seconds), seconds: Number(seconds.toFixed(2)), peakMegabytes: Math.round(peak / 1024 / 1024) }
  } finally {
    clearInterval(looking)
  }
}
