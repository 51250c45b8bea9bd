import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LoadLevel } from '../../api/staff-views.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { keys } from '../cache/keys.ts';
import { overviewQuery } from '../features/overview/overview-query.ts';
import { useAbility } from '../session/use-session.ts';
import styles from './LongestWait.module.css';

/** That the shop runs under load, and what it changes; nothing while all is normal. */
export function LoadMark() {
  const { t } = useTranslation();
  const mayRead = useAbility('overview.read');
  const { data: overview } = useQuery({ ...overviewQuery, enabled: mayRead });
  const { data: told } = useQuery<LoadLevel>({ queryKey: keys.loadLevel, queryFn: () => 'normal', enabled: false });
  const level = told ?? overview?.loadLevel ?? 'normal';
  if (level === 'normal') return null;
  const words = t('nav.load', { level: t(`load.${level}`), hint: t(`loadHint.${level}`) });
  return (
    <Tooltip label={words}>
      <span className={level === 'busy' ? styles.wait : styles.tooLong} role="img" aria-label={words}>
        <Gauge aria-hidden="true" />
      </span>
    </Tooltip>
  );
}
