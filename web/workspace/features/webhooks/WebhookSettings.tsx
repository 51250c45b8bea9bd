import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookState } from '../../../api/webhook-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from '../settings/SettingsForm.module.css';
import { DeliveryDrawer } from './DeliveryDrawer.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { EndpointItem } from './EndpointItem.tsx';
import { SecretOnce } from './SecretOnce.tsx';
import { useWebhookChange } from './use-webhook-change.ts';

/** Addresses of the shop's own systems that are told what happens. */
export function WebhookSettings() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.webhooks, queryFn: () => api.webhooks(), refetchInterval: 30_000 });
  return (
    <Card title={t('webhooks.title')} hint={t('webhooks.hint')}>
      <Loaded query={query}>{(state) => <Endpoints state={state} />}</Loaded>
    </Card>
  );
}

function Endpoints({ state }: { state: WebhookState }) {
  const { t } = useTranslation();
  const { run, isBusy } = useWebhookChange();
  const [isAdding, setAdding] = useState(false);
  const [shownId, setShownId] = useState<string>();
  const [made, setMade] = useState<{ url: string; secret: string }>();
  const shown = state.endpoints.find((one) => one.endpointId === shownId);
  return (
    <div className={styles.stack}>
      {state.endpoints.length === 0 && !isAdding && (
        <Notice icon={<Webhook />} title={t('webhooks.none')}>
          {t('webhooks.noneHint')}
        </Notice>
      )}
      {state.endpoints.map((endpoint) => (
        <EndpointItem
          key={endpoint.endpointId}
          endpoint={endpoint}
          events={state.events}
          onLog={() => setShownId(endpoint.endpointId)}
        />
      ))}
      {made && <SecretOnce url={made.url} secret={made.secret} onDone={() => setMade(undefined)} />}
      {isAdding ? (
        <EndpointForm
          events={state.events}
          isBusy={isBusy}
          onCancel={() => setAdding(false)}
          onSave={(fields) =>
            run(async () => {
              const answer = await api.addWebhook(fields);
              setMade({ url: fields.url, secret: answer.secret });
              setAdding(false);
              return answer;
            })
          }
        />
      ) : (
        <div className={styles.actions}>
          <Button onClick={() => setAdding(true)}>{t('webhooks.add')}</Button>
        </div>
      )}
      {shown && <DeliveryDrawer endpoint={shown} events={state.events} onClose={() => setShownId(undefined)} />}
    </div>
  );
}
