import fc from 'fast-check'
import { SEED } from '#testing'
import type { CaseFilePage } from '#read-models'
import { errorText } from '#words'
import { apiDocument } from '../../apps/api/src/http/api-document'
import { declaredRoutes, type DeclaredRoute } from '../../apps/api/src/http/routes'
import { problemOf, type Answer } from './client'
import { complaint, partners } from './forms'
import { LONG, startApi, type Api, type Who } from './start-api'

// Whatever is sent to whatever address by whomever: an answer below 500, with a sentence.

const RUNS = LONG ? 200 : 8
const WHO: readonly Who[] = ['officer', 'head', 'department', 'administrator']

let api: Api
let known: readonly string[]
let caseIds: readonly string[]
let document: ReturnType<typeof apiDocument>
let before: bigint

beforeAll(async () => {
  api = await startApi()
  const { institutionId, shelterId } = await partners(api)
  const officer = await api.as('officer')
  const { id, position } = await officer.command('/cases', complaint())
  await officer.command(`/cases/${id}/accept`, { verifiedHow: 'wawancara' })
  const { file } = await officer.ask<CaseFilePage>(`/cases/${id}`, { minPosition: position })
  const victims = file.victims.map(({ victimId }) => victimId)
  known = [...victims, ...victims, institutionId, shelterId, ...file.perpetrators.map(({ perpetratorId }) => perpetratorId)]
  const other = await officer.command('/cases', complaint())
  caseIds = [id, id, other.id]
  document = apiDocument(api.app)
  before = BigInt((await api.head()) ?? 0)
}, 240_000)
afterAll(() => api.close())

type Schema = Readonly<Record<string, unknown>>
const HOSTILE = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '﷽'.repeat(50),
  "'; drop table x; --",
  '{{7*7}}',
  '9'.repeat(400),
  '-0',
  'NaN',
]
const hostile = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(...HOSTILE, null, true, 0, -1, 1e308, 151, [], {}, [[]], { a: { b: 1 } }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.jsonValue({ maxDepth: 3 }),
  )

/** Values that fit the field, so that the fuzz gets past the forms and into the decisions. */
function fitting(schema: Schema, spoiled: boolean): fc.Arbitrary<unknown> {
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>
  const reference = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').pop() : undefined
  if (reference !== undefined) return objectOf(schemas[reference] ?? {}, spoiled)
  const all = schema['allOf'] as readonly Schema[] | undefined
  if (all?.[0]) return fitting(all[0], spoiled)
  const values = schema['enum'] as readonly unknown[] | undefined
  const type = Array.isArray(schema['type']) ? (schema['type'] as string[])[0] : schema['type']
  if (type === 'array') {
    const items = values ? fc.constantFrom(...values) : fitting((schema['items'] ?? {}) as Schema, spoiled)
    return values ? fc.uniqueArray(items, { minLength: 1, maxLength: 3 }) : fc.array(items, { minLength: 1, maxLength: 2 })
  }
  if (values) return fc.constantFrom(...values)
  switch (schema['format']) {
    case 'uuid':
      return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.uuid() })
    case 'date':
      return fc.constantFrom('2026-11-20', '2026-11-20', '2026-11-20', '2026-11-14', '2027-02-01', '0000-01-01', '9999-12-31')
    case 'date-time':
      return fc.constantFrom(
        '2026-11-20T02:30:00.000Z',
        '2026-11-20T02:59:00Z',
        '2026-11-20T02:59:59.000Z',
        '0001-01-01T00:00:00Z',
        '9999-12-31T23:59:59Z',
      )
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer' || type === 'number') return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 9) })
  return fc.oneof(
    fc.constantFrom('Teks contoh', '2026', '0012345678901234', '081200000000'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  )
}

/** An optional field may be left out; in a spoiled form a field may hold anything. */
function objectOf(schema: Schema, spoiled: boolean): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>
  const fields = Object.entries(properties).map(([name, field]) => {
    const arbitrary = fitting(field, spoiled)
    return [name, spoiled ? fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: hostile() }) : arbitrary] as const
  })
  const required = spoiled ? [] : ((schema['required'] ?? []) as string[])
  return fc.record(Object.fromEntries(fields), { requiredKeys: required })
}

function bodiesOf(route: DeclaredRoute): fc.Arbitrary<unknown> {
  const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
  const operation = document.paths[path]?.[route.method.toLowerCase() as 'post']
  const content = operation?.requestBody as { content?: Readonly<Record<string, { schema?: Schema }>> } | undefined
  const schema = content?.content?.['application/json']?.schema
  if (!schema) return hostile()
  return fc.oneof(
    { weight: 5, arbitrary: fitting(schema, false) },
    { weight: 3, arbitrary: fitting(schema, true) },
    { weight: 1, arbitrary: hostile() },
  )
}

const addresses = (route: DeclaredRoute): fc.Arbitrary<string> => {
  const ids = route.path.includes(':caseId') ? caseIds : known
  const id = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
  )
  return id.map((text) => route.path.replaceAll(/:\w+/g, encodeURIComponent(text.toWellFormed())))
}

/** Signing out, and locking every name out, would end the run. */
const writing = (): readonly DeclaredRoute[] =>
  declaredRoutes(api.app).filter(({ method, path }) => method !== 'GET' && !(path === '/api/v1/session' || path === '/api/v1/session/password'))

function requireAnswer(answer: Answer, seen: string): void {
  if (answer.status >= 500) throw new Error(`${seen} answered ${answer.status}: ${answer.text}`)
  if (answer.status >= 400 && (problemOf(answer).detail === errorText('unknown', {}, 'id') || problemOf(answer).detail.length < 5))
    throw new Error(`${seen} answered ${answer.status} without a sentence: ${answer.text}`)
}

describe(`random bodies (seed ${SEED}, ${RUNS} a route and role)`, () => {
  it.each(WHO)(
    'from the %s never break the server',
    async (who) => {
      const client = await api.as(who)
      for (const route of writing())
        await fc.assert(
          fc.asyncProperty(addresses(route), bodiesOf(route), async (address, body) => {
            requireAnswer(await client.send(route.method as 'POST', address, body), `${route.method} ${address}`)
          }),
          { numRuns: RUNS, endOnFailure: !LONG },
        )
    },
    3_600_000,
  )

  it('and queries with random parameters never do', async () => {
    const queries = declaredRoutes(api.app).filter(({ method }) => method === 'GET')
    const names = [
      'phase',
      'urgency',
      'assigned',
      'search',
      'afterDay',
      'afterCase',
      'year',
      'from',
      'to',
      'asOf',
      'waitsFor',
      'institutionId',
      'dryRun',
      '__proto__',
    ]
    const parameters = fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.string(), fc.constantFrom('2026', '2026-11-20', ...HOSTILE))), {
      maxLength: 4,
    })
    for (const who of ['officer', 'head', 'department'] as const) {
      const client = await api.as(who)
      for (const route of queries)
        await fc.assert(
          fc.asyncProperty(addresses(route), parameters, async (address, pairs) => {
            const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')
            requireAnswer(await client.get(`${address}?${query}`), `GET ${address}?${query}`)
          }),
          { numRuns: RUNS, endOnFailure: !LONG },
        )
    }
  }, 3_600_000)

  it('and leave a log that still reads: every case still opens for its unit', async () => {
    const head = await api.as('head')
    const position = (await api.head()) ?? ''
    const { items } = await head.ask<{ items: readonly { caseId: string }[] }>('/cases', { minPosition: position })
    for (const { caseId } of items) expect((await head.get(`/cases/${caseId}`)).status).toBe(200)
    expect(await api.workspace.projections.parked()).toEqual([])
    // some of what was sent was in order
    expect(BigInt(position)).toBeGreaterThan(before)
  })
})
