import { Sealed } from '#kernel'
import { AppendTooLarge, EventTooLarge, InvalidPayload, StreamNotFound, WrongExpectedRevision } from '../errors'
import { MAX_APPEND_BYTES, MAX_EVENT_BYTES, type Json } from '../port'
import { collected, idsOf, newContext, newEvent, newEvents, newStream, type LogUnderTest } from './log-under-test'

export function appending(it: jest.It, subject: () => LogUnderTest): void {
  it('creates a stream where none was expected', async () => {
    const { log } = subject()
    const stream = newStream()
    expect(await log.append(stream, 'no-stream', newEvents(1), newContext())).toMatchObject({ revision: 0n, repeated: false })
  })

  it('refuses to create a stream that exists, and says where it stands', async () => {
    const { log } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(3), newContext())
    const refused = log.append(stream, 'no-stream', newEvents(1), newContext())
    await expect(refused).rejects.toBeInstanceOf(WrongExpectedRevision)
    await expect(refused).rejects.toMatchObject({ code: 'log.wrong-revision', stream, expected: 'no-stream', actual: 2n })
  })

  it('refuses a stream that should exist and does not', async () => {
    const { log } = subject()
    const stream = newStream()
    await expect(log.append(stream, 'stream-exists', newEvents(1), newContext())).rejects.toMatchObject({ code: 'log.wrong-revision', actual: null })
    await log.append(stream, 'any', newEvents(1), newContext())
    expect(await log.append(stream, 'stream-exists', newEvents(1), newContext())).toMatchObject({ revision: 1n })
  })

  it('accepts the exact revision, refuses a stale and a future one with the true one', async () => {
    const { log } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(2), newContext())
    expect(await log.append(stream, 1n, newEvents(1), newContext())).toMatchObject({ revision: 2n })
    for (const wrong of [0n, 1n, 3n, -1n, 2n ** 70n]) {
      await expect(log.append(stream, wrong, newEvents(1), newContext())).rejects.toMatchObject({
        code: 'log.wrong-revision',
        expected: wrong,
        actual: 2n,
      })
    }
    await expect(log.append(newStream(), 0n, newEvents(1), newContext())).rejects.toMatchObject({ code: 'log.wrong-revision', actual: null })
  })

  it('never fails with any expectation under 50 writers', async () => {
    const { log } = subject()
    const stream = newStream()
    const all = await Promise.all(Array.from({ length: 50 }, () => log.append(stream, 'any', newEvents(2), newContext())))
    expect(all.map(({ revision }) => Number(revision)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => 2 * n + 1))
    expect((await collected(log.readStream(stream))).map(({ revision }) => Number(revision))).toEqual(Array.from({ length: 100 }, (_, n) => n))
  })

  it('has one winner of 50 at one revision', async () => {
    const { log, open } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(1), newContext())
    const other = open({})
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? log : other).append(stream, 0n, newEvents(1), newContext())),
    )
    const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(losers).toHaveLength(49)
    for (const loser of losers) expect(loser).toMatchObject({ code: 'log.wrong-revision', actual: 1n })
    expect(await collected(log.readStream(stream))).toHaveLength(2)
  })

  it('writes a batch as a whole, in order and without a gap', async () => {
    const { log } = subject()
    const stream = newStream()
    const batch = newEvents(20)
    const appended = await log.append(stream, 'no-stream', batch, newContext())
    const read = await collected(log.readStream(stream))
    expect(idsOf(read)).toEqual(idsOf(batch))
    expect(read.map(({ revision }) => revision)).toEqual(batch.map((_, n) => BigInt(n)))
    expect(appended).toMatchObject({ revision: 19n, position: read.at(-1)?.position })
  })

  it('writes nothing of a batch that is refused', async () => {
    const { log } = subject()
    const stream = newStream()
    const before = await log.head()
    await expect(log.append(stream, 5n, newEvents(3), newContext())).rejects.toBeInstanceOf(WrongExpectedRevision)
    await expect(log.append(stream, 'any', [...newEvents(2), newEvent({ note: 'a\u0000b' })], newContext())).rejects.toBeInstanceOf(InvalidPayload)
    await expect(collected(log.readStream(stream))).rejects.toBeInstanceOf(StreamNotFound)
    expect(await log.head()).toBe(before)
  })

  it('answers an empty batch with the present revision and creates nothing', async () => {
    const { log } = subject()
    const stream = newStream()
    expect(await log.append(stream, 'any', [], newContext())).toMatchObject({ revision: -1n, repeated: false })
    await expect(collected(log.readStream(stream))).rejects.toBeInstanceOf(StreamNotFound)
    const { revision, position } = await log.append(stream, 'any', newEvents(3), newContext())
    expect(await log.append(stream, 'any', [], newContext())).toEqual({ revision, position, repeated: false })
  })

  it('refuses an event and an append beyond the limits before anything is sent', async () => {
    const { log } = subject()
    const stream = newStream()
    const large = newEvent({ text: 'a'.repeat(MAX_EVENT_BYTES) })
    await expect(log.append(stream, 'any', [large], newContext())).rejects.toBeInstanceOf(EventTooLarge)
    await expect(log.append(stream, 'any', [large], newContext())).rejects.toMatchObject({ code: 'log.event-too-large', eventId: large.id })
    const many = Array.from({ length: 5 }, () => newEvent({ text: 'a'.repeat(MAX_APPEND_BYTES / 5) }))
    await expect(log.append(stream, 'any', many, newContext())).rejects.toBeInstanceOf(AppendTooLarge)
    await expect(collected(log.readStream(stream))).rejects.toBeInstanceOf(StreamNotFound)
  })

  it('takes an event and an append just below the limits', async () => {
    const { log } = subject()
    const stream = newStream()
    await log.append(stream, 'any', [newEvent({ text: 'é'.repeat((MAX_EVENT_BYTES - 1024) / 2) })], newContext())
    await log.append(
      stream,
      'any',
      Array.from({ length: 4 }, () => newEvent({ text: 'a'.repeat(220 * 1024) })),
      newContext(),
    )
    expect(await collected(log.readStream(stream))).toHaveLength(5)
  })

  it('takes as many small events at once as it does not refuse', async () => {
    const { log } = subject()
    const fits = async (count: number) => {
      const appended = log.append(
        newStream(),
        'no-stream',
        Array.from({ length: count }, () => newEvent({ text: 'a'.repeat(400) })),
        newContext(),
      )
      return appended.then(
        () => true,
        (error: unknown) => {
          if (error instanceof AppendTooLarge) return false
          throw error
        },
      )
    }
    const counts = [600, 800, 900, 940, 980, 1_020, 1_060, 1_100]
    const outcomes = []
    for (const count of counts) outcomes.push(await fits(count))
    expect(outcomes).toEqual(counts.map((count) => count < 1_060))
  })

  it.each<[string, unknown, string]>([
    ['U+0000', { a: { b: ['x', 'y\u0000'] } }, 'data.a.b.1'],
    ['U+0000 in a key', { 'a\u0000': 1 }, 'data.a\ufffd'],
    ['half a surrogate pair', { text: '\ud83d' }, 'data.text'],
    ['a number JSON has no word for', { n: NaN }, 'data.n'],
    ['a value that was never sealed', { name: Sealed.plain({ kind: 'subject', id: 's' }, 'x') }, 'data.name'],
    ['a date object', { on: new Date(0) }, 'data.on'],
  ])('refuses %s and names its place', async (_, data, path) => {
    const event = newEvent(data as { readonly [key: string]: Json })
    await expect(subject().log.append(newStream(), 'any', [event], newContext())).rejects.toMatchObject({
      code: 'log.invalid-payload',
      eventId: event.id,
      path,
    })
  })

  it('refuses an envelope that could not be read back', async () => {
    const { log } = subject()
    const refused = (stream: string, event = newEvent(), context = newContext()) =>
      expect(log.append(stream, 'any', [event], context)).rejects.toBeInstanceOf(InvalidPayload)
    await refused('')
    await refused('$all')
    await refused('case-\u0000')
    await refused(newStream(), newEvent({}, { id: 'not-a-uuid' }))
    await refused(newStream(), newEvent({}, { version: 0 }))
    await refused(newStream(), newEvent({}, { on: '20-11-2026' }))
    await refused(newStream(), newEvent(), newContext({ recordedAt: 'yesterday' }))
    await refused(newStream(), newEvent(), newContext({ unit: 'a\u0000' }))
  })

  it('answers with the position that is read later, and only when the events can be read', async () => {
    const { log, open } = subject()
    const other = open({})
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const stream = newStream()
        const { revision, position } = await log.append(stream, 'no-stream', newEvents(2), newContext())
        const read = await collected(other.readStream(stream))
        expect(read.at(-1)).toMatchObject({ revision, position })
        expect(((await other.head()) ?? '') >= position).toBe(true)
      }),
    )
  })
}
