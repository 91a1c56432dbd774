import { dateIn, daysBetween, DAY, type Instant, type LocalDate, type Uuid } from '#kernel'
import type { Urgency } from '#cases'
import type { ListedVictim } from '../case-list/case-row'
import { Conditions, withinScope } from '../case-scope'
import { rowsFrom, type Queryable } from '../database'
import type { WorkDuty } from './work-items'
import type { WorkItemRow } from './worklist'

/** The groups of the page "Hari ini". `mendatang` is due later. */
export type WorkGroup = 'lewat_tenggat' | 'hari_ini' | 'menunggu' | 'baru' | 'mendatang'

/** For whom the list is. */
export interface WorkViewer {
  readonly userId: Uuid
  readonly unit: string
  /** The head sees the whole unit's duties of the head; an officer sees the own cases and what nobody has taken yet */
  readonly duty: WorkDuty
}

export interface WorklistEntry extends Omit<WorkItemRow, 'itemKey'> {
  readonly number: string | null
  readonly externalNumber: string | null
  readonly urgency: Urgency | null
  readonly channel: string
  readonly assignedTo: Uuid | null
  readonly victims: readonly ListedVictim[]
  readonly group: WorkGroup
  /** Whole days since it stands open, the first being 1: "hari ke-2" */
  readonly day: number
  /** Another body's lateness: to be asked about, not the unit's failure */
  readonly ask: boolean
}

const NEW = new Set<WorkItemRow['kind']>(['triase', 'verifikasi', 'keputusan_pengaduan', 'penugasan', 'kasus_baru'])

/**
 * Everything this viewer has to do or to wait for, the most pressing first.
 * @param now decides the groups @param zone the unit's
 */
export async function worklistFor(database: Queryable, viewer: WorkViewer, now: Instant, zone: string): Promise<readonly WorklistEntry[]> {
  const conditions = new Conditions()
  withinScope(conditions, { userId: viewer.userId, unit: viewer.unit, assignedOnly: false })
  const mine = conditions.value(viewer.userId)
  conditions.addText(viewer.duty === 'kepala' ? `w.duty = 'kepala'` : `(c.assigned_to = ${mine} or (c.assigned_to is null and w.duty = 'petugas'))`)
  // Nobody reviews their own.
  conditions.addText(`w.details ->> 'recordedBy' is distinct from ${mine}::text`)
  const rows = await rowsFrom<Omit<WorklistEntry, 'group' | 'day' | 'ask'>>(
    database,
    `select w.case_id as "caseId", w.kind, w.ref, w.duty, w.waits_for as "waitsFor", w.victim_ids as "victimIds", w.since, w.due_at as "dueAt", w.due_on as "dueOn",
       w.details, c.number, c.external_number as "externalNumber", c.urgency, c.channel, c.assigned_to as "assignedTo", c.victims
     from read_models.worklist_item w join read_models.case_list c on c.case_id = w.case_id where ${conditions}`,
    conditions.values,
  )
  const today = dateIn(zone, now)
  return rows.map((row) => ({ ...row, ...placed(row, viewer.duty, now, today, zone) })).sort(byPressure)
}

/** Where an item stands at `now`. */
export function placed(
  item: Pick<WorkItemRow, 'kind' | 'duty' | 'waitsFor' | 'since' | 'dueAt' | 'dueOn'>,
  duty: WorkDuty,
  now: Instant,
  today: LocalDate,
  zone: string,
): { readonly group: WorkGroup; readonly day: number; readonly ask: boolean } {
  const day = daysBetween(item.since.length === 10 ? item.since : dateIn(zone, item.since), today) + 1
  const late = (item.dueAt !== null && item.dueAt < now) || (item.dueOn !== null && item.dueOn < today)
  if (item.waitsFor !== 'unit' || item.duty !== duty) return { group: 'menunggu', day, ask: late }
  if (late) return { group: 'lewat_tenggat', day, ask: false }
  if (NEW.has(item.kind)) return { group: 'baru', day, ask: false }
  return { group: isToday(item, now, today, zone) ? 'hari_ini' : 'mendatang', day, ask: false }
}

/** Due within 24 hours or on this day; what has no due moment can be done now; urgent health never waits. */
function isToday({ kind, dueAt, dueOn }: Pick<WorkItemRow, 'kind' | 'dueAt' | 'dueOn'>, now: Instant, today: LocalDate, zone: string): boolean {
  if (kind === 'kesehatan_segera') return true
  if (dueAt !== null) return Date.parse(dueAt) - Date.parse(now) <= DAY || dateIn(zone, dueAt) === today
  return dueOn === null || dueOn === today
}

const dueOf = ({ dueAt, dueOn }: Pick<WorkItemRow, 'dueAt' | 'dueOn'>): string => dueAt ?? dueOn ?? '9999'
const byPressure = (a: WorklistEntry, b: WorklistEntry): number =>
  compare(dueOf(a), dueOf(b)) || compare(a.since, b.since) || compare(a.caseId, b.caseId)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
