import { Pool } from 'pg'
import type { CaseFilePage, CaseListPage, WorkItem } from '#read-models'
import type { Client } from './client'
import { complaint, identity, MARKERS, partners, victim } from './forms'
import { startApi, type Api } from './start-api'

// What is left to do for people who were erased: nothing that asks for them.

let api: Api
let officer: Client
let head: Client
let institutionId: string

beforeAll(async () => {
  api = await startApi()
  ;[officer, head] = [await api.as('officer'), await api.as('head')]
  ;({ institutionId } = await partners(api))
})
afterAll(() => api.close())

interface Case {
  readonly caseId: string
  readonly victims: readonly string[]
}

/** An accepted case of sexual violence with a plan, a need and a referral that waits for the partner, each for every victim. */
async function busyCase(count: number, incidentAt = '2026-11-19T14:00:00.000Z'): Promise<Case> {
  const people = Array.from({ length: count }, (_, n) => victim({ identity: identity(`Korban Contoh ${n}`) }))
  const incident = {
    when: { precision: 'hari', from: '2026-11-19', to: '2026-11-19', at: incidentAt },
    ...{ place: 'rumah_tangga', forms: ['seksual'], flags: [], sexualForms: ['pelecehan_fisik'] },
  }
  const { id: caseId } = await officer.command('/cases', complaint({ victims: people, incident }))
  const { position } = await officer.command(`/cases/${caseId}/accept`, { verifiedHow: 'wawancara' })
  const victims = (await fileOf(caseId, position)).file.victims.map(({ victimId }) => victimId)
  for (const victimId of victims) {
    await officer.command(`/cases/${caseId}/needs`, { victimId, needs: [{ service: 'kesehatan', wanted: true }] })
    await officer.command(`/cases/${caseId}/plans`, { victimId, needIds: [], goals: 'Pulih.' })
  }
  const made = await officer.command(`/cases/${caseId}/referrals`, {
    ...{ victimIds: victims, institutionId, service: 'kesehatan', needIds: [], urgency: 'tinggi', madeOn: '2026-11-20' },
    ...{ approvalNeeded: false, packet: [], overrideReason: 'Darurat.' },
  })
  const { file } = await fileOf(caseId, made.position)
  await officer.command(`/cases/${caseId}/referrals/send`, {
    ...{ referralId: file.referrals[0]?.referralId, at: api.clock.now(), channel: 'telepon' },
  })
  return { caseId, victims }
}

const fileOf = (caseId: string, minPosition: string) => head.ask<CaseFilePage>(`/cases/${caseId}`, { minPosition })
const position = async (): Promise<string> => (await api.head()) ?? ''
const erase = async ({ caseId }: Case, subjectId: string): Promise<void> => {
  const { file } = await fileOf(caseId, await position())
  await head.command(`/cases/${caseId}/subjects/${subjectId}/erasure`, {
    ...{ why: 'permintaan_subjek', withoutTexts: true, confirmation: file.number },
  })
}
const duties = async ({ caseId }: Case): Promise<Readonly<Record<string, readonly string[]>>> => {
  const { rows } = await waited<Pick<WorkItem, 'kind' | 'victimIds'>>(
    'worklist',
    'select kind, victim_ids as "victimIds" from read_models.worklist_item where case_id = $1 order by item_key',
    caseId,
  )
  return Object.fromEntries(rows.map(({ kind, victimIds }) => [kind, victimIds]))
}
const waited = async <Row extends object>(model: string, sql: string, id: string) => {
  await api.workspace.projections.waitFor(await position(), 60_000, [model])
  return api.workspace.pool.query<Row>(sql, [id])
}
const onBoard = async ({ caseId }: Case): Promise<boolean> => {
  const board = await head.ask<{ referrals: readonly { caseId: string }[] }>('/referrals', { minPosition: await position() })
  return board.referrals.some((row) => row.caseId === caseId)
}

describe('duties', () => {
  it('of an erased victim go; those of the others stay, and name nobody erased', async () => {
    const told = await busyCase(2)
    const [gone = '', left = ''] = told.victims
    const before = await duties(told)
    for (const kind of ['kesehatan_segera', 'laporan_polisi', 'rujukan', 'bahas_rencana', 'kontak_pertama'])
      expect(Object.keys(before)).toContain(kind)
    await erase(told, gone)
    const after = await duties(told)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(after['rujukan']).toEqual([left])
    expect(Object.values(after).flat()).not.toContain(gone)
    expect(await onBoard(told)).toBe(true)
    // when and where it happened is theirs as well
    const { file } = await fileOf(told.caseId, await position())
    expect(file.incidents).toMatchObject([{ when: { from: '2026-11-19' }, place: 'rumah_tangga', victimIds: [gone, left] }])
    await erase(told, left)
    expect((await fileOf(told.caseId, await position())).file.incidents).toMatchObject([{ when: null, place: null, healthDue: null }])
  })

  it('of a case whose victims were all erased are those of the office: it is assigned, and reviewed, and closed', async () => {
    const told = await busyCase(1)
    const [gone = ''] = told.victims
    const needs = async () =>
      waited<{ over: boolean }>('referral-timeline', 'select over from read_models.referral_need where case_id = $1', told.caseId)
    expect((await needs()).rows).toEqual([{ over: false }])
    await erase(told, gone)
    expect(await duties(told)).toEqual({ penugasan: [], tinjau_rujukan_tanpa_persetujuan: [] })
    expect((await needs()).rows).toEqual([{ over: true }])
    expect(await onBoard(told)).toBe(false)
    const list = await head.ask<CaseListPage>('/cases', { minPosition: await position() })
    expect(list.items.find(({ caseId }) => caseId === told.caseId)?.openReferrals).toBe(0)
    const { file, actions } = (await fileOf(told.caseId, await position())) as CaseFilePage & {
      actions: readonly { action: string; refusal: string | null }[]
    }
    expect(file.referrals[0]).toMatchObject({ waitsFor: null, step: null, nextAt: null, erased: [gone] })
    expect(actions.find(({ action }) => action === 'request-closure')?.refusal).toBeNull()
    await officer.command(`/cases/${told.caseId}/closure/request`, {})
    await head.command(`/cases/${told.caseId}/closure/approve`, {})
    expect((await fileOf(told.caseId, await position())).file.phase).toBe('ditutup')
    expect(await duties(told)).toEqual({})
  })

  it('of a follow-up go with the person', async () => {
    const told = await busyCase(2)
    const [gone = '', left = ''] = told.victims
    const { file } = await fileOf(told.caseId, await position())
    await officer.command(`/cases/${told.caseId}/referrals/withdraw`, {
      ...{ referralId: file.referrals[0]?.referralId, at: api.clock.now(), by: 'unit', reason: 'lainnya' },
    })
    for (const victimId of told.victims) await officer.command(`/cases/${told.caseId}/endings`, { victimId, reason: 'pindah', endedOn: '2026-11-20' })
    await officer.command(`/cases/${told.caseId}/closure/request`, {})
    await head.command(`/cases/${told.caseId}/closure/approve`, {})
    const followed = async (): Promise<readonly string[]> => {
      const { rows } = await waited<{ ref: string }>(
        'worklist',
        `select ref from read_models.worklist_item where case_id = $1 and kind = 'tindak_lanjut'`,
        told.caseId,
      )
      return rows.map(({ ref }) => ref).sort()
    }
    expect(await followed()).toEqual([gone, left].sort())
    await erase(told, gone)
    expect(await followed()).toEqual([left])
    expect((await fileOf(told.caseId, await position())).file.victims.find(({ victimId }) => victimId === gone)?.followUpDueOn).toBeNull()
  })
})

describe('every table', () => {
  /** Every row of every table, as text, that holds one of these. */
  const holding = async (words: readonly string[]): Promise<readonly string[]> => {
    const superuser = new Pool({ connectionString: api.superuserUrl, max: 1 })
    try {
      const { rows: tables } = await superuser.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      )
      const found: string[] = []
      for (const { name } of tables) {
        const { rows } = await superuser.query(`select 1 from ${name} t where t::text like any($1) limit 1`, [words.map((word) => `%${word}%`)])
        if (rows.length > 0) found.push(name)
      }
      return found.sort()
    } finally {
      await superuser.end()
    }
  }

  it('holds in the open neither name nor the hours that follow from the incident, once they are erased', async () => {
    const told = await busyCase(1, '2026-11-19T13:17:00.000Z')
    const { file } = await fileOf(told.caseId, await position())
    const hours = Object.values(file.incidents[0]?.healthDue ?? {})
    expect(hours).toHaveLength(2)
    const draft = '0f0f0f0f-0000-4000-8000-000000000001'
    await officer.put(`/drafts/${draft}`, { kind: 'redaction', about: told.victims, body: MARKERS.name })
    await api.workspace.projections.waitFor(await position(), 60_000, ['worklist'])
    expect(await holding(hours)).toEqual(['read_models.worklist_case', 'read_models.worklist_item'])
    expect(await holding([draft])).toEqual(['access.drafts'])
    await erase(told, told.victims[0] ?? '')
    await api.workspace.projections.waitFor(await position(), 60_000)
    const markers = [MARKERS.name, MARKERS.nik, MARKERS.phone, MARKERS.address, MARKERS.desa, MARKERS.narrative, MARKERS.codePhrase]
    expect(await holding([...hours, ...markers, draft])).toEqual([])
  })
})
