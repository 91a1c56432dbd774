import { withClient } from '#database'
import { MemoryEventLog } from '#event-log'
import { deriveId, eventId, randomUuid, Refusal, systemClock, type AnyFact, type Recorded } from '#kernel'
import { openReadModelLab, type ReadModelLab, until } from '#testing'
import { migrationsFor, reactionId, type Reactor, type RunnerNotice } from './index'

const NAMESPACE = '00000000-0000-4000-8000-000000000000'
const AT = '2026-11-20T01:00:00.000Z'
const [A, B] = ['a', 'b'].map((letter) => `call-${deriveId(NAMESPACE, letter)}`) as [string, string]
const called = (...words: string[]): AnyFact[] => words.map((word) => ({ type: 'Called', version: 1, data: { word } }))
const wordOf = (event: Recorded): string => (event.data as { word: string }).word

describe('the runner of reactors', () => {
  let lab: ReadModelLab
  beforeEach(async () => {
    lab = await openReadModelLab([], migrationsFor([]))
  })
  afterEach(() => lab.close())

  /** Answers every call by an event in another stream. */
  const echo = (stumble: (word: string) => void = () => undefined, startsAt: Reactor['startsAt'] = 'origin'): Reactor => ({
    name: 'echo',
    streamPrefix: 'call-',
    versions: { Called: 1 },
    startsAt,
    async react(event, commandId) {
      stumble(wordOf(event))
      const data = { word: wordOf(event), cause: event.id }
      const context = {
        recordedAt: AT,
        actor: { kind: 'system', name: 'echo' },
        unit: null,
        commandId,
        correlationId: commandId,
        causationId: event.id,
      } as const
      await lab.log.append(`echo-${event.stream.slice(-36)}`, 'any', [{ id: eventId(commandId, 0), type: 'Echoed', version: 1, data }], context)
    },
  })
  const echoes = async (): Promise<readonly string[]> => {
    const found: Recorded[] = []
    for await (const page of lab.log.readAll(null)) found.push(...page.events.filter(({ type }) => type === 'Echoed'))
    return found.map(wordOf)
  }
  /** Runs one worker until `holds`, then stops it. */
  const during = async (
    reactor: Reactor,
    holds: () => Promise<boolean> | boolean,
    notify: (notice: RunnerNotice) => void = () => undefined,
  ): Promise<void> => {
    const stop = new AbortController()
    const running = lab.projections({ reactors: [reactor], notify, leaseMilliseconds: 600 }).run(stop.signal)
    await until(holds).finally(() => stop.abort())
    await running
  }
  const taken = async (position: string): Promise<boolean> => {
    const status = (await lab.projections().status()).find(({ model }) => model === 'echo')
    return status?.position != null && status.position >= position
  }

  it('acts on every event once, under the id UUIDv5(reactor, causing event)', async () => {
    const position = await lab.tell(A, called('one', 'two'), AT)
    await during(echo(), () => taken(position))
    expect(await echoes()).toEqual(['one', 'two'])
    const made: Recorded[] = []
    for await (const page of lab.log.readAll(null)) made.push(...page.events)
    for (const event of made.filter(({ type }) => type === 'Echoed')) expect(event.commandId).toBe(reactionId('echo', event.causationId ?? ''))
  })

  it('acts no second time after a crash between the act and its checkpoint', async () => {
    const position = await lab.tell(A, called('one', 'two'), AT)
    await withClient(lab.database.superuserUrl, (client) =>
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
    const notices: RunnerNotice[] = []
    await during(
      echo(),
      () => taken(position),
      (notice) => notices.push(notice),
    )
    expect(notices.some(({ kind }) => kind === 'interrupted')).toBe(true)
    expect(await echoes()).toEqual(['one', 'two'])
  })

  it('yields no second effect when it goes over old events again', async () => {
    const position = await lab.tell(A, called('one', 'two', 'three'), AT)
    await during(echo(), () => taken(position))
    await lab.pool.query(`update read_models.checkpoints set position = null`)
    await during(echo(), () => taken(position))
    expect(await echoes()).toEqual(['one', 'two', 'three'])
  })

  it.each([
    ['over it again, where it began at its start', 'origin', ['one', 'two', 'missed', 'later']],
    ['on at its end, where it did not', 'head', ['later']],
  ] as const)('goes on in a log that was set back under it: %s', async (_, startsAt, expected) => {
    const reactor = echo(undefined, startsAt)
    const position = await lab.tell(A, called('one', 'two'), AT)
    await during(reactor, () => taken(position))
    const older = new MemoryEventLog()
    const call = async (stream: string, word: string) => {
      const commandId = deriveId(NAMESPACE, word)
      const actor = { kind: 'system', name: 'test' } as const
      const context = { recordedAt: AT, actor, unit: null, commandId, correlationId: commandId, causationId: null }
      await older.append(stream, 'any', [{ id: eventId(commandId, 0), type: 'Called', version: 1, data: { word } }], context)
    }
    await call(A, 'missed')
    const notices: string[] = []
    const stop = new AbortController()
    const notify = (notice: RunnerNotice) => notices.push('reason' in notice ? notice.reason : notice.kind)
    const running = lab.projections({ log: older, reactors: [reactor], notify }).run(stop.signal)
    await until(() => notices.includes('log.incomplete'))
    await call(B, 'later')
    await until(async () => (await echoes()).includes('later')).finally(() => stop.abort())
    await running
    expect(await echoes()).toEqual(expected)
  })

  it('begins where it says: at the end of the log as the first worker met it, or at its start', async () => {
    const before = await lab.tell(A, called('before'), AT)
    await during(echo(undefined, 'head'), () => taken(before))
    const after = await lab.tell(A, called('after'), AT)
    await during(echo(undefined, 'head'), () => taken(after))
    expect(await echoes()).toEqual(['after'])
  })

  it('lets one of two workers act; an old one is fenced out of the checkpoint', async () => {
    const stops = [new AbortController(), new AbortController()]
    const running = stops.map(({ signal }) => lab.projections({ reactors: [echo()], holder: randomUuid(), leaseMilliseconds: 300 }).run(signal))
    await until(async () => (await lab.projections().status()).length === 1)
    await lab.tell(A, called('one'), AT)
    await until(async () => (await echoes()).length === 1)
    await lab.pool.query(
      `update read_models.leases set held_until = clock_timestamp() - interval '1 second', fence = fence + 1, holder = gen_random_uuid()`,
    )
    const last = await lab.tell(B, called('two', 'three'), AT)
    await until(() => taken(last))
    stops[0]?.abort()
    await running[0]
    const end = await lab.tell(B, called('four'), AT)
    await until(() => taken(end))
    stops[1]?.abort()
    await running[1]
    expect(await echoes()).toEqual(['one', 'two', 'three', 'four'])
  })

  it('leaves the checkpoint where it is once somebody else holds the lease, before it was told so', async () => {
    const seen: string[] = []
    const stop = new AbortController()
    const notify = ({ kind }: RunnerNotice): void => void seen.push(kind)
    const running = lab.projections({ reactors: [echo()], leaseMilliseconds: 3_600_000, notify }).run(stop.signal)
    const first = await lab.tell(A, called('one'), AT)
    await until(() => taken(first))
    await lab.pool.query(`update read_models.leases set holder = $1, fence = fence + 1 where name = 'reactor echo'`, [randomUuid()])
    const second = await lab.tell(A, called('two'), AT)
    await until(async () => seen.includes('waiting') || (await taken(second)))
    stop.abort()
    await running
    expect(await taken(second)).toBe(false)
  })

  it('parks an event it cannot act upon and the rest of its stream, goes on with others, and takes it up again', async () => {
    let poison = true
    const reactor = echo((word) => {
      if (poison && word === 'poison') throw new TypeError('a value of somebody')
    })
    await lab.tell(A, called('one', 'poison', 'held'), AT)
    const position = await lab.tell(B, called('fine'), AT)
    const notices: RunnerNotice[] = []
    await during(
      reactor,
      () => taken(position),
      (notice) => notices.push(notice),
    )
    const later = await lab.tell(A, called('held too'), AT)
    await during(reactor, () => taken(later))
    expect(await echoes()).toEqual(['one', 'fine'])
    expect(notices).toContainEqual({ kind: 'parked', model: 'echo', stream: A })
    const projections = lab.projections({ reactors: [reactor] })
    expect(await projections.parked()).toMatchObject([{ model: 'echo', stream: A, reason: 'TypeError', held: 3 }])
    await expect(projections.retry('echo', A)).rejects.toMatchObject({ code: 'read-models.retry-failed' })
    poison = false
    expect(await projections.retry('echo', A)).toBe(3)
    expect(await projections.parked()).toEqual([])
    expect(await echoes()).toEqual(['one', 'fine', 'poison', 'held', 'held too'])
  })

  it('holds back what it does not know: an event, or a version of one, that a newer program wrote', async () => {
    await lab.tell(A, called('one'), AT)
    await lab.tell(A, [{ type: 'Called', version: 2, data: { word: 'two', loud: true } }], AT)
    await lab.tell(A, called('three'), AT)
    await lab.tell(B, [{ type: 'Whispered', version: 1, data: {} }], AT)
    const last = await lab.tell(`call-${deriveId(NAMESPACE, 'c')}`, called('four'), AT)
    await during(echo(), () => taken(last))
    expect(await echoes()).toEqual(['one', 'four'])
    const projections = lab.projections({ reactors: [{ ...echo(), versions: { Called: 2, Whispered: 1 } }] })
    expect(await projections.parked()).toMatchObject([
      { stream: A, eventType: 'Called', reason: 'unknown event Called v2', held: 2 },
      { stream: B, eventType: 'Whispered', reason: 'unknown event Whispered v1', held: 1 },
    ])
    expect(await projections.retry('echo', A)).toBe(2)
    expect(await echoes()).toEqual(['one', 'four', 'two', 'three'])
  })

  it('is among the readers before any worker has met it, with all that it lacks', async () => {
    const status = async (startsAt: Reactor['startsAt']) => (await lab.projections({ reactors: [echo(undefined, startsAt)] }).status())[0]
    expect(await status('origin')).toMatchObject({ model: 'echo', kind: 'reactor', position: null, behind: 0, behindSince: null })
    await lab.tell(A, called('one', 'two'), AT)
    expect(await status('origin')).toMatchObject({ behind: 2, behindSince: AT, parkedStreams: 0, pausedSince: null })
    expect(await status('head')).toMatchObject({ behind: 0, behindSince: null })
  })

  it('tries again what was only busy', async () => {
    let times = 0
    const reactor = echo(() => {
      if (times++ < 2) throw new Refusal('busy', 'log.busy')
    })
    const position = await lab.tell(A, called('one'), AT)
    await during(reactor, () => taken(position))
    expect(await echoes()).toEqual(['one'])
    expect(await lab.projections().parked()).toEqual([])
  })

  it('is not run by a rebuild', async () => {
    await lab.tell(A, called('one'), AT)
    await lab.projections({ reactors: [echo()] }).rebuild()
    expect(await echoes()).toEqual([])
  })

  it('is held still by a pause on every worker, and goes on from where it stood', async () => {
    const reactor = echo()
    const first = await lab.tell(A, called('one'), AT)
    const projections = lab.projections({ reactors: [reactor], leaseMilliseconds: 300 })
    const stop = new AbortController()
    const running = projections.run(stop.signal)
    await until(() => taken(first))
    await projections.pause(systemClock, 'echo')
    const second = await lab.tell(A, called('two'), AT)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await echoes()).toEqual(['one'])
    expect((await projections.status())[0]).toMatchObject({ model: 'echo', kind: 'reactor', behind: 1, pausedSince: expect.any(String) as string })
    await projections.resume('echo')
    await until(() => taken(second))
    stop.abort()
    await running
    expect(await echoes()).toEqual(['one', 'two'])
    await expect(projections.pause(systemClock, 'nobody')).rejects.toMatchObject({ code: 'read-models.unknown' })
  })
})
