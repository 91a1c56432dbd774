import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FixedClock } from '#kernel'
import { MasterKey, segmentSigner } from '#privacy'
import { newContext, newEvents, newStream } from '../contract/log-under-test'
import { MemoryEventLog } from '../memory/memory-event-log'
import { MemorySegments } from '../memory/memory-segments'
import { MemoryStore } from '../memory/memory-store'
import { headFile, keepSegments, setHeadAside } from './head-file'
import { runSealing } from './run-sealing'
import { sealSegments, type SealingPorts } from './seal-segments'
import { SEGMENT_EVENTS, signSegment, type SegmentStore } from './segment'
import { isSound, verifySealedLog } from './verify-sealed-log'

const signer = segmentSigner(MasterKey.random())
const clock = new FixedClock('2026-11-20T04:00:00.000Z')

function setting(segmentEvents = 5) {
  const lines = new MemoryStore()
  const log = new MemoryEventLog({ store: lines })
  const store = new MemorySegments()
  const ports: SealingPorts = { log, store, head: store, signer, clock, segmentEvents }
  const grow = (events: number) => log.append(newStream(), 'any', newEvents(events), newContext())
  const faults = async () => (await verifySealedLog(log, ports)).segments.faults.map(({ kind, number }) => `${kind} ${number}`)
  return { lines, log, store, ports, grow, faults }
}

describe('sealing', () => {
  it('closes a segment at a thousand events and lets the last one grow', async () => {
    const { ports, store, grow } = setting(SEGMENT_EVENTS)
    await grow(999)
    await sealSegments(ports)
    expect(store.rows.map(({ events, through }) => [events, through])).toEqual([[999, 999]])
    await grow(1)
    await grow(1_001)
    expect(await sealSegments(ports)).toEqual({ events: 1_002, fenced: false })
    expect(store.rows.map(({ number, events, through }) => [number, events, through])).toEqual([
      [1, 1_000, 1_000],
      [2, 1_000, 2_000],
      [3, 1, 2_001],
    ])
    expect(store.head).toMatchObject({ number: 3, through: 2_001 })
    expect(isSound(await verifySealedLog(ports.log, ports))).toBe(true)
  })

  it('makes the same chain however the log was cut into passes', async () => {
    const { ports, store, grow } = setting()
    for (const events of [1, 3, 7, 2, 5]) {
      await grow(events)
      await sealSegments(ports)
    }
    const other = new MemorySegments()
    await sealSegments({ ...ports, store: other, head: other })
    expect(other.rows.map(({ chain, through }) => [chain, through])).toEqual(store.rows.map(({ chain, through }) => [chain, through]))
  })

  it('does nothing on an empty log', async () => {
    const { ports, store } = setting()
    expect(await sealSegments(ports)).toEqual({ events: 0, fenced: false })
    expect([store.rows, store.head, (await verifySealedLog(ports.log, ports)).segments.headKept]).toEqual([[], null, false])
  })

  it('by two workers at once writes each row once; the slower one stops', async () => {
    const { ports, store, grow } = setting()
    await grow(42)
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => sealSegments(ports)))
    expect(outcomes.filter(({ fenced }) => !fenced)).toHaveLength(1)
    expect(store.rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(isSound(await verifySealedLog(ports.log, ports))).toBe(true)
  })

  it('cut off between two rows, or between the rows and the head file, is taken up where it stands', async () => {
    const { ports, store, grow } = setting()
    await grow(23)
    for (const survives of [0, 1, 2, 1]) {
      let left = survives
      const dying: SegmentStore = {
        last: () => store.last(),
        all: () => store.all(),
        put: (next, before) => (left-- > 0 ? store.put(next, before) : Promise.reject(new Error('killed'))),
      }
      await expect(sealSegments({ ...ports, store: dying })).rejects.toThrow('killed')
    }
    const headless = { ...ports, head: { read: () => store.read(), write: () => Promise.reject(new Error('killed')) } }
    await grow(2)
    await expect(sealSegments(headless)).rejects.toThrow('killed')
    expect(store.head).toBeNull()
    expect(await sealSegments(ports)).toEqual({ events: 0, fenced: false })
    expect([store.rows.map(({ events }) => events), store.head?.through]).toEqual([[5, 5, 5, 5, 5], 25])
    expect(isSound(await verifySealedLog(ports.log, ports))).toBe(true)
  })

  it('finds its place in a log that was moved, and goes on', async () => {
    const { ports, store, log, grow } = setting()
    await grow(12)
    await sealSegments(ports)
    const moved = new MemoryEventLog()
    for await (const page of log.readStored()) await moved.restore(page)
    const last = store.rows.at(-1)
    if (last) store.rows[2] = { ...last, resumeAfter: 'C:0/P:0' }
    await moved.append(newStream(), 'any', newEvents(4), newContext())
    expect(await sealSegments({ ...ports, log: moved })).toEqual({ events: 4, fenced: false })
    expect(isSound(await verifySealedLog(moved, ports))).toBe(true)
  })

  it('makes lost rows anew where the log is what the head file says', async () => {
    const { ports, store, grow, faults } = setting()
    await grow(17)
    await sealSegments(ports)
    store.rows = store.rows.slice(0, 2)
    expect(await faults()).toEqual(['missing 4'])
    expect(await sealSegments(ports)).toEqual({ events: 7, fenced: false })
    expect(await faults()).toEqual([])
  })

  it.each([
    [
      'a last row of another hand',
      'segments.signature',
      ({ store }: Setting) => {
        store.rows = store.rows.map((row) => ({ ...row, events: 1 }))
      },
    ],
    [
      'a head of another hand',
      'segments.head-signature',
      ({ store }: Setting) => {
        store.head = { ...head(store), through: 1 }
      },
    ],
    ['a log cut off', 'segments.cut-off', ({ lines }: Setting) => lines.damage((rows) => rows.slice(0, 15))],
    [
      'a log cut off with its segments',
      'segments.cut-off',
      ({ lines, store }: Setting) => {
        lines.damage((rows) => rows.slice(0, 15))
        store.rows = store.rows.slice(0, 3)
      },
    ],
    [
      'a log cut off and written on',
      'segments.log-differs',
      async ({ lines, grow }: Setting) => {
        lines.damage((rows) => rows.slice(0, 15))
        await grow(9)
      },
    ],
    [
      'everything made anew',
      'segments.log-differs',
      async ({ lines, store, grow }: Setting) => {
        lines.damage(() => [])
        store.rows = []
        await grow(30)
      },
    ],
    [
      'as many other events, signed under a head that was put back',
      'segments.log-differs',
      async ({ lines, store, ports, grow }: Setting) => {
        const before = store.head
        lines.damage(() => [])
        store.rows = []
        store.head = null
        await grow(17)
        await sealSegments(ports)
        store.head = before
      },
    ],
  ] as const)('signs nothing over %s', async (_, code, damage) => {
    const made = setting()
    await made.grow(17)
    await sealSegments(made.ports)
    await damage(made)
    const before = structuredClone([made.store.rows, made.store.head])
    await expect(sealSegments(made.ports)).rejects.toMatchObject({ code })
    expect([made.store.rows, made.store.head]).toEqual(before)
    expect(isSound(await verifySealedLog(made.log, made.ports))).toBe(false)
  })

  const until = async (met: () => boolean) => {
    while (!met()) await new Promise((resolve) => setImmediate(resolve))
  }

  it('goes on at its own pace until it is told to stop, and tells a failure once', async () => {
    const { ports, log, store, grow } = setting()
    const stopping = new AbortController()
    const told: string[] = []
    await grow(3)
    const running = runSealing({ ...ports, log }, stopping.signal, (code) => told.push(code), { least: 1, most: 2 })
    await until(() => store.head?.through === 3)
    await grow(4)
    await until(() => store.head?.through === 7)
    const kept = store.rows
    store.rows = kept.map((row) => ({ ...row, signature: 'x' }))
    await until(() => told.length > 0)
    store.rows = kept
    await grow(1)
    await until(() => store.head?.through === 8)
    stopping.abort()
    await running
    expect(told).toEqual(['segments.signature'])
  })

  it('seals what was written after a quiet time at once, without waiting for the next look', async () => {
    const { ports, log, store, grow } = setting()
    const stopping = new AbortController()
    const running = runSealing({ ...ports, log }, stopping.signal, () => undefined, { least: 1, most: 3_600_000 })
    for (const through of [1, 2, 3]) {
      await grow(1)
      await until(() => store.head?.through === through)
    }
    stopping.abort()
    await running
  })

  it('looks all the same where the log tells no news', async () => {
    const { ports, log, store, grow } = setting()
    const stopping = new AbortController()
    const silent = { dense: true, readStored: (after: string | null) => log.readStored(after), head: () => log.head(), subscribe: deaf }
    const running = runSealing({ ...ports, log: silent }, stopping.signal, () => undefined, { least: 1, most: 2 })
    for (const through of [1, 2]) {
      await grow(1)
      await until(() => store.head?.through === through)
    }
    stopping.abort()
    await running
  })
})

const deaf = (): AsyncIterable<never> => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no way to follow it')) }) })

type Setting = ReturnType<typeof setting>

function head({ head: kept }: MemorySegments) {
  if (!kept) throw new Error('no head')
  return kept
}

describe('the head file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teduh-head-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const segment = signSegment(
    { number: 3, firstId: 'a', lastId: 'b', events: 2, through: 2_002, chain: 'c0', sealedAt: '2026-11-20T04:00:00.000Z' },
    signer,
  )

  it('is replaced as a whole, for its owner alone, and leaves nothing beside it', async () => {
    const file = join(folder, 'new', 'master.key.log-head')
    expect(await headFile(file).read()).toBeNull()
    await Promise.all([headFile(file).write(segment), headFile(file).write(segment)])
    expect(await headFile(file).read()).toEqual(segment)
    expect([readdirSync(join(folder, 'new')), statSync(file).mode & 0o777]).toEqual([['master.key.log-head'], 0o600])
  })

  it.each(['', '{', '[]', 'null', '{"number":1}', JSON.stringify({ ...segment, through: -1 })])('is not believed when it holds %p', async (text) => {
    const file = join(folder, 'odd')
    writeFileSync(file, text)
    await expect(headFile(file).read()).rejects.toMatchObject({ code: 'segments.head-unreadable' })
  })

  it('says when it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(headFile(join(folder, 'file', 'head')).write(segment)).rejects.toMatchObject({ code: 'segments.head-unwritten', number: 3 })
  })

  it('has the segments beside it that were taken out of the database, one a line', async () => {
    const file = join(folder, 'beside')
    const kept = await keepSegments(file, '2026-11-20T04:00:00.000Z', [segment, { ...segment, number: 4 }])
    const lines = readFileSync(kept, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([segment, { ...segment, number: 4 }])
    // evidence is never written over
    await expect(keepSegments(file, '2026-11-20T04:00:00.000Z', [segment])).rejects.toMatchObject({ code: 'segments.head-unwritten' })
  })

  it('is kept under another name when a restored log shall be sealed on', async () => {
    const file = join(folder, 'aside')
    expect(await setHeadAside(file, '2026-11-20T04:00:00.000Z')).toBeNull()
    await headFile(file).write(segment)
    const aside = await setHeadAside(file, '2026-11-20T04:00:00.000Z')
    expect([await headFile(file).read(), JSON.parse(readFileSync(aside ?? '', 'utf8'))]).toEqual([null, segment])
  })
})
