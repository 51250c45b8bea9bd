/** Whole seconds from an instant until now, never negative. */
export function secondsSince(instant: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(instant)) / 1_000));
}

/** A wait as a clock: 0:07, 12:30, 1:02:05. */
export function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Number of calendar days between two instants in the reader's time zone. */
export function daysApart(instant: string, now: number): number {
  const start = new Date(Date.parse(instant));
  const today = new Date(now);
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(today) - day(start)) / 86_400_000);
}

/** Hour and minute, 24 h; in the reader's time zone unless another is given. */
export function hourText(instant: string, language: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zoneOf(timeZone),
  }).format(new Date(instant));
}

/** A day, with the year only where it is not this one. */
export function dayText(instant: string, language: string, now: number, timeZone?: string): string {
  const date = new Date(instant);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...zoneOf(timeZone),
    ...(isThisYear ? {} : { year: 'numeric' as const }),
  }).format(date);
}

/** A day and the time. What is told to customers stands in the shop's time zone, as the AI tells it. */
export function momentText(instant: string, language: string, now: number, timeZone?: string): string {
  return `${dayText(instant, language, now, timeZone)} ${hourText(instant, language, timeZone)}`;
}

/** What a list row shows: the time today, else the day. */
export function shortMomentText(instant: string, language: string, now: number): string {
  if (daysApart(instant, now) === 0) return hourText(instant, language);
  const date = new Date(instant);
  return new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric' }).format(date);
}

function zoneOf(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
