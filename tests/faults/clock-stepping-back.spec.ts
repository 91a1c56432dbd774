import { yearCounts } from '#indicators'
import { deriveId, HOUR, type Instant } from '#kernel'
import { LONG, SEED } from '#testing'
import type { CommandAnswer } from '../e2e/client'
import { complaint } from '../e2e/forms'
import { startApi, UNIT, type Api } from '../e2e/start-api'
import { expectModelsLikeRebuilt, expectSoundLog } from './what-stands'

// The machine's clock is set back again and again while officers work: by minutes, by hours, by a day.

const COMMANDS = LONG ? 100 : 20
/** Forward by up to two minutes (nobody's session ends meanwhile), or back, in milliseconds */
const STEPS = [60_000, 120_000, 1_000, -5 * 60_000, 120_000, -3 * HOUR, 90_000, -24 * HOUR, 30_000]

const { incident } = complaint()
let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

/** The first ones go forward, so that there is more than one figure. */
const step = (n: number): number => (n < 9 ? 60_000 : (STEPS[parseInt(deriveId(UNIT.id, SEED, n).slice(0, 6), 16) % STEPS.length] ?? 0))

describe(`a clock that steps back (seed ${SEED}, ${COMMANDS} cases)`, () => {
  it('refuses nothing wrongly and keeps the order of what was done', async () => {
    const [officer, head] = [await api.as('officer'), await api.as('head')]
    const positions: string[] = []
    for (let n = 0; n < COMMANDS; n++) {
      const taken = await officer.post(
        '/cases',
        complaint({
          receivedAt: '2026-09-20T02:00:00.000Z',
          incident: { ...incident, when: { precision: 'hari', from: '2026-09-14', to: '2026-09-14' } },
        }),
      )
      expect([taken.status, taken.text]).toEqual([201, taken.text])
      const { id, position } = taken.body as CommandAnswer
      api.clock.advance(step(3 * n))
      const triaged = await officer.command(`/cases/${id}/triage`, { urgency: 'sedang' })
      api.clock.advance(step(3 * n + 1))
      const accepted = await head.command(`/cases/${id}/accept`, { verifiedHow: 'wawancara' }, { ifMatch: triaged.revision })
      api.clock.advance(step(3 * n + 2))
      positions.push(position, triaged.position, accepted.position)
    }
    expect([...positions].sort()).toEqual(positions)
    const recorded: Instant[] = []
    const revisions = new Map<string, bigint>()
    for await (const { events } of api.workspace.log.readAll(null))
      for (const { stream, revision, recordedAt } of events) {
        expect(revision).toBe((revisions.get(stream) ?? -1n) + 1n)
        revisions.set(stream, revision)
        recorded.push(recordedAt)
      }
    expect(recorded.filter((at, index) => at < (recorded[index - 1] ?? at)).length).toBeGreaterThan(COMMANDS / 10)
  })

  it('gives each instant one figure: that of the longest prefix whose running maximum does not go beyond it', async () => {
    const { workspace } = api
    expect((await workspace.projections.waitFor((await workspace.log.head()) ?? '', 60_000)).reached).toBe(true)
    const prefixes = new Map<Instant, number>()
    let latest = ''
    let accepted = 0
    for await (const { events } of workspace.log.readAll(null))
      for (const { type, recordedAt } of events) {
        if (recordedAt > latest) latest = recordedAt
        if (type === 'ComplaintAccepted') accepted++
        prefixes.set(latest, accepted)
      }
    expect(accepted).toBe(COMMANDS)
    expect(prefixes.size).toBeGreaterThan(1)
    for (const [asOf, expected] of prefixes) {
      const counts = await yearCounts(workspace.pool, { years: [2026], asOf })
      expect([asOf, counts.get(2026)?.cases ?? 0]).toEqual([asOf, expected])
    }
  })

  it('leaves read models that equal a rebuild, and chains that hold', async () => {
    await expectModelsLikeRebuilt(api.workspace)
    await expectSoundLog(api.workspace)
  })
})
