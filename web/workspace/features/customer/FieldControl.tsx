import { useTranslation } from 'react-i18next';
import type { ActionName, CustomerPanel } from '../../../api/index.ts';
import { inLanguage } from '../../format/words.ts';
import type { ActionField, ActionSubject, ActionValues } from './action-forms.ts';

export type FieldsProps = {
  action: ActionName;
  subject: ActionSubject;
  panel: CustomerPanel;
  values: ActionValues;
  onChange(values: ActionValues): void;
};

/** One field of an action: a text, or a choice of what the shop offers. */
export function FieldControl(props: FieldsProps & { ids: { id: string }; field: ActionField }) {
  const { ids, field, values, onChange } = props;
  const choices = useChoices(props);
  const value = values.texts[field.name] ?? '';
  const set = (text: string) => onChange({ ...values, texts: { ...values.texts, [field.name]: text } });
  if (choices)
    return (
      <select {...ids} className="control" value={value} onChange={(event) => set(event.target.value)}>
        <option value="" />
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  if (field.kind === 'long-text')
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

/** What there is to choose from; undefined where anything may be written. */
function useChoices({ action, field, panel }: FieldsProps & { field: ActionField }) {
  const { t, i18n } = useTranslation();
  switch (field.kind) {
    case 'reason':
      return panel.shopActions?.reasons[action]?.map(({ value, label }) => ({
        value,
        label: inLanguage(label, i18n.language),
      }));
    case 'choice':
      return (field.choices ?? []).map((value) => ({ value, label: t(`act.option.${value}`) }));
    case 'payment-method':
      return (panel.storeCustomer?.paymentMethods ?? []).map(({ methodId, label }) => ({ value: methodId, label }));
    default:
      return undefined;
  }
}
