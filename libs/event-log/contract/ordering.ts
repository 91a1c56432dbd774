import { randomUuid, type Position } from '#kernel'
import { LogIncomplete } from '../errors'
import { collected, idsOf, newContext, newEvent, newEvents, newStream, type LogTraits, type LogUnderTest } from './log-under-test'

export function ordering(it: jest.It, subject: () => LogUnderTest, { dense }: LogTraits): void {
  it('reads everything in pages, after a position exclusively, until the end as it stands', async () => {
    const { log } = subject()
    const before = await log.head()
    const ids: string[] = []
    for (let n = 0; n < 5; n++) {
      const events = newEvents(5)
      await log.append(newStream(), 'any', events, newContext())
      ids.push(...idsOf(events))
    }
    const pages = []
    for await (const page of log.readAll(before, { pageSize: 10 })) pages.push(page)
    expect(pages.map((page) => page.events.length)).toEqual([10, 10, 5])
    expect(pages.map((page) => page.caughtUp)).toEqual([false, false, true])
    expect(pages.map((page) => page.checkpoint)).toEqual(pages.map((page) => page.events.at(-1)?.position))
    expect(pages.flatMap((page) => idsOf(page.events))).toEqual(ids)
    expect(await collected(log.readAll(await log.head()))).toEqual([])
  })

  it('orders positions as text', async () => {
    const { log } = subject()
    for (let n = 0; n < 12; n++) await log.append(newStream(), 'any', newEvents(1), newContext())
    const positions = (await collected(log.readAll(null))).map(({ position }) => position)
    expect([...positions].sort()).toEqual(positions)
    expect(new Set(positions).size).toBe(positions.length)
  })

  it('loses and inverts nothing for a reader that keeps its checkpoint while others write', async () => {
    const { log, open } = subject()
    const other = open({})
    const start = await log.head()
    const written = new Set<string>()
    const writers = { busy: true }
    const seen: string[] = []
    const reader = (async () => {
      let checkpoint: Position | null = start
      for (let last = false; !last;) {
        last = !writers.busy
        for await (const page of other.readAll(checkpoint, { pageSize: 7 })) {
          checkpoint = page.checkpoint
          seen.push(...page.events.map(({ id, stream, revision }) => `${stream} ${revision} ${id}`))
        }
      }
    })()
    const streams = Array.from({ length: 6 }, newStream)
    await Promise.all(
      Array.from({ length: 24 }, async (_, writer) => {
        for (let n = 0; n < 10; n++) {
          const events = newEvents(1 + (n % 3))
          const stream = streams[(writer + n) % streams.length] ?? newStream()
          const { revision } = await (writer % 2 ? log : other).append(stream, 'any', events, newContext())
          for (const [index, { id }] of events.entries()) written.add(`${stream} ${revision - BigInt(events.length - 1 - index)} ${id}`)
        }
      }),
    )
    writers.busy = false
    await reader
    expect(new Set(seen)).toEqual(written)
    expect(seen).toHaveLength(written.size)
    for (const stream of streams) {
      const revisions = seen.filter((line) => line.startsWith(stream)).map((line) => Number(line.split(' ')[1]))
      expect(revisions).toEqual(revisions.map((_, n) => n))
    }
  })

  it('puts a cause before its effect across streams', async () => {
    const { log, open } = subject()
    const other = open({})
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const cause = newEvent()
        const before = await log.append(newStream(), 'any', [cause], newContext())
        const after = await other.append(newStream(), 'any', newEvents(1), newContext({ causationId: cause.id }))
        expect(after.position > before.position).toBe(true)
      }),
    )
  })

  it('filters by stream and still moves the checkpoint past what it leaves out', async () => {
    const { log } = subject()
    const before = await log.head()
    const kind = `k${randomUuid().slice(0, 8)}-`
    const wanted = newEvents(3)
    await log.append(`${kind}1`, 'any', wanted, newContext())
    await log.append(newStream(), 'any', newEvents(30), newContext())
    const pages = []
    for await (const page of log.readAll(before, { filter: { streamPrefix: kind }, pageSize: 2 })) pages.push(page)
    expect(pages.flatMap((page) => idsOf(page.events))).toEqual(idsOf(wanted))
    expect(pages.at(-1)).toMatchObject({ checkpoint: await log.head(), caughtUp: true })
    expect(await collected(log.readAll(pages.at(-1)?.checkpoint ?? null, { filter: { streamPrefix: kind } }))).toEqual([])
  })

  it('is neither stalled, thinned out nor inverted by a transaction that drew its number early and stays open', async () => {
    const { log, open, begin } = subject()
    const before = await log.head()
    const end = await begin?.()
    const ids: string[] = []
    for (const writer of [log, open({})]) {
      const events = newEvents(2)
      await writer.append(newStream(), 'any', events, newContext())
      ids.push(...idsOf(events))
      expect(idsOf(await collected(log.readAll(before)))).toEqual(ids)
    }
    await end?.()
    expect(idsOf(await collected(log.readAll(before)))).toEqual(ids)
  })

  if (!dense) return
  it.each([1, 2, 3, 4, 5])('stops at a hole instead of reading over it, in pages of %s', async (pageSize) => {
    const { log, open, remove } = subject()
    const stream = newStream()
    const before = await log.head()
    await log.append(stream, 'any', newEvents(7), newContext())
    const other = open({})
    const { position } = (await collected(log.readStream(stream, { from: 2n, limit: 1 })))[0] ?? { position: '' }
    await remove(stream, 2n)
    const seen: string[] = []
    const read = (async () => {
      for await (const page of other.readAll(before, { pageSize })) seen.push(...idsOf(page.events))
    })()
    await expect(read).rejects.toBeInstanceOf(LogIncomplete)
    await expect(read).rejects.toMatchObject({ position })
    expect(seen).toHaveLength(2)
  })

  it.each([1, 2, 3, 4, 5])(
    'stops at a hole for a reader who filters, too: nobody knows whose event stood there, in pages of %s',
    async (pageSize) => {
      const { log, open, remove } = subject()
      const kind = `k${randomUuid().slice(0, 8)}-`
      const other = newStream()
      const before = await log.head()
      const mine = newEvents(2)
      await log.append(`${kind}1`, 'any', mine, newContext())
      const { position } = await log.append(other, 'any', newEvents(1), newContext())
      await log.append(`${kind}1`, 'any', newEvents(4), newContext())
      await remove(other, 0n)
      const seen: string[] = []
      const read = (async () => {
        for await (const page of open({}).readAll(before, { pageSize, filter: { streamPrefix: kind } })) seen.push(...idsOf(page.events))
      })()
      await expect(read).rejects.toMatchObject({ code: 'log.incomplete', position })
      expect(seen).toEqual(idsOf(mine))
    },
  )

  it('tells a reader whose checkpoint lies behind the log’s end that the log was set back, instead of passing over what comes next', async () => {
    const { log, open, remove } = subject()
    const stream = newStream()
    await log.append(stream, 'any', newEvents(2), newContext())
    const checkpoint = await log.head()
    await remove(stream, 1n)
    for (const options of [{}, { filter: { streamPrefix: 'case-' } }]) {
      const read = collected(open({}).readAll(checkpoint, options))
      await expect(read).rejects.toMatchObject({ code: 'log.incomplete', position: checkpoint })
    }
  })
}
