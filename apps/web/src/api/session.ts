import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, api } from './client'
import { forgetPosition } from './position'
import { ApiProblem } from './problem'

/** Who is signed in and what they may. */
export interface Session {
  id: string
  username: string
  displayName: string
  roles: string[]
  permissions: string[]
  /** Null for those who belong to no unit: the department, perhaps the administrator. */
  unit: { id: string; name: string; zone: string; regency: string } | null
}

/** What stands before the sign-in. */
export interface Installation {
  mode: 'demo' | 'real'
  unitName: string | null
  regency: string | null
  /** False until the check word of the recovery sheet was typed back: no complaint is accepted before. */
  recoveryConfirmed: boolean
  demoAccounts: { role: string; username: string; password: string }[]
}

/** What a command answers. */
export interface Done {
  id: string
  revision: number
  position: string
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      return (await answerOf<Session>(api.GET('/api/v1/session'))).data
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
})

/** What this installation is: sample data or real, the unit's name, whether it still has to be set up. */
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  staleTime: Infinity,
  queryFn: async (): Promise<Installation> => (await answerOf<Installation>(api.GET('/api/v1/installation'))).data,
})

export const useSession = () => useQuery(sessionQuery)
export const useInstallation = () => useQuery(installationQuery)

export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: { username: string; password: string }) => (await answerOf<Session>(api.POST('/api/v1/session', { body }))).data,
    onSuccess: (session) => {
      forgetPosition()
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'installation' && queryKey[0] !== 'session' })
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
}

/** Signs out and forgets everything this page had asked, also when the server no longer answers. */
export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => answerOf<undefined>(api.DELETE('/api/v1/session')),
    onSettled: () => {
      forgetPosition()
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'installation' && queryKey[0] !== 'session' })
      queries.setQueryData(sessionQuery.queryKey, null)
    },
  })
}
