import type { Phase, Urgency } from '#cases'
import type { LocalDate, Uuid } from '#kernel'
import { Conditions, withinScope, type CaseScope } from '../case-scope'
import { rowsFrom, type Queryable } from '../database'
import { searchTerm, type CaseRow } from './case-row'

/** One line of the list. */
export type CaseListItem = Omit<CaseRow, 'parts' | 'searchTerms' | 'walledOff'>

export interface CaseListFilter {
  readonly phases?: readonly Phase[]
  /** null among them: not yet assessed */
  readonly urgencies?: readonly (Urgency | null)[]
  /** null: assigned to nobody */
  readonly assignedTo?: Uuid | null
  /** A number or part of one: `51`, `2026/051`, `reg/2026` */
  readonly search?: string
}

/** Where the last page ended. */
export interface CaseListCursor {
  readonly receivedOn: LocalDate
  readonly caseId: Uuid
}

export interface CaseListPage {
  readonly items: readonly CaseListItem[]
  /** null: no more */
  readonly next: CaseListCursor | null
}

const COLUMNS = `c.case_id as "caseId", c.number, c.external_number as "externalNumber", c.unit, c.assigned_to as "assignedTo", c.phase, c.urgency, c.victims,
  c.forms, c.flags, c.channel, c.received_at as "receivedAt", c.received_on as "receivedOn", c.accepted_on as "acceptedOn", c.closed_on as "closedOn",
  c.reopened_on as "reopenedOn", c.open_referrals as "openReferrals", c.last_activity_at as "lastActivityAt"`

/** Newest complaints first. @param limit rows a page, 50 unless told */
export async function listCases(
  database: Queryable,
  scope: CaseScope,
  filter: CaseListFilter = {},
  after: CaseListCursor | null = null,
  limit = 50,
): Promise<CaseListPage> {
  const conditions = conditionsOf(scope, filter)
  if (after) conditions.addText(`(c.received_on, c.case_id) < (${conditions.value(after.receivedOn)}, ${conditions.value(after.caseId)})`)
  const items = await rowsFrom<CaseListItem>(
    database,
    `select ${COLUMNS} from read_models.case_list c where ${conditions} order by c.received_on desc, c.case_id desc limit ${conditions.value(limit + 1)}`,
    conditions.values,
  )
  const last = items.length > limit ? items[limit - 1] : undefined
  return { items: items.slice(0, limit), next: last ? { receivedOn: last.receivedOn, caseId: last.caseId } : null }
}

/** @returns how many cases of the scope stand in each phase */
export async function countCasesByPhase(database: Queryable, scope: CaseScope): Promise<Partial<Record<Phase, number>>> {
  const conditions = conditionsOf(scope, {})
  const rows = await rowsFrom<{ phase: Phase; n: number }>(
    database,
    `select c.phase, count(*) as n from read_models.case_list c where ${conditions} group by c.phase`,
    conditions.values,
  )
  return Object.fromEntries(rows.map(({ phase, n }) => [phase, n]))
}

/** @returns the row of one case, or null where it isn't there; whether it may be seen is the policy's to say */
export async function caseForPolicy(database: Queryable, caseId: Uuid): Promise<CasePolicyFacts | null> {
  const [row] = await rowsFrom<CasePolicyFacts>(
    database,
    `select c.case_id as "caseId", c.unit, c.assigned_to as "assignedTo", c.walled_off as "walledOff", c.phase from read_models.case_list c where c.case_id = $1`,
    [caseId],
  )
  return row ?? null
}

/** What a policy asks of a case. */
export type CasePolicyFacts = Pick<CaseRow, 'caseId' | 'unit' | 'assignedTo' | 'walledOff' | 'phase'>

function conditionsOf(scope: CaseScope, { phases, urgencies, assignedTo, search }: CaseListFilter): Conditions {
  const conditions = new Conditions()
  withinScope(conditions, scope)
  if (phases) conditions.add('c.phase = any(?)', phases)
  if (urgencies) {
    const known = conditions.value(urgencies.filter((urgency) => urgency !== null))
    conditions.addText(urgencies.includes(null) ? `(c.urgency = any(${known}) or c.urgency is null)` : `c.urgency = any(${known})`)
  }
  if (assignedTo === null) conditions.addText('c.assigned_to is null')
  else if (assignedTo !== undefined) conditions.add('c.assigned_to = ?', assignedTo)
  const wanted = searchTerm(search ?? '')
  if (wanted !== '') conditions.add('c.search_terms @> array[?::text]', wanted)
  return conditions
}

/** @returns the number people know the case by, of this register or another one; null where it has none or isn't there */
export async function caseNumber(database: Queryable, caseId: Uuid): Promise<string | null> {
  const [row] = await rowsFrom<{ number: string | null }>(
    database,
    'select coalesce(number, external_number) as number from read_models.case_list where case_id = $1',
    [caseId],
  )
  return row?.number ?? null
}
