import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { keepEqual } from './marks'
import { ApiProblem, NetworkLost } from './problem'

const isPassing = (error: Error): boolean => error instanceof NetworkLost || (error instanceof ApiProblem && error.status >= 500)

/** The session is over: back to the sign-in, with the address kept. Drafts are on the server. */
function afterTheSession(error: Error): void {
  if (error instanceof ApiProblem && error.code === 'session.required') queryClient.setQueryData(['session'], null)
}

/**
 * What the screens have asked. Nothing is asked again behind the reader's back (nothing moves under the reader), and nothing is
 * kept after signing out.
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
      retry: (count, error) => count < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always', retry: (count, error) => count < 2 && error instanceof NetworkLost && error.reason === 'network' },
  },
})
