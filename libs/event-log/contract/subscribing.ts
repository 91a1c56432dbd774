import { setTimeout as pause } from 'node:timers/promises'
import { randomUuid } from '#kernel'
import type { Page } from '../port'
import { idsOf, newContext, newEvents, newStream, type LogUnderTest } from './log-under-test'

export function subscribing(it: jest.It, subject: () => LogUnderTest): void {
  /** Takes pages until `count` events have come, then aborts. */
  const take = async (pages: (signal: AbortSignal) => AsyncIterable<Page>, count: number): Promise<Page[]> => {
    const stop = new AbortController()
    const taken: Page[] = []
    let events = 0
    for await (const page of pages(stop.signal)) {
      taken.push(page)
      events += page.events.length
      if (events >= count) stop.abort()
    }
    return taken
  }
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  /** A client may need a moment to put its own away. */
  const leavesNoTimer = async (before: number) => {
    for (let n = 0; n < 2_500 && timers() > before; n++) await pause(20)
    expect(timers()).toBeLessThanOrEqual(before)
  }

  it('resumes exclusively, catches up and stays, without a gap or a double', async () => {
    const { log, open } = subject()
    const other = open({})
    const first = newEvents(1)
    const { position } = await log.append(newStream(), 'any', first, newContext())
    const ids: string[] = []
    const write = async () => {
      const events = newEvents(2)
      await other.append(newStream(), 'any', events, newContext())
      ids.push(...idsOf(events))
    }
    for (let n = 0; n < 15; n++) await write()
    const [pages] = await Promise.all([
      take((signal) => log.subscribe(position, signal, { pageSize: 7 }), 60),
      (async () => {
        for (let n = 0; n < 15; n++) await write()
      })(),
    ])
    expect(pages.flatMap((page) => idsOf(page.events))).toEqual(ids)
    expect(pages.some((page) => page.caughtUp)).toBe(true)
  })

  it('tells a reader at the end that it is there, then waits', async () => {
    const { log } = subject()
    await log.append(newStream(), 'any', newEvents(1), newContext())
    const head = await log.head()
    const stop = new AbortController()
    const pages = log.subscribe(head, stop.signal)[Symbol.asyncIterator]()
    expect((await pages.next()).value).toEqual({ events: [], checkpoint: head, caughtUp: true })
    const next = pages.next()
    const events = newEvents(1)
    await log.append(newStream(), 'any', events, newContext())
    const { value } = (await next) as { value: Page }
    expect(idsOf(value.events)).toEqual(idsOf(events))
    stop.abort()
    expect((await pages.next()).done).toBe(true)
  })

  it('moves the checkpoint of a filtered reader with what it leaves out', async () => {
    const { log } = subject()
    const kind = `k${randomUuid().slice(0, 8)}-`
    const head = await log.head()
    const stop = new AbortController()
    const { position } = await log.append(newStream(), 'any', newEvents(3), newContext())
    let checkpoint = ''
    for await (const page of log.subscribe(head, stop.signal, { filter: { streamPrefix: kind } })) {
      expect(page.events).toEqual([])
      checkpoint = page.checkpoint
      if (checkpoint >= position) stop.abort()
    }
    expect(checkpoint).toBe(position)
  })

  it('reads no further than the reader has taken', async () => {
    const { log } = subject()
    const head = await log.head()
    await log.append(newStream(), 'any', newEvents(100), newContext())
    const stop = new AbortController()
    const pages = log.subscribe(head, stop.signal, { pageSize: 10 })[Symbol.asyncIterator]()
    const first = (await pages.next()) as { value: Page }
    expect(first.value.events).toHaveLength(10)
    const late = newEvents(5)
    await log.append(newStream(), 'any', late, newContext())
    const rest: Page[] = []
    while (rest.flatMap((page) => page.events).length < 95) rest.push(((await pages.next()) as { value: Page }).value)
    expect(Math.max(...rest.map((page) => page.events.length))).toBe(10)
    expect(idsOf(rest.flatMap((page) => page.events)).slice(-5)).toEqual(idsOf(late))
    stop.abort()
    await pages.next()
  })

  it('goes on after the connection was dropped', async () => {
    const { log, interrupt, open } = subject()
    const head = await log.head()
    const written: string[] = []
    const write = async (times: number) => {
      const writer = open({})
      for (let n = 0; n < times; n++) {
        const events = newEvents(1)
        const stream = newStream()
        // a broken connection may hide the answer: the same ids again are safe
        for (;;) {
          const done = await writer.append(stream, 'any', events, newContext()).catch((error: unknown) => {
            if ((error as { code?: string }).code !== 'log.unavailable') throw error
            return null
          })
          if (done) break
        }
        written.push(...idsOf(events))
        if (n % 5 === 2) await interrupt?.()
      }
    }
    const [pages] = await Promise.all([take((signal) => log.subscribe(head, signal, { pageSize: 4 }), 20), write(20)])
    expect(pages.flatMap((page) => idsOf(page.events))).toEqual(written)
  })

  it('ends without an error when its signal aborts: before, between and while it waits', async () => {
    const { log } = subject()
    await log.append(newStream(), 'any', newEvents(3), newContext())
    const before = timers()
    expect(await take((signal) => log.subscribe(null, AbortSignal.any([signal, AbortSignal.abort()])), 1)).toEqual([])
    expect((await take((signal) => log.subscribe(null, signal, { pageSize: 1 }), 2)).length).toBe(2)
    const stop = new AbortController()
    const pages = log.subscribe(await log.head(), stop.signal)[Symbol.asyncIterator]()
    await pages.next()
    const waiting = pages.next()
    await pause(20)
    stop.abort()
    expect((await waiting).done).toBe(true)
    await leavesNoTimer(before)
  })

  it('ends when the reader walks away', async () => {
    const { log } = subject()
    const before = timers()
    await log.append(newStream(), 'any', newEvents(1), newContext())
    for await (const page of log.subscribe(null, new AbortController().signal)) {
      expect(page.events.length).toBeGreaterThan(0)
      break
    }
    await leavesNoTimer(before)
  })
}
