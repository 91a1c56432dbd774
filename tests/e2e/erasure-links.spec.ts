import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { CaseFilePage } from '#read-models'
import type { Client } from './client'
import { problemOf } from './client'
import { complaint, identity, MARKERS, partners, victim } from './forms'
import { PEOPLE, startApi, type Api } from './start-api'

// One human in two cases, and texts about several people: what an erasure takes along, by requests as the screens send them.

let api: Api
let officer: Client
let head: Client

beforeAll(async () => {
  api = await startApi()
  ;[officer, head] = [await api.as('officer'), await api.as('head')]
  await partners(api)
})
afterAll(() => api.close())

interface Told {
  readonly caseId: string
  readonly subjectId: string
  readonly sister: string
  readonly chronology: string
  readonly number: string
}

async function tell(by: Client = officer): Promise<Told> {
  const { id: caseId, position } = await by.command('/cases', complaint({ victims: [victim(), victim({ identity: identity('Adik Contoh') })] }))
  const { file } = await by.ask<CaseFilePage>(`/cases/${caseId}`, { minPosition: position })
  const [subjectId = '', sister = ''] = file.victims.map(({ victimId }) => victimId)
  return { caseId, subjectId, sister, chronology: file.chronologies[0]?.recordId ?? '', number: file.number ?? '' }
}

const link = (a: Told, b: Told, more: object = {}) =>
  head.post(`/cases/${a.caseId}/subject-links`, {
    subjectId: a.subjectId,
    ...{ otherCaseId: b.caseId, otherSubjectId: b.subjectId, basis: 'dokumen_sama' },
    ...more,
  })
const unlink = (a: Told, b: Told) =>
  head.post(`/cases/${a.caseId}/subject-links/revoke`, {
    subjectId: a.subjectId,
    ...{ otherCaseId: b.caseId, otherSubjectId: b.subjectId, why: 'salah_orang' },
  })
const erasure = ({ caseId, subjectId }: Told): string => `/cases/${caseId}/subjects/${subjectId}/erasure`
const erase = (of: Told, more: object = {}) =>
  head.post(erasure(of), { why: 'permintaan_subjek', withoutTexts: false, confirmation: of.number, ...more })
const redact = (of: Told, more: object = {}) =>
  officer.command(`/cases/${of.caseId}/redacted-texts`, { replaces: of.chronology, about: [of.sister], text: 'Cerita adiknya saja.', ...more })

describe('two parts that are one human', () => {
  it('are linked and unlinked by the head alone, in cases that the head sees', async () => {
    const [a, b] = [await tell(), await tell()]
    const stranger = await tell(await api.as('stranger'))
    expect((await officer.post(`/cases/${a.caseId}/subject-links`, {})).status).toBe(403)
    for (const wrong of [
      { otherCaseId: stranger.caseId, otherSubjectId: stranger.subjectId },
      { otherSubjectId: a.subjectId },
      { otherCaseId: '0c0c0c0c-0000-4000-8000-000000000001' },
    ]) {
      const refused = await link(a, b, wrong)
      expect([refused.status, problemOf(refused).errors?.map(({ field, code }) => [field, code])]).toEqual([
        400,
        [['otherSubjectId', 'subject.unknown']],
      ])
    }
    expect((await link(a, b, { basis: 'iseng' })).status).toBe(400)
    expect(problemOf(await unlink(a, b)).errors?.[0]?.code).toBe('subject.not-linked')
    expect((await link(a, b)).status).toBe(200)
    expect((await link(a, b)).status).toBe(200)
    expect(await head.ask(erasure(b))).toMatchObject({ linkedParts: 1 })
    expect((await unlink(a, b)).status).toBe(200)
    expect(await head.ask(erasure(b))).toMatchObject({ linkedParts: 0 })
  })

  it('go together, once the texts of both that others need have another version', async () => {
    const [a, b, c] = [await tell(), await tell(), await tell()]
    await link(a, b)
    await link(c, a)
    await unlink(c, a)
    expect(await head.ask(erasure(a))).toMatchObject({ sharedTexts: 2, linkedParts: 1 })
    await redact(a)
    const refused = await erase(a)
    expect([refused.status, problemOf(refused).code]).toEqual([409, 'erasure.text-shared'])
    await redact(b)
    expect(await head.ask(erasure(a))).toMatchObject({ sharedTexts: 0 })
    expect((await erase(a)).status).toBe(200)
    for (const [of, state] of [
      [a, 'dihapus'],
      [b, 'dihapus'],
      [c, 'ada'],
    ] as const)
      expect(await head.ask(erasure(of))).toMatchObject({ state })
  })

  it('are linked and unlinked on the command line, in whichever direction', async () => {
    const [a, b] = [await tell(), await tell()]
    const teduh = (...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> =>
      new Promise((resolve) => {
        const script = join(__dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts')
        const loader = ['--conditions=teduh-source', '--require', './libs/testing/run-typescript.cjs']
        const env = { ...process.env, ...api.environment }
        execFile(process.execPath, [...loader, script, 'subject', ...args], { env }, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
        )
      })
    expect(await teduh('link', a.subjectId, b.subjectId, '--basis', 'iseng', '--as', 'kepala')).toMatchObject({ code: 2 })
    expect((await teduh('link', a.subjectId, b.subjectId, '--basis', 'dokumen_sama', '--as', 'petugas')).code).toBe(1)
    expect((await teduh('link', a.subjectId, b.subjectId, '--basis', 'dokumen_sama', '--as', 'kepala.lain')).code).toBe(1)
    expect(await head.ask(erasure(b))).toMatchObject({ linkedParts: 0 })
    expect(await teduh('link', a.subjectId, b.subjectId, '--basis', 'dokumen_sama', '--as', 'kepala')).toMatchObject({ code: 0 })
    expect(await head.ask(erasure(b))).toMatchObject({ linkedParts: 1 })
    expect(await teduh('unlink', b.subjectId, a.subjectId, '--reason', 'salah_orang', '--as', 'kepala')).toMatchObject({ code: 0 })
    expect(await head.ask(erasure(b))).toMatchObject({ linkedParts: 0 })
    expect((await teduh('unlink', b.subjectId, a.subjectId, '--reason', 'salah_orang', '--as', 'kepala')).code).toBe(1)
  }, 120_000)
})

interface Listed {
  readonly texts: readonly {
    readonly recordId: string
    readonly listed: boolean
    readonly names: boolean
    readonly others: readonly string[]
    readonly redacted: boolean
    readonly draft: { readonly id: string }
  }[]
  readonly elsewhere: number
  readonly notSearched: number
}
const textsOf = ({ caseId, subjectId }: Told, by = head) => by.ask<Listed>(`/cases/${caseId}/subjects/${subjectId}/texts`)

describe('texts that have to be read before an erasure', () => {
  it('count as redacted for the person whom the other version leaves out, not for those it is about', async () => {
    const told = await tell()
    await redact(told)
    expect((await textsOf(told)).texts).toMatchObject([{ recordId: told.chronology, listed: true, redacted: true }])
    const other = { ...told, subjectId: told.sister }
    expect(await head.ask(erasure(other))).toMatchObject({ sharedTexts: 1 })
    const refused = await erase(other)
    expect(problemOf(refused).code).toBe('erasure.text-shared')
  })

  it('hold nothing up once they went with somebody else', async () => {
    const told = await tell()
    expect((await erase(told, { withoutTexts: true })).status).toBe(200)
    const other = { ...told, subjectId: told.sister }
    expect(await head.ask(erasure(other))).toMatchObject({ sharedTexts: 0 })
    expect((await erase(other)).status).toBe(200)
  })

  it('are opened to those of the case, and noted; nobody else is told that they are there', async () => {
    const told = await tell()
    const path = `/cases/${told.caseId}/texts/${told.chronology}/open`
    for (const who of ['stranger', 'strangerHead'] as const) {
      expect((await (await api.as(who)).post(path)).status).toBe(404)
      expect((await (await api.as(who)).get(`/cases/${told.caseId}/subjects/${told.subjectId}/texts`)).status).toBe(404)
    }
    expect((await (await api.as('department')).post(path)).status).toBe(403)
    const { body } = await officer.post(path)
    expect(body).toEqual({ fields: [{ field: 'text', value: MARKERS.narrative }], hidesAfterSeconds: 300 })
    const { rows } = await api.workspace.pool.query('select user_id, outcome, reason from access.access_log where resource = $1 order by entry', [
      told.chronology,
    ])
    expect(rows.at(-1)).toEqual({ user_id: PEOPLE.officer.id, outcome: 'allowed', reason: 'menyunting_catatan' })
    await erase(told, { withoutTexts: true })
    const gone = await officer.post(path)
    expect([gone.status, problemOf(gone).code]).toEqual([409, 'privacy.subject-erased'])
  })

  it('keep a counsellor’s notes to the counsellor, whose other version counts', async () => {
    const told = await tell()
    await officer.command(`/cases/${told.caseId}/accept`, { verifiedHow: 'wawancara' })
    await officer.command(`/cases/${told.caseId}/counselling`, {
      ...{ victimIds: [told.subjectId, told.sister], service: 'konseling', deliveredOn: '2026-11-20', notes: 'Catatan konseling.' },
    })
    const note = (await textsOf(told)).texts.find((one) => (one as { kind?: string }).kind === 'CounsellingSessionHeld')
    const path = `/cases/${told.caseId}/texts/${note?.recordId ?? ''}/open`
    const refused = await head.post(path)
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'text.own'])
    expect((await officer.post(path)).status).toBe(200)
  })

  it('that list nobody go with a person once somebody has said that they are about them', async () => {
    const told = await tell()
    const { position } = await officer.command(`/cases/${told.caseId}/accept`, { verifiedHow: 'wawancara' })
    const { file } = await head.ask<CaseFilePage>(`/cases/${told.caseId}`, { minPosition: position })
    for (const victimId of [told.subjectId, told.sister])
      await officer.command(`/cases/${told.caseId}/endings`, { victimId, reason: 'pindah', endedOn: '2026-11-20' })
    await officer.command(`/cases/${told.caseId}/closure/request`, {})
    await head.command(`/cases/${told.caseId}/closure/return`, { remark: `Tanyakan lagi kepada ${MARKERS.name}.` })
    const remark = (await textsOf(told)).texts.find(({ listed }) => !listed)?.recordId ?? ''
    expect(await head.ask(erasure(told))).toMatchObject({ unlistedTexts: 1 })
    const named = { recordId: remark, about: [told.subjectId] }
    const first = await officer.command(`/cases/${told.caseId}/text-subjects`, named)
    expect((await officer.command(`/cases/${told.caseId}/text-subjects`, named)).revision).toBe(first.revision)
    expect((await officer.post(`/cases/${told.caseId}/text-subjects`, { recordId: remark, about: [told.caseId] })).status).toBe(400)
    expect(await head.ask(erasure(told))).toMatchObject({ unlistedTexts: 0 })
    expect((await erase(told, { withoutTexts: true, confirmation: file.number })).status).toBe(200)
    const gone = await head.post(`/cases/${told.caseId}/texts/${remark}/open`)
    expect([gone.status, problemOf(gone).code]).toEqual([409, 'privacy.subject-erased'])
    expect(api.ledger()).toContain(remark)
  })

  it('are found where they list others alone but name the person, whatever the name was then; nothing of them is told nor noted', async () => {
    const told = await tell()
    const accepted = await officer.command(`/cases/${told.caseId}/accept`, { verifiedHow: 'wawancara' })
    const { file } = await head.ask<CaseFilePage>(`/cases/${told.caseId}`, { minPosition: accepted.position })
    await officer.command(`/cases/${told.caseId}/victims/correct`, {
      ...{ victimId: told.subjectId, why: 'salah_ketik', victim: victim({ identity: identity('Rósalinda Contoh') }) },
    })
    const plan = (goals: string) => officer.command(`/cases/${told.caseId}/plans`, { victimId: told.sister, needIds: [], goals })
    await plan('Tinggal dengan MARKAWATI sampai pulih.')
    await plan('Diantar rosalinda setiap minggu.')
    await plan('Pulih.')
    const listed = (await textsOf(told)).texts.filter(({ others }) => others.length > 0)
    expect(listed.map(({ listed, names }) => [listed, names])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ])
    expect(await head.ask(erasure(told))).toMatchObject({ sharedTexts: 1, namingTexts: 2, unlistedTexts: 0 })
    expect(JSON.stringify(await textsOf(told))).not.toMatch(/markawati|rosalinda/i)
    const { rows } = await api.workspace.pool.query(
      `select user_id, action, outcome, reason from access.access_log where resource = $1 and action = 'search-name' order by entry`,
      [told.subjectId],
    )
    expect(rows.at(-1)).toEqual({ user_id: PEOPLE.head.id, action: 'search-name', outcome: 'allowed', reason: 'menyunting_catatan' })
    expect(JSON.stringify((await api.workspace.pool.query('select * from access.access_log')).rows)).not.toMatch(/markawati|rosalinda/i)

    // the one is written again without her, and goes with her; the other is about somebody else of that name, and stays
    const [, goes, stays] = listed
    await officer.command(`/cases/${told.caseId}/redacted-texts`, { replaces: goes?.recordId, about: [told.sister], text: 'Tinggal dengan kerabat.' })
    await officer.command(`/cases/${told.caseId}/text-subjects`, { recordId: goes?.recordId, about: [told.subjectId] })
    await redact(told)
    expect(await head.ask(erasure(told))).toMatchObject({ sharedTexts: 0, namingTexts: 1 })
    expect((await erase(told, { confirmation: file.number })).status).toBe(200)
    const open = (record = '') => officer.post(`/cases/${told.caseId}/texts/${record}/open`)
    expect([(await open(goes?.recordId)).status, (await open(stays?.recordId)).status]).toEqual([409, 200])
  })

  it('are not searched where only their writer may open them, which is told', async () => {
    const told = await tell()
    await officer.command(`/cases/${told.caseId}/accept`, { verifiedHow: 'wawancara' })
    await officer.command(`/cases/${told.caseId}/counselling`, {
      ...{ victimIds: [told.sister], service: 'konseling', deliveredOn: '2026-11-20', notes: `Cerita tentang ${MARKERS.name}.` },
    })
    expect(await textsOf(told)).toMatchObject({ notSearched: 1, texts: [{ listed: true }] })
    expect(await textsOf(told, officer)).toMatchObject({ notSearched: 0, texts: [{ listed: true }, { listed: false, names: true }] })
  })

  it('are searched for the names of every linked part that the asker sees', async () => {
    const [a, b] = [await tell(), await tell()]
    await officer.command(`/cases/${b.caseId}/accept`, { verifiedHow: 'wawancara' })
    await officer.command(`/cases/${b.caseId}/victims/correct`, {
      ...{ victimId: b.subjectId, why: 'salah_ketik', victim: victim({ identity: identity('Nuraini') }) },
    })
    await officer.command(`/cases/${a.caseId}/accept`, { verifiedHow: 'wawancara' })
    await officer.command(`/cases/${a.caseId}/plans`, { victimId: a.sister, needIds: [], goals: 'Tinggal dengan Nur’aini.' })
    expect(await head.ask(erasure(a))).toMatchObject({ namingTexts: 0 })
    await link(a, b)
    expect(await head.ask(erasure(a))).toMatchObject({ namingTexts: 1 })
  })

  it('go where they were typed into the wrong file; what was struck for another reason stays readable', async () => {
    const [wrong, mistyped] = [await tell(), await tell()]
    for (const [told, why] of [
      [wrong, 'salah_berkas'],
      [mistyped, 'salah_ketik'],
    ] as const) {
      const { position } = await officer.command(`/cases/${told.caseId}/void`, { kind: 'kronologi', entryId: told.chronology, why })
      await api.workspace.projections.waitFor(position, 30_000, ['subject-erasure'])
      expect((await textsOf(told)).texts).toEqual([])
    }
    const key = async ({ chronology }: Told) => (await api.workspace.keys.find([chronology])).get(chronology)?.state
    expect([await key(wrong), await key(mistyped)]).toEqual(['destroyed', 'live'])
    expect((await api.workspace.keys.find([wrong.subjectId])).get(wrong.subjectId)?.state).toBe('live')
  })
})

describe('drafts', () => {
  const drafts = async (): Promise<readonly string[]> =>
    (await api.workspace.pool.query<{ id: string }>('select id from access.drafts')).rows.map(({ id }) => id)

  it('about somebody go with the erasure, whoever typed them, and none comes back', async () => {
    const told = await tell()
    const { texts } = await textsOf(told, officer)
    const mine = `/drafts/${texts[0]?.draft.id ?? ''}`
    const other = '0d0d0d0d-0000-4000-8000-000000000001'
    const body = { kind: 'redaction', about: [told.subjectId, told.sister], body: MARKERS.narrative }
    expect((await officer.put(mine, body)).status).toBe(200)
    expect((await officer.put(`/drafts/${other}`, { kind: 'complaint', body: 'Orang lain.' })).status).toBe(200)
    await erase(told, { withoutTexts: true })
    expect(await drafts()).toEqual([other])
    const back = await officer.put(mine, body)
    expect([back.status, problemOf(back).code]).toEqual([409, 'privacy.subject-erased'])
    expect(await drafts()).toEqual([other])
    await officer.delete(`/drafts/${other}`)
  })

  it('of a complaint that was taken go with anybody of it, where deleting them never arrived', async () => {
    const id = '0e0e0e0e-0000-4000-8000-000000000001'
    await officer.put(`/drafts/${id}`, { kind: 'complaint', body: MARKERS.name })
    const taken = await officer.command('/cases', complaint(), { key: `complaint-${id}` })
    const { file } = await officer.ask<CaseFilePage>(`/cases/${taken.id}`, { minPosition: taken.position })
    const told = { caseId: taken.id, subjectId: file.victims[0]?.victimId ?? '', sister: '', chronology: '', number: file.number ?? '' }
    await tell()
    expect(await drafts()).toEqual([id])
    expect((await erase(told)).status).toBe(200)
    expect(await drafts()).toEqual([])
  })
})
