import { queryOptions } from '@tanstack/react-query';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';

/** Everybody of the team; presence and load are patched by the server's lines. */
export const staffQuery = queryOptions({ queryKey: keys.staff, queryFn: () => api.staff(), staleTime: 5 * 60_000 });

/** The skill groups of the shop. */
export const groupsQuery = queryOptions({ queryKey: keys.groups, queryFn: () => api.groups(), staleTime: 5 * 60_000 });
