import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Check } from '../../../ui/Check.tsx';
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
    <div className={styles.switch}>
      <Check
        label={t('rules.followsShifts')}
        hint={t(rules.followsShifts ? 'rules.followsShiftsOn' : 'rules.followsShiftsOff')}
        isChecked={rules.followsShifts}
        onChange={(followsShifts) => set({ followsShifts })}
      />
      {isEmpty && (
        <p className={styles.warning} role="alert">
          {t('rules.noShiftsYet')}
        </p>
      )}
    </div>
  );
}
