import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookDeliveryState, WebhookEndpoint, WebhookEventName } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { PagedList } from '../../shell/PagedList.tsx';
import { DeliveryItem } from './DeliveryItem.tsx';
import own from './webhooks.module.css';

const states = ['waiting', 'delivered', 'failed', 'stopped'] as const;

/** What was sent to an endpoint, newest first, to be looked at and sent again. */
export function DeliveryDrawer(props: {
  endpoint: WebhookEndpoint;
  events: readonly WebhookEventName[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { endpointId, isOn, url } = props.endpoint;
  const [state, setState] = useState<WebhookDeliveryState>();
  const [type, setType] = useState('');
  const resend = useResend(endpointId);
  const query = useLog(endpointId, { state, type });
  return (
    <Dialog isOpen place="side" title={t('webhooks.logOf')} closeLabel={t('common.close')} onClose={props.onClose}>
      <div className={own.drawer}>
        <p className={own.facts}>{url}</p>
        <div className={own.filters}>
          <Choice
            label={t('webhooks.filterState')}
            all={t('webhooks.everyState')}
            options={states.map((one) => ({ value: one, words: t(`webhooks.delivery.${one}`) }))}
            onChange={(value) => setState(states.find((one) => one === value))}
          />
          <Choice
            label={t('webhooks.filterEvent')}
            all={t('webhooks.everyEvent')}
            options={[...props.events, 'webhook.test'].map((one) => ({ value: one, words: one }))}
            onChange={setType}
          />
          <Button size="small" disabled={!isOn || resend.isPending} onClick={() => resend.mutate(undefined)}>
            {t('webhooks.resendAll')}
          </Button>
        </div>
        {!isOn && <p className={own.facts}>{t('webhooks.offHint')}</p>}
        <PagedList
          query={query}
          label={t('webhooks.logOf')}
          empty={{ icon: <Inbox />, words: t(state || type ? 'webhooks.noHit' : 'webhooks.nothingSent') }}
          keyOf={(delivery) => delivery.deliveryId}
          row={(delivery) => (
            <DeliveryItem
              delivery={delivery}
              mayResend={isOn && !resend.isPending}
              onResend={() => resend.mutate(delivery.deliveryId)}
            />
          )}
        />
      </div>
    </Dialog>
  );
}

function Choice(props: {
  label: string;
  all: string;
  options: readonly { value: string; words: string }[];
  onChange(value: string): void;
}) {
  return (
    <select className="control" aria-label={props.label} onChange={(event) => props.onChange(event.target.value)}>
      <option value="">{props.all}</option>
      {props.options.map(({ value, words }) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

function useLog(endpointId: string, { state, type }: { state: WebhookDeliveryState | undefined; type: string }) {
  return useInfiniteQuery({
    queryKey: [...keys.webhookLog(endpointId), state ?? '', type],
    initialPageParam: undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      api.webhookDeliveries(endpointId, {
        ...(state ? { state } : {}),
        ...(type ? { type } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      }),
    getNextPageParam: (page: { nextCursor?: string }): string | undefined => page.nextCursor,
    refetchInterval: 10_000,
  });
}

function useResend(endpointId: string) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string | undefined) => api.resendWebhook(endpointId, deliveryId),
    onSuccess: ({ count }) => {
      void cache.invalidateQueries({ queryKey: keys.webhookLog(endpointId) });
      showToast({ tone: 'success', words: t(count === 0 ? 'webhooks.nothingToResend' : 'webhooks.resent', { count }) });
    },
    onError: tellProblem,
  });
}
