import { queryOptions } from '@tanstack/react-query';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';

/** Numbers of the shop now; asked for again when the inbox changes, and from time to time since waits grow by themselves. */
export const overviewQuery = queryOptions({
  queryKey: keys.overview,
  queryFn: () => api.overview(),
  refetchInterval: 30_000,
});
