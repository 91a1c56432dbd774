import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Pool } from 'pg'
import { runMigrations } from '#database'
import { FixedClock } from '#kernel'
import { MasterKey, segmentSigner } from '#privacy'
import { startTestDatabase, type TestDatabase } from '#testing'
import { newContext, newEvent, newEvents, newStream } from '../contract/log-under-test'
import { MemoryEventLog } from '../memory/memory-event-log'
import { headFile } from '../segments/head-file'
import { sealSegments, type SealingPorts } from '../segments/seal-segments'
import { signSegment, type SegmentSigner, type StoredSegment } from '../segments/segment'
import { standingSegments } from '../segments/standing-segments'
import { isSound, verifySealedLog } from '../segments/verify-sealed-log'
import { eventLogMigrations } from './migrations'
import { PostgresEventLog } from './postgres-event-log'
import { postgresSegments, withdrawSegments } from './postgres-segments'

const folder = mkdtempSync(join(tmpdir(), 'teduh-segments-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const clock = new FixedClock('2026-11-20T04:00:00.000Z')
const STREAM = 'case-00000000-0000-4000-8000-000000000001'

let database: TestDatabase
let pool: Pool
let superuser: Client
let log: PostgresEventLog
let ports: SealingPorts
let made = 0

// 23 events: STREAM's are the events 2, 5, 8 … 23. Segments of five: four closed ones and one of three.
beforeEach(async () => {
  database = await startTestDatabase()
  await runMigrations(database.ownerUrl, [eventLogMigrations])
  pool = new Pool({ connectionString: database.appUrl, max: 4 })
  log = new PostgresEventLog({ url: database.appUrl })
  superuser = new Client(database.superuserUrl)
  await superuser.connect()
  await superuser.query('SET session_replication_role = replica')
  const signer = segmentSigner(MasterKey.random())
  ports = { log, store: postgresSegments(pool), head: headFile(join(folder, `head-${++made}`)), signer, clock, segmentEvents: 5 }
  const other = newStream()
  for (let n = 1; n <= 23; n++) await log.append(n % 3 === 2 ? STREAM : other, 'any', [newEvent({ n })], newContext())
  expect(await sealSegments(ports)).toEqual({ events: 23, fenced: false })
})
afterEach(async () => {
  await superuser.end()
  await log.end()
  await pool.end()
  await database.stop()
})

const tamper = (sql: string, values: readonly unknown[] = []) => superuser.query(sql, [...values])

/** What the check says: of the streams' chains `hash at 4`, of the segments `events 1–5`. */
async function found(): Promise<{ streams: readonly string[]; segments: readonly string[] }> {
  const { streams, segments, stopped } = await verifySealedLog(log, ports)
  expect(stopped).toBeNull()
  return {
    streams: streams.faults.map(({ kind, position }) => `${kind} at ${Number(position)}`),
    segments: segments.faults.map(({ kind, from, to }) => `${kind} ${from}–${to}`),
  }
}

/** Makes envelopes, hashes and chains of the whole log anew, each stream consistent in itself. */
async function rewriteConsistently(change: (data: string, position: number) => string): Promise<void> {
  const { rows } = await superuser.query<{ position: string; stream: string; envelope: Buffer; data: Buffer }>(
    'SELECT position, stream, envelope, data FROM event_log.events ORDER BY position',
  )
  const heads = new Map<string, { revision: number; hash: string }>()
  for (const { position, stream, envelope, data } of rows) {
    const before = heads.get(stream)
    const revision = before ? before.revision + 1 : 0
    const fields = JSON.parse(envelope.toString()) as object
    const written = Buffer.from(JSON.stringify({ ...fields, revision: String(revision), previousHash: before?.hash ?? '' }))
    const changed = Buffer.from(change(data.toString(), Number(position)))
    const hash = createHash('sha256').update(written).update(changed).digest()
    heads.set(stream, { revision, hash: hash.toString('hex') })
    await tamper('UPDATE event_log.events SET revision = $2, envelope = $3, data = $4, hash = $5 WHERE position = $1', [
      position,
      revision,
      written,
      changed,
      hash,
    ])
  }
}

/** Closes the gap that was left: positions again count from 1. */
const renumber = () =>
  tamper(`UPDATE event_log.events e SET position = -n.n FROM (SELECT position, row_number() OVER (ORDER BY position) AS n FROM event_log.events) n WHERE n.position = e.position;
    UPDATE event_log.events SET position = -position`)

describe('with the database’s own superuser', () => {
  beforeEach(() => tamper('ALTER TABLE event_log.events DROP CONSTRAINT events_position_check'))

  it('an untouched log is clean', async () => {
    const { streams, segments } = await verifySealedLog(log, ports)
    expect([streams.events, streams.faultCount, segments]).toEqual([23, 0, { segments: 5, unsealed: 0, headKept: true, faults: [] }])
  })

  it('a row’s changed data is found, in its stream and in its segment', async () => {
    await tamper(`UPDATE event_log.events SET data = '{"n":99}' WHERE position = 8`)
    expect(await found()).toEqual({ streams: ['hash at 8'], segments: ['events 6–10'] })
  })

  it('data changed with its hash is found, and which segment', async () => {
    await tamper(`UPDATE event_log.events SET data = '{"n":99}', hash = sha256(envelope || '{"n":99}') WHERE position = 23`)
    expect(await found()).toEqual({ streams: [], segments: ['events 21–23'] })
  })

  it('a stream rewritten with all its hashes and chain is found', async () => {
    await rewriteConsistently((data, position) => (position === 8 ? '{"n":99}' : data))
    expect(await found()).toEqual({ streams: [], segments: ['events 6–10', 'events 11–15', 'events 16–20', 'events 21–23'] })
  })

  it('a whole log rewritten consistently is found', async () => {
    await rewriteConsistently(() => '{"n":0}')
    expect((await found()).segments).toEqual(['events 1–5', 'events 6–10', 'events 11–15', 'events 16–20', 'events 21–23'])
  })

  it('an event put in the middle of the log, consistently, is found', async () => {
    await tamper('UPDATE event_log.events SET position = position + 1000 WHERE position > 12')
    await tamper('UPDATE event_log.events SET position = position - 999 WHERE position > 1000')
    await tamper(
      `INSERT INTO event_log.events SELECT 13, 'case-new', 0, gen_random_uuid(), type, version, hash, envelope, data FROM event_log.events WHERE position = 1`,
    )
    await tamper(
      `UPDATE event_log.events SET envelope = convert_to('{"id":"' || id || '","stream":"case-new",' || substr(convert_from(envelope, 'UTF8'), 2), 'UTF8') WHERE position = 13`,
    )
    await rewriteConsistently((data) => data)
    expect((await found()).segments).toEqual(['events 11–15'])
  })

  it('events taken out of the middle, with positions renumbered and chains made anew, are found', async () => {
    await tamper('DELETE FROM event_log.events WHERE position = 8')
    await renumber()
    await rewriteConsistently((data) => data)
    expect(await found()).toEqual({ streams: [], segments: ['events 6–10', 'events 11–15', 'events 16–20', 'events 21–23'] })
  })

  it('a stream taken out as a whole, its positions closed up, is found', async () => {
    await tamper('DELETE FROM event_log.events WHERE stream = $1', [STREAM])
    await renumber()
    expect(await found()).toEqual({ streams: [], segments: ['events 1–5', 'events 6–10', 'events 11–15', 'events 16–20', 'cut-off 21–23'] })
  })

  it('a gap is found', async () => {
    await tamper('DELETE FROM event_log.events WHERE position = 10')
    expect(await found()).toEqual({ streams: ['position at 11', 'revision at 12', 'chain at 12'], segments: ['events 6–10'] })
  })

  it('two events of different streams exchanged are found', async () => {
    await tamper(
      'UPDATE event_log.events SET position = CASE position WHEN 2 THEN -3 ELSE -2 END WHERE position IN (2, 3); UPDATE event_log.events SET position = -position WHERE position < 0',
    )
    expect(await found()).toEqual({ streams: [], segments: ['events 1–5'] })
  })

  it('the newest events cut off are found', async () => {
    await tamper('DELETE FROM event_log.events WHERE position > 21')
    expect(await found()).toEqual({ streams: [], segments: ['cut-off 21–23'] })
  })

  it('the newest events cut off with their segments are found by the file outside the database', async () => {
    await tamper('DELETE FROM event_log.events WHERE position > 15')
    await tamper('DELETE FROM event_log.segments WHERE number > 3')
    expect(await found()).toEqual({ streams: [], segments: ['missing 16–23', 'cut-off 21–23'] })
    await expect(sealSegments(ports)).rejects.toMatchObject({ code: 'segments.cut-off' })
  })

  it('an older state of the database put back is found by the file outside the database', async () => {
    const { rows } = await superuser.query<Record<string, unknown>>('SELECT * FROM event_log.segments WHERE number = 5')
    await log.append(STREAM, 'any', newEvents(1), newContext())
    await sealSegments(ports)
    await tamper('DELETE FROM event_log.events WHERE position > 23')
    await tamper('DELETE FROM event_log.segments WHERE number = 5')
    await tamper('INSERT INTO event_log.segments SELECT (json_populate_record(null::event_log.segments, $1)).*', [JSON.stringify(rows[0])])
    expect(await found()).toEqual({ streams: [], segments: ['missing 24–24', 'cut-off 21–24'] })
  })

  it.each([
    ['its chain', `UPDATE event_log.segments SET chain = repeat('0', 64) WHERE number = 2`],
    ['its count', 'UPDATE event_log.segments SET events = 4 WHERE number = 2'],
    ['its first event', 'UPDATE event_log.segments SET first_id = gen_random_uuid() WHERE number = 2'],
    ['its last event', 'UPDATE event_log.segments SET last_id = gen_random_uuid() WHERE number = 2'],
    ['its place in the log', 'UPDATE event_log.segments SET through = 11 WHERE number = 2'],
    ['its date', `UPDATE event_log.segments SET sealed_at = '2026-01-01T00:00:00.000Z' WHERE number = 2`],
    ['its signature', `UPDATE event_log.segments SET signature = '' WHERE number = 2`],
  ])('a changed segment is found: %s', async (_, sql) => {
    await tamper(sql)
    expect((await found()).segments.map((one) => one.split(' ')[0])).toEqual(['signature'])
  })

  it.each([1, 2, 5])('a removed segment is found: number %s', async (number) => {
    await tamper('DELETE FROM event_log.segments WHERE number = $1', [number])
    const from = number * 5 - 4
    expect((await found()).segments).toEqual([`missing ${from}–${Math.min(23, from + 4)}`])
  })

  it('a removed segment is told with its events also where the next one was not signed', async () => {
    await tamper('DELETE FROM event_log.segments WHERE number = 2')
    await tamper(`UPDATE event_log.segments SET signature = '' WHERE number = 3`)
    expect((await found()).segments).toEqual(['signature 11–15', 'missing 6–10'])
    await tamper('UPDATE event_log.segments SET through = events + 1 WHERE number = 3')
    expect((await found()).segments).toEqual(['signature 2–6', 'missing 6–6'])
  })

  it('a log rewritten with segments signed anew by another key is found', async () => {
    await rewriteConsistently(() => '{"n":0}')
    const forger: SegmentSigner = segmentSigner(MasterKey.random())
    await tamper('DELETE FROM event_log.segments')
    await sealSegments({ ...ports, signer: forger, head: { read: () => Promise.resolve(null), write: () => Promise.resolve() } })
    expect((await found()).segments).toEqual([
      'signature 1–5',
      'signature 6–10',
      'signature 11–15',
      'signature 16–20',
      'signature 21–23',
      'head-differs 21–23',
    ])
    await expect(sealSegments(ports)).rejects.toMatchObject({ code: 'segments.signature' })
  })

  it('rows of the future that were never signed by this installation change nothing', async () => {
    const last = (await ports.store.all()).at(-1)
    if (!last) throw new Error('not sealed')
    const forged: StoredSegment = {
      ...signSegment({ ...last, number: 6, firstId: last.lastId, events: 1, through: 24 }, segmentSigner(MasterKey.random())),
      resumeAfter: null,
    }
    expect(await ports.store.put(forged, last)).toBe(true)
    expect((await found()).segments).toEqual(['signature 24–24'])
  })
})

describe('a log that an administrator decides to sign on from', () => {
  const standing = async () => standingSegments(log, await ports.store.all(), ports.signer)

  it('keeps the segments that it holds as they were signed, from the first on', async () => {
    expect(await standing()).toBe(5)
    await tamper(`UPDATE event_log.segments SET signature = '' WHERE number = 4`)
    expect(await standing()).toBe(3)
    await tamper(`UPDATE event_log.events SET data = '{"n":99}' WHERE position = 8`)
    expect(await standing()).toBe(1)
    await tamper('DELETE FROM event_log.segments WHERE number = 1')
    expect(await standing()).toBe(0)
  })

  it.each([
    ['that ends before its segments', () => tamper('DELETE FROM event_log.events WHERE position > 17'), 3],
    ['that was changed', () => tamper(`UPDATE event_log.events SET data = '{"n":99}' WHERE position = 8`), 1],
    ['that was lost', () => tamper('DELETE FROM event_log.events'), 0],
  ] as const)('%s is signed on from there once the others are withdrawn, by its owner alone', async (_, damage, kept) => {
    await damage()
    const fresh = { ...ports, head: headFile(join(folder, `fresh-${made}`)) }
    if (kept !== 1) await expect(sealSegments(fresh)).rejects.toMatchObject({ code: 'segments.cut-off' })
    expect(await standing()).toBe(kept)
    await expect(withdrawSegments(database.appUrl, kept + 1)).rejects.toMatchObject({ code: '42501' })
    await withdrawSegments(database.ownerUrl, kept + 1)
    await log.append(newStream(), 'any', newEvents(4), newContext())
    await sealSegments(fresh)
    const { segments } = await verifySealedLog(log, fresh)
    expect([segments.faults, segments.unsealed]).toEqual([[], 0])
    // and the rows are as well guarded as before
    const owner = new Client(database.ownerUrl)
    await owner.connect()
    await expect(owner.query('DELETE FROM event_log.segments')).rejects.toMatchObject({ code: '23001' })
    await owner.end()
  })
})

describe('the segments in PostgreSQL', () => {
  it('grow and are added to, and nothing else, by the product’s own role', async () => {
    const refused = { code: expect.stringMatching(/^(42501|23001)$/) as unknown }
    for (const sql of [
      'DELETE FROM event_log.segments',
      'TRUNCATE event_log.segments',
      'UPDATE event_log.segments SET number = 9 WHERE number = 5',
      'UPDATE event_log.segments SET first_id = gen_random_uuid()',
      `UPDATE event_log.segments SET chain = '' WHERE number = 1`,
      'UPDATE event_log.segments SET events = 1, through = through - 2 WHERE number = 5',
      'ALTER TABLE event_log.segments DISABLE TRIGGER ALL',
    ])
      await expect(pool.query(sql)).rejects.toMatchObject(refused)
    const owner = new Client(database.ownerUrl)
    await owner.connect()
    await expect(owner.query('DELETE FROM event_log.segments')).rejects.toMatchObject(refused)
    await expect(owner.query('UPDATE event_log.segments SET chain = chain WHERE number = 2')).rejects.toMatchObject(refused)
    await owner.end()
  })

  it('are replaced by nobody who knows the last one as it was', async () => {
    const store = postgresSegments(pool)
    const last = await store.last()
    if (!last) throw new Error('nothing is sealed')
    const grown = { ...last, events: last.events + 2, through: last.through + 2 }
    expect(await store.put(grown, { ...last, through: last.through - 1 })).toBe(false)
    expect(await store.put(grown, { ...last, chain: 'f'.repeat(64) })).toBe(false)
    expect(await store.last()).toEqual(last)
    expect(await store.put(grown, last)).toBe(true)
  })

  it('are written once where four workers seal while others append', async () => {
    const writing = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 15; n++) await log.append(newStream(), 'any', newEvents(1 + (n % 3)), newContext())
    })
    const busy = { busy: true }
    const sealing = Array.from({ length: 4 }, async () => {
      const own = new Pool({ connectionString: database.appUrl, max: 1 })
      while (busy.busy) await sealSegments({ ...ports, store: postgresSegments(own) })
      await own.end()
    })
    await Promise.all(writing)
    busy.busy = false
    await Promise.all(sealing)
    await sealSegments(ports)
    const rows = await ports.store.all()
    expect(rows.map(({ number, through }) => [number, through])).toEqual(rows.map((_, n) => [n + 1, Math.min(n * 5 + 5, 143)]))
    expect((await verifySealedLog(log, ports)).segments).toEqual({ segments: 29, unsealed: 0, headKept: true, faults: [] })
  })

  it('are sound to whoever checks while the log is written and sealed', async () => {
    const busy = { busy: true }
    const sealing = [1, 2].map(async () => {
      while (busy.busy) await sealSegments(ports)
    })
    const checking = [1, 2].map(async () => {
      let checks = 0
      while (busy.busy) {
        const { streams, segments, stopped } = await verifySealedLog(log, ports)
        expect([streams.faults, segments.faults, stopped]).toEqual([[], [], null])
        checks++
      }
      return checks
    })
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let n = 0; n < 25; n++) await log.append(newStream(), 'any', newEvents(1 + (n % 3)), newContext())
      }),
    )
    busy.busy = false
    await Promise.all(sealing)
    for (const checks of await Promise.all(checking)) expect(checks).toBeGreaterThan(0)
  })

  it('outlive a move of the log to memory and back into an empty database', async () => {
    const memory = new MemoryEventLog()
    for await (const page of log.readStored()) await memory.restore(page)
    await memory.append(STREAM, 'any', newEvents(4), newContext())
    expect(isSound(await verifySealedLog(memory, ports))).toBe(true)
    expect(await sealSegments({ ...ports, log: memory })).toEqual({ events: 4, fenced: false })

    const target = await startTestDatabase()
    await runMigrations(target.ownerUrl, [eventLogMigrations])
    const back = new PostgresEventLog({ url: target.appUrl })
    const targetPool = new Pool({ connectionString: target.appUrl })
    // positions of its own: an event that was there first is none of the moved ones
    for await (const page of memory.readStored()) await back.restore(page)
    expect(isSound(await verifySealedLog(back, ports))).toBe(true)
    // the rows stayed behind: they are made anew, and have to meet the signed head
    const moved = { ...ports, log: back, store: postgresSegments(targetPool) }
    expect(await sealSegments(moved)).toEqual({ events: 27, fenced: false })
    const kept = await ports.store.all()
    expect((await moved.store.all()).map(({ chain }) => chain)).toEqual(kept.map(({ chain }) => chain))
    expect(isSound(await verifySealedLog(back, moved))).toBe(true)
    await back.end()
    await targetPool.end()
    await target.stop()
  })
})
