import { useTranslation } from 'react-i18next';
import type { TablePreview } from '../../../api/index.ts';
import { inLanguage } from '../../format/words.ts';
import styles from './import.module.css';

/** What is wrong with a table, row by row. */
export function FaultList({ faults, more }: { faults: TablePreview['faults']; more: number }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={styles.faults}>
      {faults.map((fault) => (
        <li key={`${fault.line}/${fault.words.en}`}>
          {fault.line > 0 && <strong>{t('tables.line', { line: fault.line })}</strong>}{' '}
          {inLanguage(fault.words, i18n.language)}
        </li>
      ))}
      {more > 0 && <li>{t('tables.more', { count: more })}</li>}
    </ul>
  );
}
