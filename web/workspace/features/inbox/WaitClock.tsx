import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../ui/class-names.ts';
import { clockText, secondsSince } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import styles from './WaitClock.module.css';

/** Seconds of waiting from which a wait is shown as long, and as too long. */
const longWait = 60;
const tooLongWait = 180;
const hour = 3_600;
const day = 86_400;

/** How long a customer has waited, ticking. */
export function WaitClock({ since }: { since: string }) {
  const { t } = useTranslation();
  const seconds = secondsSince(since, useNow());
  const text = useWaitText(seconds);
  return (
    <time
      className={classNames(styles.clock, seconds >= longWait && styles.long, seconds >= tooLongWait && styles.tooLong)}
      dateTime={`PT${seconds}S`}
      title={t('inbox.row.waitingFor', { time: text })}
    >
      <Clock aria-hidden="true" />
      {text}
    </time>
  );
}

/** A wait as a clock up to an hour, then in hours and days. */
export function useWaitText(seconds: number): string {
  const { t } = useTranslation();
  if (seconds < hour) return clockText(seconds);
  if (seconds < day)
    return t('time.hours', { hours: Math.floor(seconds / hour), minutes: Math.floor((seconds % hour) / 60) });
  return t('time.days', { count: Math.floor(seconds / day) });
}
