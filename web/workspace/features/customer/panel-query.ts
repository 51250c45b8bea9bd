import { queryOptions } from '@tanstack/react-query';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';

/** The customer of a conversation with orders, cases and earlier conversations. */
export function panelQuery(conversationId: string) {
  return queryOptions({
    queryKey: keys.panel(conversationId),
    queryFn: () => api.panel(conversationId),
    staleTime: 30_000,
  });
}
