import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import type { CalendarDay } from './calendar.ts';
import styles from './routing.module.css';

const usual = { from: '09:00', to: '18:00' };

/** A day to be closed, or to get hours of its own. */
export function NewDay({ onAdd }: { onAdd(day: CalendarDay): void }) {
  const { t } = useTranslation();
  const [day, setDay] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [times, setTimes] = useState(usual);
  const isWrong = isOpen && times.from >= times.to;
  const add = () => {
    onAdd(isOpen ? { day, ...times } : { day });
    setDay('');
  };
  return (
    <div className={styles.newDay}>
      <Field label={t('rules.newDay')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            type="date"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('rules.dayKind')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={isOpen ? 'open' : 'closed'}
            onChange={(event) => setOpen(event.target.value === 'open')}
          >
            <option value="closed">{t('rules.closed')}</option>
            <option value="open">{t('rules.ownHours')}</option>
          </select>
        )}
      </Field>
      {isOpen &&
        (['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            label={t(`settings.${name}`)}
            problem={isWrong && name === 'to' ? t('settings.spanWrong') : undefined}
          >
            {(ids) => (
              <TimeInput
                {...ids}
                className="control"
                isEnd={name === 'to'}
                value={times[name]}
                onChange={(value) => setTimes({ ...times, [name]: value })}
              />
            )}
          </Field>
        ))}
      <Button disabled={day === '' || isWrong} onClick={add}>
        {t('common.add')}
      </Button>
    </div>
  );
}
