import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WebhookState } from '../../../api/webhook-calls.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

/** One change at a time; the answer is the whole new state. */
export function useWebhookChange() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (call: () => Promise<WebhookState>) => call(),
    onSuccess: ({ endpoints, events }) => {
      cache.setQueryData(keys.webhooks, { endpoints, events });
      showToast({ tone: 'success', words: t('webhooks.saved') });
    },
    onError: tellProblem,
  });
  return { run: change.mutate, isBusy: change.isPending };
}
