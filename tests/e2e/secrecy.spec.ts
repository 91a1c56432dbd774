import { Pool } from 'pg'
import { declaredRoutes } from '../../apps/api/src/http/routes'
import type { CaseFilePage } from '#read-models'
import type { Answer, Client } from './client'
import { complaint, MARKERS, partners, takenCase } from './forms'
import { startApi, type Api, type Who } from './start-api'

// UU 11/2012 art. 19: no identity in lists, addresses, titles or logs; the department and the administrator meet none at all.

let api: Api
let officer: Client
let caseId: string
let position: string
let file: CaseFilePage['file']
let superuser: Pool

beforeAll(async () => {
  api = await startApi()
  officer = await api.as('officer')
  superuser = new Pool({ connectionString: api.superuserUrl, max: 1 })
  superuser.on('error', () => undefined)
  await partners(api)
  ;({ caseId, position, file } = await takenCase(officer))
})
afterAll(async () => {
  await superuser.end()
  await api.close()
})

const ids = (): readonly string[] => [caseId, file.victims[0]?.victimId ?? '', file.chronologies[0]?.recordId ?? '']
const markersIn = (text: string): readonly string[] => Object.values(MARKERS).filter((marker) => text.includes(marker))

/** Every address with every id that could fit, asked by somebody. */
async function everything(who: Who): Promise<readonly { readonly path: string; readonly answer: Answer }[]> {
  const client = await api.as(who)
  const answers: { path: string; answer: Answer }[] = []
  for (const { method, path } of declaredRoutes(api.app)) {
    if (path.endsWith('/session') && method === 'DELETE') continue
    for (const id of path.includes(':') ? ids() : ['']) {
      const address = path.replaceAll(/:\w+/g, id)
      const query = path.endsWith('/ratio') ? '?year=2026' : path.endsWith('/series') ? '?from=2025&to=2026' : ''
      const reveal = { what: 'identity', ref: ids()[1], reason: 'menyiapkan_surat' }
      const answer = await client.send(method as 'GET', `${address}${query}`, method === 'GET' ? undefined : reveal, { minPosition: position })
      answers.push({ path: `${method} ${address}`, answer })
    }
  }
  return answers
}

describe('who a case is about', () => {
  it.each(['department', 'administrator', 'stranger', 'strangerHead'] as const)('is told to the %s by no address at all', async (who) => {
    for (const { path, answer } of await everything(who)) {
      const said = `${answer.text} ${JSON.stringify(answer.headers)}`
      expect([path, markersIn(said)]).toEqual([path, []])
      if (who !== 'stranger' && who !== 'strangerHead') expect([path, said.includes(ids()[1] ?? 'none')]).toEqual([path, false])
    }
  })

  it('stands in no list and no board of the officers either', async () => {
    for (const who of ['officer', 'head'] as const)
      for (const path of [
        '/cases',
        '/cases?search=Penanda',
        '/worklist',
        '/referrals',
        '/institutions',
        '/shelters',
        '/drafts',
        '/users/caseworkers',
      ]) {
        const answer = await (await api.as(who)).get(path, { minPosition: position })
        expect([path, answer.status, markersIn(answer.text)]).toEqual([path, 200, []])
      }
  })

  it('is closed in the case file: what singles out is shown, what names is not, and no ciphertext leaves the server', async () => {
    const answer = await officer.get(`/cases/${caseId}`)
    expect(markersIn(answer.text)).toEqual([MARKERS.desa])
    expect(answer.text).toContain('"$direct":""')
    expect(answer.text).not.toMatch(/keyId|"nonce"|"cipher/)
  })

  it('is shown by reveal alone, to an officer of the case, and noted before', async () => {
    const victimId = file.victims[0]?.victimId ?? ''
    const reveal = (client: Client, what: string, ref: string) => client.post(`/cases/${caseId}/reveal`, { what, ref, reason: 'menyiapkan_surat' })
    const before = (await noted()).length
    const identity = await reveal(officer, 'identity', victimId)
    expect(identity.body).toMatchObject({ value: { name: MARKERS.name, nik: MARKERS.nik, phone: MARKERS.phone }, hidesAfterSeconds: 60 })
    const text = await reveal(officer, 'text', file.chronologies[0]?.recordId ?? '')
    expect(text.body).toMatchObject({ value: MARKERS.narrative })
    const contact = await reveal(officer, 'safe-contact', victimId)
    expect(contact.text).toContain(MARKERS.codePhrase)
    expect((await reveal(await api.as('stranger'), 'identity', victimId)).status).toBe(404)
    const entries = (await noted()).slice(before)
    expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'reveal-identity allowed',
      'reveal-text allowed',
      'reveal-safe-contact allowed',
      'reveal-identity refused',
    ])
    expect(markersIn(JSON.stringify(entries))).toEqual([])
  })

  it('stands nowhere in the database as it was typed, but for what may single out in tables that can be erased', async () => {
    const { rows: tables } = await superuser.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    expect(tables.length).toBeGreaterThan(15)
    const direct = Object.values(MARKERS).filter((marker) => marker !== MARKERS.desa)
    for (const { name } of tables) {
      const { rows } = await superuser.query<{ row: string }>(`select t::text as row from ${name} t`)
      const text = rows.map(({ row }) => row).join('\n')
      const inBytes = direct.filter((marker) => text.includes(Buffer.from(marker).toString('hex')))
      expect([name, direct.filter((marker) => text.includes(marker)), inBytes]).toEqual([name, [], []])
      if (name.startsWith('event_log.')) expect([name, text.includes(Buffer.from(MARKERS.desa).toString('hex'))]).toEqual([name, false])
    }
  })

  it('keeps the same answer for a case of another unit as for one that does not exist', async () => {
    const stranger = await api.as('stranger')
    const foreign = await stranger.get(`/cases/${caseId}`)
    const unknown = await stranger.get('/cases/7d9f3b60-0000-4000-8000-000000000000')
    const said = ({ status, body }: Answer) => ({ status, ...(body as object), correlationId: '' })
    expect(said(foreign)).toEqual(said(unknown))
    expect(foreign.status).toBe(404)
  })
})

describe('what the server writes to its terminal', () => {
  it('holds nothing of what was typed, whatever fails', async () => {
    const written: string[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => {
        written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
        return true
      }),
    )
    const answers: Answer[] = []
    const append = jest.spyOn(api.workspace.log, 'append')
    try {
      answers.push(await officer.post('/cases', complaint({ channel: MARKERS.name })))
      answers.push(await officer.post('/cases', complaint({ victims: MARKERS.narrative })))
      answers.push(await officer.post('/session', { username: MARKERS.name, password: MARKERS.nik }))
      answers.push(await officer.get(`/cases/${MARKERS.perpetrator}?search=${encodeURIComponent(MARKERS.name)}`))
      answers.push(await officer.send('POST', '/cases', undefined, { raw: { type: 'application/json', body: `{"channel": "${MARKERS.name}` } }))
      append.mockRejectedValueOnce(new Error(`insert failed: ${MARKERS.narrative}`))
      answers.push(await officer.post('/cases', complaint()))
      append.mockRejectedValueOnce(Object.assign(new TypeError(MARKERS.phone), { detail: MARKERS.nik }))
      answers.push(await officer.post(`/cases/${caseId}/triage`, { urgency: 'rendah' }))
    } finally {
      append.mockRestore()
      for (const spy of spies) spy.mockRestore()
    }
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 401, 404, 400, 500, 500])
    expect(written.join('')).toMatch(/server\.failed/)
    expect(markersIn(written.join(''))).toEqual([])
    expect(answers.flatMap(({ text }) => markersIn(text))).toEqual([])
  })
})

interface Noted {
  readonly action: string
  readonly outcome: string
}
async function noted(): Promise<readonly Noted[]> {
  const { rows } = await superuser.query<Noted>(`select action, outcome, resource, reason from access.access_log order by entry`)
  return rows
}
