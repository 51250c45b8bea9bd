import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionField, ConnectionView } from '../../../api/index.ts';
import type { ConnectionInput, PlatformChoice } from '../../../api/settings-calls.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from './SettingsForm.module.css';

/** The shop's system elsewhere: which platform, its keys, whether it answers, and how far its records have been read. */
export function ConnectionSettings() {
  const { t } = useTranslation();
  const platforms = useQuery({ queryKey: keys.platforms, queryFn: () => api.platforms(), staleTime: Infinity });
  const connection = useQuery({
    queryKey: keys.connection,
    queryFn: () => api.connection(),
    refetchInterval: 10_000,
  });
  return (
    <Card title={t('connect.title')} hint={t('connect.hint')}>
      <Loaded query={platforms}>
        {(choices) => (
          <Loaded query={connection}>
            {(known) => (
              <div className={styles.stack}>
                {known.connection && <State view={known.connection} />}
                <Form platforms={choices.platforms} known={known.connection} />
              </div>
            )}
          </Loaded>
        )}
      </Loaded>
    </Card>
  );
}

function State({ view }: { view: ConnectionView }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const parts = (['orders', 'cases', 'products'] as const).map((name) => {
    const { done, total } = view.progress[name];
    return `${t(`shop.tab.${name}`)} ${done}${total === null ? '' : `/${total}`}`;
  });
  const again = useMutation({
    mutationFn: () => api.startBackfill(),
    onSuccess: (answer) => cache.setQueryData(keys.connection, answer),
    onError: (error) => showToast({ tone: 'danger', words: problemText(t, error) }),
  });
  return (
    <div role="status">
      <p>
        <Badge tone={view.lastError ? 'danger' : 'success'}>
          {t(view.lastError ? 'connect.failing' : 'connect.on')}
        </Badge>{' '}
        {view.platform} · {t('connect.read', { parts: parts.join(' · ') })}
      </p>
      {view.lastSuccessAt && (
        <p>{t('connect.lastSuccess', { date: momentText(view.lastSuccessAt, i18n.language, Date.now()) })}</p>
      )}
      {view.lastError && <p>{inLanguage(view.lastError.problem, i18n.language)}</p>}
      <Button size="small" disabled={again.isPending} onClick={() => again.mutate()}>
        {t('connect.backfill')}
      </Button>
    </div>
  );
}

function Form({ platforms, known }: { platforms: readonly PlatformChoice[]; known: ConnectionView | null }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState(known?.platform ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(known?.settings ?? {});
  const platform = platforms.find((one) => one.platform === chosen);
  const test = useMutation({ mutationFn: (input: ConnectionInput) => api.testConnection(input) });
  const save = useMutation({
    mutationFn: (input: ConnectionInput) => api.saveConnection(input),
    onSuccess: (answer) => {
      cache.setQueryData(keys.connection, answer);
      showToast({ tone: 'success', words: t('connect.saved') });
    },
  });
  const result = test.data?.test;
  const input = { platform: chosen, settings: filledIn(platform, values) };
  const isBusy = test.isPending || save.isPending;
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(input);
      }}
    >
      <Field label={t('connect.platform')} hint={t('connect.platformHint')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={chosen}
            onChange={(event) => {
              setChosen(event.target.value);
              setValues({});
              test.reset();
            }}
          >
            <option value="">{t('connect.choose')}</option>
            {platforms.map((one) => (
              <option key={one.platform} value={one.platform}>
                {inLanguage(one.label, i18n.language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {platform?.fields.map((field) => (
        <FieldInput
          key={`${chosen}/${field.key}`}
          field={field}
          value={values[field.key] ?? field.defaultValue ?? ''}
          isFilled={known?.platform === chosen && known.filledSecrets.includes(field.key)}
          problem={result?.ok === false && result.field === field.key ? inLanguage(result.problem, i18n.language) : ''}
          onChange={(value) => setValues({ ...values, [field.key]: value })}
        />
      ))}
      {platform && (
        <>
          <p>{t('connect.callback', { address: `${location.origin}${platform.callbackPath}` })}</p>
          <div role="status" aria-live="polite">
            {result?.ok === true && <Badge tone="success">{t('connect.works', { shop: result.shopName })}</Badge>}
            {result?.ok === false && <Badge tone="danger">{inLanguage(result.problem, i18n.language)}</Badge>}
            {test.isError && problemText(t, test.error)}
            {save.isError && problemText(t, save.error)}
          </div>
          <div className={styles.actions}>
            <Button disabled={isBusy} onClick={() => test.mutate(input)}>
              {t(test.isPending ? 'models.testing' : 'models.test')}
            </Button>
            <Button type="submit" look="primary" disabled={isBusy}>
              {t('connect.save')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Secrets that are left empty stay as they are stored. */
function filledIn(
  platform: PlatformChoice | undefined,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    (platform?.fields ?? []).flatMap(({ key, defaultValue = '' }) => {
      const value = (values[key] ?? defaultValue).trim();
      return value === '' ? [] : [[key, value]];
    }),
  );
}

function FieldInput(props: {
  field: ConnectionField;
  value: string;
  isFilled: boolean;
  problem: string;
  onChange(value: string): void;
}) {
  const { t, i18n } = useTranslation();
  const { field, value, isFilled, problem, onChange } = props;
  const label = inLanguage(field.label, i18n.language);
  const help = inLanguage(field.help, i18n.language);
  if (field.kind === 'switch') {
    return (
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={(event) => onChange(event.target.checked ? 'true' : 'false')}
        />
        <span>
          {label}
          <small>{help}</small>
        </span>
      </label>
    );
  }
  return (
    <Field label={label} hint={help} problem={problem || undefined}>
      {(ids) =>
        field.kind === 'choice' ? (
          <select {...ids} className="control" value={value} onChange={(event) => onChange(event.target.value)}>
            {(field.choices ?? []).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {inLanguage(choice.label, i18n.language)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...ids}
            className="control"
            type={field.kind === 'secret' ? 'password' : 'text'}
            autoComplete={field.kind === 'secret' ? 'new-password' : 'off'}
            spellCheck={false}
            required={field.isRequired && !isFilled}
            placeholder={isFilled ? t('models.keyKept') : ''}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
