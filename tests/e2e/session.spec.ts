import { HOUR, randomUuid } from '#kernel'
import { Pool } from 'pg'
import { problemOf } from './client'
import { MARKERS } from './forms'
import { NOW, PASSWORD, PEOPLE, startApi, type Api } from './start-api'

const MINUTE = HOUR / 60

let api: Api

beforeAll(async () => {
  api = await startApi()
})
beforeEach(() => api.clock.moveTo(NOW))
afterAll(() => api.close())

const signIn = async (username: string = PEOPLE.officer.username, password = PASSWORD) => {
  const client = api.client()
  return { client, answer: await client.post('/session', { username, password }) }
}

describe('a session', () => {
  it('lives in a cookie that no script and no other site can use', async () => {
    const { answer } = await signIn()
    expect(answer.status).toBe(200)
    expect(String(answer.headers['set-cookie'])).toMatch(/^teduh_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(answer.body).toMatchObject({ username: 'petugas', roles: ['caseworker'], unit: { zone: 'Asia/Jakarta' } })
    expect(answer.text).not.toContain('password')
  })

  it('ends with the sign-out, on the server too, and clears what the browser kept', async () => {
    const { client } = await signIn()
    const cookie = client.cookie
    const answer = await client.delete('/session')
    expect([answer.status, answer.headers['clear-site-data']]).toEqual([204, '"cache", "storage"'])
    expect(client.cookie).toBeNull()
    client.cookie = cookie
    expect((await client.get('/session')).status).toBe(401)
  })

  it('ends after half an hour without a request, and after twelve hours whatever happens', async () => {
    const idle = await signIn()
    api.clock.advance(31 * MINUTE)
    expect((await idle.client.get('/session')).status).toBe(401)
    const busy = await signIn()
    for (let half = 0; half < 11 * 3; half++) {
      api.clock.advance(20 * MINUTE)
      expect((await busy.client.get('/session')).status).toBe(200)
    }
    api.clock.advance(61 * MINUTE)
    expect((await busy.client.get('/session')).status).toBe(401)
  })

  it('cannot be guessed: an unknown or broken token is nobody', async () => {
    const client = api.client()
    for (const token of ['x', 'a'.repeat(43), '%00', 'a'.repeat(5_000)]) {
      client.cookie = `teduh_session=${token}`
      expect((await client.get('/session')).status).toBe(401)
    }
  })

  it('ends everywhere when the password changes', async () => {
    const [one, other] = [await signIn(PEOPLE.colleague.username), await signIn(PEOPLE.colleague.username)]
    const wrong = await one.client.post('/session/password', { current: 'bukan ini sama sekali', next: 'payung di beranda' })
    expect(problemOf(wrong).errors?.[0]?.code).toBe('password.current')
    const short = await one.client.post('/session/password', { current: PASSWORD, next: 'pendek' })
    expect(problemOf(short).errors?.[0]?.code).toBe('password.short')
    expect((await one.client.post('/session/password', { current: PASSWORD, next: 'payung di beranda' })).status).toBe(204)
    expect((await one.client.get('/session')).status).toBe(200)
    expect((await other.client.get('/session')).status).toBe(401)
    expect((await signIn(PEOPLE.colleague.username, 'payung di beranda')).answer.status).toBe(200)
  })
})

describe('signing in', () => {
  it('gives one answer for a wrong name and for a wrong password', async () => {
    const [name, password] = [await signIn('tidak.ada'), await signIn(PEOPLE.department.username, 'bukan ini')]
    const said = [name.answer, password.answer].map(({ status, body }) => ({ status, ...(body as object), correlationId: '' }))
    expect(said[0]).toEqual(said[1])
    expect(said[0]).toMatchObject({ status: 401, code: 'access.credentials' })
  })

  it('is slowed down by failures, says for how long, and opens again', async () => {
    const wrong = async () => problemOf((await signIn(PEOPLE.head.username, 'bukan ini')).answer)
    for (let failures = 0; failures < 3; failures++) await wrong()
    const blocked = await signIn(PEOPLE.head.username)
    expect(problemOf(blocked.answer)).toMatchObject({ status: 401, code: 'access.too-many-attempts' })
    expect(problemOf(blocked.answer).detail).toMatch(/\b2 detik/)
    const english = await api.client().post('/session', { username: PEOPLE.head.username, password: PASSWORD }, { language: 'en' })
    expect(problemOf(english).detail).toMatch(/\b2 seconds/)
    api.clock.advance(3_000)
    expect((await signIn(PEOPLE.head.username)).answer.status).toBe(200)
  })

  it('is noted, allowed or refused, without the name that was typed', async () => {
    await signIn('nama.salah.ketik')
    const { rows } = await api.workspace.pool.query<{ outcome: string; text: string }>(
      `select outcome, l::text as text from access.access_log l where action = 'sign-in' order by entry`,
    )
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['allowed', 'refused']))
    expect(rows.some(({ text }) => text.includes('nama.salah.ketik'))).toBe(false)
  })
})

describe('a write from another site', () => {
  it.each(['POST', 'PUT', 'DELETE'] as const)('(%s) is refused without the header that a form cannot set', async (method) => {
    const { client } = await signIn()
    const path = method === 'POST' ? '/cases' : `/drafts/${randomUuid()}`
    for (const value of ['', '0', 'true']) {
      const answer = await client.send(method, path, method === 'DELETE' ? undefined : {}, { headers: { 'x-teduh': value } })
      expect([answer.status, problemOf(answer).code]).toEqual([403, 'session.foreign-origin'])
    }
  })

  it('cannot sign anybody in or out either', async () => {
    const { client } = await signIn()
    expect((await client.delete('/session', { headers: { 'x-teduh': '' } })).status).toBe(403)
    expect((await client.get('/session')).status).toBe(200)
    const forged = { username: PEOPLE.officer.username, password: PASSWORD }
    expect((await api.client().post('/session', forged, { headers: { 'x-teduh': '' } })).status).toBe(403)
  })
})

describe('a draft', () => {
  const id = randomUuid()
  const body = JSON.stringify({ chronology: MARKERS.narrative, name: MARKERS.name })
  const draft = (revision: number | null) => ({ kind: 'complaint', body, revision })

  it('survives a reload, for its writer alone', async () => {
    const { client } = await signIn()
    const saved = await client.put(`/drafts/${id}`, draft(null))
    expect(saved.body).toMatchObject({ id, kind: 'complaint', revision: 1 })
    expect((await client.get(`/drafts/${id}`)).body).toMatchObject({ body, revision: 1 })
    const others = await api.as('head')
    for (const answer of [
      await others.get(`/drafts/${id}`),
      await others.put(`/drafts/${id}`, draft(1)),
      await others.put(`/drafts/${id}`, draft(null)),
    ])
      expect([answer.status, problemOf(answer).code]).toEqual([404, 'draft.unknown'])
    expect((await others.get('/drafts')).body).toEqual([])
    expect((await others.delete(`/drafts/${id}`)).status).toBe(204)
    expect((await client.get(`/drafts/${id}`)).status).toBe(200)
  })

  it('is sealed at rest', async () => {
    const pool = new Pool({ connectionString: api.superuserUrl, max: 1 })
    const { rows } = await pool.query<{ body: Buffer; row: string }>('select body, d::text as row from access.drafts d where id = $1', [id])
    await pool.end()
    const stored = `${rows[0]?.body.toString('latin1') ?? ''} ${rows[0]?.row ?? ''}`
    expect(rows).toHaveLength(1)
    for (const marker of [MARKERS.narrative, MARKERS.name, 'chronology']) expect(stored).not.toContain(marker)
  })

  it('is not overwritten from a second window that has not seen the newest', async () => {
    const { client } = await signIn()
    expect((await client.put(`/drafts/${id}`, draft(1))).body).toMatchObject({ revision: 2 })
    const late = await client.put(`/drafts/${id}`, draft(1))
    expect([late.status, problemOf(late).code]).toEqual([412, 'draft.stale'])
    const anew = await client.put(`/drafts/${id}`, draft(null))
    expect([anew.status, problemOf(anew).code]).toEqual([412, 'draft.stale'])
    expect((await client.delete(`/drafts/${id}`)).status).toBe(204)
    expect((await client.get(`/drafts/${id}`)).status).toBe(404)
  })
})
