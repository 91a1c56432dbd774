import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { randomUuid } from '#kernel'
import { LONG } from '#testing'
import type { CommandAnswer } from '../e2e/client'
import { complaint } from '../e2e/forms'
import { fresh } from '../e2e/fresh'
import { startApi, type Api } from '../e2e/start-api'
import { expectModelsLikeRebuilt, expectSoundLog } from './what-stands'

// Somebody's session leaves a transaction open: an editor, a backup, a report. It has read the log and written rows of its own.

const OPEN_FOR = LONG ? 60_000 : 4_000
/** A command, and the page that shows it, in milliseconds: the machine may be busy, but half of them or more wait for nobody */
const PATIENCE = 3_000
/** At least so many are asked, however busy it is */
const ASKED = 8

let api: Api
let other: Client
beforeAll(async () => {
  api = await startApi()
  other = new Client(api.superuserUrl)
  await other.connect()
  await other.query('CREATE TABLE public.notes (id uuid PRIMARY KEY, text text)')
})
afterAll(async () => {
  await other.end()
  await api.close()
})

it.each([
  ['that has read the log', 'BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT count(*) FROM event_log.events'],
  ['that holds an early transaction id', 'BEGIN', 'INSERT INTO public.notes SELECT gen_random_uuid(), txid_current()::text'],
])(
  `a transaction left open (${OPEN_FOR / 1000} s) %s neither stalls nor hides what is written meanwhile`,
  async (_, begin, act) => {
    const officer = await api.as('officer')
    await other.query(begin)
    await other.query(act)
    const until = performance.now() + OPEN_FOR
    const taken: string[] = []
    const waits: number[] = []
    while (performance.now() < until || waits.length < ASKED) {
      const begun = performance.now()
      const answer = await officer.post('/cases', complaint(), { key: randomUuid() })
      expect([answer.status, answer.text]).toEqual([201, answer.text])
      const { id, position } = answer.body as CommandAnswer
      expect((await fresh(() => officer.get(`/cases/${id}`, { minPosition: position }))).status).toBe(200)
      taken.push(id)
      waits.push(performance.now() - begun)
      await pause(LONG ? 200 : 20)
    }
    expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(PATIENCE)
    await other.query('COMMIT')
    expect(taken.length).toBeGreaterThanOrEqual(ASKED)
    const seen: string[] = []
    for await (const { events } of api.workspace.log.readAll(null))
      for (const { type, stream } of events) if (type === 'ComplaintReceived') seen.push(stream)
    expect(seen.filter((stream) => taken.includes(stream.slice('case-'.length)))).toHaveLength(taken.length)
  },
  240_000,
)

it('leaves read models that equal a rebuild, and chains that hold', async () => {
  await expectModelsLikeRebuilt(api.workspace)
  await expectSoundLog(api.workspace)
})
