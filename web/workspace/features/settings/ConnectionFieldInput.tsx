import { useTranslation } from 'react-i18next';
import type { ConnectionField } from '../../../api/index.ts';
import { Check } from '../../../ui/Check.tsx';
import { Field } from '../../../ui/Field.tsx';
import { inLanguage } from '../../format/words.ts';
import { JsonField } from './JsonField.tsx';

/** One setting of a platform or a service, as its descriptor says; a secret that is stored may stay empty. */
export function ConnectionFieldInput(props: {
  field: ConnectionField;
  value: string;
  isFilled: boolean;
  problem: string;
  onChange(value: string): void;
}) {
  const { t, i18n } = useTranslation();
  const { field, value, isFilled, problem, onChange } = props;
  const label = inLanguage(field.label, i18n.language);
  const help = inLanguage(field.help, i18n.language);
  if (field.kind === 'json')
    return <JsonField label={label} help={help} value={value} problem={problem} onChange={onChange} />;
  if (field.kind === 'switch')
    return <Check label={label} hint={help} isChecked={value === 'true'} onChange={(isOn) => onChange(String(isOn))} />;
  return (
    <Field label={label} hint={help} problem={problem || undefined}>
      {(ids) =>
        field.kind === 'choice' ? (
          <select {...ids} className="control" value={value} onChange={(event) => onChange(event.target.value)}>
            {(field.choices ?? []).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {inLanguage(choice.label, i18n.language)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...ids}
            className="control"
            type={field.kind === 'secret' ? 'password' : 'text'}
            autoComplete={field.kind === 'secret' ? 'new-password' : 'off'}
            spellCheck={false}
            required={field.isRequired && !isFilled}
            placeholder={isFilled ? t('models.keyKept') : ''}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
