import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookDelivery, WebhookEndpoint, WebhookEventName } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { SureButton } from '../../shell/SureButton.tsx';
import { answerText } from './answer-text.ts';
import { EndpointForm } from './EndpointForm.tsx';
import { SecretOnce } from './SecretOnce.tsx';
import { useWebhookChange } from './use-webhook-change.ts';
import own from './webhooks.module.css';

/** Hours in which the secret before the new one still signs. */
const keepHours = 24;

type EndpointProps = { endpoint: WebhookEndpoint; events: readonly WebhookEventName[]; onLog(): void };

/** One endpoint: how it is, and all that can be done with it. */
export function EndpointItem(props: EndpointProps) {
  const { run, isBusy } = useWebhookChange();
  const [isEditing, setEditing] = useState(false);
  const { endpoint, events } = props;
  if (!isEditing) return <Shown {...props} onEdit={() => setEditing(true)} />;
  return (
    <EndpointForm
      known={endpoint}
      events={events}
      isBusy={isBusy}
      onCancel={() => setEditing(false)}
      onSave={({ url, description, types, allowsPrivate }) =>
        run(async () => {
          const fields = { url, description, types, allowsPrivate };
          const answer = await api.changeWebhook(endpoint.endpointId, fields);
          setEditing(false);
          return answer;
        })
      }
    />
  );
}

function Shown({ endpoint, onLog, onEdit }: EndpointProps & { onEdit(): void }) {
  const { t } = useTranslation();
  const { endpointId, url, isOn } = endpoint;
  const { run, isBusy } = useWebhookChange();
  const [secret, setSecret] = useState<string>();
  const rotate = async () => {
    const answer = await api.rotateWebhookSecret(endpointId, keepHours);
    setSecret(answer.secret);
    return answer;
  };
  return (
    <section className={own.endpoint} aria-label={url}>
      <Head endpoint={endpoint} />
      {secret && <SecretOnce url={url} secret={secret} onDone={() => setSecret(undefined)} />}
      <div className={own.actions}>
        <Button size="small" onClick={onLog}>
          {t('webhooks.log')}
        </Button>
        <TestButton endpointId={endpointId} />
        <Button size="small" onClick={onEdit}>
          {t('webhooks.edit')}
        </Button>
        <Button size="small" disabled={isBusy} onClick={() => run(rotate)}>
          {t('webhooks.rotate')}
        </Button>
        <Button size="small" disabled={isBusy} onClick={() => run(() => api.switchWebhook(endpointId, !isOn))}>
          {t(isOn ? 'webhooks.turnOff' : 'webhooks.turnOn')}
        </Button>
        <SureButton
          size="small"
          look="quiet"
          label={t('webhooks.remove')}
          sure={t('webhooks.removeSure')}
          isDisabled={isBusy}
          onSure={() => run(() => api.removeWebhook(endpointId))}
        />
      </div>
    </section>
  );
}

function Head({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { t, i18n } = useTranslation();
  const moment = (at: string) => momentText(at, i18n.language, Date.now());
  const { offReason, offAt, failingSince, pausedUntil, previousSecretUntil } = endpoint;
  const state = !endpoint.isOn ? 'off' : failingSince ? 'failing' : 'on';
  const lines = [
    offReason && offAt && t(`webhooks.offReason.${offReason}`, { date: moment(offAt) }),
    endpoint.isOn &&
      failingSince &&
      t('webhooks.failingSince', { date: moment(failingSince), count: endpoint.failures }),
    endpoint.isOn && pausedUntil && t('webhooks.pausedUntil', { date: moment(pausedUntil) }),
    endpoint.isOn && endpoint.waiting > 0 && t('webhooks.waiting', { count: endpoint.waiting }),
    previousSecretUntil && t('webhooks.bothSecrets', { date: moment(previousSecretUntil) }),
    t('webhooks.hears', { events: endpoint.types.join(', ') || t('webhooks.allEvents') }),
  ].filter((line) => typeof line === 'string');
  return (
    <>
      <p className={own.head}>
        <Badge tone={({ on: 'success', failing: 'warning', off: 'neutral' } as const)[state]}>
          {t(`webhooks.state.${state}`)}
        </Badge>
        <code>{endpoint.url}</code>
        {endpoint.description && <span>{endpoint.description}</span>}
      </p>
      <p className={own.facts}>{lines.join(' · ')}</p>
    </>
  );
}

function TestButton({ endpointId }: { endpointId: string }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const test = useMutation({
    mutationFn: () => api.testWebhook(endpointId),
    onSuccess: ({ delivery }: { delivery: WebhookDelivery }) => {
      void cache.invalidateQueries({ queryKey: keys.webhookLog(endpointId) });
      const words = answerText(t, delivery);
      showToast(
        delivery.state === 'delivered'
          ? { tone: 'success', words: t('webhooks.testTaken', { answer: words }) }
          : { tone: 'danger', words: t('webhooks.testRefused', { answer: words }) },
      );
    },
    onError: tellProblem,
  });
  return (
    <Button size="small" disabled={test.isPending} onClick={() => test.mutate()}>
      {t(test.isPending ? 'webhooks.testing' : 'webhooks.test')}
    </Button>
  );
}
