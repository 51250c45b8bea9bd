import { useTranslation } from 'react-i18next';
import type { SkillGroup, StaffView } from '../../../api/index.ts';
import { inLanguage } from '../../format/words.ts';
import styles from './GroupLevels.module.css';

/** 1 is best; 0 means that this person gets no such question. */
const levels = [0, 1, 2, 3] as const;

/** For which kinds of questions somebody is asked, and how readily. */
export function GroupLevels(props: {
  groups: readonly SkillGroup[];
  levels: StaffView['groups'];
  onChange(levels: StaffView['groups']): void;
}) {
  const { t, i18n } = useTranslation();
  const levelOf = (groupId: string) => props.levels.find((one) => one.groupId === groupId)?.level ?? 0;
  const set = (groupId: string, level: number) => {
    const others = props.levels.filter((one) => one.groupId !== groupId);
    props.onChange(level === 0 ? others : [...others, { groupId, level }]);
  };
  return (
    <fieldset className={styles.groups}>
      <legend className={styles.legend}>{t('staff.groups')}</legend>
      {props.groups.map((group) => (
        <label key={group.groupId} className={styles.group}>
          <span>{inLanguage(group.name, i18n.language)}</span>
          <select
            className="control"
            value={levelOf(group.groupId)}
            onChange={(event) => set(group.groupId, Number(event.target.value))}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {t(`staff.groupLevel.${level}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
