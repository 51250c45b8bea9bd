import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Field } from '../../../ui/Field.tsx';
import { jsonFault, tidyJson } from '../../format/json-fault.ts';
import styles from './JsonField.module.css';

/** A setting that is JSON: several lines, and the place of the first fault while it is written. Tab leads on to the next field. */
export function JsonField(props: {
  label: string;
  help: string;
  value: string;
  problem: string;
  onChange(value: string): void;
}) {
  const { t } = useTranslation();
  const { label, help, value, problem, onChange } = props;
  const fault = value.trim() === '' ? undefined : jsonFault(value);
  const told = fault === undefined ? problem : t('connect.jsonFault', fault);
  const tidy = tidyJson(value);
  return (
    <>
      <Field label={label} hint={help} problem={told || undefined}>
        {(ids) => (
          <textarea
            {...ids}
            className={classNames('control', styles.json)}
            rows={Math.min(20, Math.max(6, value.split('\n').length + 1))}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      {tidy !== value && (
        <Button className={styles.tidy} size="small" onClick={() => onChange(tidy)}>
          {t('connect.jsonTidy')}
        </Button>
      )}
    </>
  );
}
