import { queryOptions } from '@tanstack/react-query';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';

/** What the rules may name: groups, skills, channels. */
export const choicesQuery = queryOptions({ queryKey: keys.choices, queryFn: () => api.choices(), staleTime: 60_000 });

/** The rules themselves; another person may have changed them. */
export const rulesQuery = queryOptions({ queryKey: keys.rules, queryFn: () => api.rules(), staleTime: 10_000 });
