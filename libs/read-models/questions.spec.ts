import type { CaseEvent } from '#cases'
import { addMilliseconds, DAY, deriveId, HOUR, type Uuid } from '#kernel'
import { catchUp, complaintReceived, openReadModelLab, STEPS, storyActor, UNIT, type ReadModelLab, type StoryTeller } from '#testing'
import {
  caseFilePage,
  countCasesByPhase,
  deadEnds,
  institutionTimes,
  listCases,
  referralBoard,
  referralOf,
  sealedOf,
  unansweredNeeds,
  worklistFor,
  type CaseScope,
  type WorklistEntry,
} from './index'

const ROOT = '00000000-0000-4000-8000-000000000000'
const OFFICER = deriveId(ROOT, 'officer')
const HEAD = deriveId(ROOT, 'head')
const ZONE = 'Asia/Jakarta'
const START = '2026-11-16T02:00:00.000Z' // Monday, 09.00 WIB
const at = (hours: number): string => addMilliseconds(START, hours * HOUR)
const head: CaseScope = { userId: HEAD, unit: UNIT, assignedOnly: false }

describe('what the screens ask', () => {
  let lab: ReadModelLab
  let told = 0
  const teller = (): StoryTeller => {
    const index = ++told
    return {
      caseId: deriveId(ROOT, 'case', index),
      number: `REG/2026/${String(index).padStart(3, '0')}`,
      startsOn: '2026-11-16',
      officer: OFFICER,
      institution: deriveId(ROOT, 'hospital'),
    }
  }
  /** Tells steps by the type of their event, each at its hour after the start. */
  const tell = async (one: StoryTeller, ...steps: readonly (readonly [hours: number, type: CaseEvent['type'], index?: number])[]): Promise<void> => {
    for (const [hours, type, index = 0] of steps) {
      const now = at(hours)
      const make = [complaintReceived, ...STEPS].find((step) => step(one, index, now, now.slice(0, 10)).type === type)
      if (!make) throw new Error(`no step ${type}`)
      await lab.tell(`case-${one.caseId}`, [make(one, index, now, now.slice(0, 10))], now, storyActor(one))
    }
    await catchUp(lab)
  }
  const accepted = [
    [0, 'ComplaintReceived'],
    [0, 'ComplaintNumberAssigned'],
    [0, 'VictimAdded'],
    [0, 'VictimAgeDetermined'],
    [0, 'IncidentRecorded'],
    [0, 'ComplaintTriaged'],
    [1, 'ComplaintVerified'],
    [2, 'ComplaintAccepted'],
    [3, 'CaseAssigned'],
  ] as const
  beforeEach(async () => {
    lab = await openReadModelLab()
  })
  afterEach(() => lab.close())

  describe('the case list', () => {
    it('shows number, sex, age and kecamatan, never a name, and finds by part of a number', async () => {
      const [one, other] = [teller(), teller()]
      await tell(one, ...accepted)
      await tell(other, [0, 'ComplaintReceived'], [0, 'ComplaintNumberAssigned'])
      const page = await listCases(lab.pool, head)
      expect(page.items).toHaveLength(2)
      const found = await listCases(lab.pool, head, { search: one.number.slice(-1) })
      expect(found.items).toMatchObject([
        {
          caseId: one.caseId,
          phase: 'layanan',
          urgency: 'gawat',
          assignedTo: OFFICER,
          forms: ['psikis', 'seksual'],
          victims: [{ sex: 'P', years: 16, kecamatan: 'Hilir Contoh' }],
        },
      ])
      expect(JSON.stringify(page)).not.toContain('Korban Contoh')
      expect((await listCases(lab.pool, head, { search: 'reg 2026' })).items).toHaveLength(2)
      expect((await listCases(lab.pool, head, { phases: ['pengaduan'], urgencies: [null] })).items.map(({ caseId }) => caseId)).toEqual([
        other.caseId,
      ])
      expect(await countCasesByPhase(lab.pool, head)).toEqual({ pengaduan: 1, layanan: 1 })
    })

    it('pages without skipping or repeating', async () => {
      for (let index = 0; index < 7; index++) await lab.tell(`case-${teller().caseId}`, [complaintReceived(teller(), 0, at(0), '2026-11-16')], at(0))
      await catchUp(lab)
      const seen: Uuid[] = []
      for (let after: Parameters<typeof listCases>[3] = null; ;) {
        const page = await listCases(lab.pool, head, {}, after, 3)
        seen.push(...page.items.map(({ caseId }) => caseId))
        after = page.next
        if (!after) break
      }
      expect(new Set(seen).size).toBe(7)
      expect(seen).toHaveLength(7)
    })

    it('hides other units, what is not assigned, what stands behind the wall, and voided cases', async () => {
      const [one, walled, voided] = [teller(), teller(), teller()]
      for (const each of [one, walled, voided]) await tell(each, ...accepted)
      await lab.tell(`case-${walled.caseId}`, [{ type: 'ConflictDeclared', version: 1, data: { userId: OFFICER } }], at(4))
      await lab.tell(
        `case-${voided.caseId}`,
        [{ type: 'EntryVoided', version: 1, data: { kind: 'kasus', entryId: voided.caseId, why: 'ganda' } }],
        at(4),
      )
      await catchUp(lab)
      const visible = async (scope: CaseScope): Promise<Uuid[]> => (await listCases(lab.pool, scope)).items.map(({ caseId }) => caseId).sort()
      expect(await visible({ userId: OFFICER, unit: UNIT, assignedOnly: true })).toEqual([one.caseId])
      expect(await visible(head)).toEqual([one.caseId, walled.caseId].sort())
      expect(await visible({ userId: HEAD, unit: UNIT, assignedOnly: true })).toEqual([])
      expect(await visible({ userId: HEAD, unit: 'uptd-lain', assignedOnly: false })).toEqual([])
    })
  })

  it('answers the case file with its story: indirect values open, names sealed, corrections linked', async () => {
    const one = teller()
    await tell(one, ...accepted, [5, 'CounsellingSessionHeld'], [6, 'ReferralMade'], [7, 'ReferralSent'], [8, 'EntryVoided'])
    const opener = lab.newOpener()
    const page = await caseFilePage(lab.pool, lab.log, opener, one.caseId)
    expect(page?.file).toMatchObject({
      number: one.number,
      phase: 'layanan',
      victims: [{ years: 16, circumstances: { desa: 'Desa Contoh' } }],
      incidents: [{ place: 'sekolah' }],
    })
    expect(page?.file.referrals).toMatchObject([{ stage: 'dikirim', waitsFor: 'mitra' }])
    expect(page?.file.services).toMatchObject([{ service: 'konseling', voided: true }])
    const session = page?.timeline.find(({ kind }) => kind === 'CounsellingSessionHeld')
    const voiding = page?.timeline.find(({ kind }) => kind === 'EntryVoided')
    expect(session?.struckBy).toEqual([voiding?.eventId])
    expect(voiding?.struck).toBe(session?.eventId)
    expect(JSON.stringify(page)).not.toContain('Korban Contoh')
    const identity = page?.file.victims[0]?.identity
    if (!identity) throw new Error('no victim')
    const sealed = sealedOf(identity)
    await opener.prepare([sealed])
    expect(opener.open(sealed)).toMatchObject({ name: 'Korban Contoh 0' })
    expect(await caseFilePage(lab.pool, lab.log, opener, deriveId(ROOT, 'nobody'))).toBeNull()
  })

  describe('the work list', () => {
    const kinds = (entries: readonly WorklistEntry[]): Record<string, string[]> => {
      const groups: Record<string, string[]> = {}
      for (const { group, kind } of entries) (groups[group] ??= []).push(kind)
      return groups
    }
    const officer = { userId: OFFICER, unit: UNIT, duty: 'petugas' as const }
    const kepala = { userId: HEAD, unit: UNIT, duty: 'kepala' as const }

    it('puts what is late first, then today, then what others owe, then what is new', async () => {
      const one = teller()
      await tell(one, ...accepted, [4, 'ContactAttempted'], [5, 'ReferralMade'], [6, 'ReferralSent'])
      await tell(teller(), [1, 'ComplaintReceived'])
      const now = at(30)
      const entries = await worklistFor(lab.pool, officer, now, ZONE)
      expect(kinds(entries)).toEqual({
        lewat_tenggat: ['kontak_pertama'],
        hari_ini: ['kesehatan_segera'],
        menunggu: ['rujukan'],
        mendatang: ['laporan_polisi'],
        baru: ['triase'],
      })
      expect(entries.find(({ kind }) => kind === 'kontak_pertama')).toMatchObject({
        dueAt: at(1),
        number: one.number,
        details: { attempts: 1 },
        victims: [{ years: 16 }],
      })
      expect(entries.find(({ kind }) => kind === 'rujukan')).toMatchObject({ waitsFor: 'mitra', ask: false, day: 2 })
      expect((await worklistFor(lab.pool, officer, at(31), ZONE)).find(({ kind }) => kind === 'rujukan')?.ask).toBe(true)
    })

    it('brings approvals to the head, and tells the officer that they wait', async () => {
      const one = teller()
      await tell(
        one,
        ...accepted,
        [4, 'ContactAttempted', 1],
        [4, 'HealthServiceGiven'],
        [4, 'HealthServiceGiven', 1],
        [4, 'PoliceReportSettled'],
        [5, 'CasePlanDrafted'],
        [6, 'CasePlanAgreed'],
      )
      expect(kinds(await worklistFor(lab.pool, kepala, at(7), ZONE))).toEqual({ hari_ini: ['setujui_rencana'] })
      expect(kinds(await worklistFor(lab.pool, officer, at(7), ZONE))).toEqual({ menunggu: ['setujui_rencana'] })
    })

    it('asks for a follow-up after the closure, and nothing else', async () => {
      const one = teller()
      await tell(one, ...accepted, [5, 'VictimServiceEnded'], [6, 'ClosureRequested'], [7, 'CaseClosed'])
      expect(kinds(await worklistFor(lab.pool, officer, at(8), ZONE))).toEqual({ mendatang: ['tindak_lanjut'] })
      expect(kinds(await worklistFor(lab.pool, officer, addMilliseconds(START, 8 * DAY), ZONE))).toEqual({ lewat_tenggat: ['tindak_lanjut'] })
    })

    it('gives nobody their own emergency to review', async () => {
      const one = teller()
      await tell(one, ...accepted)
      const action = {
        actionId: deriveId(one.caseId, 'action'),
        victimIds: [],
        kind: 'transportasi',
        actedAt: at(4),
        institutionId: null,
        reviewNeeded: true,
        recordedBy: HEAD,
        note: null,
      }
      await lab.tell(`case-${one.caseId}`, [{ type: 'EmergencyActionRecorded', version: 1, data: action }], at(4))
      await catchUp(lab)
      const reviews = async (userId: Uuid): Promise<number> =>
        (await worklistFor(lab.pool, { ...kepala, userId }, at(5), ZONE)).filter(({ kind }) => kind === 'tinjau_darurat').length
      expect(await reviews(HEAD)).toBe(0)
      expect(await reviews(deriveId(ROOT, 'deputy'))).toBe(1)
    })
  })

  describe('the referral board', () => {
    it('tells stage, days in it, whom it waits for and whether somebody is late', async () => {
      const one = teller()
      await tell(one, ...accepted, [5, 'ReferralMade'], [6, 'ReferralSent'], [7, 'ReferralReceived'])
      const [row] = await referralBoard(lab.pool, head, {}, at(29), ZONE)
      expect(row).toMatchObject({
        number: one.number,
        daysInStage: 1,
        late: null,
        referral: { stage: 'sampai', waitsFor: 'mitra', step: 'jawaban', nextAt: at(30) },
      })
      expect((await referralBoard(lab.pool, head, {}, at(31), ZONE))[0]?.late).toBe('tanyakan')
      await tell(one, [32, 'ReferralAccepted'])
      const referralId = row?.referral.referralId ?? ''
      expect(await referralOf(lab.pool, head, referralId, at(32 + 73), ZONE)).toMatchObject({
        late: 'lewat',
        referral: { waitsFor: 'unit', step: 'atur_janji_temu' },
      })
      expect((await referralOf(lab.pool, head, referralId, at(33), ZONE))?.referral.stages.map(({ stage }) => stage)).toEqual([
        'dibuat',
        'dikirim',
        'sampai',
        'disanggupi',
      ])
      expect(await referralBoard(lab.pool, head, { waitsFor: 'korban' }, at(33), ZONE)).toEqual([])
    })

    it('lists dead ends until a successor stands, and needs that nothing answers for a week', async () => {
      const one = teller()
      await tell(one, ...accepted, [4, 'NeedIdentified', 1], [5, 'ReferralMade'], [6, 'ReferralSent'], [9, 'ReferralDeclined'])
      expect(await deadEnds(lab.pool, head)).toMatchObject([{ number: one.number, referral: { stage: 'ditolak_mitra', outcome: 'penuh' } }])
      expect(await unansweredNeeds(lab.pool, head, '2026-11-23')).toEqual([])
      expect(await unansweredNeeds(lab.pool, head, '2026-11-24')).toMatchObject([{ service: 'bantuan_hukum', days: 8 }])
      await tell(one, [10, 'ReferralMade', 1])
      expect(await deadEnds(lab.pool, head)).toEqual([])
      expect(await unansweredNeeds(lab.pool, head, '2026-11-24')).toEqual([])
    })

    it('counts the unanswered as at least their age', async () => {
      const stories = [teller(), teller(), teller()]
      for (const one of stories) await tell(one, ...accepted, [5, 'ReferralMade'], [6, 'ReferralSent'])
      await tell(stories[0] ?? teller(), [30, 'ReferralAccepted'])
      const [times] = await institutionTimes(lab.pool, head, { from: '2026-11-01', to: '2026-11-30' }, at(6 * 24), ZONE)
      expect(times).toMatchObject({ n: 3, answered: 1, open: 2, lost: 0, median: { days: 6, atLeast: true }, p90: { days: 6, atLeast: true } })
      await tell(stories[1] ?? teller(), [54, 'ReferralDeclined'])
      const [later] = await institutionTimes(lab.pool, head, { from: '2026-11-01', to: '2026-11-30' }, at(6 * 24), ZONE)
      expect(later).toMatchObject({ n: 3, answered: 2, median: { days: 2, atLeast: false }, p90: { days: 6, atLeast: true } })
    })
  })
})
