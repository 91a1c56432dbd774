import { HOUR } from '#kernel'
import type { CaseFilePage, CaseListPage, ShelterBoardItem, WorklistEntry } from '#read-models'
import type { Client, CommandAnswer } from './client'
import { startEventStoreServer } from '../eventstore-server/eventstore-server'
import { complaint, partners } from './forms'
import { PEOPLE, startApi, type Api } from './start-api'

// One case from the complaint to the reopening, over HTTP alone, with the log in PostgreSQL and in EventStoreDB; also in a real one
// that EVENTSTORE_EMPTY names, whose database holds nothing yet and is this test's from then on.

interface Place {
  /** undefined: PostgreSQL */
  readonly url?: string
  stop(): Promise<void>
}
const PLACES: [string, () => Promise<Place>][] = [
  ['PostgreSQL', async () => ({ stop: () => Promise.resolve() })],
  ['EventStoreDB', () => startEventStoreServer()],
]
const NAMED = process.env['EVENTSTORE_EMPTY']
if (NAMED !== undefined) PLACES.push(['the named EventStoreDB', async () => ({ url: NAMED, stop: () => Promise.resolve() })])

let place: Place
let api: Api
let officer: Client
let head: Client
let institutionId: string
let shelterId: string
let caseId: string
let last: CommandAnswer

const at = (): string => api.clock.now()
const today = (): string => at().slice(0, 10)
async function act(path: string, body: object = {}, client: Client = officer): Promise<CommandAnswer> {
  last = await client.command(`/cases/${caseId}/${path}`, body)
  api.clock.advance(60_000)
  return last
}
const file = () => officer.ask<CaseFilePage & { readonly actions: readonly string[] }>(`/cases/${caseId}`, { minPosition: last.position })
const victimId = async (): Promise<string> => (await file()).file.victims[0]?.victimId ?? ''
const list = () => head.ask<CaseListPage>('/cases', { minPosition: last.position })
const inList = async () => (await list()).items.find((row) => row.caseId === caseId)
const worklist = async (client: Client): Promise<readonly string[]> => {
  const { items } = await client.ask<{ items: readonly WorklistEntry[] }>('/worklist', { minPosition: last.position })
  return items.filter((item) => item.caseId === caseId).map(({ kind }) => kind)
}

describe.each(PLACES)('a case, its log in %s,', (_, start) => {
  beforeAll(async () => {
    place = await start()
    api = await startApi(place.url === undefined ? {} : { eventStoreUrl: place.url })
    officer = await api.as('officer')
    head = await api.as('head')
    ;({ institutionId, shelterId } = await partners(api))
  })
  afterAll(async () => {
    await api.close()
    await place.stop()
  })

  it('begins with a complaint that gets its number and stands in the lists at once', async () => {
    const answer = await officer.post('/cases', complaint())
    expect(answer.status).toBe(201)
    last = answer.body as CommandAnswer
    caseId = last.id
    expect(answer.headers['etag']).toBe(`"${last.revision}"`)
    expect(answer.headers['x-position']).toBe(last.position)
    const row = await inList()
    expect(row).toMatchObject({ phase: 'pengaduan', urgency: 'tinggi', receivedOn: '2026-11-20', assignedTo: null })
    expect(row?.number).toMatch(/2026/)
    expect(await worklist(officer)).not.toEqual([])
  })

  it('is triaged, contacted, accepted and taken on', async () => {
    await act('triage', { urgency: 'sedang' })
    await act('contacts', { victimId: await victimId(), method: 'telepon', reached: true, attemptedAt: at(), outsideSafeWindow: false })
    await act('accept', { verifiedHow: 'wawancara' })
    await act('assign', { assignedTo: PEOPLE.officer.id }, head)
    expect(await inList()).toMatchObject({ phase: 'layanan', urgency: 'sedang', assignedTo: PEOPLE.officer.id, acceptedOn: '2026-11-20' })
  })

  it('is planned with consent, assessment and needs, and approved by the head', async () => {
    const victim = await victimId()
    const consent = { victimId: victim, capacity: 'korban', basis: 'persetujuan', how: 'tertulis' }
    await act('consents', { ...consent, purpose: 'layanan' })
    await act('consents', { ...consent, purpose: 'berbagi', receiver: institutionId })
    await act('assessments', { victimId: victim, risk: 'sedang', instrument: 'penilaian_unit', score: 8, maxScore: 24, summary: 'Ringkasan' })
    await act('safety-plans', { victimId: victim, text: 'Tas siaga di rumah tetangga' })
    await act('needs', { victimId: victim, needs: [{ service: 'kesehatan', wanted: true }] })
    const needIds = (await file()).file.needs.map(({ needId }) => needId)
    await act('plans', { victimId: victim, needIds, goals: 'Pulih dan aman', reviewOn: '2026-12-20' })
    const planId = (await file()).file.plans[0]?.planId
    await act('plans/agree', { planId, agreedBy: 'korban' })
    const refused = await officer.post(`/cases/${caseId}/plans/approve`, { planId })
    expect(refused.status).toBe(403)
    await act('plans/approve', { planId }, head)
    expect((await file()).file.plans[0]).toMatchObject({ state: 'disetujui' })
  })

  it('is referred through all stages, and the board shows each', async () => {
    const victim = await victimId()
    const needIds = (await file()).file.needs.map(({ needId }) => needId)
    await act('referrals', {
      victimIds: [victim],
      institutionId,
      service: 'kesehatan',
      needIds,
      urgency: 'tinggi',
      madeOn: today(),
      approvalNeeded: true,
      packet: ['inisial', 'umur'],
    })
    const referralId = (await file()).file.referrals[0]?.referralId
    const stage = async (): Promise<string | undefined> => {
      const board = await head.ask<{ referrals: readonly { caseId: string; referral: { stage: string } }[] }>('/referrals', {
        minPosition: last.position,
      })
      return board.referrals.find((row) => row.caseId === caseId)?.referral.stage
    }
    const stages: (string | undefined)[] = [await stage()]
    const step = async (path: string, body: object = {}, client: Client = officer): Promise<void> => {
      await act(`referrals/${path}`, { referralId, ...body }, client)
      stages.push(await stage())
    }
    const told = () => ({ at: at(), via: 'telepon', saidBy: 'Petugas loket' })
    await step('approve', {}, head)
    await step('send', { at: at(), channel: 'telepon' })
    await step('received', told())
    await step('asked', { ...told(), askAgainOn: '2026-11-23' })
    await step('accepted', { ...told(), extent: 'penuh' })
    await step('appointment', { ...told(), appointmentAt: '2026-11-21T02:00:00.000Z' })
    await step('arrived', told())
    await step('first-service', told())
    await step('progress', { ...told(), note: 'Membaik' })
    await step('completed', { ...told(), result: 'tujuan_tercapai' })
    await act('referrals/victim-told', { referralId, at: at(), via: 'telepon' })
    expect(new Set(stages.slice(0, -1)).size).toBeGreaterThanOrEqual(7)
    expect((await file()).file.referrals[0]).toMatchObject({ stage: 'selesai' })
  })

  it('is counselled, treated, examined, aided and accompanied', async () => {
    const given = { victimIds: [await victimId()], deliveredOn: today() }
    await act('counselling', { ...given, service: 'konseling', notes: 'Catatan sesi' })
    await act('health', { ...given, payer: 'bpjs', care: ['perawatan_luka'] })
    await act('medicolegal', { ...given, kind: 'visum_et_repertum', reportNumber: 'VER/1' })
    await act('legal-aid', { ...given, kind: 'konsultasi' })
    await act('legal-stages', { victimIds: given.victimIds, stage: 'laporan', reachedOn: today(), fileNumber: 'LP/1' })
    await act('accompaniment', { ...given, where: 'kepolisian' })
    const services = (await file()).file.services.map(({ service }) => service)
    expect(services.sort()).toEqual(['bantuan_hukum', 'kesehatan', 'konseling', 'medikolegal', 'pendampingan'])
  })

  it('gives a bed, and takes it back at once when the victim leaves', async () => {
    const victimIds = [await victimId()]
    const beds = async () => (await head.ask<readonly ShelterBoardItem[]>('/shelters', { minPosition: (await api.head()) ?? '' }))[0]
    await act('shelter-stays', { shelterId, victimIds, withoutBed: [], admittedAt: at(), emergency: false })
    const stay = (await file()).file.stays[0]
    expect(stay).toMatchObject({ shelterId, victimIds })
    expect(await beds()).toMatchObject({ shelterId, beds: 2, occupied: 1 })
    await act('shelter-stays/review', { stayId: stay?.stayId, reviewedOn: today(), extended: true, nextReviewOn: '2026-12-01' })
    await act('shelter-stays/end', { stayId: stay?.stayId, victimIds, leftOn: today(), to: 'keluarga' })
    expect(await beds()).toMatchObject({ beds: 2, occupied: 0 })
  })

  it('closes when its last victim has ended and the head approves', async () => {
    const early = await officer.post(`/cases/${caseId}/closure/request`)
    expect([early.status, (early.body as { code: string }).code]).toEqual([409, 'closure.victim-open'])
    await act('endings', { victimId: await victimId(), reason: 'tujuan_tercapai', endedOn: today() })
    await act('closure/request')
    expect(await worklist(head)).toContain('setujui_penutupan')
    await act('closure/return', { remark: 'Lengkapi dahulu' }, head)
    await act('closure/request')
    await act('closure/approve', {}, head)
    expect(await inList()).toMatchObject({ phase: 'ditutup', closedOn: '2026-11-20' })
  })

  it('is followed up, and reopened when the victim asks', async () => {
    api.clock.advance(25 * HOUR)
    officer = await signedInAgain('officer')
    head = await signedInAgain('head')
    const victim = await victimId()
    await act('follow-ups', { victimId: victim, madeOn: today(), result: 'aman', note: 'Baik' })
    await act('feedback', { victimId: victim, rating: 5, remark: 'Terima kasih' })
    await act('reopen', { reopenedOn: today(), cause: 'permintaan_korban', victimIds: [victim] })
    expect(await inList()).toMatchObject({ phase: 'layanan', reopenedOn: '2026-11-21' })
    expect((await file()).actions).not.toEqual([])
  })

  it('tells its whole story in the timeline, one entry an event', async () => {
    const page = await file()
    let events = 0
    for await (const entries of api.workspace.log.readStream(`case-${caseId}`)) events += entries.length
    expect(page.timeline.length).toBeGreaterThan(30)
    expect(page.file.revision).toBe(events - 1)
  })

  it('stands as it stood when all read models are rebuilt from the log', async () => {
    const pages = async () => [await file(), await list(), await worklist(head), await head.ask('/shelters'), await head.ask('/referrals')]
    const before = await pages()
    const rebuilt = await api.workspace.projections.rebuild()
    expect(Object.keys(rebuilt).length).toBeGreaterThan(0)
    expect(await pages()).toEqual(before)
  })
})

async function signedInAgain(who: 'officer' | 'head'): Promise<Client> {
  const client = await api.as(who)
  await client.post('/session', { username: PEOPLE[who].username, password: 'payung di serambi' })
  return client
}
