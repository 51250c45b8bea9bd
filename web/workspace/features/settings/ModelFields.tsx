import { useTranslation } from 'react-i18next';
import type { ShopSettings } from '../../../api/staff-views.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Field } from '../../../ui/Field.tsx';
import styles from './SettingsForm.module.css';
import type { SettingsDraft } from './settings-draft.ts';

/** Which model may word answers. Without one everything works, too. */
export function ModelFields(props: {
  settings: ShopSettings;
  draft: SettingsDraft;
  onChange(part: Partial<SettingsDraft>): void;
}) {
  const { t } = useTranslation();
  const { settings, draft, onChange } = props;
  const isOn = settings.modelUrl !== null && settings.modelName !== null;
  return (
    <div className={styles.stack}>
      <div>
        <Badge tone={isOn ? 'success' : 'neutral'}>{isOn ? t('settings.modelOn') : t('settings.modelOff')}</Badge>
      </div>
      <div className={styles.pair}>
        <Field label={t('settings.modelUrl')}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              type="url"
              maxLength={500}
              placeholder="https://models.example/v1"
              value={draft.modelUrl}
              onChange={(event) => onChange({ modelUrl: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('settings.modelName')}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              maxLength={200}
              value={draft.modelName}
              onChange={(event) => onChange({ modelName: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('settings.modelKey')} {...(settings.hasModelKey ? { hint: t('settings.modelKeyKept') } : {})}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            type="password"
            autoComplete="off"
            maxLength={500}
            value={draft.modelKey}
            onChange={(event) => onChange({ modelKey: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
