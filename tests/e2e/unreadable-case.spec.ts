import type { CaseFilePage } from '#read-models'
import { withClient } from '#database'
import { randomUuid, type Uuid } from '#kernel'
import { problemOf, type Client } from './client'
import { complaint } from './forms'
import { NOW, PEOPLE, startApi, UNIT, type Api } from './start-api'

// A stream that this version cannot read: commands on it are refused, its readers stand still, everybody is told, and nobody else notices.

interface Answered extends CaseFilePage {
  readonly actions: readonly unknown[]
}

let api: Api
let officer: Client
const newCase = async (): Promise<Uuid> => (await officer.command('/cases', complaint())).id

beforeAll(async () => {
  api = await startApi()
  officer = await api.as('officer')
})
afterAll(() => api.close())

const stream = (caseId: Uuid): string => `case-${caseId}`

async function append(caseId: Uuid, type: string, version: number, data = {}): Promise<void> {
  const commandId = randomUuid()
  const actor = { kind: 'user', id: PEOPLE.officer.id, role: 'caseworker' } as const
  const context = { recordedAt: NOW, actor, unit: UNIT.id, commandId, correlationId: commandId, causationId: null }
  await api.workspace.log.append(stream(caseId), 'any', [{ id: randomUuid(), type, version, data }], context)
}

async function settled(): Promise<void> {
  const head = await api.workspace.log.head()
  expect(head === null || (await api.workspace.projections.waitFor(head, 60_000)).reached).toBe(true)
}

const parkedOf = async (caseId: Uuid) => (await api.workspace.projections.parked()).filter((one) => one.stream === stream(caseId))

async function asBySuperuser(sql: string, values: readonly unknown[]): Promise<void> {
  await withClient(api.superuserUrl, async (client) => {
    await client.query('SET session_replication_role = replica')
    await client.query(sql, [...values])
  })
}

/** An event put in by hand whose bytes are none. */
const putInGarbage = (caseId: Uuid): Promise<void> =>
  asBySuperuser(
    `INSERT INTO event_log.events (position, stream, revision, id, type, version, hash, envelope, data)
     SELECT (SELECT max(position) + 1 FROM event_log.events), stream, revision + 1, gen_random_uuid(), type, version, hash, '\\xff00', '\\xff'
     FROM event_log.events WHERE stream = $1 ORDER BY revision DESC LIMIT 1`,
    [stream(caseId)],
  )

describe.each<[string, (caseId: Uuid) => Promise<void>, string, RegExp]>([
  [
    'an event of a type that a newer version brought',
    (caseId) => append(caseId, 'CaseTwinned', 1),
    'log.newer-version',
    /^unknown event CaseTwinned v1$/,
  ],
  ['a known event of a newer version', (caseId) => append(caseId, 'ComplaintTriaged', 2), 'log.newer-version', /^unknown event ComplaintTriaged v2$/],
  ['an event that is no longer one', putInGarbage, 'log.event-unreadable', /^log\.event-unreadable$/],
])('a case that holds %s', (_, spoil, code, reason) => {
  let caseId: Uuid
  let sound: Uuid
  let before: Answered
  beforeAll(async () => {
    caseId = await newCase()
    sound = await newCase()
    await settled()
    before = (await officer.get(`/cases/${caseId}`)).body as Answered
    await spoil(caseId)
    await append(sound, 'ConflictDeclared', 1, { userId: PEOPLE.colleague.id })
    await settled()
  })

  it('is parked by each read model that keeps cases, with its reason', async () => {
    const parked = await parkedOf(caseId)
    expect(parked.map(({ model }) => model)).toEqual(expect.arrayContaining(['case-file', 'case-list', 'victim-facts', 'worklist']))
    for (const one of parked) expect(one).toMatchObject({ reason: expect.stringMatching(reason) as unknown, held: 1 })
  })

  it('is shown as it was before, said to be incomplete, and offers nothing to do', async () => {
    const { status, body } = await officer.get(`/cases/${caseId}`)
    expect(status).toBe(200)
    expect(before).toMatchObject({ incomplete: false })
    expect(body).toEqual({ ...before, incomplete: true, actions: [] })
  })

  it('takes no command, and says why in the reader’s language', async () => {
    const head = await api.head()
    const send = (language: 'id' | 'en') => officer.post(`/cases/${caseId}/triage`, { urgency: 'rendah' }, { language })
    const [id, en] = [await send('id'), await send('en')]
    expect([id.status, en.status, problemOf(id).code]).toEqual([409, 409, code])
    expect(problemOf(id).detail).not.toBe(problemOf(en).detail)
    expect(problemOf(id).detail).not.toMatch(/[{}]/)
    expect(await api.head()).toBe(head)
  })

  it('makes the figures incomplete', async () => {
    const head = await api.as('head')
    const { status, text } = await head.get('/indicators/ratio?year=2026')
    expect([status, /"incomplete":true/.test(text)]).toEqual([200, true])
  })

  it('leaves every other case alone', async () => {
    expect(await parkedOf(sound)).toEqual([])
    expect((await officer.get(`/cases/${sound}`)).body).toMatchObject({ incomplete: false })
    expect((await officer.post(`/cases/${sound}/triage`, { urgency: 'rendah' })).status).toBe(200)
  })

  it('is still there for every list and page that names it', async () => {
    for (const path of ['/cases', '/worklist', `/cases?search=${encodeURIComponent(before.file.number ?? '')}`])
      expect([path, (await officer.get(path)).status]).toEqual([path, 200])
  })
})

it('holds back what comes after the event that it cannot read', async () => {
  const caseId = await newCase()
  await append(caseId, 'CaseTwinned', 1)
  await append(caseId, 'ConflictDeclared', 1, { userId: PEOPLE.colleague.id })
  await settled()
  for (const one of await parkedOf(caseId)) expect(one).toMatchObject({ eventType: 'CaseTwinned', held: 2 })
})

it('shows a case whose earlier event was made unreadable, and says that it lacks an entry', async () => {
  const caseId = await newCase()
  await settled()
  const before = (await officer.get(`/cases/${caseId}`)).body as Answered
  await asBySuperuser(`UPDATE event_log.events SET data = '{"broken' WHERE stream = $1 AND revision = 1`, [stream(caseId)])
  const { status, body } = await officer.get(`/cases/${caseId}`)
  const page = body as Answered
  expect([status, page.incomplete, page.actions]).toEqual([200, true, []])
  expect(page.timeline).toHaveLength(before.timeline.length - 1)
  const refused = await officer.post(`/cases/${caseId}/triage`, { urgency: 'rendah' })
  expect([refused.status, problemOf(refused).code]).toEqual([409, 'log.event-unreadable'])
})
