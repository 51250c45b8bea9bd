import type { WorkingHours } from '../../../api/index.ts';

export type Span = WorkingHours['days'][number];

/** Monday first, as shops count. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;
export type Weekday = (typeof weekdays)[number];

const usual = { from: '09:00', to: '22:00' };

/** Spans of one day in their order. */
export function spansOf(hours: WorkingHours, weekday: number): readonly Span[] {
  return hours.days
    .filter((span) => span.weekday === weekday)
    .toSorted((one, other) => one.from.localeCompare(other.from));
}

/** The hours with other spans on one day. */
export function withSpans(hours: WorkingHours, weekday: number, spans: readonly Omit<Span, 'weekday'>[]): WorkingHours {
  const others = hours.days.filter((span) => span.weekday !== weekday);
  return { ...hours, days: [...others, ...spans.map(({ from, to }) => ({ weekday, from, to }))] };
}

/** The next span that a day gets: the usual one, or what is left of the day after the last. */
export function nextSpan(spans: readonly Omit<Span, 'weekday'>[]): Omit<Span, 'weekday'> {
  const last = spans.at(-1);
  return last ? { from: last.to === '24:00' ? '23:00' : last.to, to: '24:00' } : usual;
}

/** Whether every span ends after it begins and none overlaps another of its day. */
export function areHoursRight(hours: WorkingHours): boolean {
  return weekdays.every((weekday) => isDayRight(spansOf(hours, weekday)));
}

/** The same for one day. */
export function isDayRight(spans: readonly Omit<Span, 'weekday'>[]): boolean {
  return spans.every(
    (span, index) => span.from < span.to && (index === 0 || (spans[index - 1]?.to ?? '') <= span.from),
  );
}
