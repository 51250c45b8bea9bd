import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../api/index.ts';
import { keys } from '../../cache/keys.ts';
import { hasOlder, mergeMessages } from '../../cache/patch-detail.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

const pageSize = 50;

/** Loads the page before the first message that is shown. */
export function useOlderMessages(detail: ConversationDetail): { isLoading: boolean; load(): void } {
  const cache = useQueryClient();
  const tellProblem = useTellProblem();
  const [isLoading, setLoading] = useState(false);
  const isBusy = useRef(false);
  const { messages, conversation } = detail;
  const { conversationId } = conversation;
  const first = messages[0]?.seq ?? 1;
  const isMore = hasOlder(messages);
  const load = useCallback(() => {
    if (isBusy.current || !isMore) return;
    isBusy.current = true;
    setLoading(true);
    api
      .olderMessages(conversationId, first, pageSize)
      .then(({ messages: older }) =>
        cache.setQueryData<ConversationDetail>(keys.conversation(conversationId), (known) =>
          known ? { ...known, messages: mergeMessages(older, known.messages) } : known,
        ),
      )
      .catch(tellProblem)
      .finally(() => {
        isBusy.current = false;
        setLoading(false);
      });
  }, [cache, conversationId, first, isMore, tellProblem]);
  return { isLoading, load };
}
