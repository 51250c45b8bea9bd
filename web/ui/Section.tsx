import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './Section.module.css';

/** A titled part of a column that can be folded. */
export function Section(props: { title: string; aside?: ReactNode; isFoldedAtFirst?: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(!props.isFoldedAtFirst);
  const id = useId();
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.heading}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronDown className={isOpen ? undefined : styles.folded} aria-hidden="true" />
            {props.title}
          </button>
        </h3>
        {props.aside}
      </div>
      <div id={id} hidden={!isOpen} className={styles.body}>
        {isOpen && props.children}
      </div>
    </section>
  );
}
