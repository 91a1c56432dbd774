import { exec } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { EventStoreEventLog, LogUnavailable, verifyLog, type AppendContext, type EventToAppend } from '#event-log'
import type { Position } from '#kernel'

/**
 * What a real server, or a cluster, goes through under load. Runs where EVENTSTORE_URL names one that nobody else needs, with shell
 * commands that end with it (or its leader) killed: EVENTSTORE_KILL, running and ready: EVENTSTORE_START, stopped in its tracks:
 * EVENTSTORE_FREEZE, and going on: EVENTSTORE_THAW.
 */
const URL = process.env['EVENTSTORE_URL'] ?? ''

// the server takes every EVENTSTORE_… for a setting of its own, and refuses those it doesn't know
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENTSTORE_')))

const run = (name: 'KILL' | 'START' | 'FREEZE' | 'THAW') => promisify(exec)(process.env[`EVENTSTORE_${name}`] ?? '', { env: environment })

const newEvent = (n: number): EventToAppend => ({ id: randomUUID(), type: 'NoteTaken', version: 1, data: { n } })

const context = (): AppendContext => ({
  recordedAt: '2026-11-20T03:42:00.000Z',
  actor: { kind: 'user', id: randomUUID(), role: 'case-manager' },
  unit: 'uptd-contoh',
  commandId: randomUUID(),
  correlationId: randomUUID(),
  causationId: null,
})

/** Writers that append pairs to streams of their own, and repeat what was not answered until it is. */
class Load {
  /** Ids of each stream's events in the order they were acknowledged */
  readonly streams = new Map<string, string[]>()
  unavailable = 0
  #stopped = false
  readonly #writers: Promise<void>[]

  constructor(log: EventStoreEventLog, writers: number) {
    this.#writers = Array.from({ length: writers }, () => this.#write(log))
  }

  get acknowledged(): number {
    return [...this.streams.values()].reduce((sum, { length }) => sum + length, 0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#writers)
  }

  async #write(log: EventStoreEventLog): Promise<void> {
    const stream = `case-${randomUUID()}`
    const ids: string[] = []
    this.streams.set(stream, ids)
    while (!this.#stopped) {
      const pair = [newEvent(ids.length), newEvent(ids.length + 1)]
      const commanded = context()
      for (;;) {
        try {
          await log.append(stream, ids.length === 0 ? 'no-stream' : BigInt(ids.length - 1), pair, commanded)
          break
        } catch (error) {
          if (!(error instanceof LogUnavailable)) throw error
          this.unavailable++
        }
      }
      ids.push(...pair.map(({ id }) => id))
    }
  }
}

describe('a real EventStoreDB under load', () => {
  let log: EventStoreEventLog
  let reader: EventStoreEventLog
  let start: Position

  beforeAll(async () => {
    await run('START')
    log = new EventStoreEventLog({ url: URL })
    reader = new EventStoreEventLog({ url: URL })
    // an event of its own: behind it nothing of others is left, not even metadata, which no head tells of
    ;({ position: start } = await log.append(`case-${randomUUID()}`, 'no-stream', [newEvent(0)], context()))
  })

  afterAll(async () => {
    await log.end()
    await reader.end()
  })

  /** Runs load and a reader through a disturbance and holds what stands against what was acknowledged and heard. */
  async function through(disturbance: (load: Load) => Promise<void>): Promise<Load> {
    const before = await log.head()
    const heard = new Map<string, string[]>()
    const ending = new AbortController()
    const load = new Load(log, 8)
    const hear = async () => {
      for await (const page of reader.subscribe(before, ending.signal))
        for (const { stream, id } of page.events) heard.set(stream, [...(heard.get(stream) ?? []), id])
    }
    const hearing = hear()
    await sleep(500)
    await disturbance(load)
    await load.stop()
    for (const [stream, ids] of load.streams) {
      const standing: string[] = []
      for await (const page of log.readStream(stream)) standing.push(...page.map(({ id }) => id))
      expect(standing).toEqual(ids)
      for (let n = 0; n < 100 && (heard.get(stream)?.length ?? 0) < ids.length; n++) await sleep(100)
      expect(heard.get(stream)).toEqual(ids)
    }
    ending.abort()
    await hearing
    const { faults } = await verifyLog({ dense: log.dense, readStored: () => log.readStored(start) })
    expect(faults).toEqual([])
    return load
  }

  it('killed and started again, three times: every acknowledged event stands once and is heard once', async () => {
    const load = await through(async () => {
      for (let round = 0; round < 3; round++) {
        await run('KILL')
        await sleep(700)
        await run('START')
        await sleep(1_500)
      }
    })
    expect(load.acknowledged).toBeGreaterThan(100)
  })

  it('frozen for three seconds: appends wait, and nobody is told it was away', async () => {
    const load = await through(async () => {
      await run('FREEZE')
      await sleep(3_000)
      await run('THAW')
      await sleep(1_000)
    })
    expect(load.unavailable).toBe(0)
  })

  it('frozen for twenty seconds: appends are refused in time or go to another node, and their repetition adds nothing twice', async () => {
    const load = await through(async (running) => {
      await run('FREEZE')
      const before = running.acknowledged
      await sleep(20_000)
      expect(running.unavailable > 0 || running.acknowledged > before + 100).toBe(true)
      await run('THAW')
      await sleep(2_000)
    })
    expect(load.acknowledged).toBeGreaterThan(100)
  })
})
