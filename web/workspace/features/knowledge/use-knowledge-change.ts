import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffApi } from '../../../api/client.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';

/** Runs one change of what the shop knows, tells how it went and reads everything anew. */
export function useKnowledgeChange() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = async (change: (api: StaffApi) => Promise<unknown>, words: string, onDone?: () => void) => {
    setBusy(true);
    try {
      await change(api);
      showToast({ tone: 'success', words });
      onDone?.();
    } catch (error) {
      showToast({ tone: 'danger', words: problemText(t, error) });
    } finally {
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: keys.allKnowledge });
  };
  return { run, isBusy };
}
