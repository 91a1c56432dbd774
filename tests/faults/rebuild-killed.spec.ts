import { setTimeout as pause } from 'node:timers/promises'
import { deriveId } from '#kernel'
import { LONG, SEED, until } from '#testing'
import type { Workspace } from '#workspace'
import { RebuildCommand } from './rebuild-command'
import { tellCases } from './rebuild-log'
import { indexesOfTables, lookAtTables, tablesBeside, TableWatch } from './rebuild-watch'
import { RunningProduct, SPAWNED, UNIT } from './running-product'
import { expectModelsLikeRebuilt } from './what-stands'

// `teduh projections rebuild` is killed with kill -9 wherever it is, while the readers go on and cases are written.

const ROUNDS = LONG ? 25 : 3
/** Some thousands of events */
const CASES = LONG ? 400 : 120
/** Written while a rebuild is at work */
const MORE = 2

const drawn = (round: number, what: string): number => parseInt(deriveId(UNIT.id, SEED, round, what).slice(0, 6), 16)

let product: RunningProduct
let workspace: Workspace
beforeAll(async () => {
  product = await RunningProduct.create()
  workspace = await product.open()
}, 180_000)
afterAll(async () => {
  await workspace.close()
  await product.end()
})

const holders = async (): Promise<{ readonly fence: number; readonly held: boolean }> => {
  const { rows } = await workspace.pool.query<{ fence: number; held: boolean }>(
    `select fence::int, held_until > clock_timestamp() as held from read_models.leases where name = 'rebuild'`,
  )
  return rows[0] ?? { fence: 0, held: false }
}

/** What a killed one had asked of the database is done or undone before its connections end. */
const connections = async (): Promise<number> =>
  (await workspace.pool.query('select from pg_stat_activity where application_name = $1', [SPAWNED])).rowCount ?? 0
/** That any were seen, says that they are known by their name */
let mostConnections = 0

/** Starts the command and waits until it has begun. */
async function begun(): Promise<RebuildCommand> {
  const { fence } = await holders()
  const command = RebuildCommand.start(product)
  try {
    await until(async () => {
      if (command.ended) throw new Error(`it ended before it began: ${command.said}`)
      mostConnections = Math.max(mostConnections, await connections())
      return (await holders()).fence > fence
    }, 'a rebuild begins')
  } catch (error) {
    await command.kill()
    throw error
  }
  return command
}

/** A killed one gives nothing back: its lease runs out by time, which passes at once here, but for some rounds of a long run. */
async function leaseRunsOut(round: number): Promise<void> {
  await until(async () => (await connections()) === 0, 'its connections end')
  if (LONG && round % 5 === 4) return until(async () => !(await holders()).held, 'the lease runs out')
  await workspace.pool.query(`update read_models.leases set held_until = clock_timestamp() - interval '1 second' where name = 'rebuild'`)
}

/** A whole rebuild by the command, with cases written meanwhile. @returns its duration in milliseconds */
async function rebuildThrough(): Promise<number> {
  const command = await begun()
  const start = performance.now()
  const [{ position }, took] = await Promise.all([
    tellCases(workspace, MORE),
    until(async () => command.ended || !(await holders()).held, 'the rebuild is over').then(() => performance.now() - start),
  ])
  expect([await command.end(), command.said]).toEqual([0, expect.stringContaining('dibaca ulang')])
  expect(await tablesBeside(workspace.pool)).toEqual([])
  expect((await workspace.projections.waitFor(position, 60_000)).reached).toBe(true)
  return took
}

describe(`kill -9 of a rebuild (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  it('leaves the tables that are read whole and as they were, and the next one clears up and goes through', async () => {
    const stopping = new AbortController()
    const running = workspace.projections.run(stopping.signal)
    const { position, events } = await tellCases(workspace, CASES)
    expect(events).toBeGreaterThan(2_000)
    expect((await workspace.projections.waitFor(position, 60_000)).reached).toBe(true)
    const indexes = await indexesOfTables(workspace.pool)
    const watch = new TableWatch(workspace.pool)
    let cut = 0
    let left = 0
    try {
      let duration = await rebuildThrough()
      // until in so many rounds it was at work, and at least once in the midst of it
      for (let round = 0; cut < ROUNDS || left === 0; round++) {
        if (round > 10 + ROUNDS * 4) throw new Error(`${cut} of ${round} were at work when they were killed, ${left} left tables`)
        const command = await begun()
        const [{ position }] = await Promise.all([
          tellCases(workspace, MORE),
          pause(drawn(round, 'moment') % Math.ceil(duration)).then(() => command.kill()),
        ])
        if (!command.done) cut++
        // the machine has become faster since that was measured
        else duration = Math.max(50, duration / 2)
        await leaseRunsOut(round)
        if ((await tablesBeside(workspace.pool)).length > 0) left++
        expect((await workspace.projections.waitFor(position, 60_000)).reached).toBe(true)
        // at times the next one is killed as well, upon what this one left
        if (LONG && drawn(round, 'through') % 3 === 0) await rebuildThrough()
      }
      await rebuildThrough()
      const { generation } = await lookAtTables(workspace.pool)
      expect(generation).toBeGreaterThan(2)
    } finally {
      await watch.stop().finally(() => stopping.abort())
      await running
    }
    expect(await indexesOfTables(workspace.pool)).toEqual(indexes)
    expect(mostConnections).toBeGreaterThan(0)
    expect(watch.looks).toBeGreaterThan(cut)
    await expectModelsLikeRebuilt(workspace)
    expect(await tablesBeside(workspace.pool)).toEqual([])
  }, 3_600_000)
})
