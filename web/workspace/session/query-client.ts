import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isWorthRetrying, ProblemError } from '../../api/problem-error.ts';
import { keys } from '../cache/keys.ts';

/** The one cache of everything that comes from the server; realtime lines patch it, so it is seldom fetched again. `onSignedOut`: the session has ended. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ProblemError && error.kind === 'unauthenticated' && query.queryKey[0] !== keys.session[0])
          onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      },
      mutations: { retry: false },
    },
  });
}
