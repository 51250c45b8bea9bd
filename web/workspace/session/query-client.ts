import { QueryClient } from '@tanstack/react-query';
import { isWorthRetrying } from '../../api/problem-error.ts';

/** The one cache of everything that comes from the server; realtime lines patch it, so it is seldom fetched again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
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
