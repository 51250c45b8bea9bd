import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookEventName } from '../../../api/index.ts';
import type { WebhookFields } from '../../../api/webhook-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import styles from '../settings/SettingsForm.module.css';
import { urlProblem } from './url-problem.ts';
import own from './webhooks.module.css';

const empty: WebhookFields = { url: '', description: '', types: [], allowsPrivate: false };

/** What is entered of an endpoint, new or known. */
export function EndpointForm(props: {
  known?: WebhookFields;
  events: readonly WebhookEventName[];
  isBusy: boolean;
  onSave(fields: WebhookFields): void;
  onCancel(): void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<WebhookFields>(props.known ?? empty);
  const [isAll, setAll] = useState(draft.types.length === 0);
  const set = (change: Partial<WebhookFields>) => setDraft({ ...draft, ...change });
  const problem = urlProblem(draft);
  const isReady = draft.url.trim() !== '' && problem === undefined && (isAll || draft.types.length > 0);
  return (
    <form
      className={own.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) props.onSave({ ...draft, url: draft.url.trim(), types: isAll ? [] : draft.types });
      }}
    >
      <Field
        label={t('webhooks.url')}
        hint={t('webhooks.urlHint')}
        problem={draft.url !== '' && problem ? t(`webhooks.urlProblem.${problem}`) : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            className="control"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={1_000}
            placeholder="https://erp.example.com/hooks"
            value={draft.url}
            onChange={(event) => set({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('webhooks.description')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            maxLength={200}
            placeholder={t('webhooks.descriptionExample')}
            value={draft.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <EventChoices
        events={props.events}
        chosen={isAll ? 'all' : draft.types}
        onChange={(chosen) => {
          setAll(chosen === 'all');
          if (chosen !== 'all') set({ types: chosen });
        }}
      />
      <Check
        label={t('webhooks.ownNetwork')}
        hint={t('webhooks.ownNetworkHint')}
        isChecked={draft.allowsPrivate}
        onChange={(allowsPrivate) => set({ allowsPrivate })}
      />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={!isReady || props.isBusy}>
          {t('common.save')}
        </Button>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

type Chosen = 'all' | readonly WebhookEventName[];

function EventChoices(props: { events: readonly WebhookEventName[]; chosen: Chosen; onChange(chosen: Chosen): void }) {
  const { t } = useTranslation();
  const { chosen, events, onChange } = props;
  return (
    <fieldset className={own.events}>
      <legend>{t('webhooks.events')}</legend>
      <Check
        label={t('webhooks.allEvents')}
        hint={t('webhooks.allEventsHint')}
        isChecked={chosen === 'all'}
        onChange={(isAll) => onChange(isAll ? 'all' : [])}
      />
      {chosen !== 'all' &&
        events.map((type) => (
          <Check
            key={type}
            label={
              <>
                {t(`webhooks.event.${words[type]}`)} <code>{type}</code>
              </>
            }
            isChecked={chosen.includes(type)}
            onChange={(isChosen) => onChange(isChosen ? [...chosen, type] : chosen.filter((one) => one !== type))}
          />
        ))}
    </fieldset>
  );
}

/** An event's name as a key of the texts, which hold no dots. */
const words = {
  'conversation.queued': 'queued',
  'conversation.assigned': 'assigned',
  'conversation.closed': 'closed',
  'message.received': 'received',
  'message.sent': 'sent',
  'order.changed': 'order',
  'case.changed': 'case',
  'parcel.troubled': 'parcel',
} as const;
