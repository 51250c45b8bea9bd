import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Ability, SessionView } from '../../api/index.ts';
import { keys } from '../cache/keys.ts';
import { api } from './api.ts';

/** Who is signed in; the router loads it before anything of the workspace is drawn. */
export const sessionQuery = queryOptions({ queryKey: keys.session, queryFn: () => api.session(), staleTime: Infinity });

/** Who is signed in, in which shop, with which abilities. */
export function useSession(): SessionView {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether the signed-in person may do something. */
export function useAbility(ability: Ability): boolean {
  return useSession().abilities[ability] === true;
}
