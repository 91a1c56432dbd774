import { STREAM_CLOSED } from '../codec'
import { StreamClosed, StreamDeleted } from '../errors'
import { verifyLog } from '../verify'
import { collected, newContext, newEvents, newStream, type LogTraits, type LogUnderTest } from './log-under-test'

export function living(it: jest.It, subject: () => LogUnderTest, { dense }: LogTraits): void {
  it('closes a stream by an event, after which it takes no other', async () => {
    const { log } = subject()
    const stream = newStream()
    const events = newEvents(2)
    await log.append(stream, 'no-stream', events, newContext())
    await expect(log.close(stream, 7n, newContext())).rejects.toMatchObject({ code: 'log.wrong-revision', actual: 1n })
    const context = newContext()
    const closed = await log.close(stream, 1n, context)
    expect(closed).toMatchObject({ revision: 2n, repeated: false })
    expect((await collected(log.readStream(stream))).at(-1)).toMatchObject({ type: STREAM_CLOSED, revision: 2n })
    for (const expected of ['any', 'stream-exists', 'no-stream', 2n] as const) {
      await expect(log.append(stream, expected, newEvents(1), newContext())).rejects.toBeInstanceOf(StreamClosed)
    }
    expect(await log.close(stream, 1n, context)).toEqual({ ...closed, repeated: true })
    expect(await log.append(stream, 'no-stream', events, newContext())).toMatchObject({ revision: 1n, repeated: true })
    await expect(log.close(stream, 'any', newContext())).rejects.toBeInstanceOf(StreamClosed)
  })

  it.each([
    [0n, 'the first event'],
    [3n, 'one in between'],
  ])('meets a deleted stream with an error of its own (revision %s, %s)', async (revision) => {
    const { log, remove } = subject()
    const stream = newStream()
    await log.append(stream, 'no-stream', newEvents(6), newContext())
    await remove(stream, revision)
    await expect(collected(log.readStream(stream))).rejects.toBeInstanceOf(StreamDeleted)
    await expect(collected(log.readStream(stream, { direction: 'backwards' }))).rejects.toBeInstanceOf(StreamDeleted)
    await expect(collected(log.readStream(stream, { from: revision }))).rejects.toBeInstanceOf(StreamDeleted)
    await expect(collected(log.readStream(stream, { from: revision, direction: 'backwards' }))).rejects.toBeInstanceOf(StreamDeleted)
  })

  it('meets a stream deleted as a whole with an error of its own, whichever way, and takes nothing into it', async () => {
    const { log, open, deletions = {} } = subject()
    for (const remove of Object.values(deletions)) {
      const stream = newStream()
      await log.append(stream, 'no-stream', newEvents(3), newContext())
      await remove(stream)
      for (const reader of [log, open({})]) {
        await expect(collected(reader.readStream(stream))).rejects.toBeInstanceOf(StreamDeleted)
        await expect(collected(reader.readStream(stream, { direction: 'backwards' }))).rejects.toBeInstanceOf(StreamDeleted)
      }
      const before = await log.head()
      const events = newEvents(1)
      for (const expected of ['any', 'no-stream', 'stream-exists', 2n] as const)
        await expect(open({}).append(stream, expected, events, newContext())).rejects.toBeInstanceOf(StreamDeleted)
      expect(await collected(log.readAll(before))).toEqual([])
      expect((await verifyLog(log)).faults.some((fault) => fault.stream === stream)).toBe(true)
    }
  })

  // where removing leaves a trace of its own: a table that lost all rows of a stream never had it
  if (!dense)
    it('takes a stream whose every event was removed for a deleted one, not for one that never was', async () => {
      const { log, open, remove } = subject()
      const stream = newStream()
      await log.append(stream, 'no-stream', newEvents(3), newContext())
      await remove(stream, 2n)
      for (const reader of [log, open({})]) {
        await expect(collected(reader.readStream(stream))).rejects.toBeInstanceOf(StreamDeleted)
        await expect(collected(reader.readStream(stream, { direction: 'backwards' }))).rejects.toBeInstanceOf(StreamDeleted)
        await expect(collected(reader.readStream(stream, { from: 2n }))).rejects.toBeInstanceOf(StreamDeleted)
      }
      for (const expected of ['any', 'no-stream', 'stream-exists', 2n] as const)
        await expect(open({}).append(stream, expected, newEvents(1), newContext())).rejects.toBeInstanceOf(StreamDeleted)
    })

  it('verifies what it wrote, and finds what was removed', async () => {
    const { log, remove } = subject()
    const stream = newStream()
    const { events, faults } = await verifyLog(log)
    await log.append(stream, 'no-stream', newEvents(4), newContext())
    await log.close(stream, 'any', newContext())
    expect(await verifyLog(log)).toEqual({ events: events + 5, faults, faultCount: faults.length })
    await remove(stream, 1n)
    const found = (await verifyLog(log)).faults.slice(faults.length)
    if (dense) expect(found.map(({ kind }) => kind).sort()).toEqual(['chain', 'position', 'revision'])
    expect(found.filter((fault) => fault.stream === stream).length).toBeGreaterThan(0)
  })
}
