import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift, StaffView } from '../../../api/index.ts';
import { classNames } from '../../../ui/class-names.ts';
import { listText } from '../../format/list-text.ts';
import { weekdays } from '../settings/hours.ts';
import { ShiftEditor } from './ShiftEditor.tsx';
import styles from './shifts.module.css';
import { hoursOf, weekFrom } from './week.ts';

type Cell = { row: number; column: number };

const moves: Readonly<Record<string, { row: number; column: number }>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** People down, days across; arrow keys go from cell to cell, Enter opens one. A narrow screen shows one day at a time. */
export function ShiftGrid(props: {
  monday: string;
  today: string;
  people: readonly StaffView[];
  shifts: readonly Shift[];
  mayWrite: boolean;
}) {
  const { t } = useTranslation();
  const { people, shifts, today, mayWrite } = props;
  const days = weekFrom(props.monday);
  const todayAt = Math.max(0, days.indexOf(today));
  const [at, setAt] = useState<Cell>({ row: 0, column: todayAt });
  const [open, setOpen] = useState<Cell>();
  const table = useRef<HTMLTableElement>(null);
  const focus = (cell: Cell) => {
    setAt(cell);
    table.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}-${cell.column}"]`)?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const step = moves[event.key];
    if (!step) return;
    event.preventDefault();
    const row = Math.min(people.length - 1, Math.max(0, at.row + step.row));
    focus({ row, column: Math.min(6, Math.max(0, at.column + step.column)) });
  };
  const of = (staffId: string, day?: string) =>
    shifts.filter((shift) => shift.staffId === staffId && (day === undefined || shift.day === day));
  const person = open && people[open.row];
  const day = open && days[open.column];
  return (
    <>
      <div className={styles.dayTabs}>
        {days.map((one, column) => (
          <button
            key={one}
            type="button"
            aria-pressed={at.column === column}
            className={classNames(styles.dayTab, at.column === column && styles.chosen)}
            onClick={() => setAt({ ...at, column })}
          >
            {t(`settings.weekday.${weekdays[column] ?? 0}`)}
          </button>
        ))}
      </div>
      <div className={styles.frame}>
        <table ref={table} className={styles.grid} aria-label={t('rules.tab.shifts')}>
          <thead>
            <tr>
              <th scope="col">{t('rules.person')}</th>
              {days.map((one, column) => (
                <th
                  key={one}
                  scope="col"
                  className={classNames(one === today && styles.today, at.column !== column && styles.notNow)}
                >
                  {t(`settings.weekday.${weekdays[column] ?? 0}`)} <span>{one.slice(5).replace('-', '/')}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one, row) => (
              <tr key={one.staffId}>
                <th scope="row">
                  {one.name}
                  <small>{t('rules.hours', { hours: hoursOf(of(one.staffId)) })}</small>
                </th>
                {days.map((dayOfCell, column) => {
                  const spans = of(one.staffId, dayOfCell);
                  const isHere = at.row === row && at.column === column;
                  return (
                    <td key={dayOfCell} className={classNames(at.column !== column && styles.notNow)}>
                      <button
                        type="button"
                        data-cell={`${row}-${column}`}
                        tabIndex={isHere ? 0 : -1}
                        disabled={!mayWrite}
                        aria-expanded={open?.row === row && open.column === column}
                        className={classNames(styles.cell, spans.length > 0 && styles.works)}
                        aria-label={t('rules.cell', {
                          name: one.name,
                          day: t(`settings.weekday.${weekdays[column] ?? 0}`),
                          shifts: spans.length === 0 ? t('rules.off') : listText(t, spans.map(spanText)),
                        })}
                        onKeyDown={move}
                        onFocus={() => setAt({ row, column })}
                        onClick={() => setOpen({ row, column })}
                      >
                        {spans.length === 0
                          ? t('rules.off')
                          : spans.map((span) => (
                              <span key={span.from} className={styles.shift}>
                                {spanText(span)}
                              </span>
                            ))}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && person && day !== undefined && (
        <ShiftEditor
          key={`${person.staffId} ${day}`}
          person={person}
          day={day}
          spans={of(person.staffId, day)}
          onClose={() => {
            setOpen(undefined);
            focus(open);
          }}
        />
      )}
    </>
  );
}

function spanText({ from, to }: Pick<Shift, 'from' | 'to'>): string {
  return `${from}–${to}`;
}
