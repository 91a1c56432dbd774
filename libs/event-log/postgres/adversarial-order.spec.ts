import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { deriveId, randomUuid, type Position } from '#kernel'
import { runMigrations } from '#database'
import { LONG, SEED, startTestDatabase, type TestDatabase } from '#testing'
import { encodeAppend } from '../codec'
import { newContext, newEvent } from '../contract/log-under-test'
import { verifyLog } from '../verify'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'
import { APPEND_ONE } from './statements'

const WRITERS = 24
const APPENDS = LONG ? 640 : 40
const STREAMS = 12

/**
 * What breaks a log whose positions are drawn from a sequence or from transaction ids: transactions that pause between their steps, that
 * take their transaction id long before they append, that roll back after it. Writers hold the lock by the same function as the product.
 */
describe(`the order of the log under ${WRITERS} writers (seed ${SEED})`, () => {
  let database: TestDatabase
  let log: PostgresEventLog
  beforeAll(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    log = new PostgresEventLog({ url: database.appUrl, pollMs: 20 })
  })
  afterAll(async () => {
    await log.end()
    await database.stop()
  })

  it(
    'loses nothing and inverts nothing for readers who keep their checkpoint all the while',
    async () => {
      process.stdout.write(`adversarial order: seed ${SEED}, ${WRITERS} writers × ${APPENDS} appends\n`)
      const committed = new Map<string, Position>()
      const rolledBack = new Set<string>()
      const stop = new AbortController()
      const followed = follow(log, stop.signal)
      const paged = pageAgainAndAgain(log, stop.signal)
      await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(database.appUrl, writer, committed, rolledBack)))
      const head = await log.head()
      while ((await seenUntil(followed)) < (head ?? '')) await pause(5)
      stop.abort()
      const byFollowing = await followed.done
      const byPaging = await paged

      expect(committed.size + rolledBack.size).toBe(WRITERS * APPENDS)
      expect(rolledBack.size).toBeGreaterThan(0)
      for (const seen of [byFollowing, byPaging]) {
        expect(seen.length).toBe(committed.size)
        expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(committed.keys()))
        expect(inversions(seen)).toBe(0)
        expect(seen.every(({ id, position }) => committed.get(id) === position)).toBe(true)
      }
      expect(await verifyLog(log)).toEqual({ events: committed.size, faults: [], faultCount: 0 })
    },
    LONG ? 600_000 : 240_000,
  )

  it('is neither stalled nor thinned out by an unrelated transaction that stays open', async () => {
    const other = new Client(database.appUrl)
    await other.connect()
    try {
      await other.query('BEGIN')
      // draws a transaction id and keeps it
      await other.query('SELECT pg_current_xact_id()')
      const before = await log.head()
      const event = newEvent()
      const { position } = await log.append(`case-${randomUuid()}`, 'any', [event], newContext())
      const pages = []
      for await (const page of log.readAll(before)) pages.push(page)
      expect(pages.flatMap((page) => page.events).map(({ id }) => id)).toEqual([event.id])
      expect(pages.at(-1)).toMatchObject({ checkpoint: position, caughtUp: true })
    } finally {
      await other.query('ROLLBACK')
      await other.end()
    }
  })

  it('puts an append after those it waited for, however early it drew its transaction id', async () => {
    const early = new Client(database.appUrl)
    await early.connect()
    try {
      const stream = `case-${randomUuid()}`
      await early.query('BEGIN')
      await early.query('SELECT pg_current_xact_id()')
      const first = await log.append(stream, 'any', [newEvent()], newContext())
      const late = newEvent()
      expect(await appendIn(early, stream, late.id)).toBe(`written 1 ${BigInt(first.position) + 1n}`)
      await early.query('COMMIT')
      const read = []
      for await (const page of log.readAll(first.position)) read.push(...page.events)
      expect(read.map(({ id }) => id)).toEqual([late.id])
    } finally {
      await early.end()
    }
  })
})

interface Seen {
  readonly id: string
  readonly stream: string
  readonly revision: bigint
  readonly position: Position
}

async function write(url: string, writer: number, committed: Map<string, Position>, rolledBack: Set<string>): Promise<void> {
  const random = randomFrom(SEED + writer)
  const client = new Client(url)
  await client.connect()
  for (let n = 0; n < APPENDS; n++) {
    const id = deriveId(randomUuid(), 'event', n)
    const stream = `case-${Math.floor(random() * STREAMS)}`
    await client.query('BEGIN')
    if (random() < 0.3) await client.query('SELECT pg_current_xact_id()')
    if (random() < 0.3) await pause(random() * 4)
    const [, , position] = (await appendIn(client, stream, id)).split(' ')
    if (random() < 0.1) await pause(random() * 2)
    if (random() < 0.1) {
      await client.query('ROLLBACK')
      rolledBack.add(id)
    } else {
      await client.query('COMMIT')
      committed.set(id, (position ?? '').padStart(20, '0'))
    }
  }
  await client.end()
}

async function appendIn(client: Client, stream: string, id: string): Promise<string> {
  const [event] = encodeAppend(stream, [newEvent({ writer: true }, { id })], newContext())
  const { rows } = await client.query<{ append_one: string }>(APPEND_ONE.text, [
    stream,
    -2n,
    id,
    event?.type,
    event?.version,
    event?.envelopeTail,
    event?.data,
    true,
  ])
  return rows[0]?.append_one ?? ''
}

/** A reader that stays with the log. */
function follow(log: PostgresEventLog, signal: AbortSignal): { readonly seen: readonly Seen[]; readonly done: Promise<readonly Seen[]> } {
  const seen: Seen[] = []
  const done = (async () => {
    for await (const page of log.subscribe(null, signal, { pageSize: 50 })) seen.push(...page.events)
    return seen
  })()
  return { seen, done }
}

const seenUntil = async ({ seen, done }: ReturnType<typeof follow>): Promise<Position> => {
  await Promise.race([done, Promise.resolve()])
  return seen.at(-1)?.position ?? ''
}

/** A reader that comes back from its checkpoint again and again, once more after the end. */
async function pageAgainAndAgain(log: PostgresEventLog, signal: AbortSignal): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  let checkpoint: Position | null = null
  for (let last = false; !last;) {
    last = signal.aborted
    for await (const page of log.readAll(checkpoint, { pageSize: 20 })) {
      checkpoint = page.checkpoint
      seen.push(...page.events)
    }
  }
  return seen
}

function inversions(seen: readonly Seen[]): number {
  const revisions = new Map<string, bigint>()
  let position = ''
  let count = 0
  for (const event of seen) {
    if (event.position <= position || event.revision !== (revisions.get(event.stream) ?? -1n) + 1n) count++
    position = event.position
    revisions.set(event.stream, event.revision)
  }
  return count
}

/** A small generator with a seed (mulberry32), so that a failing run can be told apart by its number. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
