import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';
import { mondayOf, todayIn } from './week.ts';

/** Whether shifts decide who is asked; warns where nobody has one this week. */
export function ShiftsSwitch({ rules, set }: RulesPart) {
  const { t } = useTranslation();
  const { shop } = useSession();
  const monday = mondayOf(todayIn(shop.timeZone, new Date()));
  const week = useQuery({ queryKey: keys.shifts(monday), queryFn: () => api.shifts(monday), staleTime: 10_000 });
  const isEmpty = rules.followsShifts && week.data?.shifts.length === 0;
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        checked={rules.followsShifts}
        onChange={(event) => set({ followsShifts: event.target.checked })}
      />
      <span>
        {t('rules.followsShifts')}
        <small>{t(rules.followsShifts ? 'rules.followsShiftsOn' : 'rules.followsShiftsOff')}</small>
        {isEmpty && (
          <small className={styles.warning} role="alert">
            {t('rules.noShiftsYet')}
          </small>
        )}
      </span>
    </label>
  );
}
