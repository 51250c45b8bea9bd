import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';
import { CopyButton } from './CopyButton.tsx';
import styles from './CopyField.module.css';

/** A text to be taken along, such as a link or a secret: chosen as a whole when it is entered, and copied by one press. */
export function CopyField(props: { label: string; hint?: string; text: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const { label, hint, text } = props;
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <span className={styles.line}>
          <input
            {...ids}
            className="control"
            readOnly
            spellCheck={false}
            value={text}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={text} label={t('common.copy')} />
          {props.children}
        </span>
      )}
    </Field>
  );
}
