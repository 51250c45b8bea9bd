import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConversationDetail } from '../../../api/index.ts';
import { patchInboxes } from '../../cache/apply-line.ts';
import { keys } from '../../cache/keys.ts';
import { type LiveState, quiet } from '../../cache/live.ts';
import { type Outgoing, withoutStored } from '../../cache/outgoing.ts';
import { withInboxRead } from '../../cache/patch-inbox.ts';
import { api } from '../../session/api.ts';
import { useWatch } from '../../session/ConnectionProvider.tsx';
import { fetchDetail } from '../../session/refetch-detail.ts';

/** An open conversation: fetched once, then kept up to date by the server's lines. */
export function useConversation(conversationId: string) {
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: keys.conversation(conversationId),
    queryFn: () => fetchDetail(cache, conversationId),
    staleTime: 5_000,
  });
  useWatch(conversationId, query.data !== undefined);
  useReadMark(query.data);
  return query;
}

/** What is true of the conversation only now: typing, viewers, the answer that is being written. */
export function useLive(conversationId: string): LiveState {
  const { data } = useQuery<LiveState>({ queryKey: keys.live(conversationId), queryFn: () => quiet, enabled: false });
  return data ?? quiet;
}

/** One's own messages that the server does not have yet. */
export function useOutgoing(detail: ConversationDetail): readonly Outgoing[] {
  const { data } = useQuery<readonly Outgoing[]>({
    queryKey: keys.outgoing(detail.conversation.conversationId),
    queryFn: () => [],
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return withoutStored(data ?? [], detail.messages);
}

/** Tells the server how far staff has read, while the window is looked at. */
function useReadMark(detail: ConversationDetail | undefined): void {
  const cache = useQueryClient();
  const id = detail?.conversation.conversationId;
  const seq = detail?.messages.at(-1)?.seq ?? 0;
  const readSeq = detail?.conversation.agentReadSeq ?? 0;
  const mayRead = detail?.abilities['conversations.reply'] === true;
  useEffect(() => {
    if (!id || !mayRead || seq === 0) return;
    const mark = () => {
      if (document.visibilityState !== 'visible') return;
      patchInboxes(cache, (data) => withInboxRead(data, id));
      // A mark that is lost is made up for by the next one.
      if (seq > readSeq) api.markRead(id, seq).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [cache, id, seq, readSeq, mayRead]);
}
