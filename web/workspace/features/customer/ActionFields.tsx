import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/Field.tsx';
import { moneyText } from '../../format/money.ts';
import { inLanguage } from '../../format/words.ts';
import styles from './ActionFields.module.css';
import { actionForms } from './action-forms.ts';
import { FieldControl, type FieldsProps } from './FieldControl.tsx';

/** The fields of an action, drawn from its table. */
export function ActionFields(props: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      {actionForms[props.action].map((field) => {
        switch (field.kind) {
          case 'lines':
          case 'line':
            return <LineChoice key={field.name} {...props} isSingle={field.kind === 'line'} />;
          case 'variants':
            return <VariantChoice key={field.name} {...props} />;
          default:
            return (
              <Field key={field.name} label={t(`act.field.${field.name}`)}>
                {(ids) => <FieldControl ids={ids} field={field} {...props} />}
              </Field>
            );
        }
      })}
    </div>
  );
}

function LineChoice({ subject, values, onChange, isSingle }: FieldsProps & { isSingle: boolean }) {
  const { t, i18n } = useTranslation();
  if (!('order' in subject)) return null;
  const toggle = (lineId: string) => {
    if (isSingle) return onChange({ ...values, lineIds: [lineId] });
    const isIn = values.lineIds.includes(lineId);
    onChange({
      ...values,
      lineIds: isIn ? values.lineIds.filter((one) => one !== lineId) : [...values.lineIds, lineId],
    });
  };
  return (
    <fieldset className={styles.lines}>
      <legend className={styles.legend}>{t(isSingle ? 'act.field.line' : 'act.field.lines')}</legend>
      {subject.order.lines.map((line) => (
        <label key={line.lineId} className={styles.line}>
          <input
            type={isSingle ? 'radio' : 'checkbox'}
            name="line"
            checked={values.lineIds.includes(line.lineId)}
            onChange={() => toggle(line.lineId)}
          />
          <span>
            {inLanguage(line.title, i18n.language)} {Object.values(line.options).join(' ')}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** For each chosen item, what the customer wants instead. */
function VariantChoice({ subject, panel, values, onChange }: FieldsProps) {
  const { t, i18n } = useTranslation();
  if (!('order' in subject)) return null;
  const { order } = subject;
  return order.lines
    .filter((line) => values.lineIds.includes(line.lineId))
    .map((line) => (
      <Field key={line.lineId} label={`${t('act.field.newVariantIds')} · ${inLanguage(line.title, i18n.language)}`}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={values.variantByLine[line.lineId] ?? ''}
            onChange={(event) =>
              onChange({ ...values, variantByLine: { ...values.variantByLine, [line.lineId]: event.target.value } })
            }
          >
            <option value="" />
            {(panel.shopActions?.variants[line.productId] ?? [])
              .filter((variant) => variant.variantId !== line.variantId)
              .map((variant) => (
                <option key={variant.variantId} value={variant.variantId} disabled={!variant.isAvailable}>
                  {`${Object.values(variant.options).join(' ')} · ${moneyText(variant.price, order.currency, i18n.language)}`}
                </option>
              ))}
          </select>
        )}
      </Field>
    ));
}
