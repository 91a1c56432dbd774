import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keepEqual, marksOf } from './marks'
import { ApiProblem, NetworkLost } from './problem'

const isPassing = (error: Error): boolean => error instanceof NetworkLost || (error instanceof ApiProblem && error.status >= 500)

/** The session is over: back to the sign-in, with the address kept. Drafts are on the server. */
function afterTheSession(error: Error): void {
  if (error instanceof ApiProblem && error.code === 'session.required') queryClient.setQueryData(['session'], null)
}

/** Milliseconds until an answer that lacks what was just entered here is asked for again. */
const CATCH_UP = 1_000

/**
 * What the screens have asked. Nothing is asked again behind the reader's back (nothing moves under the reader), but for an answer
 * that has not taken in what was entered here; and nothing is kept after signing out.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: afterTheSession }),
  mutationCache: new MutationCache({ onError: afterTheSession }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      structuralSharing: keepEqual,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 5_000,
      refetchInterval: ({ state }) => {
        const { stale, pausedSince } = marksOf(state.data)
        return stale && pausedSince === null ? CATCH_UP : false
      },
      retry: (count, error) => count < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always', retry: (count, error) => count < 2 && error instanceof NetworkLost && error.reason === 'network' },
  },
})
