import { withClient } from '#database'
import { MemoryEventLog, type Page, type ReadAllOptions } from '#event-log'
import { deriveId, randomUuid, systemClock, type AnyFact, type Position } from '#kernel'
import { catchUp, openReadModelLab, tallyModel, type ReadModelLab, until } from '#testing'
import { migrationsFor, parkedStreams, secondsBehind, type Projections, type ReadModel, type RunnerNotice } from './index'

const said = (...words: string[]): AnyFact[] => words.map((word) => ({ type: 'Said', version: 1, data: { word } }))
const [A, B, C] = ['a', 'b', 'c'].map((letter) => `tally-${deriveId('00000000-0000-4000-8000-000000000000', letter)}`) as [string, string, string]
const T1 = '2026-11-20T01:00:00.000Z'
const T2 = '2026-11-20T02:00:00.000Z'

/** The server ends the connection after the rows are written and before the checkpoint is, once. */
const endConnectionAtNextCheckpoint = (superuserUrl: string): Promise<unknown> =>
  withClient(superuserUrl, (client) =>
    client.query(`
      create sequence read_models.crashes;
      create function read_models.crash() returns trigger language plpgsql security definer as $$
      begin
        if nextval('read_models.crashes') = 1 then
          perform pg_terminate_backend(pg_backend_pid());
          perform pg_sleep(5);
        end if;
        return new;
      end $$;
      create trigger crash before update on read_models.checkpoints for each row execute function read_models.crash()`),
  )

describe('the runner of the read models', () => {
  let lab: ReadModelLab
  const open = (model: ReadModel = tallyModel()): Promise<ReadModelLab> => openReadModelLab([model], migrationsFor([model]))
  const tally = async (): Promise<Record<string, string[]>> => {
    const { rows } = await lab.pool.query<{ stream: string; words: string[] }>('select stream, words from read_models.tally order by stream')
    return Object.fromEntries(rows.map(({ stream, words }) => [stream, words]))
  }
  beforeEach(async () => {
    lab = await open()
  })
  afterEach(() => lab.close())

  it('catches up, then stays live, and passes over other streams', async () => {
    await lab.tell(A, said('one'), T1)
    await lab.tell(`other-${A.slice(-36)}`, said('unheard'), T1)
    const projections = lab.projections()
    const stop = new AbortController()
    const running = projections.run(stop.signal)
    await projections.waitFor(await lab.tell(A, said('two'), T1), 60_000)
    expect(await tally()).toEqual({ [A]: ['one', 'two'] })
    expect((await projections.waitFor(await lab.tell(B, said('live'), T1), 60_000)).reached).toBe(true)
    expect(await tally()).toEqual({ [A]: ['one', 'two'], [B]: ['live'] })
    stop.abort()
    await running
  })

  it('gives each event the running maximum of recorded-at, across batches and clock steps', async () => {
    await lab.tell(A, said('late clock'), T2)
    await lab.tell(B, said('clock stepped back'), T1)
    await catchUp(lab, lab.projections({ pageSize: 1 }))
    await lab.tell(C, said('and the reader began anew'), T1)
    await catchUp(lab)
    const moments = async (): Promise<readonly string[]> => {
      const { rows } = await lab.pool.query<{ as_of: Date }>('select as_of from read_models.tally')
      return rows.map(({ as_of }) => as_of.toISOString())
    }
    expect(await moments()).toEqual([T2, T2, T2])
    await lab.projections({ pageSize: 1 }).rebuild()
    expect(await moments()).toEqual([T2, T2, T2])
    const [status] = await lab.projections().status()
    expect(status).toMatchObject({ model: 'tally', behind: 0, parkedStreams: 0, asOf: T2 })
  })

  it('tells when a wait ends unmet, and how many events lie behind', async () => {
    const position = await lab.tell(A, said('one', 'two', 'three'), T1)
    const projections = lab.projections()
    expect(await projections.waitFor(position, 60)).toEqual({ reached: false, position: null })
    expect((await projections.status())[0]?.behind).toBe(3)
  })

  it('writes rows and checkpoint together or not at all', async () => {
    await lab.tell(A, said('one', 'two'), T1)
    await endConnectionAtNextCheckpoint(lab.database.superuserUrl)
    const projections = lab.projections()
    const stop = new AbortController()
    const notices: RunnerNotice[] = []
    const running = lab.projections({ notify: (notice) => notices.push(notice) }).run(stop.signal)
    expect((await projections.waitFor((await lab.log.head()) ?? '', 60_000)).reached).toBe(true)
    stop.abort()
    await running
    expect(notices.some(({ kind }) => kind === 'interrupted')).toBe(true)
    expect(await tally()).toEqual({ [A]: ['one', 'two'] })
  })

  it('lets one of two runners work; the other takes over, and the first is fenced out', async () => {
    const [first, second] = [new AbortController(), new AbortController()]
    const seen: string[] = []
    const note = (who: string) => (notice: RunnerNotice) => void seen.push(`${who} ${notice.kind}`)
    const one = lab.projections({ leaseMilliseconds: 300, holder: randomUuid(), notify: note('one') }).run(first.signal)
    await until(() => seen.includes('one working'))
    const two = lab.projections({ leaseMilliseconds: 300, holder: randomUuid(), notify: note('two') }).run(second.signal)
    await until(() => seen.includes('two waiting'))
    await lab.tell(A, said('one'), T1)
    await until(async () => (await tally())[A]?.length === 1)
    // The first one sleeps so long that its lease runs out: somebody else's fence stands now.
    await lab.pool.query(
      `update read_models.leases set held_until = clock_timestamp() - interval '1 second', fence = fence + 1, holder = gen_random_uuid()`,
    )
    await until(() => seen.filter((line) => line.endsWith('working')).length >= 2)
    await lab.tell(A, said('two'), T1)
    await until(async () => (await tally())[A]?.length === 2)
    first.abort()
    await one
    await lab.tell(B, said('after'), T1)
    await until(async () => (await tally())[B]?.length === 1)
    second.abort()
    await two
    expect(await tally()).toEqual({ [A]: ['one', 'two'], [B]: ['after'] })
  })

  it('parks an event it cannot digest and the rest of its stream, follows the others, and takes it up again', async () => {
    await lab.close()
    let poison = true
    const model = tallyModel(({ event }) => {
      if (poison && (event.data as { word: string }).word === 'poison') throw new TypeError('a value of somebody')
    })
    lab = await open(model)
    await lab.tell(A, said('one', 'poison'), T1)
    await lab.tell(B, said('fine'), T1)
    await lab.tell(A, said('held'), T2)
    await catchUp(lab)
    await lab.tell(A, said('held too'), T2)
    await lab.tell(C, said('fine too'), T2)
    await catchUp(lab)
    expect(await tally()).toEqual({ [A]: ['one'], [B]: ['fine'], [C]: ['fine too'] })
    const projections = lab.projections()
    expect(await projections.parked()).toMatchObject([{ model: 'tally', stream: A, eventType: 'Said', reason: 'TypeError', held: 3 }])
    expect((await projections.status())[0]).toMatchObject({ parkedStreams: 1, behind: 0 })
    await expect(projections.retry('tally', A)).rejects.toMatchObject({ code: 'read-models.retry-failed' })
    await expect(projections.rebuild()).rejects.toMatchObject({ code: 'read-models.rebuild-failed' })
    expect(await tally()).toEqual({ [A]: ['one'], [B]: ['fine'], [C]: ['fine too'] })
    poison = false
    expect(await projections.retry('tally', A)).toBe(3)
    expect(await parkedStreams(lab.pool)).toEqual([])
    await lab.tell(A, said('goes on'), T2)
    await catchUp(lab)
    expect((await tally())[A]).toEqual(['one', 'poison', 'held', 'held too', 'goes on'])
  })

  it.each<[string, (projections: Projections) => Promise<unknown>]>([
    ['a rebuild has digested it', (projections) => projections.rebuild()],
    ['it was taken up again', (projections) => projections.retry('tally', A)],
  ])('follows a parked stream once %s, also where the runner was at work all the time', async (_, mend) => {
    await lab.close()
    let poison = true
    const model = tallyModel(({ event }) => {
      if (poison && (event.data as { word: string }).word === 'poison') throw new TypeError()
    })
    lab = await open(model)
    const projections = lab.projections()
    const stop = new AbortController()
    const running = projections.run(stop.signal)
    await projections.waitFor(await lab.tell(A, said('one', 'poison'), T1), 60_000)
    expect(await projections.parked()).toMatchObject([{ stream: A, held: 1 }])
    poison = false
    await mend(projections)
    expect(await projections.parked()).toEqual([])
    await projections.waitFor(await lab.tell(A, said('goes on'), T2), 60_000)
    stop.abort()
    await running
    expect(await tally()).toEqual({ [A]: ['one', 'poison', 'goes on'] })
    expect(await projections.parked()).toEqual([])
  })

  it('holds everything right after a rebuild, also what was written while its last look at the log ended', async () => {
    await lab.tell(A, said('one'), T1)
    await catchUp(lab)
    const { log } = lab
    let looks = 0
    const readAll = async function* (after: Position | null, options?: ReadAllOptions): AsyncGenerator<Page> {
      yield* log.readAll(after, options)
      // the tables beside are complete, and not exchanged yet
      if (++looks !== 2) return
      await lab.tell(A, said('two'), T1)
      await catchUp(lab)
    }
    await lab.projections({ log: Object.assign(new MemoryEventLog(), { readAll }) }).rebuild()
    expect(looks).toBe(3)
    expect(await tally()).toEqual({ [A]: ['one', 'two'] })
  })

  it('rebuilds beside the live tables, which are read and written meanwhile, and swaps without a gap', async () => {
    await lab.tell(A, said('one'), T1)
    const projections = lab.projections()
    const stop = new AbortController()
    const running = projections.run(stop.signal)
    await projections.waitFor((await lab.log.head()) ?? '', 60_000)
    await lab.pool.query(`update read_models.tally set words = '{forged}'`)
    let asking = true
    const answers: number[] = []
    const asked = (async () => {
      while (asking) answers.push((await lab.pool.query('select 1 from read_models.tally')).rowCount ?? 0)
    })()
    const writing = (async () => {
      for (let index = 0; index < 30; index++) await lab.tell(B, said(`w${index}`), T1)
    })()
    await projections.rebuild(['tally'])
    await writing
    expect((await projections.waitFor((await lab.log.head()) ?? '', 60_000)).reached).toBe(true)
    asking = false
    await asked
    stop.abort()
    await running
    expect(Math.min(...answers)).toBeGreaterThanOrEqual(1)
    const after = await tally()
    expect(after[A]).toEqual(['one'])
    expect(after[B]).toEqual(Array.from({ length: 30 }, (_, index) => `w${index}`))
  })

  it('lets one rebuild run at a time', async () => {
    await lab.tell(A, said('one'), T1)
    const model = tallyModel()
    let arrive: () => void = () => undefined
    let goOn: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const opened = new Promise<void>((resolve) => (goOn = resolve))
    const slow: ReadModel = {
      ...model,
      async fold(entries, transaction) {
        arrive()
        await opened
        await model.fold(entries, transaction)
      },
    }
    const first = lab.projections({ models: [slow] }).rebuild()
    await arrived
    await expect(lab.projections().rebuild()).rejects.toMatchObject({ code: 'read-models.lease-lost' })
    goOn()
    await first
    expect(await tally()).toEqual({ [A]: ['one'] })
  })

  it('is held still by a pause on every worker, tells so, and catches up when it is resumed', async () => {
    const projections = lab.projections({ leaseMilliseconds: 300 })
    const stop = new AbortController()
    const running = [projections, lab.projections({ leaseMilliseconds: 300 })].map((one) => one.run(stop.signal))
    await projections.waitFor(await lab.tell(A, said('one'), T1), 60_000)
    await projections.pause(systemClock)
    const position = await lab.tell(A, said('two'), T1)
    // Nobody waits for what is held still, however patient.
    expect((await projections.waitFor(position, 3_600_000)).reached).toBe(false)
    const [status] = await projections.status()
    expect(status).toMatchObject({ model: 'tally', kind: 'model', behind: 1, behindSince: T1, pausedSince: expect.any(String) as string })
    expect(status && secondsBehind(status, T2)).toBe(3600)
    await projections.resume()
    expect((await projections.waitFor(position, 60_000)).reached).toBe(true)
    stop.abort()
    await Promise.all(running)
    expect(await tally()).toEqual({ [A]: ['one', 'two'] })
  })

  it('takes the next page only when the last one is folded', async () => {
    await lab.close()
    const folded: number[] = []
    lab = await open(tallyModel(({ event }) => void folded.push(Number(event.revision))))
    await lab.tell(A, said('one', 'two', 'three', 'four', 'five', 'six'), T1)
    const log = lab.log
    const given: number[] = []
    const slow = Object.assign(Object.create(log) as typeof log, {
      async *subscribe(...asked: Parameters<typeof log.subscribe>) {
        for await (const page of log.subscribe(...asked)) {
          // Everything given before has been folded when the next page is asked for.
          expect(folded.length).toBe(given.length)
          for (const event of page.events) given.push(Number(event.revision))
          yield page
        }
      },
    })
    const projections = lab.projections({ log: slow, pageSize: 2 })
    await catchUp(lab, projections)
    expect(folded).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('refuses to run over tables of another version, and to rebuild what it does not know', async () => {
    await lab.pool.query('update read_models.checkpoints set version = 9')
    await expect(lab.projections().run(new AbortController().signal)).rejects.toMatchObject({ code: 'read-models.migration-missing' })
    await expect(lab.projections().rebuild(['nobody'])).rejects.toMatchObject({ code: 'read-models.unknown' })
  })

  it('keeps the application from owning or altering any table', async () => {
    await expect(lab.pool.query('drop table read_models.tally')).rejects.toMatchObject({ code: '42501' })
    await expect(lab.pool.query('create table read_models.mine (a int)')).rejects.toMatchObject({ code: '42501' })
    await expect(lab.pool.query(`select read_models.forget_model('tally')`)).rejects.toMatchObject({ code: '42501' })
  })
})
