import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView, StaffView } from '../../api/index.ts';
import { showToast } from '../../ui/toasts.ts';
import { keys } from '../cache/keys.ts';
import { api } from './api.ts';
import { useTellProblem } from './use-tell-problem.ts';

/** Changes one's own availability: shown at once, taken back if the server refuses. */
export function usePresenceChange(): (presence: StaffView['presence']) => void {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  return useCallback(
    (presence) => {
      const before = cache.getQueryData<SessionView>(keys.session);
      const show = (next: StaffView['presence']) =>
        cache.setQueryData<SessionView>(keys.session, (session) =>
          session ? { ...session, staff: { ...session.staff, presence: next } } : session,
        );
      show(presence);
      api.setPresence(presence).then(
        () => showToast({ tone: 'plain', words: t('presence.changed', { presence: t(`presence.${presence}`) }) }),
        (error: unknown) => {
          if (before) show(before.staff.presence);
          tellProblem(error);
        },
      );
    },
    [cache, t, tellProblem],
  );
}
