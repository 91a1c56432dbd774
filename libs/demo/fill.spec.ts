import { ratioReports } from '#indicators'
import { DAY, addMilliseconds, FixedClock, type Instant } from '#kernel'
import { deadEnds, listShelters, unansweredNeeds, worklistFor } from '#read-models'
import { startTestPlaces } from '#testing'
import { openWorkspace, type Workspace } from '#workspace'
import { fillDemo } from './fill'
import { DEMO_UNIT, staffId } from './staff'

const NOW: Instant = '2026-11-20T03:42:00.000Z'

const closers: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

async function openFresh(): Promise<Workspace> {
  const here = await startTestPlaces()
  closers.push(() => here.stop())
  const workspace = await openWorkspace({ ...here.places, mode: 'demo', clock: new FixedClock(NOW) })
  closers.push(() => workspace.close())
  return workspace
}

async function folded({ log, projections }: Workspace): Promise<void> {
  const stop = new AbortController()
  const running = projections.run(stop.signal)
  const head = await log.head()
  if (head !== null && !(await projections.waitFor(head, 60_000)).reached) throw new Error('the readers did not catch up')
  stop.abort()
  await running
}

const count = async ({ pool }: Workspace, where = 'true'): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from event_log.events where ${where}`)
  return rows[0]?.n ?? 0
}

describe('the filled demo', () => {
  let workspace: Workspace

  beforeAll(async () => {
    workspace = await openFresh()
    await fillDemo(workspace)
    await folded(workspace)
  })

  it('adds nothing when it is filled again', async () => {
    const before = await count(workspace)
    await fillDemo(workspace)
    expect(await count(workspace)).toBe(before)
  })

  it('shows the published ratios of 2021 to 2024, and figures of this year', async () => {
    const reports = await ratioReports(workspace.pool, [2021, 2022, 2023, 2024, 2026], { asOf: NOW })
    const shown = reports.map(({ rows }) => rows.map(({ display }) => display))
    expect(shown.slice(0, 4)).toEqual([
      ['2,95', '24,43'],
      ['2,27', '27,84'],
      ['5,72', '23,45'],
      ['3,69', '45,29'],
    ])
    for (const display of shown[4] ?? []) expect(display).toMatch(/^\d{1,2},\d{2}$/)
    const reconciliation = reports[4]?.reconciliation
    expect(reconciliation).toMatchObject({ balanced: true, adultMen: 1 })
  })

  it('can be asked as of a day in the story: nothing is recorded before it happened', async () => {
    const [then] = await ratioReports(workspace.pool, [2026], { asOf: addMilliseconds(NOW, -50 * DAY) })
    const [now] = await ratioReports(workspace.pool, [2026], { asOf: NOW })
    expect(then?.reconciliation.victims).toBeGreaterThan(0)
    expect(then?.reconciliation.victims).toBeLessThan(now?.reconciliation.victims ?? 0)
  })

  it('gives the officer something late, something due today, something to wait for and something new', async () => {
    const viewer = { userId: staffId('petugas'), unit: DEMO_UNIT.id, duty: 'petugas' } as const
    const items = await worklistFor(workspace.pool, viewer, NOW, DEMO_UNIT.zone)
    const kinds = (group: string): readonly string[] => [...new Set(items.filter((item) => item.group === group).map(({ kind }) => kind))].sort()
    expect(kinds('lewat_tenggat')).toEqual(expect.arrayContaining(['kontak_pertama', 'tinjau_tinggal']))
    expect(kinds('hari_ini')).toEqual(expect.arrayContaining(['bahas_rencana', 'kesehatan_segera', 'laporan_polisi']))
    expect(kinds('menunggu')).toEqual(expect.arrayContaining(['rujukan', 'setujui_rencana']))
    expect(kinds('baru')).toEqual(expect.arrayContaining(['kasus_baru', 'triase', 'verifikasi']))
  })

  it('gives the head approvals and reviews', async () => {
    const viewer = { userId: staffId('kepala'), unit: DEMO_UNIT.id, duty: 'kepala' } as const
    const items = await worklistFor(workspace.pool, viewer, NOW, DEMO_UNIT.zone)
    const kinds = new Set(items.map(({ kind }) => kind))
    for (const kind of ['keputusan_pengaduan', 'setujui_rencana', 'setujui_penutupan', 'tinjau_darurat', 'rujukan']) expect(kinds).toContain(kind)
  })

  it('has a referral in each of its stages', async () => {
    const { rows } = await workspace.pool.query<{ stage: string }>('select distinct stage from read_models.referral')
    const open = ['dibuat', 'dikirim', 'sampai', 'disanggupi', 'disanggupi_sebagian', 'janji_temu', 'belum_hadir', 'hadir', 'layanan_pertama']
    const ends = ['selesai', 'ditolak_mitra', 'dicabut', 'berakhir_tanpa_hasil']
    expect(rows.map(({ stage }) => stage).sort()).toEqual([...open, ...ends].sort())
  })

  it('has dead ends to follow up, and needs that nobody has answered for more than a week', async () => {
    const scope = { userId: staffId('kepala'), unit: DEMO_UNIT.id, assignedOnly: false }
    expect((await deadEnds(workspace.pool, scope)).map(({ referral }) => referral.stage).sort()).toEqual(['dicabut', 'ditolak_mitra'])
    const needs = await unansweredNeeds(workspace.pool, scope, '2026-11-20')
    expect(needs.map(({ service }) => service).sort()).toEqual(['bantuan_hukum', 'dokumen', 'rehabilitasi_sosial'])
  })

  it('has a mother and her infant in the shelter, in one bed', async () => {
    expect(await listShelters(workspace.pool, DEMO_UNIT.id)).toMatchObject([{ beds: 8, occupied: 1, extraOccupied: 0 }])
  })

  it('goes on where it was cut off, to the same log', async () => {
    const halved = await openFresh()
    for (const after of [9, 120, 160]) {
      let seals = 0
      const seal: typeof halved.sealer.seal = (facts) => (++seals > after ? Promise.reject(new Error('cut off')) : halved.sealer.seal(facts))
      await expect(fillDemo({ ...halved, sealer: { seal } })).rejects.toThrow('cut off')
    }
    await fillDemo(halved)
    expect(await count(halved)).toBe(await count(workspace))
  })
})
