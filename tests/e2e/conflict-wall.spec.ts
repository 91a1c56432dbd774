import { takenCase } from './forms'
import { PEOPLE, startApi, type Api } from './start-api'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

describe('the conflict wall', () => {
  it('keeps out at once, also while the readers stand still: neither the file nor what it seals is shown', async () => {
    const [officer, head] = [await api.as('officer'), await api.as('head')]
    const { caseId: id, victimId } = await takenCase(officer)
    const reveal = { what: 'identity', ref: victimId, reason: 'memastikan_orang' }
    const seen = async () => [(await officer.get(`/cases/${id}`)).status, (await officer.post(`/cases/${id}/reveal`, reveal)).status]
    expect(await seen()).toEqual([200, 200])

    const { projections, pool, clock } = api.workspace
    await projections.pause(clock)
    await head.command(`/cases/${id}/conflict`, { userId: PEOPLE.officer.id })
    expect(await seen()).toEqual([404, 404])
    expect((await head.get(`/cases/${id}`)).status).toBe(200)
    const { rows } = await pool.query<{ action: string }>(
      `select action from access.access_log where user_id = $1 and outcome = 'refused' order by entry`,
      [PEOPLE.officer.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['open-case', 'reveal-identity'])
    await projections.resume()
  })
})
