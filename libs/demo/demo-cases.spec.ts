import type { CaseEvent } from '#cases'
import type { HandlerPorts } from '#command-handler'
import { MemoryEventLog } from '#event-log'
import { addMilliseconds, DAY, FixedClock, instantIn, Refusal, type Instant, type Recorded } from '#kernel'
import { createSealer, MasterKey, memoryKeys } from '#privacy'
import { calendarAt } from './calendar'
import { demoCases } from './demo-cases'
import { registerPartners } from './partners'

const ZONE = 'Asia/Jakarta'

interface Told {
  readonly events: readonly Recorded<CaseEvent>[]
  readonly refusals: readonly string[]
}

/** Tells all stories as they are filled in at `now`, into a log in memory. */
async function toldAt(now: Instant): Promise<Told> {
  const clock = new FixedClock(addMilliseconds(now, -96 * DAY))
  const log = new MemoryEventLog()
  const ports: HandlerPorts = { log, sealer: createSealer(memoryKeys(MasterKey.random())), clock }
  await registerPartners(ports)
  const refusals: string[] = []
  for (const [index, { at, run }] of demoCases(calendarAt(now, ZONE)).entries()) {
    clock.moveTo(at)
    try {
      await run(ports)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals.push(`${index} ${at} ${error.code} ${JSON.stringify(error.faults)}`)
    }
  }
  const events: Recorded<CaseEvent>[] = []
  for await (const page of log.readAll(null, { filter: { streamPrefix: 'case-' } })) events.push(...(page.events as readonly Recorded<CaseEvent>[]))
  return { events, refusals }
}

const at = (date: string, time: string): Instant => instantIn(ZONE, date, time)

describe('the invented cases', () => {
  it.each([
    ['in the morning of a working day', at('2026-11-20', '10:42')],
    ['at noon', at('2026-11-20', '12:00')],
    ['five minutes after midnight', at('2026-11-20', '00:05')],
    ['at New Year', at('2027-01-01', '00:05')],
    ['on the last evening of a year', at('2026-12-31', '23:58')],
    ['on a Sunday', at('2026-11-22', '09:00')],
    ['early on a Monday', at('2026-11-23', '06:30')],
    ['on a leap day', at('2028-02-29', '17:15')],
  ])('are told without a refusal %s', async (_, now) => {
    const { events, refusals } = await toldAt(now)
    expect(refusals).toEqual([])
    const recorded = events.map(({ recordedAt }) => recordedAt)
    expect([...recorded].sort()).toEqual(recorded)
    expect(recorded.at(-1)?.localeCompare(now)).toBeLessThanOrEqual(0)
  })
})
