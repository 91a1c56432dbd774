import type { CaseFilePage, CaseListPage } from '#read-models'
import { problemOf, type Answer, type Client } from './client'
import { complaint, identity, victim } from './forms'
import { NOW, PEOPLE, startApi, type Api } from './start-api'

let api: Api
let officer: Client
let caseId: string

beforeAll(async () => {
  api = await startApi()
  officer = await api.as('officer')
  caseId = (await officer.command('/cases', complaint())).id
})
afterAll(() => api.close())

/** Refused with a sentence in the reader's language, and nothing was written. */
async function refused(send: (language: 'id' | 'en') => Promise<Answer>, status: number, code?: string): Promise<void> {
  const head = await api.head()
  const [id, en] = [await send('id'), await send('en')]
  expect([id.status, en.status, id.text]).toEqual([status, status, expect.anything()])
  expect(id.headers['content-type']).toMatch(/^application\/problem\+json/)
  const faults = [problemOf(id), ...(problemOf(id).errors ?? [])]
  if (code !== undefined) expect(faults.map((fault) => fault.code)).toContain(code)
  for (const [at, { code: said, detail }] of faults.entries()) {
    const english = [problemOf(en), ...(problemOf(en).errors ?? [])][at]?.detail
    expect([said, detail.length > 8, detail === english, /[{}]/.test(detail)]).toEqual([said, true, false, false])
  }
  expect(await api.head()).toBe(head)
}

const raw = (body: Buffer | string, type = 'application/json') => ({ raw: { type, body } })
const sending =
  (path: string, body: unknown, asking: object = {}) =>
  (language: 'id' | 'en'): Promise<Answer> =>
    officer.post(path, body, { ...asking, language })
const taking = (more: object) => sending('/cases', complaint(more))
const bytes =
  (body: Buffer | string, type?: string) =>
  (language: 'id' | 'en'): Promise<Answer> =>
    officer.send('POST', '/cases', undefined, { ...raw(body, type), language })

describe('a body that is no form', () => {
  it.each<[string, (language: 'id' | 'en') => Promise<Answer>, number, string]>([
    ['of 10 MB', bytes(JSON.stringify({ chronology: 'a'.repeat(10_000_000) })), 413, 'input.too-large'],
    ['in invalid UTF-8', bytes(Buffer.concat([Buffer.from('{"channel":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])), 400, 'input.not-utf8'],
    ['that breaks off', bytes('{"channel":'), 400, 'input.not-json'],
    ['that is a list', bytes('[]'), 400, 'input.not-json'],
    ['that is a number', bytes('7'), 400, 'input.not-json'],
    ['that is null', bytes('null'), 400, 'input.not-json'],
    ['nested 100 000 deep', bytes('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)), 400, 'input.not-json'],
    ['with a __proto__ key', bytes('{"__proto__":{"admin":true}}'), 400, 'input.not-json'],
    ['with a constructor key', bytes('{"victims":[{"constructor":{"prototype":{"admin":true}}}]}'), 400, 'input.not-json'],
    ['of a file', bytes('a,b', 'text/csv'), 400, 'input.media-type'],
    ['of an unknown type', bytes('<a/>', 'application/xml'), 415, 'input.media-type'],
    ['that is empty', bytes(''), 400, 'input.code'],
  ])('%s is refused', async (_name, send, status, code) => {
    await refused(send, status, code)
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })
})

describe('a field that is wrong', () => {
  it.each<[string, object, string]>([
    ['an age of 151', { victims: [victim({ age: { years: 151 } })] }, 'input.number'],
    ['a negative age', { victims: [victim({ age: { years: -1 } })] }, 'input.number'],
    ['an age that is text', { victims: [victim({ age: { years: '30' } })] }, 'input.number'],
    ['a NIK with letters', { victims: [victim({ identity: identity('A', { nik: '99012345678901AB' }) })] }, 'input.nik'],
    ['a telephone number with letters', { victims: [victim({ identity: identity('A', { phone: 'telepon saja' }) })] }, 'input.phone'],
    ['a complaint received tomorrow', { receivedAt: '2026-11-21T03:00:00.000Z' }, 'time.future'],
    ['a complaint of a day to come', { receivedAt: null, receivedOn: '2026-11-21' }, 'date.future'],
    ['a day that is in no calendar', { receivedAt: null, receivedOn: '2026-02-30' }, 'input.day'],
    ['a moment that is none', { receivedAt: 'kemarin' }, 'input.moment'],
    [
      'an incident after the complaint',
      { incident: { ...complaint().incident, when: { precision: 'hari', from: '2026-11-25', to: '2026-11-25' } } },
      'incident.after-complaint',
    ],
    ['a birth date to come', { victims: [victim({ age: { birthDate: '2027-01-01' } })] }, 'age.birth-after-incident'],
    ['NUL in a text', { chronology: 'a\u0000b' }, 'input.characters'],
    ['a lone surrogate in a text', { chronology: 'a\ud800b' }, 'input.characters'],
    ['a lone surrogate in a name', { victims: [victim({ identity: identity('\udc00') })] }, 'input.characters'],
    ['a text of blanks', { externalNumber: '   ' }, 'input.text'],
    ['a text that is too long', { chronology: 'a'.repeat(50_001) }, 'input.too-long'],
    ['a text that is a number', { chronology: 7 }, 'input.text'],
    ['a code of no list', { channel: 'burung' }, 'input.code'],
    ['a list that is none', { victims: 'satu' }, 'input.list'],
    ['a list of nothing but null', { victims: [null] }, 'input.required'],
    ['too many victims', { victims: Array.from({ length: 51 }, () => victim()) }, 'input.list'],
    ['an unknown field', { catatan: 'x' }, 'input.unknown-field'],
    ['an unknown field deep inside', { victims: [victim({ nama: 'x' })] }, 'input.unknown-field'],
    ['a relation to nobody', { relations: [{ victim: 3, perpetrator: 0, relation: 'suami' }] }, 'victim.unknown'],
    ['yes and no as text', { relations: [{ victim: 0, perpetrator: 0, relation: 'suami', sharedHousehold: 'ya' }] }, 'input.boolean'],
  ])('%s is named, and nothing is written', async (_name, more, code) => {
    await refused(taking(more), 400, code)
  })

  it('is named by its path, never by its content', async () => {
    const answer = await officer.post('/cases', complaint({ victims: [victim({ identity: identity('A', { nik: 'RAHASIA' }) })] }))
    expect(problemOf(answer).errors).toEqual([{ field: 'victims[0].identity.nik', code: 'input.nik', detail: 'NIK terdiri atas 16 angka.' }])
    expect(answer.text).not.toContain('RAHASIA')
  })
})

describe('an address that leads nowhere', () => {
  const getting =
    (path: string, headers: Readonly<Record<string, string>> = {}) =>
    (language: 'id' | 'en'): Promise<Answer> =>
      officer.get(path, { language, headers })

  it.each([
    ['/cases/7d9f3b60-0000-4000-8000-000000000000', 404],
    ['/cases/bukan-id', 404],
    ['/cases/%00', 404],
    ['/drafts/7d9f3b60-0000-4000-8000-000000000000', 404],
    ['/tidak-ada', 404],
    ['/cases/%', 404],
    ['/cases/%C3%28', 404],
    ['/cases?phase=apa', 400],
    ['/cases?phase=layanan&phase=ditutup', 400],
    ['/cases?search=%00', 400],
    ['/cases?afterDay=2026-13-01', 400],
    ['/indicators/ratio?year=abc', 403],
    [`/cases/${'a'.repeat(300)}`, 404],
  ])('%s answers %d', async (path, status) => {
    await refused(getting(path), status)
  })

  it('and a command to an unknown or foreign case is refused alike', async () => {
    const stranger = await api.as('stranger')
    await refused(sending('/cases/7d9f3b60-0000-4000-8000-000000000000/triage', { urgency: 'gawat' }), 404, 'case.unknown')
    await refused((language) => stranger.post(`/cases/${caseId}/triage`, { urgency: 'gawat' }, { language }), 404, 'case.unknown')
    await refused((language) => stranger.post(`/cases/${caseId}/accept`, {}, { language }), 404, 'case.unknown')
    await refused(
      (language) => stranger.post(`/cases/${caseId}/reveal`, { what: 'identity', ref: caseId, reason: 'menyiapkan_surat' }, { language }),
      404,
    )
  })

  it('and a command about an unknown person, shelter or partner is refused', async () => {
    const nobody = '7d9f3b60-0000-4000-8000-000000000000'
    await refused(sending(`/cases/${caseId}/assessments`, { victimId: nobody, risk: 'tinggi', instrument: 'wawancara' }), 400, 'victim.unknown')
    await refused(sending(`/cases/${caseId}/referrals/send`, { referralId: nobody, at: NOW, channel: 'telepon' }), 409)
    await refused(sending(`/cases/${caseId}/shelter-stays/end`, { stayId: nobody, victimIds: [nobody], leftOn: '2026-11-20', to: 'rumah' }), 404)
    const head = await api.as('head')
    await refused((language) => head.post(`/cases/${caseId}/assign`, { assignedTo: nobody }, { language }), 400, 'user.unknown')
    await refused((language) => head.post(`/cases/${caseId}/assign`, { assignedTo: PEOPLE.stranger.id }, { language }), 400, 'user.unknown')
    await refused((language) => head.post(`/cases/${caseId}/assign`, { assignedTo: PEOPLE.department.id }, { language }), 400, 'user.unknown')
    const { file } = await officer.ask<CaseFilePage>(`/cases/${caseId}`)
    const consent = {
      victimId: file.victims[0]?.victimId,
      purpose: 'berbagi',
      receiver: nobody,
      capacity: 'korban',
      basis: 'persetujuan',
      how: 'tertulis',
    }
    await refused(sending(`/cases/${caseId}/consents`, consent), 400, 'institution.unknown')
    const administrator = await api.as('administrator')
    await refused((language) => administrator.post(`/institutions/${nobody}/retire`, { retiredOn: '2026-11-20', reason: 'x' }, { language }), 404)
    await refused(
      (language) => administrator.post(`/shelters/${nobody}/capacity`, { beds: 1, extraPlaces: 0, accepts: ['perempuan'] }, { language }),
      404,
    )
  })

  it.each([
    ['x-min-position', 'ä b', 'header.min-position'],
    ['x-min-position', '../../x y', 'header.min-position'],
  ])('and a wrong %s (%s) is refused', async (name, value, code) => {
    await refused(getting('/cases', { [name]: value }), 400, code)
  })
  it.each([
    ['if-match', 'W/"3"', 'header.if-match'],
    ['if-match', '"99999999999999999999"', 'header.if-match'],
    ['idempotency-key', 'kurang', 'header.idempotency-key'],
  ])('and a wrong %s (%s) is refused', async (name, value, code) => {
    await refused(sending(`/cases/${caseId}/triage`, { urgency: 'gawat' }, { headers: { [name]: value } }), 400, code)
  })
  it('and a position that is none waits for nothing and says so', async () => {
    const answer = await officer.get('/cases', { minPosition: 'zzzz' })
    expect([answer.status, answer.headers['x-stale']]).toEqual([200, 'true'])
  })
})

describe('bad luck', () => {
  const triage = (urgency: string, asking: object = {}, client: Client = officer) => client.post(`/cases/${caseId}/triage`, { urgency }, asking)
  const revision = async (): Promise<number> =>
    (await officer.ask<CaseFilePage>(`/cases/${caseId}`, { minPosition: (await api.head()) ?? '' })).file.revision

  it('a revision that is no longer the newest is refused with 412', async () => {
    const seen = await revision()
    expect((await triage('gawat', { ifMatch: seen })).status).toBe(200)
    await refused((language) => triage('rendah', { ifMatch: seen, language }), 412, 'revision.stale')
  })

  it('a double click is one act: the same answer, and one event', async () => {
    const before = await revision()
    const both = await Promise.all([triage('sedang', { key: 'klik-ganda-1' }), triage('sedang', { key: 'klik-ganda-1' })])
    const third = await triage('sedang', { key: 'klik-ganda-1' })
    expect(new Set([...both, third].map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await revision()).toBe(before + 1)
    const complaints = await Promise.all([1, 2, 3].map(() => officer.post('/cases', complaint(), { key: 'klik-ganda-2' })))
    expect(new Set(complaints.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(complaints[0]?.status).toBe(201)
  })

  it('the same key with another body answers the first result, also when both come at once', async () => {
    const before = await revision()
    const first = await triage('tinggi', { key: 'kunci-yang-sama' })
    expect(await triage('rendah', { key: 'kunci-yang-sama' })).toMatchObject({ status: 200, text: first.text })
    const both = await Promise.all([triage('gawat', { key: 'kunci-bersama' }), triage('sedang', { key: 'kunci-bersama' })])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both[0].text).toBe(both[1].text)
    expect(await revision()).toBe(before + 2)
    const complaints = await Promise.all(
      ['langsung', 'surat'].map((channel) => officer.post('/cases', complaint({ channel }), { key: 'kunci-pengaduan' })),
    )
    expect(complaints.map(({ status }) => status)).toEqual([201, 201])
    expect(complaints[0]?.text).toBe(complaints[1]?.text)
  })

  it('the same key of two officers is two acts', async () => {
    const before = await revision()
    const colleague = await api.as('colleague')
    await triage('rendah', { key: 'kunci-dua-orang' })
    await triage('gawat', { key: 'kunci-dua-orang' }, colleague)
    expect(await revision()).toBe(before + 2)
  })

  it('two officers at one case both succeed', async () => {
    const before = await revision()
    const clients = [officer, await api.as('colleague'), await api.as('head')]
    const contact = { method: 'telepon', reached: false, attemptedAt: NOW, outsideSafeWindow: false }
    const answers = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => (clients[n % 3] ?? officer).post(`/cases/${caseId}/contacts`, contact)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await revision()).toBe(before + 6)
  })

  it('a command that takes its own asker’s right away answers its first result again', async () => {
    const { id } = await officer.command('/cases', complaint())
    const me = (await officer.ask<{ id: string }>('/session')).id
    const first = await officer.post(`/cases/${id}/conflict`, { userId: me }, { key: 'benturan-saya' })
    expect(first.status).toBe(200)
    expect(await officer.post(`/cases/${id}/conflict`, { userId: me }, { key: 'benturan-saya' })).toMatchObject({ status: 200, text: first.text })
    expect((await officer.get(`/cases/${id}`, { minPosition: (await api.head()) ?? '' })).status).toBe(404)
  })
})

describe('the year of a complaint is that of the unit’s own clock', () => {
  it.each([
    ['23:30 WIB on 31 December', '2026-12-31T16:30:00.000Z', '2026-12-31', /2026/],
    ['06:00 WIB on 1 January', '2026-12-31T23:00:00.000Z', '2027-01-01', /2027/],
  ])('at %s', async (_name, receivedAt, receivedOn, number) => {
    const night = await startApi({ now: '2027-01-01T02:00:00.000Z' })
    try {
      const client = await night.as('officer')
      const { id, position } = await client.command('/cases', complaint({ receivedAt }))
      const { items } = await client.ask<CaseListPage>('/cases', { minPosition: position })
      expect(items.find((row) => row.caseId === id)).toMatchObject({ receivedOn, number: expect.stringMatching(number) })
    } finally {
      await night.close()
    }
  })
})
