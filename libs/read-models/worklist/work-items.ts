import type { AwaitedStep, EmergencyKind, NamedStage, WaitsFor } from '#cases'
import type { Instant, LocalDate, Uuid } from '#kernel'
import type { WorkState } from './work-state'

export type WorkKind =
  | 'triase'
  | 'verifikasi'
  | 'keputusan_pengaduan'
  | 'penugasan'
  | 'kasus_baru'
  | 'kontak_pertama'
  | 'kesehatan_segera'
  | 'laporan_polisi'
  | 'tinjau_laporan_polisi'
  | 'rujukan'
  | 'tinjau_rujukan_tanpa_persetujuan'
  | 'tinjau_tinggal'
  | 'bahas_rencana'
  | 'perbaiki_rencana'
  | 'setujui_rencana'
  | 'tinjau_rencana'
  | 'setujui_penutupan'
  | 'tindak_lanjut'
  | 'tinjau_darurat'

/** Whose duty: the case's officer, or the head of unit. */
export type WorkDuty = 'petugas' | 'kepala'

/** One thing to do, or to wait for. */
export interface WorkItem {
  readonly kind: WorkKind
  /** Id of the referral, stay, plan, victim, … the work is about */
  readonly ref: Uuid | null
  readonly duty: WorkDuty
  readonly waitsFor: WaitsFor
  readonly victimIds: readonly Uuid[]
  /** Since when it stands open; the day alone where the moment is not known */
  readonly since: Instant | LocalDate
  readonly dueAt: Instant | null
  readonly dueOn: LocalDate | null
  readonly details: WorkDetails
}

export interface WorkDetails {
  /** Contact attempts so far */
  readonly attempts?: number
  /** End of the 120-hour clock */
  readonly within120h?: Instant | null
  readonly institutionId?: Uuid
  readonly service?: string
  readonly stage?: NamedStage
  readonly step?: AwaitedStep | null
  readonly admittedOn?: LocalDate
  /** Who may not review it */
  readonly recordedBy?: Uuid | null
  readonly action?: EmergencyKind
}

const OPEN_PHASES = new Set(['pengaduan', 'layanan', 'menunggu_persetujuan'])

/**
 * @returns everything a case asks for, in a fixed order. Of an erased victim nothing is left to do but to free the bed; what an officer
 * did without consent or outside the rules is reviewed all the same.
 */
export function workItems(work: WorkState): readonly WorkItem[] {
  return everything(work).map((one) => ({ ...one, victimIds: one.victimIds.filter((id) => !work.erased.includes(id)) }))
}

/** Victims that stand and can be reached. */
const reachable = (work: WorkState, victims: readonly Uuid[]): readonly Uuid[] =>
  victims.filter((id) => !work.voidedVictims.includes(id) && !work.erased.includes(id))

/** Every victim of the case was erased: it waits for its ending alone. */
const nobodyLeft = (work: WorkState): boolean =>
  reachable(work, work.victims).length === 0 && work.victims.some((id) => work.erased.includes(id) && !work.voidedVictims.includes(id))

function everything(work: WorkState): readonly WorkItem[] {
  const reviews = emergencyReviews(work)
  if (work.phase === 'ditutup') return [...followUps(work), ...untold(work), ...reviews]
  if (!OPEN_PHASES.has(work.phase)) return []
  return [...complaint(work), ...clocks(work), ...referrals(work), ...stays(work), ...plans(work), ...closure(work), ...reviews]
}

const item = (kind: WorkKind, since: string, more: Partial<WorkItem> = {}): WorkItem => ({
  kind,
  since,
  ref: null,
  duty: 'petugas',
  waitsFor: 'unit',
  victimIds: [],
  dueAt: null,
  dueOn: null,
  details: {},
  ...more,
})

function complaint(work: WorkState): readonly WorkItem[] {
  if (work.imported) return []
  if (work.phase === 'pengaduan') {
    if (work.urgency === null && !nobodyLeft(work)) return [item('triase', work.received)]
    return [work.verifiedAt === null ? item('verifikasi', work.received) : item('keputusan_pengaduan', work.verifiedAt, { duty: 'kepala' })]
  }
  if (work.assignment === null) return [item('penugasan', work.acceptedAt ?? work.received, { duty: 'kepala' })]
  return work.assignment.seen ? [] : [item('kasus_baru', work.assignment.at)]
}

/** What an import brings happened under other clocks: none runs. */
function clocks(work: WorkState): readonly WorkItem[] {
  if (work.imported || nobodyLeft(work)) return []
  const items: WorkItem[] = []
  const { dueAt, reached, attempts } = work.firstContact
  if (dueAt !== null && !reached) items.push(item('kontak_pertama', work.received, { dueAt, details: { attempts } }))
  for (const [incidentId, { recordedAt, victimIds, policeDueAt, within72h, within120h }] of sorted(work.incidents)) {
    const untreated = reachable(work, victimIds).filter((victim) => !work.healthSettled.includes(victim))
    if (within72h !== null && untreated.length > 0) {
      items.push(item('kesehatan_segera', recordedAt, { ref: incidentId, victimIds: untreated, dueAt: within72h, details: { within120h } }))
    }
    if (policeDueAt !== null && work.police === null && reachable(work, victimIds).length > 0) {
      items.push(item('laporan_polisi', recordedAt, { ref: incidentId, victimIds: reachable(work, victimIds), dueAt: policeDueAt }))
    }
  }
  if (work.police?.deferred && work.police.reviewOn !== null) {
    items.push(item('tinjau_laporan_polisi', work.received, { duty: 'kepala', dueOn: work.police.reviewOn }))
  }
  return items
}

function referrals(work: WorkState): readonly WorkItem[] {
  const items: WorkItem[] = []
  for (const [ref, referral] of sorted(work.referrals)) {
    const { institutionId, service, stage, step, waitsFor, nextAt, nextOn, victimIds, since } = referral
    const details = { institutionId, service, stage, step }
    if (waitsFor !== null) {
      const duty = step === 'setujui' ? 'kepala' : 'petugas'
      items.push(item('rujukan', since, { ref, duty, waitsFor, victimIds, dueAt: nextOn === null ? nextAt : null, dueOn: nextOn, details }))
    }
    if (referral.withoutConsent && !referral.overrideReviewed) {
      items.push(item('tinjau_rujukan_tanpa_persetujuan', referral.madeOn, { ref, duty: 'kepala', victimIds, details }))
    }
  }
  return items
}

/** On a closed case too the victim is told how a referral ended. */
const untold = (work: WorkState): readonly WorkItem[] => referrals(work).filter(({ details }) => details.step === 'beri_tahu_korban')

const stays = (work: WorkState): readonly WorkItem[] =>
  sorted(work.stays)
    .filter(([, { victimIds }]) => victimIds.length > 0)
    .map(([ref, { victimIds, admittedOn, reviewOn }]) =>
      item('tinjau_tinggal', admittedOn, { ref, victimIds, dueOn: reviewOn, details: { admittedOn } }),
    )

function plans(work: WorkState): readonly WorkItem[] {
  return sorted(work.plans).flatMap(([ref, { victimId, state, since, reviewOn }]) => {
    if (work.erased.includes(victimId)) return []
    const about = { ref, victimIds: [victimId] }
    if (state === 'disusun') return [item('bahas_rencana', since, { ...about, waitsFor: 'unit' })]
    if (state === 'disepakati') return [item('setujui_rencana', since, { ...about, duty: 'kepala' })]
    if (state === 'dikembalikan') return [item('perbaiki_rencana', since, about)]
    return reviewOn === null ? [] : [item('tinjau_rencana', since, { ...about, dueOn: reviewOn })]
  })
}

const closure = (work: WorkState): readonly WorkItem[] =>
  work.closureRequestedAt === null ? [] : [item('setujui_penutupan', work.closureRequestedAt, { duty: 'kepala' })]

const followUps = (work: WorkState): readonly WorkItem[] =>
  sorted(work.followUps)
    .filter(([victimId]) => !work.erased.includes(victimId))
    .map(([victimId, dueOn]) => item('tindak_lanjut', dueOn, { ref: victimId, victimIds: [victimId], dueOn }))

const emergencyReviews = (work: WorkState): readonly WorkItem[] =>
  sorted(work.emergencies).map(([ref, { kind, actedAt, recordedBy, victimIds }]) =>
    item('tinjau_darurat', actedAt, { ref, duty: 'kepala', victimIds, details: { action: kind, recordedBy } }),
  )

const sorted = <T>(record: Readonly<Record<Uuid, T>>): readonly (readonly [Uuid, T])[] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
