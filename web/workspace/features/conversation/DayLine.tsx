import { useTranslation } from 'react-i18next';
import { daysApart, dayText } from '../../format/time.ts';
import styles from './DayLine.module.css';

/** The line between two days. */
export function DayLine({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const now = Date.now();
  const apart = daysApart(at, now);
  const text = apart === 0 ? t('time.today') : apart === 1 ? t('time.yesterday') : dayText(at, i18n.language, now);
  return (
    <p className={styles.day}>
      <time dateTime={at}>{text}</time>
    </p>
  );
}
