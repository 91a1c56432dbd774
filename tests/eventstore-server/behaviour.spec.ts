import { randomUUID } from 'node:crypto'
import {
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  START,
  StreamDeletedError,
  streamNameFilter,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  type AppendResult,
  type EventData,
  type Position,
} from '@eventstore/db-client'
import { startEventStoreServer, type EventStoreServer } from './eventstore-server'

/**
 * What the adapter relies on, seen through the bare client: where appends share a call, where each is a call of its own, and, with
 * EVENTSTORE_URL, at the server that names.
 */
const NAMED = process.env['EVENTSTORE_URL']
const NODES: [string, () => Promise<EventStoreServer | null>][] = [
  ['a node that takes batches', () => startEventStoreServer()],
  ['a node that takes one append a call', () => startEventStoreServer({ batches: false })],
]
if (NAMED !== undefined) NODES.push(['the named server', async () => null])

describe.each(NODES)('%s', (_, start) => {
  let server: EventStoreServer | null
  let client: EventStoreDBClient

  beforeAll(async () => {
    server = await start()
    client = EventStoreDBClient.connectionString(server?.url ?? NAMED ?? '')
  })

  afterAll(async () => {
    await client.dispose()
    await server?.stop()
  })

  const aStream = () => `case-${randomUUID()}`

  function anEvent(bytes = 10, id: string = randomUUID()): EventData {
    return binaryEvent({ id, type: 'NoteTaken', data: Buffer.alloc(bytes, 'x'), metadata: Buffer.from([1, 2, 3]) })
  }

  const append = (stream: string, events: EventData[], expectedRevision: AppendExpectedRevision) =>
    client.appendToStream(stream, events, { expectedRevision })

  async function revisions(stream: string, options: Parameters<EventStoreDBClient['readStream']>[1] = {}): Promise<bigint[]> {
    const found: bigint[] = []
    for await (const { event } of client.readStream(stream, options)) if (event) found.push(event.revision)
    return found
  }

  async function allFrom(fromPosition: Position | typeof START | typeof END, more: { direction?: typeof BACKWARDS; maxCount?: number } = {}) {
    const found: AllStreamResolvedEvent[] = []
    for await (const resolved of client.readAll({ fromPosition, ...more })) found.push(resolved)
    return found
  }

  async function refused(work: Promise<unknown>): Promise<Error> {
    const [result] = await Promise.allSettled([work])
    if (result.status === 'fulfilled') throw new Error('nothing was refused')
    return result.reason as Error
  }

  function positionOf({ position }: AppendResult): Position {
    if (!position) throw new Error('no position')
    return position
  }

  describe('an append', () => {
    it('answers revision and position of its last event, which is the position read later', async () => {
      const stream = aStream()
      const answer = await append(stream, [anEvent(), anEvent(), anEvent()], 'no_stream')
      expect(answer).toMatchObject({ success: true, nextExpectedRevision: 2n })
      const read = await allFrom(positionOf(answer), { maxCount: 1 })
      expect(read[0]?.event).toMatchObject({ streamId: stream, revision: 2n, position: answer.position })
    })

    it('gives positions that grow by bytes, commit and prepare alike', async () => {
      const stream = aStream()
      const first = positionOf(await append(stream, [anEvent(10)], 'any'))
      const second = positionOf(await append(stream, [anEvent(10)], 'any'))
      const third = positionOf(await append(stream, [anEvent(1_010)], 'any'))
      const fourth = positionOf(await append(stream, [anEvent(10)], 'any'))
      expect(first.commit).toBe(first.prepare)
      expect(second.commit - first.commit).toBeGreaterThan(100n)
      expect(fourth.commit - third.commit).toBeGreaterThanOrEqual(second.commit - first.commit + 1_000n)
    })

    it.each<[string, AppendExpectedRevision]>([
      ['a stale revision', 0n],
      ['a future revision', 9n],
      ['NO_STREAM on a stream that exists', 'no_stream'],
    ])('refuses %s with the true one and an empty message', async (_, expected) => {
      const stream = aStream()
      await append(stream, [anEvent(), anEvent()], 'no_stream')
      const error = await refused(append(stream, [anEvent()], expected))
      expect(error).toBeInstanceOf(WrongExpectedVersionError)
      expect(error).toMatchObject({ expectedVersion: expected, actualVersion: 1n, message: '' })
    })

    it.each<[string, AppendExpectedRevision]>([
      ['STREAM_EXISTS', 'stream_exists'],
      ['an exact revision', 0n],
    ])('refuses %s on a missing stream', async (_, expected) => {
      const error = await refused(append(aStream(), [anEvent()], expected))
      expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: expected, actualVersion: 'no_stream' })
    })

    it('answers the first result to the same ids under the same expectation, ANY or STREAM_EXISTS, and writes nothing', async () => {
      const stream = aStream()
      const events = [anEvent(), anEvent()]
      const first = await append(stream, events, 'no_stream')
      await append(stream, [anEvent()], 1n)
      for (const expected of ['no_stream', 'any', 'stream_exists'] as const) expect(await append(stream, events, expected)).toEqual(first)
      expect(await revisions(stream)).toEqual([0n, 1n, 2n])
    })

    it('takes a part of a batch, from its start, for a repetition', async () => {
      const stream = aStream()
      const events = [anEvent(), anEvent(), anEvent()]
      await append(stream, events, 'no_stream')
      expect(await append(stream, events.slice(0, 2), 'no_stream')).toMatchObject({ nextExpectedRevision: 1n })
      expect(await append(stream, events.slice(2), 'any')).toMatchObject({ nextExpectedRevision: 2n })
    })

    it('does not look at the payload: the same id with other data is a repetition', async () => {
      const stream = aStream()
      const event = anEvent()
      const first = await append(stream, [event], 'no_stream')
      expect(await append(stream, [anEvent(99, event.id)], 'no_stream')).toEqual(first)
    })

    it('writes the same ids twice where the expectation is the present tail', async () => {
      const stream = aStream()
      const event = anEvent()
      await append(stream, [event], 'no_stream')
      expect(await append(stream, [event], 0n)).toMatchObject({ nextExpectedRevision: 1n })
      expect(await revisions(stream)).toEqual([0n, 1n])
    })

    it('refuses old ids followed by new ones, even with ANY', async () => {
      const stream = aStream()
      const old = anEvent()
      await append(stream, [old], 'no_stream')
      for (const expected of ['any', 'no_stream'] as const)
        expect(await refused(append(stream, [old, anEvent()], expected))).toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n })
    })

    it('stores old ids that follow new ones, and one id twice in a batch', async () => {
      const stream = aStream()
      const old = anEvent()
      await append(stream, [old], 'no_stream')
      await append(stream, [anEvent(), old], 'any')
      const twice = anEvent()
      await append(stream, [twice, twice], 'any')
      expect(await revisions(stream)).toEqual([0n, 1n, 2n, 3n, 4n])
    })

    it('of nothing succeeds: it answers the present revision, 0 on a missing stream, and creates nothing', async () => {
      const [stream, missing] = [aStream(), aStream()]
      await append(stream, [anEvent(), anEvent()], 'no_stream')
      for (const expected of ['any', 1n] as const)
        expect(await append(stream, [], expected)).toMatchObject({ success: true, nextExpectedRevision: 1n })
      expect(await refused(append(stream, [], 0n))).toBeInstanceOf(WrongExpectedVersionError)
      expect(await append(missing, [], 'no_stream')).toMatchObject({ success: true, nextExpectedRevision: 0n })
      expect(await refused(revisions(missing))).toBeInstanceOf(StreamNotFoundError)
    })

    it('of nothing, at a revision out of reach, is refused and tells whether anything was ever written, deleted since or not', async () => {
      const stream = aStream()
      const current = async () => {
        const error = await refused(append(stream, [], 2n ** 62n))
        return error instanceof WrongExpectedVersionError ? error.actualVersion : error
      }
      expect(await current()).toBe('no_stream')
      expect(await refused(revisions(stream))).toBeInstanceOf(StreamNotFoundError)
      await append(stream, [anEvent(), anEvent()], 'no_stream')
      expect(await current()).toBe(1n)
      await client.setStreamMetadata(stream, { truncateBefore: 2 })
      expect(await current()).toBe(1n)
      await client.deleteStream(stream)
      expect(await current()).toBe(1n)
      await client.tombstoneStream(stream)
      expect(await current()).toBeInstanceOf(StreamDeletedError)
    })

    it('of more than 1 048 576 bytes of data is refused as a whole, however many events it has', async () => {
      const stream = aStream()
      for (const events of [[anEvent(1_048_577)], [anEvent(600_000), anEvent(600_000)]]) {
        const error = await refused(append(stream, events, 'any'))
        expect(error).toBeInstanceOf(MaxAppendSizeExceededError)
        expect(error).toMatchObject({ maxAppendSize: 1_048_576 })
      }
      expect(await append(stream, [anEvent(1_048_576)], 'no_stream')).toMatchObject({ nextExpectedRevision: 0n })
    })

    it('has one winner of many at one revision', async () => {
      const stream = aStream()
      await append(stream, [anEvent()], 'no_stream')
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => append(stream, [anEvent()], 0n)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })
  })

  describe('a read', () => {
    it('of a missing stream throws only while it is iterated', async () => {
      for (const direction of ['forwards', 'backwards'] as const) {
        const pages = client.readStream(aStream(), { direction, fromRevision: direction === 'forwards' ? START : END })
        expect(await refused((async () => (await pages[Symbol.asyncIterator]().next()).value as unknown)())).toBeInstanceOf(StreamNotFoundError)
      }
    })

    it('of a stream is inclusive, both ways, and empty beyond its end', async () => {
      const stream = aStream()
      await append(stream, [anEvent(), anEvent(), anEvent()], 'no_stream')
      expect(await revisions(stream, { fromRevision: 1n })).toEqual([1n, 2n])
      expect(await revisions(stream, { fromRevision: 1n, direction: BACKWARDS })).toEqual([1n, 0n])
      expect(await revisions(stream, { fromRevision: END, direction: BACKWARDS, maxCount: 1 })).toEqual([2n])
      expect(await revisions(stream, { fromRevision: 7n, direction: BACKWARDS })).toEqual([2n, 1n, 0n])
      expect(await revisions(stream, { fromRevision: 7n })).toEqual([])
    })

    it('gives back bytes, metadata and the type as they were', async () => {
      const stream = aStream()
      const event = anEvent(300)
      await append(stream, [event], 'no_stream')
      for await (const { event: read } of client.readStream(stream)) {
        expect(read).toMatchObject({ id: event.id, type: 'NoteTaken', isJson: false, streamId: stream, revision: 0n })
        expect(Buffer.from(read?.data as Uint8Array)).toEqual(Buffer.alloc(300, 'x'))
        expect(Buffer.from(read?.metadata as Uint8Array)).toEqual(Buffer.from([1, 2, 3]))
      }
    })

    it('of the whole log is inclusive forwards and exclusive backwards', async () => {
      const stream = aStream()
      const first = positionOf(await append(stream, [anEvent()], 'no_stream'))
      const second = positionOf(await append(stream, [anEvent()], 0n))
      const forwards = await allFrom(first)
      expect(forwards.filter(({ event }) => event?.streamId === stream).map(({ event }) => event?.revision)).toEqual([0n, 1n])
      const backwards = await allFrom(second, { direction: BACKWARDS, maxCount: 1 })
      expect(backwards[0]?.event).toMatchObject({ streamId: stream, revision: 0n })
      expect((await allFrom(END, { direction: BACKWARDS, maxCount: 1 }))[0]?.event).toMatchObject({ streamId: stream, revision: 1n })
    })

    it('of the whole log ignores a filter', async () => {
      const [stream, other] = [aStream(), `register-${randomUUID()}`]
      const from = positionOf(await append(stream, [anEvent()], 'no_stream'))
      await append(other, [anEvent()], 'no_stream')
      const found: string[] = []
      const filtered = { fromPosition: from, filter: streamNameFilter({ prefixes: ['case-'] }) }
      for await (const { event } of client.readAll(filtered)) if (event) found.push(event.streamId)
      expect(found).toEqual([stream, other])
    })

    it('from a position between two events is an unknown error; from one after the last, empty', async () => {
      const { commit } = positionOf(await append(aStream(), [anEvent()], 'no_stream'))
      await append(aStream(), [anEvent()], 'no_stream')
      expect(await refused(allFrom({ commit: commit + 3n, prepare: commit + 3n }))).toBeInstanceOf(UnknownError)
      const { commit: last } = positionOf(await append(aStream(), [anEvent()], 'no_stream'))
      for (const future of [last + 3n, last + 1_000_000_000n]) expect(await allFrom({ commit: future, prepare: future })).toEqual([])
    })
  })

  describe('a deleted stream', () => {
    it('softly is not found, and begins again by NO_STREAM with its revisions going on', async () => {
      const stream = aStream()
      await append(stream, [anEvent(), anEvent()], 'no_stream')
      await client.deleteStream(stream)
      expect(await refused(revisions(stream))).toBeInstanceOf(StreamNotFoundError)
      expect(await refused(append(stream, [anEvent()], 'stream_exists'))).toBeInstanceOf(StreamDeletedError)
      expect(await refused(append(stream, [anEvent()], 7n))).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n })
      expect(await append(stream, [anEvent()], 'no_stream')).toMatchObject({ nextExpectedRevision: 2n })
      expect(await revisions(stream)).toEqual([2n])
    })

    it('in effect, because all its events are truncated, is found and empty', async () => {
      const stream = aStream()
      await append(stream, [anEvent(), anEvent()], 'no_stream')
      await client.setStreamMetadata(stream, { truncateBefore: 2 })
      expect(await revisions(stream)).toEqual([])
      expect(await revisions(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([])
      expect(await refused(append(stream, [anEvent()], 'no_stream'))).toMatchObject({ actualVersion: 1n })
    })

    it('for good refuses appends and reads', async () => {
      const stream = aStream()
      await append(stream, [anEvent()], 'no_stream')
      await client.tombstoneStream(stream)
      expect(await refused(append(stream, [anEvent()], 'any'))).toBeInstanceOf(StreamDeletedError)
      for (const name of [stream, `$$${stream}`]) expect(await refused(revisions(name))).toBeInstanceOf(StreamDeletedError)
    })

    it('leaves events of the system in the whole log', async () => {
      const stream = aStream()
      const from = positionOf(await append(stream, [anEvent()], 'no_stream'))
      await client.deleteStream(stream)
      await client.tombstoneStream(stream)
      const found = (await allFrom(from)).flatMap(({ event }) => (event ? [[event.streamId, event.type]] : []))
      expect(found).toEqual([
        [stream, 'NoteTaken'],
        [`$$${stream}`, '$metadata'],
        [stream, '$streamDeleted'],
      ])
    })

    it('that never was cannot be deleted', async () => {
      expect(await refused(client.deleteStream(aStream()))).toBeInstanceOf(WrongExpectedVersionError)
    })
  })

  describe('a subscription', () => {
    interface Heard {
      readonly told: string[]
      readonly checkpoints: bigint[]
      until(count: number): Promise<void>
      end(): Promise<void>
    }

    function listen(fromPosition: Position | typeof START, prefix?: string): Heard {
      const told: string[] = []
      const checkpoints: bigint[] = []
      let heard = () => undefined as unknown
      const checkpointReached = async (_: unknown, position: Position) => void checkpoints.push(position.commit)
      const filter = prefix === undefined ? {} : { filter: streamNameFilter({ prefixes: [prefix], checkpointInterval: 1, checkpointReached }) }
      const subscription = client.subscribeToAll({ fromPosition, ...filter })
      const tell = (text: string) => {
        told.push(text)
        heard()
      }
      subscription.on('data', ({ event }) => tell(`${event?.streamId ?? ''}@${event?.revision ?? ''}`))
      subscription.on('caughtUp', () => tell('caught up'))
      return {
        told,
        checkpoints,
        until: async (count) => {
          while (told.length < count) await new Promise((resolve) => (heard = () => resolve(undefined)))
        },
        end: () => subscription.unsubscribe(),
      }
    }

    it('begins after a position, says once that it caught up, and goes on live', async () => {
      const stream = aStream()
      const first = positionOf(await append(stream, [anEvent()], 'no_stream'))
      await append(stream, [anEvent(), anEvent()], 0n)
      const heard = listen(first)
      await heard.until(3)
      await append(stream, [anEvent()], 2n)
      await heard.until(4)
      expect(heard.told).toEqual([`${stream}@1`, `${stream}@2`, 'caught up', `${stream}@3`])
      await heard.end()
    })

    it('hears only streams with its prefix, and is told of checkpoints ahead of the last event it heard', async () => {
      const [prefix, stream] = [`shelter-${randomUUID()}`, aStream()]
      const from = positionOf(await append(stream, [anEvent()], 'no_stream'))
      const wanted = positionOf(await append(`${prefix}-a`, [anEvent()], 'no_stream'))
      for (let n = 0; n < 4; n++)
        await append(
          stream,
          Array.from({ length: 40 }, () => anEvent()),
          'any',
        )
      const heard = listen(from, prefix)
      await heard.until(2)
      await append(`${prefix}-b`, [anEvent()], 'no_stream')
      await heard.until(3)
      expect(heard.told).toEqual([`${prefix}-a@0`, 'caught up', `${prefix}-b@0`])
      expect(heard.checkpoints.some((position) => position > wanted.commit)).toBe(true)
      await heard.end()
    })

    it('of the tail ends when it is told to', async () => {
      const heard = listen(positionOf(await append(aStream(), [anEvent()], 'no_stream')))
      await heard.until(1)
      await heard.end()
      await append(aStream(), [anEvent()], 'no_stream')
      expect(heard.told).toEqual(['caught up'])
    })
  })
})
