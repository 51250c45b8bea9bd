import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useConnection } from '../../session/ConnectionProvider.tsx';
import { refetchDetail } from '../../session/refetch-detail.ts';
import { authorName } from './author-name.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const OutboxContext = createContext<Outbox | undefined>(undefined);
/** After this time the line with a stored message should have come; without a connection it is fetched. */
const lineShouldHaveCome = 1_500;
const heldRetry = 8_000;

/** Holds the messages that are on their way, for the whole visit. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const { state } = useConnection();
  const outbox = useMemo(
    () =>
      createOutbox({
        cache,
        store: localStorage,
        send: (id, fields) => api.send(id, fields),
        wordsFor: (error) => problemText(t, error),
        onNewer: (_id, newer) =>
          showToast({
            tone: 'danger',
            words: t('collision.after', { name: newer[0] ? authorName(t, newer[0].author) : '' }),
          }),
        onStored: (id) =>
          void setTimeout(() => {
            const left = cache.getQueryData<readonly unknown[]>(keys.outgoing(id)) ?? [];
            if (left.length > 0 && cache.getQueryData<ConversationDetail>(keys.conversation(id)))
              void refetchDetail(cache, id);
          }, lineShouldHaveCome),
      }),
    [cache, t],
  );
  useEffect(() => {
    if (state === 'open') outbox.retryHeld();
    const timer = setInterval(() => navigator.onLine && outbox.retryHeld(), heldRetry);
    return () => clearInterval(timer);
  }, [outbox, state]);
  return <OutboxContext.Provider value={outbox}>{children}</OutboxContext.Provider>;
}

/** The messages that are on their way. */
export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('OutboxProvider is missing');
  return outbox;
}
