import { useTranslation } from 'react-i18next';
import styles from './Levels.module.css';

/** 1 is best; 0 means not at all. */
const levels = [0, 1, 2, 3] as const;

/** How well somebody does each of some things, and which not at all. */
export function Levels(props: {
  legend: string;
  /** Word for "not at all". */
  none: string;
  all: readonly { id: string; name: string }[];
  chosen: readonly { id: string; level: number }[];
  onChange(chosen: { id: string; level: number }[]): void;
}) {
  const { t } = useTranslation();
  const levelOf = (id: string) => props.chosen.find((one) => one.id === id)?.level ?? 0;
  const set = (id: string, level: number) => {
    const others = props.chosen.filter((one) => one.id !== id);
    props.onChange(level === 0 ? others : [...others, { id, level }]);
  };
  return (
    <fieldset className={styles.groups}>
      <legend className={styles.legend}>{props.legend}</legend>
      {props.all.map(({ id, name }) => (
        <label key={id} className={styles.group}>
          <span>{name}</span>
          <select className="control" value={levelOf(id)} onChange={(event) => set(id, Number(event.target.value))}>
            {levels.map((level) => (
              <option key={level} value={level}>
                {level === 0 ? props.none : t(`staff.groupLevel.${level}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
