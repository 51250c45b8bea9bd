import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/Field.tsx';
import styles from './rehearsal.module.css';
import type { Knobs } from './scenario-form.ts';

/** What can be moved besides the roster: how busy, how much the AI takes, and the promise. */
export function KnobFields(props: { knobs: Knobs; onChange(knobs: Knobs): void }) {
  const { t } = useTranslation();
  const { knobs, onChange } = props;
  return (
    <div className={styles.knobs}>
      <NumberField
        label={t('rehearsal.times')}
        value={knobs.times}
        limits={{ from: 0.1, to: 100, step: 0.1 }}
        onChange={(times) => onChange({ ...knobs, times })}
      />
      <NumberField
        label={t('rehearsal.aiShare')}
        value={Math.round(knobs.aiShare * 100)}
        limits={{ from: 0, to: 100, step: 5 }}
        onChange={(percent) => onChange({ ...knobs, aiShare: percent / 100 })}
      />
      <NumberField
        label={t('rehearsal.promiseSeconds')}
        value={knobs.serviceSeconds}
        limits={{ from: 0, to: 3_600, step: 5 }}
        onChange={(serviceSeconds) => onChange({ ...knobs, serviceSeconds })}
      />
      <NumberField
        label={t('rehearsal.promiseShare')}
        value={Math.round(knobs.serviceShare * 100)}
        limits={{ from: 1, to: 100, step: 1 }}
        onChange={(percent) => onChange({ ...knobs, serviceShare: percent / 100 })}
      />
    </div>
  );
}

function NumberField(props: {
  label: string;
  value: number;
  limits: { from: number; to: number; step: number };
  onChange(value: number): void;
}) {
  const { from, to, step } = props.limits;
  return (
    <Field label={props.label}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          className={styles.number}
          min={from}
          max={to}
          step={step}
          value={props.value}
          onChange={(event) => {
            const value = event.target.valueAsNumber;
            if (Number.isFinite(value)) props.onChange(Math.min(to, Math.max(from, value)));
          }}
        />
      )}
    </Field>
  );
}
