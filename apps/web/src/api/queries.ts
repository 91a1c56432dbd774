import { QueryClient } from '@tanstack/react-query'
import { ApiProblem, NetworkLost } from './problem'

const isPassing = (error: Error): boolean => error instanceof NetworkLost || (error instanceof ApiProblem && error.status >= 500)

/**
 * What the screens have asked. Nothing is asked again behind the reader's back (nothing moves under the reader), and nothing is
 * kept after signing out.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 5_000,
      retry: (count, error) => count < 2 && isPassing(error),
    },
    mutations: { networkMode: 'always', retry: (count, error) => count < 2 && error instanceof NetworkLost && error.reason === 'network' },
  },
})
