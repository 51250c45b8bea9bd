import type { LocalizedText } from '../../commerce/index.ts';

/** Instant of a wall-clock time in a time zone, `days` after the local day of `origin`. */
export function instantOf(origin: Date, timeZone: string, days: number, time: string): Date {
  const local = localParts(origin, timeZone);
  const wall = Date.parse(`${local.date}T${time}Z`) + days * millisecondsPerDay;
  const guess = wall - offsetAt(new Date(wall), timeZone);
  // Once more with the offset at the guess, for days on which the clock is changed.
  return new Date(wall - offsetAt(new Date(guess), timeZone));
}

/** Day and time of an instant in a time zone, as "2026-11-24" and "20:00:00". */
export function localParts(instant: Date, timeZone: string): { date: string; time: string } {
  const parts = new Map(
    partsFormat(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** Where and when a text is read: the year is written only where it is another one than now. */
export type Here = { timeZone: string; now: Date };

/** A moment as the shop writes it: 11月24日 20:00, 24 November, 20:00. */
export function momentText(instant: Date, here: Here): LocalizedText {
  const { date, time } = localParts(instant, here.timeZone);
  const clock = time.endsWith(':00') ? time.slice(0, 5) : time;
  const day = dayText(date, here);
  return {
    'zh-CN': `${day['zh-CN']} ${clock}`,
    'zh-TW': `${day['zh-TW']} ${clock}`,
    en: `${day.en}, ${clock}`,
  };
}

/** The last minute before an exclusive end, as shops write it: 11月24日 23:59. */
export function lastMomentText(end: Date, here: Here): LocalizedText {
  const { time } = localParts(end, here.timeZone);
  return momentText(new Date(end.getTime() - (time.endsWith(':00') ? millisecondsPerMinute : 1000)), here);
}

/** A day without its time. */
export function dateText(instant: Date, here: Here): LocalizedText {
  return dayText(localParts(instant, here.timeZone).date, here);
}

const millisecondsPerMinute = 60_000;
const millisecondsPerDay = 86_400_000;
const months = 'January February March April May June July August September October November December'.split(' ');

function dayText(date: string, here: Here): LocalizedText {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const isThisYear = localParts(here.now, here.timeZone).date.startsWith(`${year}-`);
  return {
    'zh-CN': `${isThisYear ? '' : `${year}年`}${month}月${day}日`,
    'zh-TW': `${isThisYear ? '' : `${year} 年 `}${month} 月 ${day} 日`,
    en: `${day} ${months[month - 1]}${isThisYear ? '' : ` ${year}`}`,
  };
}

function offsetAt(instant: Date, timeZone: string): number {
  const { date, time } = localParts(instant, timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(instant.getTime() / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
