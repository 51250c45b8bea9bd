import { useTranslation } from 'react-i18next';
import type { ActionName, CustomerPanel } from '../../../api/index.ts';
import { Field } from '../../../ui/Field.tsx';
import { inLanguage } from '../../format/words.ts';
import styles from './ActionFields.module.css';
import {
  type ActionField,
  type ActionFieldName,
  type ActionSubject,
  type ActionValues,
  actionForms,
} from './action-forms.ts';

type FieldsProps = {
  action: ActionName;
  subject: ActionSubject;
  panel: CustomerPanel;
  values: ActionValues;
  onChange(values: ActionValues): void;
};

/** The fields of an action, drawn from its table. */
export function ActionFields(props: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      {actionForms[props.action].map((field) =>
        field.kind === 'lines' || field.kind === 'line' ? (
          <LineChoice key={field.name} {...props} isSingle={field.kind === 'line'} />
        ) : (
          <Field key={field.name} label={t(`act.field.${field.name}`)}>
            {(ids) => <Control ids={ids} field={field} {...props} />}
          </Field>
        ),
      )}
    </div>
  );
}

function Control({ ids, field, panel, values, onChange }: FieldsProps & { ids: { id: string }; field: ActionField }) {
  const { t } = useTranslation();
  const value = values.texts[field.name] ?? '';
  const set = (text: string) => onChange({ ...values, texts: withText(values.texts, field.name, text) });
  switch (field.kind) {
    case 'long-text':
      return (
        <textarea
          {...ids}
          className="control"
          rows={2}
          maxLength={2_000}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      );
    case 'choice':
      return (
        <select {...ids} className="control" value={value} onChange={(event) => set(event.target.value)}>
          <option value="" />
          {(field.choices ?? []).map((choice) => (
            <option key={choice} value={choice}>
              {t(`act.option.${choice}`)}
            </option>
          ))}
        </select>
      );
    case 'payment-method':
      return (
        <select {...ids} className="control" value={value} onChange={(event) => set(event.target.value)}>
          <option value="" />
          {(panel.storeCustomer?.paymentMethods ?? []).map((one) => (
            <option key={one.methodId} value={one.methodId}>
              {one.label}
            </option>
          ))}
        </select>
      );
    default:
      return (
        <input
          {...ids}
          className="control"
          type={field.kind === 'email' ? 'email' : 'text'}
          maxLength={200}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      );
  }
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

function withText(texts: ActionValues['texts'], name: ActionFieldName, text: string): ActionValues['texts'] {
  return { ...texts, [name]: text };
}
