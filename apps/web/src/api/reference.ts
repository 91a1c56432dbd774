import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormat } from '../i18n/format'
import { ask } from './call'
import type { AnswerAt, Shape } from './shapes'

type Institution = Shape<'InstitutionRow'>
export type Shelter = Shape<'ShelterBoardItem'>
type Colleagues = AnswerAt<'/api/v1/users/caseworkers'>

const aWhile = 5 * 60_000
const reference = <Data>(path: string) =>
  queryOptions({
    queryKey: ['reference', path],
    staleTime: aWhile,
    queryFn: async ({ signal }): Promise<Data> => (await ask<Data>(path, signal)).data,
  })

const codeListsQuery = reference<AnswerAt<'/api/v1/code-lists'>>('/api/v1/code-lists')
export const institutionsQuery = reference<Institution[]>('/api/v1/institutions')
export const colleaguesQuery = reference<Colleagues>('/api/v1/users/caseworkers')
export const sheltersQuery = reference<Shelter[]>('/api/v1/shelters')

/** Services that nobody is found to need and no partner gives: they are the unit's own. */
export const unitsOwn: readonly string[] = ['pengaduan', 'penjangkauan', 'gelar_kasus', 'mediasi']

export interface Codes {
  /** A code's word in the page's language; the code itself where the list doesn't know it. */
  label: (list: string, code: string) => string
  /** Without the codes named in `without`, and where it is to be `plain` those that have a form of their own. */
  options: (list: string, left?: { without?: readonly string[]; plain?: true }) => { value: string; label: string }[]
}

/** The code lists in the page's language. */
export function useCodes(): Codes {
  const lists = useQuery(codeListsQuery).data?.lists
  const { language } = useFormat()
  return useMemo(() => {
    const options: Codes['options'] = (list, { without = [], plain = false } = {}) =>
      (lists?.[list] ?? [])
        .filter(({ code, ownForm = false }) => !without.includes(code) && !(plain && ownForm))
        .map((entry) => ({ value: entry.code, label: entry[language] }))
    return { label: (list, code) => lists?.[list]?.find((entry) => entry.code === code)?.[language] ?? code, options }
  }, [lists, language])
}

export interface Names {
  institution: (id: string | null) => string | undefined
  colleague: (id: string | null | undefined) => string | undefined
}

/** Names of partners and colleagues by their ids: neither is a person of a case. */
export function useNames(): Names {
  const institutions = useQuery(institutionsQuery).data
  const colleagues = useQuery(colleaguesQuery).data
  return useMemo(
    () => ({
      institution: (id) => institutions?.find(({ institutionId }) => institutionId === id)?.name,
      colleague: (id) => colleagues?.find((one) => one.id === id)?.displayName,
    }),
    [institutions, colleagues],
  )
}
