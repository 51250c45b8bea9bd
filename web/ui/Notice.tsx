import type { ReactNode } from 'react';
import styles from './Notice.module.css';

/** What stands where there is nothing to show: what it is and what to do next. */
export function Notice(props: {
  icon?: ReactNode;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  isProblem?: boolean;
}) {
  return (
    <div className={styles.notice} role={props.isProblem ? 'alert' : undefined}>
      {props.icon && <span className={props.isProblem ? styles.problemIcon : styles.icon}>{props.icon}</span>}
      {props.title && <p className={styles.title}>{props.title}</p>}
      {props.children && <p className={styles.words}>{props.children}</p>}
      {props.action}
    </div>
  );
}
