import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../../ui/toasts.ts';
import type { DeskVerbs } from '../../actions/index.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { refetchDetail } from '../../session/refetch-detail.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

type OwnershipVerbs = Pick<DeskVerbs, 'take' | 'giveBack' | 'close' | 'reopen'>;

/** Taking, giving back, closing and reopening the open conversation, each with a word about how it went. Closing goes on to the next. */
export function useConversationVerbs(conversationId: string | undefined, onClosed: () => void): OwnershipVerbs {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  return useMemo(() => {
    const id = conversationId;
    if (id === undefined) return { take: nothing, giveBack: nothing, close: nothing, reopen: nothing };
    const settle = async (work: Promise<unknown>, words: string, undo?: () => void): Promise<void> => {
      try {
        await work;
        showToast({ tone: 'success', words, ...(undo ? { action: { label: t('action.undoClose'), run: undo } } : {}) });
      } catch (error) {
        tellProblem(error);
      }
      await Promise.all([refetchDetail(cache, id), cache.invalidateQueries({ queryKey: keys.inboxes })]);
    };
    const reopen = () => void settle(api.reopen(id), t('action.done.reopened'));
    return {
      take: () => void settle(api.take(id), t('action.done.taken')),
      giveBack: () => void settle(api.giveBack(id), t('action.done.returned')),
      close: () => {
        // The next row is known before the closed one leaves the list.
        const work = api.close(id);
        work.then(onClosed, () => undefined);
        void settle(work, t('action.done.closed'), reopen);
      },
      reopen,
    };
  }, [cache, conversationId, onClosed, t, tellProblem]);
}

function nothing(): void {}
