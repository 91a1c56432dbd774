import { randomUUID } from 'node:crypto'
import { withClient } from '#database'
import { LogUnavailable } from '#event-log'
import { deriveId, randomUuid, type AnyFact } from '#kernel'
import { SealBroken } from '#privacy'
import { openReadModelLab, tallyModel, type ReadModelLab, until } from '#testing'
import { migrationsFor, type ReadModel, type RunnerNotice } from './index'
import { takeLease } from './lease'

const said = (...words: string[]): AnyFact[] => words.map((word) => ({ type: 'Said', version: 1, data: { word } }))
const [A, B] = ['a', 'b'].map((letter) => `tally-${deriveId('00000000-0000-4000-8000-000000000000', letter)}`) as [string, string]
const AT = '2026-11-20T01:00:00.000Z'

describe('the runner of the read models, when something goes wrong around it', () => {
  let lab: ReadModelLab
  const open = (model: ReadModel = tallyModel()): Promise<ReadModelLab> => openReadModelLab([model], migrationsFor([model]))
  const reopened = async (model: ReadModel): Promise<void> => {
    await lab.close()
    lab = await open(model)
  }
  const words = async (stream: string): Promise<readonly string[]> => {
    const { rows } = await lab.pool.query<{ words: string[] }>('select words from read_models.tally where stream = $1', [stream])
    return rows[0]?.words ?? []
  }
  const bySuperuser = <T extends object>(sql: string): Promise<readonly T[]> =>
    withClient(lab.database.superuserUrl, async (client) => (await client.query<T>(sql)).rows)
  beforeEach(async () => {
    lab = await open()
  })
  afterEach(() => lab.close())

  it('waits for no lease that only a clock set back has made long', async () => {
    await lab.tell(A, said('one'), AT)
    await lab.pool.query(
      `insert into read_models.leases (name, holder, fence, held_until) values ('projections', $1, 7, clock_timestamp() + interval '1 hour')`,
      [randomUUID()],
    )
    const stop = new AbortController()
    const projections = lab.projections()
    const running = projections.run(stop.signal)
    expect((await projections.waitFor((await lab.log.head()) ?? '', 60_000)).reached).toBe(true)
    stop.abort()
    await running
    expect((await lab.pool.query<{ fence: string }>(`select fence from read_models.leases where name = 'projections'`)).rows[0]?.fence).toBe('8')
  })

  it('folds nothing more once somebody else holds its lease, before it was told so', async () => {
    const seen: string[] = []
    const stop = new AbortController()
    const projections = lab.projections({ leaseMilliseconds: 3_600_000, notify: ({ kind }) => void seen.push(kind) })
    const running = projections.run(stop.signal)
    await projections.waitFor(await lab.tell(A, said('one'), AT), 60_000)
    await lab.pool.query('update read_models.leases set holder = $1, fence = fence + 1', [randomUuid()])
    await lab.tell(A, said('two'), AT)
    await until(async () => seen.includes('waiting') || (await words(A)).length > 1)
    stop.abort()
    await running
    expect(await words(A)).toEqual(['one'])
  })

  it('is given its whole lease, however long it waited for the row', async () => {
    const [holder, other] = [randomUuid(), randomUuid()]
    await takeLease(lab.pool, 'one', other, 0)
    const client = await lab.pool.connect()
    await client.query(`begin; select from read_models.leases where name = 'one' for update`)
    const taking = takeLease(lab.pool, 'one', holder, 10_000)
    await until(
      async () => (await bySuperuser(`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).length === 1,
    )
    const { rows } = await client.query<{ now: string }>('select clock_timestamp()::text as now')
    await client.query('commit')
    client.release()
    expect(await taking).toMatchObject({ holder })
    const [lease] = await bySuperuser<{ whole: boolean }>(
      `select held_until >= timestamptz '${rows[0]?.now ?? ''}' + interval '10 seconds' as whole from read_models.leases`,
    )
    expect(lease?.whole).toBe(true)
  })

  it('prolongs its lease by one question at a time, however long that is held up', async () => {
    let [asking, most, asked] = [0, 0, 0]
    const free = new AbortController()
    const held = new Promise<void>((resolve) => free.signal.addEventListener('abort', () => resolve()))
    const query = async (question: { readonly text?: string }, ...rest: unknown[]): Promise<unknown> => {
      if (!question.text?.startsWith('update read_models.leases set held_until')) return Reflect.apply(lab.pool.query, lab.pool, [question, ...rest])
      asked++
      most = Math.max(most, ++asking)
      await held
      asking--
      return { rows: [], rowCount: 1 }
    }
    const pool = Object.assign(Object.create(lab.pool) as typeof lab.pool, { query })
    const stop = new AbortController()
    const running = lab.projections({ pool, leaseMilliseconds: 30 }).run(stop.signal)
    await until(() => asked > 0)
    // As many of its beats as would have asked again.
    let beats = 0
    const beat = setInterval(() => beats++, 10)
    await until(() => beats >= 20)
    clearInterval(beat)
    stop.abort()
    free.abort()
    await running
    expect(most).toBe(1)
  })

  it('leaves the tables of another version alone, also where neither has taken anything yet', async () => {
    await lab.tell(A, said('one', 'two'), AT)
    const { log } = lab
    const slow = Object.assign(Object.create(log) as typeof log, {
      async *subscribe(...asked: Parameters<typeof log.subscribe>) {
        for await (const page of log.subscribe(...asked)) {
          await lab.pool.query('update read_models.checkpoints set version = 2')
          yield page
        }
      },
    })
    await expect(lab.projections({ log: slow }).run(new AbortController().signal)).rejects.toMatchObject({ code: 'read-models.migration-missing' })
    expect(await words(A)).toEqual([])
    expect((await lab.pool.query<{ position: string | null }>('select position from read_models.checkpoints')).rows).toEqual([{ position: null }])
  })

  it('takes up nothing that is parked in tables of another version', async () => {
    let poison = true
    await reopened(
      tallyModel(() => {
        if (poison) throw new TypeError('a value of somebody')
      }),
    )
    const stop = new AbortController()
    const projections = lab.projections()
    const running = projections.run(stop.signal)
    await projections.waitFor(await lab.tell(A, said('one'), AT), 60_000)
    stop.abort()
    await running
    poison = false
    await lab.pool.query('update read_models.checkpoints set version = 2')
    await expect(projections.retry('tally', A)).rejects.toMatchObject({ code: 'read-models.migration-missing' })
    expect(await words(A)).toEqual([])
    expect(await projections.parked()).toHaveLength(1)
  })

  it('neither ends nor parks anything while the database takes no writes, as a standby does', async () => {
    const notices: RunnerNotice[] = []
    const stop = new AbortController()
    const projections = lab.projections({ leaseMilliseconds: 300, notify: (notice) => notices.push(notice) })
    const running = projections.run(stop.signal)
    await projections.waitFor(await lab.tell(A, said('one'), AT), 60_000)
    const reconnected = async (readOnly: 'on' | 'off'): Promise<void> => {
      await bySuperuser(`select set_config('default_transaction_read_only', 'off', false)`)
      // in this database alone: the role is that of every suite of the run
      await bySuperuser(
        `do $$ begin execute format('alter role teduh_app in database %I set default_transaction_read_only = ${readOnly}', current_database()); end $$`,
      )
      await bySuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'teduh_app' and datname = current_database()`)
    }
    await reconnected('on')
    const position = await lab.tell(A, said('two'), AT)
    await until(() => notices.some((notice) => notice.kind === 'interrupted' && notice.reason === 'sql.25006'))
    await reconnected('off')
    await until(async () => {
      const waited = await projections.waitFor(position, 1_000).catch(() => null)
      return waited?.reached === true
    })
    stop.abort()
    await running
    expect(await words(A)).toEqual(['one', 'two'])
    expect(await projections.parked()).toEqual([])
  })

  it('parks an event whose key cannot be unwrapped, and follows the others', async () => {
    await reopened(
      tallyModel(({ event }) => {
        if (event.stream === A) throw new SealBroken('key-unreadable', event.id, 'data.word')
      }),
    )
    const stop = new AbortController()
    const projections = lab.projections()
    const running = projections.run(stop.signal)
    await lab.tell(A, said('one'), AT)
    expect((await projections.waitFor(await lab.tell(B, said('fine'), AT), 60_000)).reached).toBe(true)
    stop.abort()
    await running
    expect(await words(B)).toEqual(['fine'])
    expect(await projections.parked()).toMatchObject([{ stream: A, held: 1 }])
  })

  it('parks an event that holds nothing to open where something should be, and follows the others', async () => {
    const tally = tallyModel(({ event }) => {
      if (event.stream === A) throw new TypeError('nothing to open')
    })
    await reopened({
      ...tally,
      opens: (event) => {
        const { word } = event.data as { word: string | undefined }
        if (word === 'broken') throw new TypeError('no such field')
        // What an event made by hand may lack.
        return [undefined as never]
      },
    })
    const stop = new AbortController()
    const projections = lab.projections()
    const running = projections.run(stop.signal)
    await lab.tell(A, said('broken', 'missing'), AT)
    expect((await projections.waitFor(await lab.tell(B, said('fine'), AT), 60_000)).reached).toBe(true)
    stop.abort()
    await running
    expect(await words(B)).toEqual(['fine'])
    expect(await projections.parked()).toMatchObject([{ stream: A, held: 2 }])
  })

  it('tries again at once after an interruption, if it had come further since the last one', async () => {
    const all = Array.from({ length: 20 }, (_, index) => `w${index}`)
    await lab.tell(A, said(...all), AT)
    const { log } = lab
    const shaky = Object.assign(Object.create(log) as typeof log, {
      async *subscribe(...asked: Parameters<typeof log.subscribe>) {
        for await (const page of log.subscribe(...asked)) {
          yield page
          throw new LogUnavailable('dropped')
        }
      },
    })
    const stop = new AbortController()
    const interrupted: string[] = []
    const projections = lab.projections({
      log: shaky,
      pageSize: 1,
      notify: (notice) => {
        if (notice.kind === 'interrupted') interrupted.push(notice.reason)
      },
    })
    const running = projections.run(stop.signal)
    // Were each wait twice the last one, up to five seconds, the last event would be read after more than a minute.
    expect((await projections.waitFor((await log.head()) ?? '', 60_000)).reached).toBe(true)
    stop.abort()
    await running
    expect(interrupted.length).toBeGreaterThanOrEqual(all.length - 1)
    expect(await words(A)).toEqual(all)
  })
})
