import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask } from './call'
import type { Phase, Urgency } from './case-file'
import type { Shape } from './shapes'

export type CaseLines = Shape<'CaseListPage'>
/** One line of the list of cases. */
export type CaseLine = Shape<'CaseListItem'>
type Cursor = Shape<'CaseListCursor'>

export interface CaseFilter {
  phase?: Phase
  urgency?: Urgency
  assigned?: 'me' | 'nobody'
  /** A number or part of one, never a name. */
  search?: string
}

const address = (filter: CaseFilter, after: Cursor | null): string => {
  const asked = new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
  )
  if (after !== null) {
    asked.set('afterDay', after.receivedOn)
    asked.set('afterCase', after.caseId)
  }
  const query = asked.toString()
  return query === '' ? '/api/v1/cases' : `/api/v1/cases?${query}`
}

/** The list, newest complaints first, a page after the other. */
export const caseListQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    gcTime: 0,
    initialPageParam: null as Cursor | null,
    queryFn: async ({ pageParam, signal }): Promise<CaseLines> => (await ask<CaseLines>(address(filter, pageParam), signal)).data,
    getNextPageParam: (last: CaseLines) => last.next,
  })

/** The cases a number, or the end of one, belongs to. */
export const casesByNumber = (search: string) =>
  queryOptions({
    queryKey: ['cases-by-number', search],
    enabled: search !== '',
    queryFn: async ({ signal }): Promise<CaseLines> => (await ask<CaseLines>(address({ search }, null), signal)).data,
  })
