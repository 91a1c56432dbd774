import { permissionsOf } from '#access'
import { withClient } from '#database'
import type { Uuid } from '#kernel'
import { declaredRoutes, type DeclaredRoute } from '../../apps/api/src/http/routes'
import type { Answer, Asking, Client } from './client'
import { modelsAskedBy } from './declared-reads'
import { complaint, takenCase } from './forms'
import { fresh } from './fresh'
import { NOW, PEOPLE, startApi, type Api, type Who } from './start-api'

// Every route that rests on a read model: its answer waits for what was just written, and says what it lacks.

let api: Api
let routes: readonly DeclaredRoute[]
let caseId: Uuid
let victimId: Uuid

beforeAll(async () => {
  api = await startApi()
  routes = declaredRoutes(api.app)
  ;({ caseId, victimId } = await takenCase(await api.as('officer')))
})
afterAll(() => api.close())

/** What a route must be asked with to answer. A new one that needs something stands here, too. */
const ASKED: Readonly<Record<string, string>> = {
  'GET /api/v1/indicators/ratio': '?year=2026',
  'GET /api/v1/indicators/ratio/series': '?from=2025&to=2026',
}
const SENT: Readonly<Record<string, () => object>> = {
  'POST /api/v1/cases/:caseId/reveal': () => ({ what: 'identity', ref: victimId, reason: 'memastikan_orang' }),
  // Refused, because the number is not the case's: nobody is erased here.
  'POST /api/v1/cases/:caseId/subjects/:subjectId/erasure': () => ({ why: 'permintaan_korban', withoutTexts: false, confirmation: 'bukan ini' }),
}

const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`
const reading = (): readonly DeclaredRoute[] => routes.filter(({ reads }) => reads !== undefined && reads.length > 0)
const addressOf = (route: DeclaredRoute): string =>
  `${route.path.replace(':caseId', caseId).replace(':subjectId', victimId)}${ASKED[nameOf(route)] ?? ''}`

async function permitted({ access }: DeclaredRoute): Promise<Client> {
  const who = (['head', 'officer', 'department', 'administrator'] as const).find(
    (one: Who) => access === 'public' || (access !== undefined && permissionsOf(PEOPLE[one].roles).has(access)),
  )
  return api.as(who ?? 'head')
}

async function ask(route: DeclaredRoute, asking: Asking = {}): Promise<Answer> {
  const client = await permitted(route)
  return client.send(route.method as 'GET', addressOf(route), route.method === 'GET' ? undefined : (SENT[nameOf(route)]?.() ?? {}), asking)
}

const bySuperuser = (sql: string, values: readonly unknown[]): Promise<unknown> =>
  withClient(api.superuserUrl, (client) => client.query(sql, [...values]))

const hold = (model: string): Promise<unknown> =>
  bySuperuser(
    `insert into read_models.parked (model, stream, revision, position, event_id, event_type, as_of, reason)
     values ($1, $2, 0, '1', gen_random_uuid(), 'Unknown', now(), 'TypeError')`,
    [model, `case-${caseId}`],
  )
const letGo = (model: string): Promise<unknown> => bySuperuser('delete from read_models.parked where model = $1', [model])

const marksOf = ({ headers }: Answer): readonly unknown[] => [headers['x-incomplete'] ?? false, headers['x-paused-since'] ?? null]

describe('every route that answers a question', () => {
  it('declares the read models that it asks, all of them and no other', async () => {
    const questions = routes.filter(({ method, path }) => method === 'GET' && path !== '/api/v1/drafts/:id')
    expect(questions.length).toBeGreaterThan(15)
    for (const route of questions) {
      const { result, models } = await modelsAskedBy(() => ask(route))
      expect([nameOf(route), result.status, models]).toEqual([nameOf(route), 200, [...(route.reads ?? [])].sort()])
    }
    expect(reading().length).toBeGreaterThan(8)
  })

  it('marks its answer while any of them holds a stream back, and no longer', async () => {
    for (const route of reading()) {
      expect([nameOf(route), ...marksOf(await ask(route))]).toEqual([nameOf(route), false, null])
      for (const model of route.reads ?? []) {
        await hold(model)
        expect([nameOf(route), model, ...marksOf(await ask(route))]).toEqual([nameOf(route), model, 'true', null])
        await letGo(model)
      }
      expect([nameOf(route), ...marksOf(await ask(route))]).toEqual([nameOf(route), false, null])
    }
  })

  it('says since when any of them is held still, and no longer', async () => {
    const { projections } = api.workspace
    for (const route of reading()) {
      for (const model of route.reads ?? []) {
        await projections.pause(api.clock, model)
        expect([nameOf(route), model, ...marksOf(await ask(route))]).toEqual([nameOf(route), model, false, NOW])
        await projections.resume(model)
      }
      expect([nameOf(route), ...marksOf(await ask(route))]).toEqual([nameOf(route), false, null])
    }
  })

  it('waits for the position that its asker has just written, and says so where the wait ends unmet', async () => {
    const { position } = await (await api.as('officer')).command('/cases', complaint())
    for (const route of reading()) {
      const { headers } = await fresh(() => ask(route, { minPosition: position }))
      expect([nameOf(route), String(headers['x-position'] ?? '') >= position]).toEqual([nameOf(route), true])
    }
    const beyond = position.replace(/\d/, '9')
    const unmet = await Promise.all(
      reading().map(async (route) => {
        const begun = performance.now()
        const { headers } = await ask(route, { minPosition: beyond })
        return { name: nameOf(route), headers, waited: performance.now() - begun > 1_900 }
      }),
    )
    for (const { name, headers, waited } of unmet)
      expect([name, waited, headers['x-stale'], String(headers['x-position']) < beyond]).toEqual([name, true, 'true', true])
  })
})

describe('a case', () => {
  it('is not marked for what is held back of another one', async () => {
    await bySuperuser(
      `insert into read_models.parked (model, stream, revision, position, event_id, event_type, as_of, reason)
       values ('case-file', 'case-6f1c1b1e-5d0a-4f0e-9f57-0a8d4f6f2c11', 0, '1', gen_random_uuid(), 'Unknown', now(), 'TypeError')`,
      [],
    )
    expect(marksOf(await (await api.as('officer')).get(`/cases/${caseId}`))).toEqual([false, null])
    await letGo('case-file')
  })
})

describe('the report of the ratios', () => {
  it.each(['/indicators/ratio?year=2026', '/indicators/ratio/series?from=2025&to=2026'])(
    '%s carries its marks in itself, too: it is kept apart from its answer',
    async (path) => {
      const head = await api.as('head')
      expect((await head.get(path)).text).toContain('"incomplete":false,"pausedSince":null')
      await hold('population-cells')
      await api.workspace.projections.pause(api.clock, 'victim-facts')
      expect((await head.get(path)).text).toContain(`"incomplete":true,"pausedSince":"${NOW}"`)
      await api.workspace.projections.resume('victim-facts')
      await letGo('population-cells')
    },
  )
})

it('stands among the parked, for whoever looks after it', async () => {
  for (const model of ['worklist', 'victim-facts']) await hold(model)
  expect((await api.workspace.projections.parked()).map(({ model }) => model)).toEqual(['victim-facts', 'worklist'])
  expect((await api.workspace.projections.status()).filter(({ parkedStreams }) => parkedStreams > 0)).toHaveLength(2)
})
