import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffApi } from '../../../api/client.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

/** Runs one change of what the shop knows, tells how it went and reads everything anew. */
export function useKnowledgeChange() {
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = async (change: (api: StaffApi) => Promise<unknown>, words: string, onDone?: () => void) => {
    setBusy(true);
    try {
      await change(api);
      showToast({ tone: 'success', words });
      onDone?.();
    } catch (error) {
      tellProblem(error);
    } finally {
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: keys.allKnowledge });
  };
  return { run, isBusy };
}
