import { randomUuid } from '#kernel'
import type { Page } from '../port'
import { verifyLog } from '../verify'
import { collected, idsOf, newContext, newEvent, newStream, type LogUnderTest } from './log-under-test'

export function erasing(it: jest.It, subject: () => LogUnderTest): void {
  it('decodes an erased subject as erased, and every reader stays green', async () => {
    const { log, subjects } = subject()
    const before = await log.head()
    const { faultCount } = await verifyLog(log)
    const [stream, gone, stays] = [newStream(), randomUuid(), randomUuid()]
    const events = [await subjects.named(gone, 'Korban Sintetis 001'), newEvent(), await subjects.named(stays, 'Korban Sintetis 002')]
    await log.append(stream, 'no-stream', events, newContext())
    const names = async () => {
      const [first, , third] = await collected(log.readStream(stream))
      return [await subjects.nameIn(first?.data), await subjects.nameIn(third?.data)]
    }
    expect(await names()).toEqual(['Korban Sintetis 001', 'Korban Sintetis 002'])
    const started = newEvent({}, { type: 'SubjectErasureStarted' })
    await log.append(stream, 2n, [started], newContext())
    await subjects.erase(gone)
    const erased = newEvent({}, { type: 'SubjectErased' })
    await log.append(stream, 3n, [erased], newContext())

    const ids = idsOf([...events, started, erased])
    expect(await names()).toEqual([null, 'Korban Sintetis 002'])
    expect(idsOf(await collected(log.readStream(stream, { direction: 'backwards' })))).toEqual([...ids].reverse())
    expect(idsOf(await collected(log.readAll(before)))).toEqual(ids)
    expect(idsOf(await followed(log.subscribe(before, new AbortController().signal)))).toEqual(ids)
    expect((await verifyLog(log)).faultCount).toBe(faultCount)
  })
}

async function followed(pages: AsyncIterable<Page>) {
  for await (const page of pages) if (page.caughtUp) return page.events
  return []
}
