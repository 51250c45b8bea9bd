import { useTranslation } from 'react-i18next';
import type { ModelPreset } from '../../../api/staff-views.ts';
import { Field } from '../../../ui/Field.tsx';
import type { ModelDraft } from './model-draft.ts';
import styles from './SettingsForm.module.css';

const numbers = ['inputPrice', 'outputPrice', 'tokensPerHour'] as const;

/** Vectors, prices and the limit of tokens: what a shop sets once and forgets. */
export function ModelCostFields(props: {
  draft: ModelDraft;
  preset: ModelPreset | undefined;
  onChange(part: Partial<ModelDraft>): void;
}) {
  const { t } = useTranslation();
  const { draft, preset, onChange } = props;
  return (
    <details>
      <summary>{t('models.more')}</summary>
      <div className={styles.stack}>
        <div className={styles.pair}>
          <Field label={t('models.embeddingName')} hint={t('models.embeddingHint')}>
            {(ids) => (
              <>
                <input
                  {...ids}
                  className="control"
                  maxLength={200}
                  list="embedding-names"
                  value={draft.embeddingName}
                  onChange={(event) => onChange({ embeddingName: event.target.value })}
                />
                <datalist id="embedding-names">
                  {(preset?.embeddingNames ?? []).map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field label={t('models.embeddingUrl')}>
            {(ids) => (
              <input
                {...ids}
                className="control"
                inputMode="url"
                maxLength={500}
                value={draft.embeddingUrl}
                onChange={(event) => onChange({ embeddingUrl: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className={styles.pair}>
          {numbers.map((name) => (
            <Field
              key={name}
              label={t(`models.${name}`)}
              {...(name === 'inputPrice' && preset?.pricePage ? { hint: preset.pricePage } : {})}
            >
              {(ids) => (
                <input
                  {...ids}
                  className="control"
                  inputMode="decimal"
                  maxLength={15}
                  value={draft[name]}
                  onChange={(event) => onChange({ [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      </div>
    </details>
  );
}
