import type { ReactNode } from 'react';
import styles from './Page.module.css';

/** Frame of a screen beside the inbox: title, what it is for, and its main action. */
export function Page(props: {
  title: string;
  intro?: string;
  actions?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={props.isWide ? styles.wide : styles.inner}>
        <header className={styles.head}>
          <div>
            <h1 className={styles.title}>{props.title}</h1>
            {props.intro && <p className={styles.intro}>{props.intro}</p>}
          </div>
          {props.actions}
        </header>
        {props.children}
      </div>
    </main>
  );
}
