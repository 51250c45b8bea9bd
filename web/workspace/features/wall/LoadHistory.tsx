import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../api/index.ts';
import type { LoadChangeView } from '../../../api/routing-calls.ts';
import { Section } from '../../../ui/Section.tsx';
import { keys } from '../../cache/keys.ts';
import { hourText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import styles from './wall.module.css';

/** Changes shown on the wall; the trail has all of them. */
const shown = 6;

/** Who or what has set the load level, and how it has changed lately and why. */
export function LoadHistory({ agents }: { agents: readonly StaffView[] }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({ queryKey: keys.load, queryFn: () => api.load(), refetchInterval: 15_000 });
  if (!data) return null;
  const { pinned, measured, changes } = data;
  const name = agents.find((agent) => agent.staffId === pinned?.staffId)?.name ?? '';
  return (
    <Section title={t('load.history')} isFoldedAtFirst={changes.length === 0}>
      <p className={styles.empty}>
        {pinned ? t('load.pinnedBy', { name, measured: t(`load.${measured}`) }) : t('load.measured')}
      </p>
      {changes.length === 0 && <p className={styles.empty}>{t('load.noHistory')}</p>}
      <ol className={styles.list}>
        {changes.slice(0, shown).map((change) => (
          <li key={change.at} className={styles.empty}>
            {hourText(change.at, i18n.language)} ·{' '}
            {t('load.historyLine', { from: t(`load.${change.previousLevel}`), to: t(`load.${change.level}`) })} ·{' '}
            {t(`load.because.${change.signal}`, { value: figureOf(change) })}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** Seconds for times, per cent for parts. */
function figureOf({ signal, value = 0 }: LoadChangeView): number {
  if (signal === 'queue-wait') return Math.round(value);
  if (signal === 'refused') return Math.round(value * 100);
  return Math.round(value / 100) / 10;
}
