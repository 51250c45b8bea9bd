import type { QueryClient } from '@tanstack/react-query';
import type { ConversationDetail } from '../../api/index.ts';
import { keys } from '../cache/keys.ts';
import { withKnownMessages } from '../cache/patch-detail.ts';
import { api } from './api.ts';

/** Reads a conversation, keeping older messages that are loaded already. */
export async function fetchDetail(cache: QueryClient, conversationId: string): Promise<ConversationDetail> {
  const fetched = await api.conversation(conversationId);
  return withKnownMessages(fetched, cache.getQueryData<ConversationDetail>(keys.conversation(conversationId)));
}

/** Reads a conversation again, e.g. because a message is missing; a failure leaves what is shown. */
export async function refetchDetail(cache: QueryClient, conversationId: string): Promise<void> {
  await cache.invalidateQueries({ queryKey: keys.conversation(conversationId) });
}
