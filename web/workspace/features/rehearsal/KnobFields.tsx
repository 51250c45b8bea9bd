import { useTranslation } from 'react-i18next';
import { classNames } from '../../../ui/class-names.ts';
import { Field } from '../../../ui/Field.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import type { Limits } from '../../../ui/number-within.ts';
import styles from './rehearsal.module.css';
import type { Knobs } from './scenario-form.ts';

/** What can be moved besides the roster: how busy, how much the AI takes, and the promise. */
export function KnobFields(props: { knobs: Knobs; onChange(knobs: Knobs): void }) {
  const { t } = useTranslation();
  const { knobs, onChange } = props;
  return (
    <div className={styles.knobs}>
      <Knob
        label={t('rehearsal.times')}
        value={knobs.times}
        limits={{ from: 0.1, to: 100, step: 0.1 }}
        onChange={(times) => onChange({ ...knobs, times })}
      />
      <Knob
        label={t('rehearsal.aiShare')}
        value={Math.round(knobs.aiShare * 100)}
        limits={{ from: 0, to: 100, step: 5 }}
        onChange={(percent) => onChange({ ...knobs, aiShare: percent / 100 })}
      />
      <Knob
        label={t('rehearsal.promiseSeconds')}
        value={knobs.serviceSeconds}
        limits={{ from: 0, to: 3_600, step: 5 }}
        onChange={(serviceSeconds) => onChange({ ...knobs, serviceSeconds })}
      />
      <Knob
        label={t('rehearsal.promiseShare')}
        value={Math.round(knobs.serviceShare * 100)}
        limits={{ from: 1, to: 100, step: 1 }}
        onChange={(percent) => onChange({ ...knobs, serviceShare: percent / 100 })}
      />
    </div>
  );
}

function Knob(props: { label: string; value: number; limits: Limits; onChange(value: number): void }) {
  return (
    <Field label={props.label}>
      {(ids) => (
        <NumberInput
          {...ids}
          className={classNames('control', styles.number)}
          limits={props.limits}
          value={props.value}
          onChange={props.onChange}
        />
      )}
    </Field>
  );
}
