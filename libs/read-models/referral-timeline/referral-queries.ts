import type { Code, Phase, Urgency, WaitsFor } from '#cases'
import { dateIn, daysBetween, type Instant, type LocalDate, type Uuid } from '#kernel'
import type { ListedVictim } from '../case-list/case-row'
import { Conditions, withinScope, type CaseScope } from '../case-scope'
import { rowsFrom, type Queryable } from '../database'
import type { ReferralProgress } from '../referral-progress'
import { median, p90, type Duration, type Quantile } from './waiting-times'

/** The case a referral or need belongs to, as a board may show it. */
export interface BoardCase {
  readonly caseId: Uuid
  readonly number: string | null
  readonly externalNumber: string | null
  readonly caseUrgency: Urgency | null
  readonly assignedTo: Uuid | null
  readonly phase: Phase
  readonly victims: readonly ListedVictim[]
}

export interface BoardReferral extends BoardCase {
  readonly referral: ReferralProgress
  /** Calendar days in the present stage; 0: since today */
  readonly daysInStage: number
  /** lewat: the unit is late · tanyakan: somebody else is, and is to be asked · null: within time */
  readonly late: 'lewat' | 'tanyakan' | null
}

export interface BoardFilter {
  readonly waitsFor?: WaitsFor
  readonly institutionId?: Uuid
  readonly assignedTo?: Uuid
}

const CASE = `c.case_id as "caseId", c.number, c.external_number as "externalNumber", c.urgency as "caseUrgency", c.assigned_to as "assignedTo", c.phase, c.victims`

/** Every open referral of the scope that waits for somebody, the longest waiting first. @param zone the unit's */
export async function referralBoard(
  database: Queryable,
  scope: CaseScope,
  filter: BoardFilter,
  now: Instant,
  zone: string,
): Promise<readonly BoardReferral[]> {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  conditions.addText('r.open and r.waits_for is not null')
  if (filter.waitsFor) conditions.add('r.waits_for = ?', filter.waitsFor)
  if (filter.institutionId) conditions.add('r.institution_id = ?', filter.institutionId)
  if (filter.assignedTo) conditions.add('c.assigned_to = ?', filter.assignedTo)
  const rows = await rowsFrom<BoardCase & { referral: ReferralProgress }>(
    database,
    `select ${CASE}, r.progress as referral from read_models.referral r join read_models.case_list c on c.case_id = r.case_id where ${conditions}`,
    conditions.values,
  )
  return rows
    .map((row) => ({ ...row, ...standing(row.referral, now, zone) }))
    .sort((a, b) => b.daysInStage - a.daysInStage || (a.referral.referralId < b.referral.referralId ? -1 : 1))
}

/** @returns one referral with all its stages, or null where it isn't in the scope */
export async function referralOf(database: Queryable, scope: CaseScope, referralId: Uuid, now: Instant, zone: string): Promise<BoardReferral | null> {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  conditions.add('r.referral_id = ?', referralId)
  const [row] = await rowsFrom<BoardCase & { referral: ReferralProgress }>(
    database,
    `select ${CASE}, r.progress as referral from read_models.referral r join read_models.case_list c on c.case_id = r.case_id where ${conditions}`,
    conditions.values,
  )
  return row ? { ...row, ...standing(row.referral, now, zone) } : null
}

/** How long a referral stands in its stage, and whether somebody is late. */
export function standing(referral: ReferralProgress, now: Instant, zone: string): Pick<BoardReferral, 'daysInStage' | 'late'> {
  const today = dateIn(zone, now)
  const { since, nextAt, nextOn, waitsFor } = referral
  const daysInStage = daysBetween(since.length === 10 ? since : dateIn(zone, since), today)
  // A new date to ask puts the question off, not the partner's duty.
  const late = nextOn === null ? nextAt !== null && nextAt < now : nextOn < today
  return { daysInStage, late: !late || waitsFor === null ? null : waitsFor === 'unit' ? 'lewat' : 'tanyakan' }
}

/** Referrals that ended badly, with no successor and no reason why none is needed. */
export async function deadEnds(database: Queryable, scope: CaseScope): Promise<readonly (BoardCase & { referral: ReferralProgress })[]> {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  conditions.addText(`r.dead_end and c.phase in ('pengaduan', 'layanan', 'menunggu_persetujuan')`)
  conditions.addText('not exists (select 1 from read_models.referral s where s.follows = r.referral_id and not s.voided)')
  return rowsFrom(
    database,
    `select ${CASE}, r.progress as referral from read_models.referral r join read_models.case_list c on c.case_id = r.case_id
     where ${conditions} order by r.ended_at, r.referral_id`,
    conditions.values,
  )
}

export interface UnansweredNeed extends BoardCase {
  readonly needId: Uuid
  readonly victimId: Uuid
  readonly service: Code
  readonly identifiedOn: LocalDate
  readonly days: number
}

/** Wanted needs without service or referral for more than `days` days. */
export async function unansweredNeeds(database: Queryable, scope: CaseScope, today: LocalDate, days = 7): Promise<readonly UnansweredNeed[]> {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  conditions.addText(`n.wanted and not n.over and not n.hindered and n.answered_by = '{}' and c.phase in ('layanan', 'menunggu_persetujuan')`)
  const day = conditions.value(today)
  conditions.addText(`${day}::date - n.identified_on > ${conditions.value(days)}`)
  return rowsFrom(
    database,
    `select ${CASE}, n.need_id as "needId", n.victim_id as "victimId", n.service, n.identified_on as "identifiedOn", ${day}::date - n.identified_on as days
     from read_models.referral_need n join read_models.case_list c on c.case_id = n.case_id where ${conditions} order by n.identified_on, n.need_id`,
    conditions.values,
  )
}

/** Of the referrals sent to one institution in a period. Days are calendar days from sending to the answer. */
export interface InstitutionTimes {
  readonly institutionId: Uuid
  readonly n: number
  readonly answered: number
  readonly open: number
  /** Ended without an answer */
  readonly lost: number
  readonly median: Quantile | null
  readonly p90: Quantile | null
}

/** @param from @param to first and last day of sending, in the unit's zone */
export async function institutionTimes(
  database: Queryable,
  scope: CaseScope,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  now: Instant,
  zone: string,
): Promise<readonly InstitutionTimes[]> {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  const local = `(r.sent_at at time zone ${conditions.value(zone)})::date`
  conditions.addText(`not r.voided and r.sent_at is not null and ${local} between ${conditions.value(from)} and ${conditions.value(to)}`)
  const rows = await rowsFrom<SentReferral>(
    database,
    `select r.institution_id as "institutionId", r.sent_at as "sentAt", r.answered_at as "answeredAt", r.ended_at as "endedAt"
     from read_models.referral r join read_models.case_list c on c.case_id = r.case_id where ${conditions}`,
    conditions.values,
  )
  const byInstitution = new Map<Uuid, SentReferral[]>()
  for (const row of rows) byInstitution.set(row.institutionId, [...(byInstitution.get(row.institutionId) ?? []), row])
  return [...byInstitution]
    .map(([institutionId, sent]) => timesOf(institutionId, sent, now, zone))
    .sort((a, b) => b.n - a.n || (a.institutionId < b.institutionId ? -1 : 1))
}

interface SentReferral {
  readonly institutionId: Uuid
  readonly sentAt: Instant
  readonly answeredAt: Instant | null
  readonly endedAt: Instant | null
}

function timesOf(institutionId: Uuid, sent: readonly SentReferral[], now: Instant, zone: string): InstitutionTimes {
  const durations = sent.map(({ sentAt, answeredAt, endedAt }): Duration => {
    const end = answeredAt ?? endedAt ?? now
    return { days: daysBetween(dateIn(zone, sentAt), dateIn(zone, end)), atLeast: answeredAt === null }
  })
  const answered = sent.filter(({ answeredAt }) => answeredAt !== null).length
  const lost = sent.filter(({ answeredAt, endedAt }) => answeredAt === null && endedAt !== null).length
  return { institutionId, n: sent.length, answered, open: sent.length - answered - lost, lost, median: median(durations), p90: p90(durations) }
}
