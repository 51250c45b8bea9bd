import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useWaitText } from '../features/inbox/WaitClock.tsx';
import { overviewQuery } from '../features/overview/overview-query.ts';
import { useNow } from '../format/use-now.ts';
import { useAbility } from '../session/use-session.ts';
import styles from './LongestWait.module.css';

const tooLongWait = 180;

/** The longest wait of the shop, seen from every screen; leads to the queue. */
export function LongestWait() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayRead = useAbility('overview.read');
  const { data, dataUpdatedAt } = useQuery({ ...overviewQuery, enabled: mayRead });
  const now = useNow();
  const waited =
    data && data.waiting > 0 ? data.longestWaitSeconds + Math.max(0, Math.floor((now - dataUpdatedAt) / 1_000)) : 0;
  const text = useWaitText(waited);
  if (!data || data.waiting === 0) return null;
  return (
    <Tooltip label={t('nav.longestWait', { time: text })}>
      <button
        type="button"
        className={classNames(styles.wait, waited >= tooLongWait && styles.tooLong)}
        aria-label={t('nav.longestWait', { time: text })}
        onClick={() => void navigate({ to: '/', search: { view: 'waiting', sort: 'waiting' } })}
      >
        {text}
      </button>
    </Tooltip>
  );
}
