import { MemoryEventLog } from '#event-log'
import { deriveId } from '#kernel'
import type { Projections } from '#read-models'
import { catchUp, complaintReceived, openReadModelLab, STEPS, type ReadModelLab, type StoryTeller } from '#testing'

const AT = '2026-11-20T03:00:00.000Z'
const NAMESPACE = '00000000-0000-4000-8000-000000000000'

const teller = (name: string): StoryTeller => {
  const caseId = deriveId(NAMESPACE, name)
  return {
    ...{ caseId, number: 'PGD/2026/001', startsOn: '2026-11-20' },
    ...{ officer: deriveId(caseId, 'officer'), institution: deriveId(caseId, 'institution') },
  }
}

describe('read models over a log that was set back', () => {
  let lab: ReadModelLab
  beforeEach(async () => {
    lab = await openReadModelLab()
  })
  afterEach(() => lab.close())
  const tell = (name: string) => {
    const story = teller(name)
    const facts = [complaintReceived, ...STEPS.slice(0, 2)].map((step) => step(story, 0, AT, '2026-11-20'))
    return lab.tell(`case-${story.caseId}`, facts, AT)
  }
  const readingUntil = async (projections: Projections, done: () => Promise<boolean>) => {
    const stop = new AbortController()
    const running = projections.run(stop.signal)
    expect(await done()).toBe(true)
    stop.abort()
    await running
  }
  const storedUpTo = async (position: string) => {
    const events = []
    for await (const page of (lab.log as MemoryEventLog).readStored()) events.push(...page.filter((event) => event.position <= position))
    return events
  }

  it('say so instead of passing over what is written next, and hold what the log holds once they are built anew', async () => {
    const first = await tell('first')
    await catchUp(lab)
    const before = await lab.contents()
    await tell('second')
    await catchUp(lab)
    const older = new MemoryEventLog()
    await older.restore(await storedUpTo(first))
    const projections = lab.projections({ log: older })
    await expect(projections.run(new AbortController().signal)).rejects.toMatchObject({ code: 'log.incomplete' })
    await projections.rebuild()
    expect(await lab.contents()).toEqual(before)
    await catchUp({ ...lab, log: older }, projections)
  })

  it('say so as well where one of them lies behind and itself has missed nothing', async () => {
    const [one] = lab.projections().names
    await tell('first')
    await catchUp(lab)
    await lab.projections().pause({ now: () => AT }, one)
    const last = await tell('second')
    const others = lab.projections()
    await readingUntil(others, async () => (await others.waitFor(last, 20_000, others.names.slice(1))).reached)
    const older = new MemoryEventLog()
    await older.restore(await storedUpTo('00000000000000000004'))
    const projections = lab.projections({ log: older })
    await projections.resume(one)
    await expect(projections.run(AbortSignal.timeout(10_000))).rejects.toMatchObject({ code: 'log.incomplete' })
  })
})
