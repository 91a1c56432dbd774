import { withClient } from '#database'
import { MemoryEventLog, type Page, type ReadAllOptions } from '#event-log'
import { deriveId, randomUuid, type AnyFact, type Position } from '#kernel'
import { catchUp, openReadModelLab, type ReadModelLab, until } from '#testing'
import { defineTable, migrationsFor, type Entry, type ReadModel } from './index'

interface TallyRow {
  readonly stream: string
  count: number
}
const tallyTable = defineTable<TallyRow>({
  name: 'tally',
  comment: 'Test table',
  columns: { stream: 'text', count: 'integer' },
  key: ['stream'],
  group: 'stream',
})

/** Counts events a stream, and waits where it is told to. */
const tallyModel = (wait: (entry: Entry) => Promise<void> = () => Promise.resolve()): ReadModel => ({
  name: 'tally',
  version: 1,
  streamPrefix: 'tally-',
  tables: [tallyTable],
  async fold(entries, transaction) {
    for (const entry of entries) {
      const { stream } = entry.event
      const rows = await transaction.rows(tallyTable, [stream])
      await wait(entry)
      rows.put({ stream, count: (rows.of(stream)[0]?.count ?? 0) + 1 })
    }
  },
})

const T1 = '2026-11-20T01:00:00.000Z'
const said: AnyFact = { type: 'Said', version: 1, data: {} }
const streamOf = (index: number): string => `tally-${deriveId('00000000-0000-4000-8000-000000000000', index)}`
const STREAMS = Array.from({ length: 6 }, (_, index) => streamOf(index))

/** A door that a fold stands before until it is opened. */
class Door {
  readonly reached: Promise<void>
  readonly #opened: Promise<void>
  open: () => void = () => undefined
  #reach: () => void = () => undefined

  constructor(private readonly stream: string) {
    this.reached = new Promise((resolve) => (this.#reach = resolve))
    this.#opened = new Promise((resolve) => (this.open = resolve))
  }

  pass = ({ event }: Entry): Promise<void> => {
    if (event.stream !== this.stream) return Promise.resolve()
    this.#reach()
    return this.#opened
  }
}

describe('a rebuild that something comes in the way of', () => {
  let lab: ReadModelLab
  let door: Door
  const tally = async (): Promise<Record<string, number>> => {
    const { rows } = await lab.pool.query<{ stream: string; count: number }>('select stream, count from read_models.tally order by stream')
    return Object.fromEntries(rows.map(({ stream, count }) => [stream, count]))
  }
  const besides = async (): Promise<number> => {
    const found = await withClient(lab.database.superuserUrl, (client) => client.query(`select from pg_tables where schemaname = 'read_models_next'`))
    return found.rowCount ?? 0
  }
  const whole = Object.fromEntries(STREAMS.map((stream) => [stream, 1]).sort())
  /** Of one event a page, with hardly any memory: everything is written early and may be taken back. */
  const hungry = { pageSize: 1 } as const

  beforeEach(async () => {
    const [, , , , fifth = ''] = STREAMS
    door = new Door(fifth)
    const model = tallyModel()
    lab = await openReadModelLab([model], migrationsFor([model]))
    for (const stream of STREAMS) await lab.tell(stream, [said], T1)
    await catchUp(lab)
  })
  afterEach(() => lab.close())

  const slowly = (more: { leaseMilliseconds?: number } = {}) => lab.projections({ models: [tallyModel(door.pass)], ...hungry, ...more })

  it('that lost its lease while it slept writes nothing more into the tables of the next one, and leaves them where they are', async () => {
    const sleeper = slowly({ leaseMilliseconds: 60_000 }).rebuild([], { keptGroups: 1 })
    sleeper.catch(() => undefined)
    await door.reached
    await lab.pool.query(`update read_models.leases set held_until = clock_timestamp() - interval '1 second' where name = 'rebuild'`)
    const second = new Door(STREAMS[5] ?? '')
    const next = lab.projections({ models: [tallyModel(second.pass)], ...hungry }).rebuild([], { keptGroups: 1 })
    await second.reached
    door.open()
    await expect(sleeper).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    expect(await besides()).toBe(1)
    second.open()
    await next
    expect(await tally()).toEqual(whole)
  })

  it('that lost its lease after its last look at the log exchanges no tables', async () => {
    await lab.pool.query('update read_models.tally set count = 99')
    const before = await lab.contents()
    let looks = 0
    const readAll = async function* (after: Position | null, options?: ReadAllOptions): AsyncGenerator<Page> {
      yield* lab.log.readAll(after, options)
      if (++looks === 2) await lab.pool.query(`update read_models.leases set holder = $1, fence = fence + 1 where name = 'rebuild'`, [randomUuid()])
    }
    const log = Object.assign(new MemoryEventLog(), { readAll })
    await expect(lab.projections({ log, leaseMilliseconds: 3_600_000 }).rebuild()).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    expect(await lab.contents()).toEqual(before)
  })

  it('whose connection is ended fails with one clear code, keeps the old tables, and the next one goes through at once', async () => {
    const rebuild = slowly().rebuild()
    rebuild.catch(() => undefined)
    await door.reached
    await withClient(lab.database.superuserUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'teduh_app' and datname = current_database() and pid <> pg_backend_pid()`,
      ),
    )
    // the pool has heard of it: what is asked from now on is asked on new connections
    await until(() => lab.pool.idleCount === 0)
    door.open()
    await expect(rebuild).rejects.toMatchObject({ code: 'read-models.rebuild-failed' })
    expect(await tally()).toEqual(whole)
    expect(await besides()).toBe(0)
    await lab.projections().rebuild()
    expect(await tally()).toEqual(whole)
  })

  it('that is told to stop leaves no table beside, no transaction and no lease', async () => {
    const stop = new AbortController()
    const rebuild = slowly().rebuild([], { signal: stop.signal, keptGroups: 1 })
    rebuild.catch(() => undefined)
    await door.reached
    stop.abort()
    door.open()
    await expect(rebuild).rejects.toMatchObject({ code: 'read-models.rebuild-failed' })
    expect(await besides()).toBe(0)
    const { rows } = await withClient(lab.database.superuserUrl, (client) =>
      client.query<{ open: number }>(
        `select count(*)::int as open from pg_stat_activity where usename = 'teduh_app' and datname = current_database() and state <> 'idle'`,
      ),
    )
    expect(rows[0]?.open).toBe(0)
    await lab.projections().rebuild()
    expect(await tally()).toEqual(whole)
  })

  it('waits for whoever reads the old tables in a long transaction, without making others wait behind it', async () => {
    await lab.pool.query(`update read_models.tally set count = 99`)
    const reader = await lab.pool.connect()
    try {
      await reader.query('begin')
      await reader.query('select from read_models.tally')
      const asked = new AbortController()
      const rebuild = lab.projections().rebuild()
      let done = false
      const ended = rebuild.finally(() => {
        done = true
        asked.abort()
      })
      ended.catch(() => undefined)
      const waiting = `select from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'tally' and not l.granted
        and l.database = (select oid from pg_database where datname = current_database())`
      await until(async () => ((await lab.pool.query(waiting)).rowCount ?? 0) > 0)
      // others read on: a question comes through although the swap is still not done
      await lab.pool.query('select from read_models.tally')
      await lab.tell(STREAMS[0] ?? '', [said], T1)
      expect(done).toBe(false)
      await reader.query('commit')
      await ended
      expect(await tally()).toEqual({ ...whole, [STREAMS[0] ?? '']: 2 })
    } finally {
      reader.release()
    }
  })

  it('gives up where the old tables are read on and on, and they stay', async () => {
    const reader = await lab.pool.connect()
    try {
      await reader.query('begin')
      await reader.query('select from read_models.tally')
      await expect(lab.projections().rebuild([], { patience: 0 })).rejects.toMatchObject({
        code: 'read-models.rebuild-failed',
        message: expect.stringContaining('sql.55P03') as string,
      })
      await reader.query('commit')
    } finally {
      reader.release()
    }
    expect(await tally()).toEqual(whole)
    expect(await besides()).toBe(0)
  })
})
