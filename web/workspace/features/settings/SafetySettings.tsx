import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SafetySettings as Settings } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from './SettingsForm.module.css';
import {
  amountFields,
  countFields,
  type SafetyDraft,
  type SafetyField,
  safetyDraft,
  safetyOf,
  wrongFields,
} from './safety-draft.ts';

/** How far Peakdesk may go by itself: proof, amounts, numbers a day, and the switch that stops everything. */
export function SafetySettings() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.safety, queryFn: () => api.safety() });
  return (
    <Card title={t('safety.title')} hint={t('safety.hint')}>
      <Loaded query={query}>{({ safety }) => <Form key={JSON.stringify(safety)} stored={safety} />}</Loaded>
    </Card>
  );
}

function Form({ stored }: { stored: Settings }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const { shop } = useSession();
  const mayWrite = useAbility('settings.write');
  const [draft, setDraft] = useState<SafetyDraft>(() => safetyDraft(stored));
  const save = useMutation({
    mutationFn: (safety: Settings) => api.saveSafety(safety),
    onSuccess: (answer) => {
      cache.setQueryData(keys.safety, answer);
      showToast({ tone: 'success', words: t('safety.saved') });
    },
    onError: tellProblem,
  });
  const wrong = wrongFields(draft);
  const next = safetyOf(draft, stored);
  const set = (change: Partial<SafetyDraft>) => setDraft({ ...draft, ...change });
  const input = (name: SafetyField, problem: string) => (
    <Field
      key={name}
      label={t(`safety.field.${name}`, { currency: shop.currency })}
      hint={t(`safety.fieldHint.${name}`)}
      problem={wrong.includes(name) ? problem : undefined}
    >
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="decimal"
          placeholder={t('safety.noLimit')}
          value={draft[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== undefined) save.mutate(next);
      }}
    >
      <fieldset className={styles.fields} disabled={!mayWrite || save.isPending}>
        <div className={styles.stack}>
          {(['isStopped', 'phoneAlone', 'emailAlone'] as const).map((name) => (
            <Check
              key={name}
              label={t(`safety.check.${name}`)}
              hint={t(`safety.checkHint.${name}`)}
              isChecked={draft[name]}
              onChange={(isChecked) => set({ [name]: isChecked })}
            />
          ))}
          <div className={styles.pair}>{amountFields.map((name) => input(name, t('safety.wrongAmount')))}</div>
          <div className={styles.pair}>{countFields.map((name) => input(name, t('safety.wrongCount')))}</div>
          {mayWrite && (
            <div className={styles.actions}>
              <Button type="submit" look="primary" disabled={next === undefined}>
                {t('common.save')}
              </Button>
            </div>
          )}
        </div>
      </fieldset>
    </form>
  );
}
