import { withClient } from '#database'
import { NOW, startApi, type Api } from './start-api'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const hold = (model: string): Promise<unknown> =>
  withClient(api.superuserUrl, (client) =>
    client.query(
      `insert into read_models.parked (model, stream, revision, position, event_id, event_type, as_of, reason)
       values ($1, 'case-6f1c1b1e-5d0a-4f0e-9f57-0a8d4f6f2c11', 0, '1', gen_random_uuid(), 'Unknown', now(), 'TypeError')`,
      [model],
    ),
  )

describe('what depends on a stream that is held back', () => {
  it.each([
    ['/indicators/ratio?year=2026', 'victim-facts'],
    ['/indicators/ratio/series?from=2025&to=2026', null],
    ['/referrals', 'referral-timeline'],
    ['/worklist', 'worklist'],
  ] as const)('%s says that it is incomplete', async (path, model) => {
    const head = await api.as('head')
    const marks = async (): Promise<string> => (await head.get(path)).text
    if (model !== null) {
      expect(await marks()).toContain('"incomplete":false')
      await hold(model)
    }
    expect(await marks()).toContain('"incomplete":true')
  })

  it.each([
    ['/indicators/ratio?year=2026', 'population-cells'],
    ['/referrals', 'case-list'],
    ['/worklist', 'worklist'],
  ] as const)('%s says since when a reader it rests on is held still, until it is resumed', async (path, reader) => {
    const head = await api.as('head')
    const { projections } = api.workspace
    await projections.pause(api.clock, reader)
    expect((await head.get(path)).text).toContain(`"pausedSince":"${NOW}"`)
    await projections.resume(reader)
    expect((await head.get(path)).text).toContain('"pausedSince":null')
  })

  it('stands among the parked, for whoever looks after it', async () => {
    expect((await api.workspace.projections.parked()).map(({ model }) => model)).toEqual(['referral-timeline', 'victim-facts', 'worklist'])
    expect((await api.workspace.projections.status()).filter(({ parkedStreams }) => parkedStreams > 0)).toHaveLength(3)
  })
})
