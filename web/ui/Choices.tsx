import styles from './Choices.module.css';

/** Any of a few names, as check boxes in a row; none means all. */
export function Choices<Name extends string | number>(props: {
  legend: string;
  hint?: string;
  all: readonly { name: Name; label: string }[];
  chosen: readonly Name[];
  problem?: string | undefined;
  onChange(chosen: Name[]): void;
}) {
  const { legend, all, chosen, problem } = props;
  const note = problem ?? props.hint;
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.row}>
        {all.map(({ name, label }) => (
          <label key={name} className={styles.choice}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) =>
                props.onChange(event.target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
              }
            />
            {label}
          </label>
        ))}
      </div>
      {note && (
        <p className={problem ? styles.problem : styles.note} role={problem ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </fieldset>
  );
}
