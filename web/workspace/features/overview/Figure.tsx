import { Link } from '@tanstack/react-router';
import { classNames } from '../../../ui/class-names.ts';
import type { InboxSearch } from '../inbox/inbox-search.ts';
import styles from './Figure.module.css';

/** One number of the wall; red only where a hand is needed now. */
export function Figure(props: {
  label: string;
  value: string;
  hint?: string;
  isUrgent?: boolean;
  search?: InboxSearch;
}) {
  const inside = (
    <>
      <span className={styles.label}>{props.label}</span>
      <span className={styles.value}>{props.value}</span>
      {props.hint && <span className={styles.hint}>{props.hint}</span>}
    </>
  );
  const className = classNames(styles.figure, props.isUrgent && styles.urgent);
  if (!props.search) return <div className={className}>{inside}</div>;
  return (
    <Link to="/" search={props.search} className={classNames(className, styles.link)}>
      {inside}
    </Link>
  );
}
