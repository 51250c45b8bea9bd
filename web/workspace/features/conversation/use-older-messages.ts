import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { hasOlder, mergeMessages } from '../../cache/patch-detail.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';

const pageSize = 50;

/** Loads the page before the first message that is shown. */
export function useOlderMessages(detail: ConversationDetail): { isLoading: boolean; load(): void } {
  const cache = useQueryClient();
  const { t } = useTranslation();
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
      .catch((error: unknown) => showToast({ tone: 'danger', words: problemText(t, error) }))
      .finally(() => {
        isBusy.current = false;
        setLoading(false);
      });
  }, [cache, conversationId, first, isMore, t]);
  return { isLoading, load };
}
