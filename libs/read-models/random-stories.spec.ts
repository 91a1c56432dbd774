import fc from 'fast-check'
import { addMilliseconds, deriveId, HOUR } from '#kernel'
import { catchUp, complaintReceived, openReadModelLab, STEPS, storyActor, usualStory, type ReadModelLab, type StoryTeller } from '#testing'

const ROOT = '00000000-0000-4000-8000-000000000000'
const teller = (run: number, index: number): StoryTeller => ({
  caseId: deriveId(ROOT, 'case', run, index),
  number: `REG/2026/${String(index + 1).padStart(3, '0')}`,
  startsOn: '2026-11-18',
  officer: deriveId(ROOT, 'officer'),
  institution: deriveId(ROOT, 'institution'),
})

/** Which case, which step, first or second victim (referral, …), how much the clock moves (also back), and whether the reader runs here. */
const told = fc.record({
  who: fc.nat(2),
  step: fc.nat(STEPS.length - 1),
  index: fc.nat(1),
  minutes: fc.integer({ min: -30, max: 300 }),
  read: fc.boolean(),
})

describe('the read models of cases', () => {
  let lab: ReadModelLab
  let run = 0
  beforeAll(async () => {
    lab = await openReadModelLab()
  })
  afterAll(() => lab.close())

  it('come out the same, byte for byte, whether they grew with the log or were rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 5, maxLength: 60 }), async (steps) => {
        run++
        const cases = [0, 1, 2].map((index) => teller(run, index))
        let now = '2026-11-18T01:00:00.000Z'
        for (const one of cases) await lab.tell(`case-${one.caseId}`, [complaintReceived(one, 0, now, one.startsOn)], now)
        for (const { who, step, index, minutes, read } of steps) {
          const one = cases[who]
          const make = STEPS[step]
          if (!one || !make) continue
          now = addMilliseconds(now, (minutes * HOUR) / 60)
          await lab.tell(`case-${one.caseId}`, [make(one, index, now, now.slice(0, 10))], now, storyActor(one))
          if (read) await catchUp(lab)
        }
        await catchUp(lab)
        const projections = lab.projections()
        expect(await projections.parked()).toEqual([])
        const grown = await lab.contents()
        await projections.rebuild()
        expect(await lab.contents()).toEqual(grown)
        // With hardly any memory: every group is written early and taken out again when it goes on.
        await lab.projections({ pageSize: 3 }).rebuild([], { keptGroups: 1 })
        expect(await lab.contents()).toEqual(grown)
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('tell a usual story without parking anything', async () => {
    const one = teller(0, 0)
    await lab.tell(`case-${one.caseId}`, usualStory(one), '2026-11-19T01:00:00.000Z', storyActor(one))
    await catchUp(lab)
    expect(await lab.projections().parked()).toEqual([])
  })
})
