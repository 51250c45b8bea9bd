import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShopSettings } from '../../../api/staff-views.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { UnsavedBar } from '../../shell/UnsavedBar.tsx';
import { GreetingFields } from './GreetingFields.tsx';
import { HoursEditor } from './HoursEditor.tsx';
import { areHoursRight } from './hours.ts';
import { OriginFields } from './OriginFields.tsx';
import { wrongOrigin } from './origins.ts';
import styles from './SettingsForm.module.css';
import { changeBetween, type SettingsDraft, toDraft } from './settings-draft.ts';

/** The settings as one form; only what was changed is sent. */
export function SettingsForm({ settings, isReadOnly }: { settings: ShopSettings; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [draft, setDraft] = useState<SettingsDraft>(() => toDraft(settings));
  const [isBusy, setBusy] = useState(false);
  const change = changeBetween(settings, draft);
  const isChanged = Object.keys(change).length > 0;
  const isRight = areHoursRight(draft.workingHours) && wrongOrigin(draft.origins) === undefined;
  const set = (part: Partial<SettingsDraft>) => setDraft((old) => ({ ...old, ...part }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      cache.setQueryData(keys.settings, await api.saveSettings(change));
      showToast({ tone: 'success', words: t('common.saved') });
    } catch (error) {
      tellProblem(error);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <fieldset disabled={isReadOnly} className={styles.fields}>
        <Card title={t('settings.hours')}>
          <HoursEditor hours={draft.workingHours} onChange={(workingHours) => set({ workingHours })} />
        </Card>
        <Card title={t('settings.greeting')} hint={t('settings.greetingHint')}>
          <GreetingFields draft={draft} onChange={set} />
        </Card>
        <Card title={t('settings.origins')} hint={t('settings.originsHint')}>
          <OriginFields origins={draft.origins} onChange={(origins) => set({ origins })} />
        </Card>
      </fieldset>
      {!isReadOnly && isChanged && (
        <UnsavedBar
          words={t('settings.unsaved')}
          isReady={isRight && !isBusy}
          onCancel={() => setDraft(toDraft(settings))}
        />
      )}
    </form>
  );
}
