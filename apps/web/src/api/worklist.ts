import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import type { Sex, Urgency } from './case-file'
import { someoneIsHere } from './presence'
import type { ReferralAwaits, ReferralStage } from './referral-progress'

/** What a list may show of a victim: never a name. */
export interface ListedVictim {
  victimId: string
  ordinal: number
  sex: Sex
  ageClass: 'anak' | 'dewasa' | 'batas_umur' | 'tidak_diketahui'
  years: number | null
  kecamatan: string | null
  endedFor: string | null
}

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

export type WorkGroup = 'lewat_tenggat' | 'hari_ini' | 'menunggu' | 'baru' | 'mendatang'

/** One thing to do, or to wait for. Instants in ISO 8601, days `YYYY-MM-DD`. */
export interface WorkEntry {
  caseId: string
  kind: WorkKind
  ref: string | null
  duty: 'petugas' | 'kepala'
  waitsFor: 'unit' | 'mitra' | 'korban'
  victimIds: string[]
  /** An instant, or the day alone. */
  since: string
  dueAt: string | null
  dueOn: string | null
  details: {
    attempts?: number
    within120h?: string | null
    institutionId?: string
    service?: string
    stage?: ReferralStage
    step?: ReferralAwaits | null
    admittedOn?: string
    action?: string
  }
  number: string | null
  externalNumber: string | null
  urgency: Urgency | null
  channel: string
  assignedTo: string | null
  victims: ListedVictim[]
  group: WorkGroup
  /** "hari ke-2" */
  day: number
  /** Another body's lateness. */
  ask: boolean
}

export interface Worklist {
  now: string
  items: WorkEntry[]
  /** Something that would stand here can't be read yet. */
  incomplete: boolean
  /** Since when it is held still; null where it is up to date. */
  pausedSince: string | null
}

const load = async ({ signal }: { signal: AbortSignal }): Promise<Worklist> => (await ask<Worklist>('/api/v1/worklist', signal)).data

/** The day as it is shown: asked when the page opens and when its reader wants it, never behind the reader's back. */
export const worklistQuery = queryOptions({ queryKey: ['worklist', 'shown'], queryFn: load, gcTime: 0, staleTime: 0 })

const minute = 60_000

/** The day as it is now, asked again every minute: the counts in the bar, and whether there is anything new to show. */
export const worklistPulse = queryOptions({
  queryKey: ['worklist', 'pulse'],
  queryFn: load,
  refetchInterval: () => (someoneIsHere() ? minute : false),
  retry: false,
})

const mark = ({ caseId, kind, ref, details, urgency, dueAt, dueOn }: WorkEntry): string =>
  [caseId, kind, ref, details.stage, details.step, details.attempts, urgency, dueAt, dueOn].join(' ')

const keyOf = ({ caseId, kind, ref }: WorkEntry): string => [caseId, kind, ref].join(' ')

/** In how many cases something came, went or changed between two looks at the day. The passing of time alone is no change. */
export function changesBetween(shown: Worklist, latest: Worklist): number {
  const before = new Map(shown.items.map((item) => [keyOf(item), item]))
  const after = new Map(latest.items.map((item) => [keyOf(item), item]))
  const changed = [...after].filter(([key, item]) => {
    const last = before.get(key)
    return last === undefined || mark(last) !== mark(item)
  })
  const gone = [...before].filter(([key]) => !after.has(key))
  return new Set([...changed, ...gone].map(([, { caseId }]) => caseId)).size
}
