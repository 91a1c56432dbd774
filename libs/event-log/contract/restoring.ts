import { randomUuid } from '#kernel'
import { IdempotencyMismatch, WrongExpectedRevision } from '../errors'
import { MemoryEventLog } from '../memory/memory-event-log'
import type { StoredEvent, StoredLog } from '../stored'
import { collected, idsOf, newContext, newEvent, newEvents, newStream, type LogTraits, type LogUnderTest } from './log-under-test'

export function restoring(it: jest.It, subject: () => LogUnderTest, { uniqueIds }: LogTraits): void {
  it('takes over the bytes of another log, in its order, at positions of its own', async () => {
    const { log } = subject()
    const { events, streams } = await elsewhere(40)
    const before = await log.head()
    const last = await log.restore(events)
    const stored = await storedOf(log, before)
    expect(stored.map(withoutPosition)).toEqual(events.map(withoutPosition))
    expect(stored.at(-1)?.position).toBe(last)
    expect(await log.head()).toBe(last)
    for (const stream of streams)
      expect(idsOf(await collected(log.readStream(stream)))).toEqual(idsOf(events.filter((event) => event.stream === stream)))
  })

  it('goes on in streams that stand already, and appends go on behind', async () => {
    const { log } = subject()
    const { events, streams } = await elsewhere(30)
    const before = await log.head()
    await log.restore(events.slice(0, 11))
    await log.restore(events.slice(11))
    const [stream = ''] = streams
    const count = events.filter((event) => event.stream === stream).length
    await log.append(stream, BigInt(count - 1), newEvents(2), newContext())
    const stored = await storedOf(log, before)
    expect(stored.slice(0, -2).map(withoutPosition)).toEqual(events.map(withoutPosition))
    const [former, next] = (await collected(log.readStream(stream))).slice(-3)
    expect(next).toMatchObject({ revision: BigInt(count), previousHash: former?.hash })
  })

  it('refuses an event that does not follow its stream', async () => {
    const { log } = subject()
    const { events, streams } = await elsewhere(12)
    const before = await log.head()
    await expect(log.restore(events.slice(3))).rejects.toMatchObject({ code: 'log.wrong-revision', actual: null })
    await log.restore(events)
    const again = log.restore(events)
    await expect(again).rejects.toBeInstanceOf(WrongExpectedRevision)
    await expect(again).rejects.toMatchObject({ stream: streams[0], expected: 'no-stream', actual: 3n })
    expect(await storedOf(log, before)).toHaveLength(events.length)
  })

  if (uniqueIds)
    it('refuses an id that stands in another stream', async () => {
      const { log } = subject()
      const event = newEvent()
      await log.append(newStream(), 'no-stream', [event], newContext())
      const other = new MemoryEventLog()
      await other.append(newStream(), 'no-stream', [event], newContext())
      await expect(log.restore(await storedOf(other))).rejects.toBeInstanceOf(IdempotencyMismatch)
    })

  it('takes large and odd events as they are', async () => {
    const { log } = subject()
    const other = new MemoryEventLog()
    const stream = newStream()
    await other.append(stream, 'any', [newEvent({ text: 'é😀\u2028"\\' }), newEvent({ long: 'x'.repeat(250_000) })], newContext())
    for (let n = 0; n < 6; n++) await other.append(newStream(), 'any', [newEvent({ long: 'é'.repeat(120_000), n })], newContext())
    const events = await storedOf(other)
    const before = await log.head()
    await log.restore(events)
    expect((await storedOf(log, before)).map(withoutPosition)).toEqual(events.map(withoutPosition))
  })

  it('answers the end of the log where there is nothing to add', async () => {
    const { log } = subject()
    await log.append(newStream(), 'any', newEvents(1), newContext())
    expect(await log.restore([])).toBe(await log.head())
  })
}

/** A log in memory with three streams that grow in turn; the last is closed. */
async function elsewhere(count: number): Promise<{ readonly events: readonly StoredEvent[]; readonly streams: readonly string[] }> {
  const other = new MemoryEventLog()
  const streams = [newStream(), newStream(), `shelter-${randomUuid()}`]
  for (let n = 0; n < count - 1; n++) await other.append(streams[n % 3] ?? '', 'any', [newEvent({ n })], newContext())
  await other.close(streams[2] ?? '', 'any', newContext())
  return { events: await storedOf(other), streams }
}

async function storedOf(log: StoredLog, after: string | null = null): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const page of log.readStored(after)) events.push(...page)
  return events
}

function withoutPosition({ stream, revision, id, type, version, envelope, data, hash }: StoredEvent): object {
  return { stream, revision, id, type, version, envelope: envelope.toString('base64'), data: data.toString('base64'), hash: hash.toString('hex') }
}
