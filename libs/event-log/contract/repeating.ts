import { randomUuid } from '#kernel'
import { IdempotencyMismatch, LogUnavailable } from '../errors'
import type { EventToAppend } from '../port'
import { collected, idsOf, newContext, newEvent, newEvents, newStream, type LogTraits, type LogUnderTest } from './log-under-test'

export function repeating(it: jest.It, subject: () => LogUnderTest, { uniqueIds }: LogTraits): void {
  const mismatch = async (stream: string, events: readonly EventToAppend[], eventId?: string): Promise<void> => {
    const { log } = subject()
    const before = await collected(log.readStream(stream))
    const refused = log.append(stream, 'any', events, newContext())
    await expect(refused).rejects.toBeInstanceOf(IdempotencyMismatch)
    if (eventId !== undefined) await expect(refused).rejects.toMatchObject({ stream, eventId })
    expect(idsOf(await collected(log.readStream(stream)))).toEqual(idsOf(before))
  }

  it('answers the first result to the same ids and expectation', async () => {
    const { log } = subject()
    const stream = newStream()
    const first = await log.append(stream, 'no-stream', newEvents(2), newContext())
    const events = newEvents(3)
    const result = await log.append(stream, first.revision, events, newContext())
    await log.append(stream, 'any', newEvents(4), newContext())
    expect(await log.append(stream, first.revision, events, newContext())).toEqual({ ...result, repeated: true })
    expect(await collected(log.readStream(stream))).toHaveLength(9)
  })

  it('answers the first result to the same ids whatever is expected now', async () => {
    const { log } = subject()
    const stream = newStream()
    const [event] = newEvents(1)
    const result = await log.append(stream, 'no-stream', event ? [event] : [], newContext())
    for (const expected of ['any', 'stream-exists', 0n, 7n] as const) {
      expect(await log.append(stream, expected, event ? [event] : [], newContext())).toEqual({ ...result, repeated: true })
    }
    expect(await collected(log.readStream(stream))).toHaveLength(1)
  })

  it('answers the first result to the same ids at the present tail, also to a log that has not seen them', async () => {
    const { log, open } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(1), newContext())
    const events = newEvents(2)
    const result = await log.append(stream, 0n, events, newContext())
    for (const other of [log, open({})]) expect(await other.append(stream, 2n, events, newContext())).toEqual({ ...result, repeated: true })
    expect(await collected(log.readStream(stream))).toHaveLength(3)
  })

  it('writes once what is sent again until it is answered, while connections break', async () => {
    const { log, open, interrupt } = subject()
    const stream = newStream()
    const ids: string[] = []
    for (let n = 0; n < 12; n++) {
      const writer = open({})
      const events = newEvents(2)
      for (let answered = false; !answered;) {
        const appending = writer.append(stream, n === 0 ? 'no-stream' : BigInt(2 * n - 1), events, newContext())
        if (n % 2) await interrupt?.()
        answered = await appending.then(
          ({ revision }) => revision === BigInt(2 * n + 1),
          (error: unknown) => {
            if (error instanceof LogUnavailable) return false
            throw error
          },
        )
      }
      ids.push(...idsOf(events))
    }
    expect(idsOf(await collected(log.readStream(stream)))).toEqual(ids)
  })

  it('compares type, schema version and data, not who recorded it when', async () => {
    const { log } = subject()
    const stream = newStream()
    const event = newEvent({ a: 1 })
    await log.append(stream, 'no-stream', [event], newContext())
    expect(
      await log.append(stream, 'no-stream', [{ ...event, at: '2026-01-01T00:00:00.000Z' }], newContext({ recordedAt: '2026-12-01T00:00:00.000Z' })),
    ).toMatchObject({ repeated: true })
    await mismatch(stream, [{ ...event, data: { a: 2 } }], event.id)
    await mismatch(stream, [{ ...event, type: 'OtherTaken' }], event.id)
    await mismatch(stream, [{ ...event, version: 2 }], event.id)
  })

  it('refuses ids of which only some stand, in any order', async () => {
    const { log } = subject()
    const stream = newStream()
    const old = newEvent()
    await log.append(stream, 'no-stream', [old], newContext())
    await mismatch(stream, [old, newEvent()], old.id)
    await mismatch(stream, [newEvent(), old], old.id)
    await mismatch(stream, [newEvent(), old, newEvent()], old.id)
    const wrong = log.append(stream, 5n, [newEvent(), old], newContext())
    await expect(wrong).rejects.toBeInstanceOf(IdempotencyMismatch)
  })

  it('refuses the ids of one append in another order or torn apart', async () => {
    const { log } = subject()
    const stream = newStream()
    const [a, b] = [newEvent({ n: 1 }), newEvent({ n: 1 })]
    await log.append(stream, 'no-stream', [a, newEvent(), b], newContext())
    await mismatch(stream, [b, a])
    await mismatch(stream, [a, b])
  })

  it('refuses one id twice in a batch', async () => {
    const { log } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(1), newContext())
    const twice = newEvent()
    await mismatch(stream, [twice, newEvent(), twice], twice.id)
  })

  if (uniqueIds)
    it('refuses an id that stands in another stream', async () => {
      const { log } = subject()
      const [here, there] = [newStream(), newStream()]
      const event = newEvent()
      await log.append(there, 'any', [event], newContext())
      await log.append(here, 'any', newEvents(1), newContext())
      await mismatch(here, [event], event.id)
    })

  it('adds nothing when an append is repeated 20 times at once after a lost answer', async () => {
    const { log, open } = subject()
    const other = open({})
    const stream = newStream()
    const events = newEvents(2)
    const context = newContext({ causationId: randomUuid() })
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? log : other).append(stream, 'no-stream', events, context)))
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(new Set(outcomes.map(({ position }) => position)).size).toBe(1)
    expect(idsOf(await collected(log.readStream(stream)))).toEqual(idsOf(events))
  })
}
