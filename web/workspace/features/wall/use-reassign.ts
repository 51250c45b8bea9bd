import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WallView } from '../../../api/routing-calls.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

/** Gives a conversation to somebody; what happened is said, and the wall is read again either way. */
export type Reassign = (conversationId: string, staffId: string) => void;

/** The one verb behind dragging and the menu. */
export function useReassign(wall: Pick<WallView, 'agents'>): Reassign {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  return (conversationId, staffId) => {
    const name = wall.agents.find((agent) => agent.staffId === staffId)?.name ?? '';
    api
      .transfer(conversationId, { staffId })
      .then(() => showToast({ tone: 'success', words: t('wall.given', { name }) }), tellProblem)
      .finally(() => void cache.invalidateQueries({ queryKey: keys.wall }));
  };
}

/** Kind of data that a dragged conversation carries. */
export const conversationDrag = 'application/x-peakdesk-conversation';
