import type { ReactNode } from 'react';
import styles from './Check.module.css';

/** A box to tick with its words, and below them what it means. */
export function Check(props: {
  label: ReactNode;
  hint?: ReactNode;
  isChecked: boolean;
  onChange(isChecked: boolean): void;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={props.isChecked} onChange={(event) => props.onChange(event.target.checked)} />
      <span>
        {props.label}
        {props.hint && <small>{props.hint}</small>}
      </span>
    </label>
  );
}
