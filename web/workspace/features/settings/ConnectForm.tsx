import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionField, ConnectionTest, LocalizedText } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { jsonFault } from '../../format/json-fault.ts';
import { problemText } from '../../format/problem-text.ts';
import { inLanguage } from '../../format/words.ts';
import { ConnectionFieldInput } from './ConnectionFieldInput.tsx';
import styles from './SettingsForm.module.css';

/** Something that can be connected, with the fields that it wants. */
export type ConnectChoice = {
  id: string;
  label: LocalizedText;
  fields: readonly ConnectionField[];
  callbackPath: string;
};

/** What is connected now. */
export type Connected = {
  id: string;
  settings: Readonly<Record<string, string>>;
  filledSecrets: readonly string[];
};

export type ConnectInput = { id: string; settings: Readonly<Record<string, string>> };

/** Chooses what to connect, fills in its fields, tries it and keeps it: shops' platforms and tracking services alike. */
export function ConnectForm(props: {
  choices: readonly ConnectChoice[];
  known: Connected | null;
  words: {
    choose: string;
    chooseHint: string;
    save: string;
    callback(address: string): string;
    works(name: string): string;
  };
  test(input: ConnectInput): Promise<{ test: ConnectionTest }>;
  save(input: ConnectInput): Promise<void>;
}) {
  const { t, i18n } = useTranslation();
  const { choices, known, words } = props;
  const [chosen, setChosen] = useState(known?.id ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(known?.settings ?? {});
  const choice = choices.find((one) => one.id === chosen);
  const test = useMutation({ mutationFn: (input: ConnectInput) => props.test(input) });
  const save = useMutation({ mutationFn: (input: ConnectInput) => props.save(input) });
  const result = test.data?.test;
  const input = { id: chosen, settings: filledIn(choice, values) };
  const isBusy = test.isPending || save.isPending || hasFault(choice, values);
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(input);
      }}
    >
      <Field label={words.choose} hint={words.chooseHint}>
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
            {choices.map((one) => (
              <option key={one.id} value={one.id}>
                {inLanguage(one.label, i18n.language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {choice?.fields.map((field) => (
        <ConnectionFieldInput
          key={`${chosen}/${field.key}`}
          field={field}
          value={values[field.key] ?? field.defaultValue ?? ''}
          isFilled={known?.id === chosen && known.filledSecrets.includes(field.key)}
          problem={result?.ok === false && result.field === field.key ? inLanguage(result.problem, i18n.language) : ''}
          onChange={(value) => setValues({ ...values, [field.key]: value })}
        />
      ))}
      {choice && (
        <>
          <p>{words.callback(`${location.origin}${choice.callbackPath}`)}</p>
          <div role="status" aria-live="polite">
            {result?.ok === true && <Badge tone="success">{words.works(result.shopName)}</Badge>}
            {result?.ok === false && <Badge tone="danger">{inLanguage(result.problem, i18n.language)}</Badge>}
            {test.isError && problemText(t, test.error)}
            {save.isError && problemText(t, save.error)}
          </div>
          <div className={styles.actions}>
            <Button disabled={isBusy} onClick={() => test.mutate(input)}>
              {t(test.isPending ? 'models.testing' : 'models.test')}
            </Button>
            <Button type="submit" look="primary" disabled={isBusy}>
              {words.save}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Secrets that are left empty stay as they are stored. */
function filledIn(choice: ConnectChoice | undefined, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    (choice?.fields ?? []).flatMap(({ key, defaultValue = '' }) => {
      const value = (values[key] ?? defaultValue).trim();
      return value === '' ? [] : [[key, value]];
    }),
  );
}

/** What is no JSON is told beside its field and cannot be sent. */
function hasFault(choice: ConnectChoice | undefined, values: Readonly<Record<string, string>>): boolean {
  return (choice?.fields ?? []).some(({ key, kind }) => {
    const value = values[key] ?? '';
    return kind === 'json' && value.trim() !== '' && jsonFault(value) !== undefined;
  });
}
