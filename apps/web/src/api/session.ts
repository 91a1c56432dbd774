import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, api } from './client'
import { forgetPosition } from './position'
import { ApiProblem } from './problem'
import type { Shape } from './shapes'

/** Who is signed in and what they may. */
export type Session = Shape<'SessionView'>
/** What stands before the sign-in. */
export type Installation = Shape<'InstallationView'>

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
