import { setTimeout as pause } from 'node:timers/promises'
import { deriveId } from '#kernel'
import { LONG, ownPort, SEED } from '#testing'
import { RunningProduct, UNIT } from './running-product'
import { Officers } from './officers'
import type { RunningProcess } from './running-process'
import { expectAllStands } from './what-stands'

// The built product as an administrator runs it: api, two workers, PostgreSQL, each killed with kill -9 while officers write.

const ROUNDS = LONG ? 50 : 4
const WRITERS = 4
/** What dies in a round; in a long run they come in any order */
const VICTIMS = [
  ['postgres'],
  ['worker-1'],
  ['api', 'worker-2'],
  ['api', 'postgres'],
  ['worker-2', 'postgres'],
  ['api'],
  ['worker-1', 'worker-2'],
] as const

const drawn = (round: number, what: string): number => parseInt(deriveId(UNIT.id, SEED, round, what).slice(0, 6), 16)

let product: RunningProduct
beforeAll(async () => {
  product = await RunningProduct.create()
}, 180_000)
afterAll(() => product.end())

describe(`kill -9 of api, workers and PostgreSQL while complaints are written (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  it('loses nothing that was acknowledged and leaves nothing half, in the log and in the read models', async () => {
    const ports = { api: await ownPort(), 'worker-1': await ownPort(), 'worker-2': await ownPort() }
    // every other api has readers of its own, beside the two workers
    let starts = 0
    const start = (name: keyof typeof ports): Promise<RunningProcess> =>
      name === 'api' ? product.startApi(ports.api, { TEDUH_WORKER: starts++ % 2 === 0 ? 'separate' : 'inside' }) : product.startWorker(ports[name])
    const running = new Map<keyof typeof ports, RunningProcess>()
    for (const name of ['api', 'worker-1', 'worker-2'] as const) running.set(name, await start(name))
    const officers = new Officers(`http://127.0.0.1:${ports.api}`)
    await officers.signIn()
    const writing = officers.write(WRITERS)
    // met again where it is awaited
    writing.catch(() => undefined)
    try {
      for (let round = 0; round < ROUNDS; round++) {
        await officers.progress(10)
        for (const [name, one] of running) if (one.ended) throw new Error(`${name} ended by itself: ${one.said}`)
        await pause(drawn(round, 'moment') % 60)
        const victims = VICTIMS[LONG ? drawn(round, 'victims') % VICTIMS.length : round % VICTIMS.length] ?? []
        for (const victim of victims) await (victim === 'postgres' ? Promise.resolve(product.killDatabase()) : running.get(victim)?.kill())
        await pause(drawn(round, 'gone') % 100)
        if ((victims as readonly string[]).includes('postgres')) await product.startDatabase()
        for (const victim of victims) if (victim !== 'postgres') running.set(victim, await start(victim))
      }
      await officers.progress(10)
    } catch (error) {
      throw new Error([...running].map(([name, one]) => `${name}${one.ended ? ' ended' : ''}: ${one.said}`).join('\n'), { cause: error })
    } finally {
      officers.stop()
    }
    await writing
    // `attempt` refuses an answer that differs from the first one
    for (const key of [...officers.acknowledged.keys()]) expect(await officers.attempt(key)).toBe('acknowledged')
    for (const [name, one] of running) expect(`${name} ${await one.stop()} ${one.said}`).toMatch(/^\S+ 0/)
    expect([...officers.refusals.keys()].filter((refusal) => refusal !== '503 log.unavailable')).toEqual([])

    // the workers signed as they went, whoever was killed
    expect(product.teduh('log', 'verify')).toMatchObject({ code: 0, said: expect.stringMatching(/[1-9]\d* signed segments/) as unknown })
    await expectAllStands(product, officers)
  }, 3_600_000)
})
