import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFinding, ModelSettings } from '../../../api/staff-views.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Findings } from './Findings.tsx';
import { ModelCostFields } from './ModelCostFields.tsx';
import { type ModelDraft, modelChange, presetOf, toModelDraft, withPreset } from './model-draft.ts';
import styles from './SettingsForm.module.css';

/** Address, name and key of a model, chosen from well-known servers or typed; tried before it is saved. */
export function ModelForm(props: {
  settings: ModelSettings;
  isReadOnly: boolean;
  isBusy: boolean;
  isTesting: boolean;
  findings: readonly ConnectionFinding[] | undefined;
  testProblem: string | undefined;
  onSave(draft: ModelDraft): void;
  onTest(draft: ModelDraft): void;
}) {
  const { t } = useTranslation();
  const { settings } = props;
  const [draft, setDraft] = useState(() => toModelDraft(settings));
  const set = (part: Partial<ModelDraft>) => setDraft((old) => ({ ...old, ...part }));
  const preset = presetOf(settings.presets, draft.url);
  const isChanged = Object.keys(modelChange(settings, draft)).length > 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    props.onSave(draft);
  };
  return (
    <form onSubmit={save}>
      <fieldset disabled={props.isReadOnly} className={`${styles.fields} ${styles.stack}`}>
        <div>
          <Badge tone={settings.url !== null || settings.inherited ? 'success' : 'neutral'}>{stateText()}</Badge>
        </div>
        <ModelPlaceFields
          settings={settings}
          draft={draft}
          onChange={set}
          onPreset={(one) => setDraft(withPreset(draft, one))}
        />
        {preset?.id !== 'local' && (
          <>
            <Field
              label={t('models.key')}
              {...(settings.hasKey ? { hint: t('models.keyKept') } : preset?.keyPage ? { hint: preset.keyPage } : {})}
            >
              {(ids) => (
                <input
                  {...ids}
                  className="control"
                  type="password"
                  autoComplete="off"
                  maxLength={500}
                  value={draft.key}
                  onChange={(event) => set({ key: event.target.value })}
                />
              )}
            </Field>
            <Check
              label={t('models.allowsPrivate')}
              hint={t('models.allowsPrivateHint')}
              isChecked={draft.allowsPrivate}
              onChange={(allowsPrivate) => set({ allowsPrivate })}
            />
          </>
        )}
        <ModelCostFields draft={draft} preset={preset} onChange={set} />
        {!props.isReadOnly && (
          <div className={styles.actions}>
            <Button disabled={props.isTesting || draft.url.trim() === ''} onClick={() => props.onTest(draft)}>
              {props.isTesting ? t('models.testing') : t('models.test')}
            </Button>
            <Button type="submit" look="primary" disabled={props.isBusy || !isChanged}>
              {t('common.save')}
            </Button>
          </div>
        )}
        <Findings findings={props.findings} problem={props.testProblem} />
      </fieldset>
    </form>
  );

  function stateText(): string {
    if (settings.url !== null) return t('models.on', { name: settings.name ?? '' });
    return settings.inherited ? t('models.inherited', { name: settings.inherited.name }) : t('models.off');
  }
}

function ModelPlaceFields(props: {
  settings: ModelSettings;
  draft: ModelDraft;
  onChange(part: Partial<ModelDraft>): void;
  onPreset(preset: ModelSettings['presets'][number]): void;
}) {
  const { t } = useTranslation();
  const { settings, draft, onChange } = props;
  const preset = presetOf(settings.presets, draft.url);
  const isLocal = preset?.id === 'local';
  const names = isLocal
    ? settings.local.filter((one) => one.kind === 'gguf').map((one) => one.name)
    : (preset?.names ?? []);
  return (
    <>
      <Field label={t('models.preset')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={preset?.id ?? ''}
            onChange={(event) => {
              const chosen = settings.presets.find((one) => one.id === event.target.value);
              if (chosen) props.onPreset(chosen);
              else onChange({ url: '', name: '' });
            }}
          >
            <option value="">{t('models.otherServer')}</option>
            {settings.presets.map((one) => (
              <option key={one.id} value={one.id}>
                {one.id === 'local' ? t('models.localServer') : one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className={styles.pair}>
        {!isLocal && (
          <Field label={t('models.url')}>
            {(ids) => (
              <input
                {...ids}
                className="control"
                inputMode="url"
                maxLength={500}
                placeholder="https://models.example/v1"
                value={draft.url}
                onChange={(event) => onChange({ url: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label={t('models.name')} {...(isLocal && names.length === 0 ? { hint: t('models.noLocal') } : {})}>
          {(ids) => (
            <>
              <input
                {...ids}
                className="control"
                maxLength={200}
                list="model-names"
                value={draft.name}
                onChange={(event) => onChange({ name: event.target.value })}
              />
              <datalist id="model-names">
                {names.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
    </>
  );
}
