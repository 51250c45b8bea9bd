import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkingHours } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { useSession } from '../../session/use-session.ts';
import styles from './HoursEditor.module.css';
import { isDayRight, nextSpan, type Span, spansOf, type Weekday, weekdays, withSpans } from './hours.ts';

/** When people answer: spans per weekday, and days on which nobody does. */
export function HoursEditor({ hours, onChange }: { hours: WorkingHours; onChange(hours: WorkingHours): void }) {
  const { t } = useTranslation();
  const { shop } = useSession();
  return (
    <>
      <p className={styles.hint}>{t('settings.hoursHint', { zone: shop.timeZone })}</p>
      {weekdays.map((weekday) => (
        <DayRow
          key={weekday}
          weekday={weekday}
          spans={spansOf(hours, weekday)}
          onChange={(spans) => onChange(withSpans(hours, weekday, spans))}
        />
      ))}
      <Holidays days={hours.holidays} onChange={(holidays) => onChange({ ...hours, holidays })} />
    </>
  );
}

type Times = Omit<Span, 'weekday'>;

function DayRow({
  weekday,
  spans,
  onChange,
}: {
  weekday: Weekday;
  spans: readonly Times[];
  onChange(spans: readonly Times[]): void;
}) {
  const { t } = useTranslation();
  const day = t(`settings.weekday.${weekday}`);
  const change = (index: number, times: Partial<Times>) =>
    onChange(spans.map((span, at) => (at === index ? { ...span, ...times } : span)));
  return (
    <div className={styles.day}>
      <label className={styles.name}>
        <input
          type="checkbox"
          checked={spans.length > 0}
          onChange={(event) => onChange(event.target.checked ? [nextSpan([])] : [])}
        />
        {day}
      </label>
      <div className={styles.spans}>
        {spans.length === 0 && <span className={styles.closed}>{t('settings.closedDay')}</span>}
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place in the day
          <span key={index} className={styles.span}>
            <TimeInput
              className={styles.time}
              aria-label={`${day} ${t('settings.from')}`}
              value={span.from}
              onChange={(from) => change(index, { from })}
            />
            –
            <TimeInput
              className={styles.time}
              aria-label={`${day} ${t('settings.to')}`}
              isEnd
              value={span.to}
              onChange={(to) => change(index, { to })}
            />
            <IconButton
              label={t('settings.removeSpan')}
              icon={<X />}
              onClick={() => onChange(spans.filter((_, at) => at !== index))}
            />
          </span>
        ))}
        {spans.length > 0 && spans.length < 3 && (
          <IconButton
            label={t('settings.addSpan')}
            icon={<Plus />}
            onClick={() => onChange([...spans, nextSpan(spans)])}
          />
        )}
        {!isDayRight(spans) && (
          <span className={styles.problem} role="alert">
            {t('settings.spanWrong')}
          </span>
        )}
      </div>
    </div>
  );
}

function Holidays({ days, onChange }: { days: readonly string[]; onChange(days: readonly string[]): void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const add = () => {
    if (typed === '' || days.includes(typed)) return;
    onChange([...days, typed].toSorted());
    setTyped('');
  };
  return (
    <div className={styles.day}>
      <span className={styles.name}>{t('settings.holidays')}</span>
      <div className={styles.spans}>
        {days.map((day) => (
          <span key={day} className={styles.holiday}>
            {day}
            <IconButton
              label={t('settings.removeHoliday', { date: day })}
              icon={<X />}
              onClick={() => onChange(days.filter((one) => one !== day))}
            />
          </span>
        ))}
        <input
          type="date"
          className={styles.time}
          aria-label={t('settings.addHoliday')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="small" disabled={typed === ''} onClick={add}>
          {t('common.add')}
        </Button>
      </div>
    </div>
  );
}
