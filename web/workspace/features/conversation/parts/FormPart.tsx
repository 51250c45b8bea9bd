import { ClipboardPen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../../api/index.ts';
import { listText } from '../../../format/list-text.ts';
import styles from './cards.module.css';

/** A form that was sent to the customer: what it asks for. */
export function FormPart({ title, fields }: { title: string; fields: readonly FormField[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <p className={styles.head}>
        <ClipboardPen aria-hidden="true" />
        <span className={styles.title}>{title || t('message.form')}</span>
      </p>
      <p className={styles.options}>
        {listText(
          t,
          fields.map((field) => field.label),
        )}
      </p>
    </div>
  );
}

/** What the customer has filled in. */
export function FormAnswerPart({ values }: { values: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <p className={styles.head}>
        <ClipboardPen aria-hidden="true" />
        <span className={styles.title}>{t('message.formAnswer')}</span>
      </p>
      <ul className={styles.lines}>
        {Object.entries(values)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <li key={name} className={styles.what}>
              {value}
            </li>
          ))}
      </ul>
    </div>
  );
}
