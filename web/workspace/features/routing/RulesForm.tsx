import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingSettings } from '../../../api/index.ts';
import { ProblemError } from '../../../api/problem-error.ts';
import type { RoutingChoices } from '../../../api/rules-calls.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { UnsavedBar } from '../../shell/UnsavedBar.tsx';
import { LimitsTab } from './LimitsTab.tsx';
import { QueueTab } from './QueueTab.tsx';
import { ReceptionTab } from './ReceptionTab.tsx';
import styles from './routing.module.css';
import { choicesQuery, rulesQuery } from './routing-query.ts';
import type { RoutingTab } from './routing-search.ts';
import { isWhole } from './rules-draft.ts';
import { ShiftsSwitch } from './ShiftsSwitch.tsx';

/** What each part of the rules is edited with; `problemAt` is what the server said of a field when it was saved last. */
export type RulesPart = {
  rules: RoutingSettings;
  choices: RoutingChoices;
  set(change: Partial<RoutingSettings>): void;
  problemAt(field: string): string | undefined;
};

/** The rules as one draft over several parts: what was changed in one is still there after a look at another. */
export function RulesForm({ part }: { part: RoutingTab }) {
  const rules = useQuery(rulesQuery);
  const choices = useQuery(choicesQuery);
  return (
    <Loaded query={choices}>
      {(known) => (
        <Loaded query={rules}>
          {(stored) => <Draft key={JSON.stringify(stored)} stored={stored} choices={known} part={part} />}
        </Loaded>
      )}
    </Loaded>
  );
}

const parts = { queues: QueueTab, reception: ReceptionTab, limits: LimitsTab, shifts: ShiftsSwitch } as const;

function Draft({ stored, choices, part }: { stored: RoutingSettings; choices: RoutingChoices; part: RoutingTab }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const mayWrite = useAbility('settings.write');
  const [rules, setRules] = useState(stored);
  const [isBusy, setBusy] = useState(false);
  // Fields hold what was typed; a new round makes them read the rules again.
  const [round, setRound] = useState(0);
  const [wrong, setWrong] = useState<{ field: string; words: string }>();
  const isChanged = JSON.stringify(rules) !== JSON.stringify(stored);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const saved = await api.saveRules(rules);
      showToast({ tone: 'success', words: t('rules.saved') });
      cache.setQueryData(keys.rules, saved);
    } catch (error) {
      const words = problemText(t, error);
      const field = error instanceof ProblemError ? error.problem?.field : undefined;
      setWrong(field === undefined ? undefined : { field, words });
      showToast({ tone: 'danger', words });
      setBusy(false);
    }
  };
  const Part = part === 'skills' || part === 'calendar' ? undefined : parts[part];
  return (
    <form onSubmit={(event) => void save(event)}>
      <fieldset className={styles.fields} disabled={!mayWrite}>
        {Part && (
          <Part
            key={`${part} ${round}`}
            rules={rules}
            choices={choices}
            set={(change) => {
              setRules((before) => ({ ...before, ...change }));
              setWrong(undefined);
            }}
            problemAt={(field) => (wrong?.field.startsWith(field) ? wrong.words : undefined)}
          />
        )}
      </fieldset>
      {mayWrite && isChanged && (
        <UnsavedBar
          words={isWhole(rules) ? t('settings.unsaved') : t('rules.notWhole')}
          isReady={isWhole(rules) && !isBusy}
          onCancel={() => {
            setRules(stored);
            setRound(round + 1);
          }}
        />
      )}
    </form>
  );
}
