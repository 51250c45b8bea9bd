import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';

/** Label, control and words about it; `children` gets the ids that tie them together. */
export function Field(props: {
  label: string;
  hint?: ReactNode;
  problem?: string | undefined;
  children(ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }): ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = props.problem ?? props.hint;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      {props.children({
        id,
        ...(note ? { 'aria-describedby': noteId } : {}),
        ...(props.problem ? { 'aria-invalid': true as const } : {}),
      })}
      {note && (
        <p
          id={noteId}
          className={props.problem ? styles.problem : styles.hint}
          role={props.problem ? 'alert' : undefined}
        >
          {note}
        </p>
      )}
    </div>
  );
}
