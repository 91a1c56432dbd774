import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runMigrations } from '#database'
import {
  CHAIN_START,
  eventLogMigrations,
  hashOf,
  MemoryEventLog,
  nextLink,
  PostgresEventLog,
  type AppendContext,
  type EventToAppend,
  type StoredEvent,
} from '#event-log'
import { FixedClock, randomUuid } from '#kernel'
import { startTestDatabase, type TestDatabase } from '#testing'
import { BackupRefused, checkFile, exportLog, importEvents, type TargetLog } from '.'
import { eventLine, eventOf } from './event-line'
import { trailerLine, trailerOf, type FileTrailer } from './format'
import { LineWriter } from './line-writer'
import type { SourceLog } from './log-lines'
import { packMember } from './member'
import { readLines } from './read-lines'

const AT = '2026-11-21T02:00:00.000Z'
const options = { source: 'memory', product: '0.1.0', clock: new FixedClock(AT) }
const directory = mkdtempSync(join(tmpdir(), 'teduh-log-file-'))
let files = 0
const newFile = (): string => join(directory, `log-${files++}.teduh`)
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const context = (): AppendContext => ({
  recordedAt: AT,
  actor: { kind: 'system', name: 'test' },
  unit: 'uptd-contoh',
  commandId: randomUuid(),
  correlationId: randomUuid(),
  causationId: null,
})
const note = (text: string): EventToAppend => ({ id: randomUuid(), type: 'NoteTaken', version: 1, data: { text } })

/** Streams that grow in turn. */
async function filled(events: number, log = new MemoryEventLog(), text = 'é😀\u2028"\\'): Promise<MemoryEventLog> {
  const streams = Array.from({ length: 7 }, () => `case-${randomUuid()}`)
  for (let n = 0; n < events; n++) await log.append(streams[n % 7] ?? '', 'any', [note(`${text} ${n}`)], context())
  return log
}

async function bytesOf(log: SourceLog): Promise<readonly string[]> {
  const all: string[] = []
  for await (const page of log.readStored())
    for (const { stream, revision, id, type, version, envelope, data, hash } of page)
      all.push([stream, revision, id, type, version, envelope.toString('base64'), data.toString('base64'), hash.toString('hex')].join(' '))
  return all
}

async function imported(file: string, log: TargetLog): Promise<number> {
  return (await importEvents(log, await checkFile(file, ['log']))).resumed
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof BackupRefused ? error.code : `unexpected ${String(error)}`),
  )

/** A log whose reading breaks off. */
function breaking(log: MemoryEventLog, after: number): SourceLog {
  return {
    dense: true,
    head: () => log.head(),
    async *readStored() {
      let left = after
      for await (const page of log.readStored())
        for (const event of page) {
          if (left-- === 0) throw new Error('broken off')
          yield [event]
        }
    },
  }
}

describe('a log in a file', () => {
  it('comes back with the same bytes, in the same order', async () => {
    const log = await filled(60)
    const file = newFile()
    const exported = await exportLog(log, file, options)
    const other = new MemoryEventLog()
    expect(await imported(file, other)).toBe(0)
    expect(await bytesOf(other)).toEqual(await bytesOf(log))
    expect(exported).toMatchObject({ events: 60, resumed: 0 })
    const again = newFile()
    expect((await exportLog(other, again, options)).chain).toBe(exported.chain)
  })

  it('is one the owner alone may read, and gunzip shows it', async () => {
    const file = newFile()
    await exportLog(await filled(3), file, options)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect([existsSync(`${file}.partial`), existsSync(`${file}.lock`)]).toEqual([false, false])
    const lines = execFileSync('gunzip', ['-c'], { input: readFileSync(file), encoding: 'utf8' })
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(5)
    expect(JSON.parse(lines[0] ?? '')).toEqual({ teduh: 'log', format: 1, product: '0.1.0', createdAt: AT, source: 'memory', migrations: [] })
    expect(Object.keys(JSON.parse(lines[1] ?? '') as object)).toEqual(['hash', 'envelope', 'data'])
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({ end: { events: 3, rows: 0 } })
  })

  it('holds the log as it stood when the copy began', async () => {
    const log = await filled(20)
    const growing: SourceLog = {
      dense: true,
      head: () => log.head(),
      async *readStored() {
        for await (const page of log.readStored()) {
          await filled(10, log)
          yield page
        }
        yield* log.readStored(await log.head())
      },
    }
    expect(await exportLog(growing, newFile(), options)).toMatchObject({ events: 20 })
  })

  it('may be empty', async () => {
    const file = newFile()
    expect(await exportLog(new MemoryEventLog(), file, options)).toMatchObject({ events: 0, lastEvent: null })
    const other = new MemoryEventLog()
    expect(await imported(file, other)).toBe(0)
    expect(await other.head()).toBeNull()
  })

  it('is never written over another one', async () => {
    const file = newFile()
    writeFileSync(file, 'something')
    expect(await codeOf(exportLog(await filled(1), file, options))).toBe('backup.file-exists')
    expect(readFileSync(file, 'utf8')).toBe('something')
  })

  it('is never written over one that came while it was made', async () => {
    const file = newFile()
    const log = await filled(3)
    const late: SourceLog = {
      dense: true,
      head: () => log.head(),
      async *readStored() {
        yield* log.readStored()
        writeFileSync(file, 'something')
      },
    }
    expect(await codeOf(exportLog(late, file, options))).toBe('backup.file-exists')
    expect(readFileSync(file, 'utf8')).toBe('something')
  })

  it('is no pipe and no folder, in neither direction, and nothing waits for one', async () => {
    const pipe = newFile()
    execFileSync('mkfifo', [pipe])
    for (const name of [pipe, directory]) {
      expect(await codeOf(exportLog(await filled(1), name, options))).toBe('backup.no-file')
      expect(await codeOf(checkFile(name, ['log']))).toBe('backup.no-file')
    }
  })

  it('is its owner’s alone whatever was left under its passing name, and follows no link there', async () => {
    const elsewhere = newFile()
    writeFileSync(elsewhere, 'something', { mode: 0o644 })
    const linked = newFile()
    symlinkSync(elsewhere, `${linked}.partial`)
    expect(await codeOf(exportLog(await filled(1), linked, options))).toBe('done')
    expect(readFileSync(elsewhere, 'utf8')).toBe('something')
    const cutOff = newFile()
    const log = await filled(3)
    await expect(exportLog(breaking(log, 1), cutOff, options)).rejects.toThrow('broken off')
    chmodSync(`${cutOff}.partial`, 0o644)
    await exportLog(log, cutOff, options)
    expect([linked, cutOff].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
  })
})

describe('an export that was cut off', () => {
  // long texts, so that the file has several members
  const long = 'x'.repeat(60_000)

  it.each([3, 17, 40])('after %i events goes on where it stopped', async (after) => {
    const log = await filled(50, new MemoryEventLog(), long)
    const file = newFile()
    await expect(exportLog(breaking(log, after), file, options)).rejects.toThrow('broken off')
    expect(existsSync(file)).toBe(false)
    const exported = await exportLog(log, file, options)
    expect(exported.events).toBe(50)
    expect(exported.resumed).toBeLessThanOrEqual(after)
    if (after > 30) expect(exported.resumed).toBeGreaterThan(8)
    const other = new MemoryEventLog()
    await imported(file, other)
    expect(await bytesOf(other)).toEqual(await bytesOf(log))
  })

  it('goes on whatever was left of its last piece', async () => {
    const log = await filled(50, new MemoryEventLog(), long)
    const file = newFile()
    await exportLog(log, file, options)
    const whole = readFileSync(file)
    for (const length of [0, 5, 150, 400, Math.floor(whole.length / 2), whole.length - 90, whole.length - 1, whole.length]) {
      const cut = newFile()
      writeFileSync(`${cut}.partial`, whole.subarray(0, length))
      await filled(1, log)
      const exported = await exportLog(log, cut, options)
      expect((await checkFile(cut, ['log'])).trailer).toMatchObject({ events: exported.events, chain: exported.chain })
    }
  })

  it('refuses a part that is of another log', async () => {
    const file = newFile()
    await expect(exportLog(breaking(await filled(50, new MemoryEventLog(), long), 40), file, options)).rejects.toThrow('broken off')
    expect(await codeOf(exportLog(await filled(50), file, options))).toBe('backup.partial-of-other')
  })
})

describe('a damaged log', () => {
  it.each([
    ['changed', (event: StoredEvent) => ({ ...event, data: Buffer.from('{"text":"changed"}') })],
    ['taken out', () => null],
  ])('is not copied: an event was %s', async (_, change) => {
    const log = await filled(20)
    const damaged: SourceLog = {
      dense: true,
      head: () => log.head(),
      async *readStored() {
        for await (const page of log.readStored()) yield page.flatMap((event, index) => (index === 9 ? (change(event) ?? []) : event))
      },
    }
    const file = newFile()
    expect(await codeOf(exportLog(damaged, file, options))).toBe('backup.log-damaged')
    expect(existsSync(file)).toBe(false)
  })
})

describe('a file that does not hold', () => {
  let file: string
  beforeAll(async () => {
    file = newFile()
    await exportLog(await filled(30), file, options)
  })

  it.each([
    ['an empty one', () => Buffer.alloc(0), 'backup.truncated'],
    ['something else', () => Buffer.from('a letter to somebody, long enough'), 'backup.not-ours'],
    ['one without its end', (whole: Buffer) => whole.subarray(0, whole.length - 1), 'backup.truncated'],
    ['one without its trailer', (whole: Buffer) => whole.subarray(0, whole.lastIndexOf(Buffer.from([0x1f, 0x8b, 0x08, 0x04]))), 'backup.truncated'],
    ['one with something behind', (whole: Buffer) => Buffer.concat([whole, whole]), 'backup.corrupt'],
  ])('is refused: %s', async (_, spoil, code) => {
    const spoilt = newFile()
    writeFileSync(spoilt, spoil(readFileSync(file)))
    expect(await codeOf(checkFile(spoilt, ['log']))).toBe(code)
  })

  it('is refused wherever a byte was changed', async () => {
    const whole = readFileSync(file)
    const spoilt = newFile()
    for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const copy = Buffer.from(whole)
      copy[at] = (copy[at] ?? 0) ^ 0x10
      writeFileSync(spoilt, copy)
      expect(['backup.corrupt', 'backup.truncated', 'backup.not-ours']).toContain(await codeOf(checkFile(spoilt, ['log'])))
    }
  })

  /** @returns its trailer, as it would be over these lines */
  const trailerOver = (lines: readonly string[], trailer: FileTrailer): FileTrailer => {
    const link = lines.slice(1).reduce((before, line) => nextLink(before, storedIn(line)), CHAIN_START)
    return {
      ...trailer,
      chain: link.toString('hex'),
      sha256: createHash('sha256')
        .update(`${lines.join('\n')}\n`)
        .digest('hex'),
    }
  }
  const storedIn = (line: string): StoredEvent => {
    const event = eventOf(line)
    if (!event) throw new Error('no event')
    return event
  }

  it.each<[string, (lines: string[], trailer: FileTrailer) => FileTrailer]>([
    ['what its header says', (lines, trailer) => ((lines[0] = (lines[0] ?? '').replace('"memory"', '"postgres"')), trailer)],
    ['how many events it counts', (_, trailer) => ({ ...trailer, events: trailer.events + 1 })],
    ['how many rows it counts', (_, trailer) => ({ ...trailer, rows: 1 })],
    ['which event is its last', (_, trailer) => ({ ...trailer, lastEvent: randomUuid() })],
    ['the link of its chain', (_, trailer) => ({ ...trailer, chain: '0'.repeat(64) })],
    [
      'an event, with its hash and every sum made to fit',
      (lines, trailer) => {
        const event = storedIn(lines[1] ?? '')
        const data = Buffer.from('{"text":"something else"}')
        lines[1] = eventLine({ ...event, data, hash: hashOf(event.envelope, data) }) ?? ''
        return trailerOver(lines, trailer)
      },
    ],
    [
      'how many events there are, with every sum made to fit',
      (lines, trailer) => (lines.splice(1, 1), { ...trailerOver(lines, trailer), events: 29 }),
    ],
  ])('is refused though it was packed anew, where somebody changed %s', async (_, change) => {
    const lines: string[] = []
    for await (const found of readLines(file)) lines.push(...found.lines)
    const trailer = trailerOf(lines.pop() ?? '')
    if (!trailer) throw new Error('no trailer')
    const pack = (last: FileTrailer): Promise<Buffer[]> =>
      Promise.all([lines, [trailerLine(last)]].map((some) => packMember(Buffer.from(`${some.join('\n')}\n`))))
    const repacked = newFile()
    writeFileSync(repacked, Buffer.concat(await pack(trailer)))
    expect(await codeOf(checkFile(repacked, ['log']))).toBe('done')
    writeFileSync(repacked, Buffer.concat(await pack(change(lines, trailer))))
    expect(await codeOf(checkFile(repacked, ['log']))).toBe('backup.corrupt')
  })

  it('is refused where there is none', async () => {
    expect(await codeOf(checkFile(newFile(), ['log']))).toBe('backup.file-unreadable')
  })
})

describe('an import', () => {
  let database: TestDatabase
  let log: PostgresEventLog
  beforeEach(async () => {
    database = await startTestDatabase()
    await runMigrations(database.ownerUrl, [eventLogMigrations])
    log = new PostgresEventLog({ url: database.appUrl })
  })
  afterEach(async () => {
    await log.end()
    await database.stop()
  })

  it('brings a log into PostgreSQL and out again, unchanged', async () => {
    const original = await filled(200)
    const file = newFile()
    const first = await exportLog(original, file, options)
    await imported(file, log)
    expect(await bytesOf(log)).toEqual(await bytesOf(original))
    const back = newFile()
    expect(await exportLog(log, back, { ...options, source: 'postgres' })).toMatchObject({
      events: 200,
      chain: first.chain,
      lastEvent: first.lastEvent,
    })
    const other = new MemoryEventLog()
    await imported(back, other)
    expect(await bytesOf(other)).toEqual(await bytesOf(original))
  })

  it('that was cut off goes on; repeated whole it writes nothing', async () => {
    const original = await filled(120)
    const file = newFile()
    await exportLog(original, file, options)
    for await (const page of original.readStored()) await log.restore(page.slice(0, 47))
    expect(await imported(file, log)).toBe(47)
    expect(await imported(file, log)).toBe(120)
    expect(await bytesOf(log)).toEqual(await bytesOf(original))
  })

  it('refuses a log that holds other events, and writes nothing', async () => {
    const file = newFile()
    await exportLog(await filled(30), file, options)
    await log.append(`case-${randomUuid()}`, 'any', [note('already here')], context())
    expect(await codeOf(imported(file, log))).toBe('backup.log-holds-others')
    expect(await bytesOf(log)).toHaveLength(1)
  })

  it('refuses a log that has gone on since', async () => {
    const original = await filled(30)
    const file = newFile()
    await exportLog(original, file, options)
    await imported(file, log)
    await log.append(`case-${randomUuid()}`, 'any', [note('later')], context())
    expect(await codeOf(imported(file, log))).toBe('backup.log-holds-others')
  })

  it('refuses a log whose events have other bytes under the same ids', async () => {
    const original = await filled(30)
    const file = newFile()
    await exportLog(original, file, options)
    for await (const page of original.readStored()) await log.restore(page.slice(0, 5))
    const other: TargetLog = {
      dense: log.dense,
      head: () => log.head(),
      restore: (events) => log.restore(events),
      async *readStored(after) {
        for await (const page of log.readStored(after)) yield page.map((event, index) => (index === 3 ? { ...event, hash: Buffer.alloc(32) } : event))
      },
    }
    expect(await codeOf(imported(file, other))).toBe('backup.log-holds-others')
    expect(await bytesOf(log)).toHaveLength(5)
  })

  it.each([
    ['before it writes more, where positions are counted', true, 1],
    ['at the end, where they are not', false, 2],
  ])('notices an append by somebody else %s', async (_, dense, written) => {
    const file = newFile()
    await exportLog(await filled(2_001), file, options)
    let restored = 0
    const disturbed: TargetLog = {
      dense,
      head: () => log.head(),
      readStored: (after) => log.readStored(after),
      restore: async (events) => {
        if (restored++ === 0) await log.append(`case-${randomUuid()}`, 'any', [note('meanwhile')], context())
        return log.restore(events)
      },
    }
    expect(await codeOf(imported(file, disturbed))).toBe('backup.log-written-meanwhile')
    expect(restored).toBe(written)
  })
})

it('of a newer release is refused', async () => {
  const file = newFile()
  await exportLog(await filled(1), file, options)
  const text = execFileSync('gunzip', ['-c'], { input: readFileSync(file), encoding: 'utf8' })
  const newer = newFile()
  const writer = await LineWriter.begin(newer)
  for (const line of text.replace('"format":1', '"format":2').trimEnd().split('\n')) await writer.add(line)
  await writer.finish({ events: 1, lastEvent: null, chain: '', rows: 0 })
  expect(await codeOf(checkFile(newer, ['log']))).toBe('backup.newer')
  copyFileSync(file, newer)
  truncateSync(newer, 40)
  expect(await codeOf(checkFile(newer, ['log']))).toBe('backup.truncated')
})
