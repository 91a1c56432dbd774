import { Pool } from 'pg'
import { errorText } from '#words'
import type { CaseFilePage } from '#read-models'
import type { Client } from './client'
import { problemOf } from './client'
import { MARKERS, partners, takenCase } from './forms'
import { startApi, type Api } from './start-api'

let api: Api
let officer: Client
let head: Client
let caseId: string
let victimId: string
let recordId: string
let number: string
let superuser: Pool

beforeAll(async () => {
  api = await startApi()
  ;[officer, head] = [await api.as('officer'), await api.as('head')]
  await partners(api)
  superuser = new Pool({ connectionString: api.superuserUrl, max: 1 })
  superuser.on('error', () => undefined)
  const { file, ...taken } = await takenCase(officer)
  ;({ caseId, victimId } = taken)
  recordId = file.chronologies[0]?.recordId ?? ''
  number = file.number ?? ''
})
afterAll(async () => {
  await superuser.end()
  await api.close()
})

const path = (): string => `/cases/${caseId}/subjects/${victimId}/erasure`
const form = (more: object = {}) => ({ why: 'permintaan_subjek', withoutTexts: false, confirmation: number, ...more })
const reveal = (ref: string, what = 'identity') => officer.post(`/cases/${caseId}/reveal`, { what, ref, reason: 'memastikan_orang' })

describe('erasing a person', () => {
  it('is the head of unit’s alone', async () => {
    for (const who of ['officer', 'department', 'administrator'] as const) {
      const answer = await (await api.as(who)).post(path(), form())
      expect([who, answer.status]).toEqual([who, 403])
    }
    expect((await (await api.as('strangerHead')).post(path(), form())).status).toBe(404)
  })

  it('asks for the number of the case, and says beforehand what goes along', async () => {
    expect(await head.ask(path())).toMatchObject({ sharedTexts: 0, unlistedTexts: 0, linkedParts: 0, state: 'ada' })
    const refused = await head.post(path(), form({ confirmation: 'bukan nomornya' }))
    expect([refused.status, problemOf(refused).code]).toEqual([400, 'erasure.confirmation'])
    expect(problemOf(refused).detail).toBe(errorText('erasure.confirmation', {}, 'id'))
  })

  it('leaves nothing of the person that opens, anywhere; the case stays and says so', async () => {
    expect((await reveal(victimId)).status).toBe(200)
    const { position } = await head.command(path(), form())
    const { file } = await head.ask<CaseFilePage>(`/cases/${caseId}`, { minPosition: position })
    expect(file.erased).toEqual([victimId])
    expect(file.victims[0]).toMatchObject({ victimId, sex: 'P', years: null, circumstances: null })
    for (const [ref, what] of [
      [victimId, 'identity'],
      [victimId, 'safe-contact'],
      [recordId, 'text'],
    ] as const) {
      const answer = await reveal(ref, what)
      expect([what, answer.status, problemOf(answer).code]).toEqual([what, 409, 'privacy.subject-erased'])
    }
    const { rows } = await superuser.query<{ wrapped: Buffer | null }>('select wrapped from privacy.keys where owner_id = any($1)', [
      [victimId, recordId],
    ])
    expect(rows.map(({ wrapped }) => wrapped)).toEqual([null, null])
    expect(await head.ask(path())).toMatchObject({ state: 'dihapus' })
    expect(file.perpetrators[0]?.identity).toEqual({ $direct: '' })
    const perpetrator = await reveal(file.perpetrators[0]?.perpetratorId ?? '')
    expect(JSON.stringify(perpetrator.body)).toContain(MARKERS.perpetrator)
  })

  it('takes nothing new about the person', async () => {
    const answer = await officer.post(`/cases/${caseId}/safe-contacts`, {
      victimId,
      safeContact: { method: 'telepon', days: [1], from: '09:00', to: '12:00', whoMayAnswer: 'siapa_saja', detail: null, codePhrase: null },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await api.workspace.projections.parked()).toEqual([])
  })

  it('stands in the ledger beside the key, ids and moments alone', () => {
    const lines = api
      .ledger()
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(victimId)
    for (const marker of Object.values(MARKERS)) expect(lines[0]).not.toContain(marker)
  })
})
