import { classNames } from './class-names.ts';
import styles from './Tabs.module.css';

/** Switches between parts of a screen; `count` is a number worth looking at beside the name. */
export function Tabs<Name extends string>(props: {
  tabs: readonly { name: NoInfer<Name>; label: string; count?: number }[];
  open: Name;
  onOpen(name: NoInfer<Name>): void;
}) {
  return (
    <div className={styles.tabs}>
      {props.tabs.map(({ name, label, count = 0 }) => (
        <button
          key={name}
          type="button"
          aria-pressed={props.open === name}
          className={classNames(styles.tab, props.open === name && styles.open)}
          onClick={() => props.onOpen(name)}
        >
          {label}
          {count > 0 && <span className={styles.count}>{count}</span>}
        </button>
      ))}
    </div>
  );
}
