import { queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import { someoneIsHere } from './presence'
import type { AnswerAt, Shape } from './shapes'

/** What a list may show of a victim: never a name. */
export type ListedVictim = Shape<'ListedVictim'>
/** One thing to do, or to wait for. */
export type WorkEntry = Shape<'WorklistEntry'>
export type WorkKind = WorkEntry['kind']
export type WorkGroup = WorkEntry['group']
export type Worklist = AnswerAt<'/api/v1/worklist'>

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
