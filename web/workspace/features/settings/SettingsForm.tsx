import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShopSettings } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { Card } from '../../shell/Card.tsx';
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
      showToast({ tone: 'danger', words: problemText(t, error) });
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
        <div className={styles.bar}>
          <span>{t('settings.unsaved')}</span>
          <Button look="quiet" onClick={() => setDraft(toDraft(settings))}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={isBusy || !isRight}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
