import { useTranslation } from 'react-i18next';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';

/** Whether shifts decide who is asked. */
export function ShiftsSwitch({ rules, set }: RulesPart) {
  const { t } = useTranslation();
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
      </span>
    </label>
  );
}
