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
  const parts = new Map(partsFormat(timeZone).formatToParts(instant).map((part) => [part.type, part.value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** A moment as the shop writes it: 11月24日 20:00, 24 November, 20:00. */
export function momentText(instant: Date, timeZone: string): LocalizedText {
  const { date, time } = localParts(instant, timeZone);
  const clock = time.endsWith(':00') ? time.slice(0, 5) : time;
  const day = dayText(date);
  return {
    'zh-CN': `${day['zh-CN']} ${clock}`,
    'zh-TW': `${day['zh-TW']} ${clock}`,
    en: `${day.en}, ${clock}`,
  };
}

/** The last minute before an exclusive end, as shops write it: 11月24日 23:59. */
export function lastMomentText(end: Date, timeZone: string): LocalizedText {
  const { time } = localParts(end, timeZone);
  return momentText(new Date(end.getTime() - (time.endsWith(':00') ? millisecondsPerMinute : 1000)), timeZone);
}

/** A day without its time. */
export function dateText(instant: Date, timeZone: string): LocalizedText {
  return dayText(localParts(instant, timeZone).date);
}

const millisecondsPerMinute = 60_000;
const millisecondsPerDay = 86_400_000;
const months = 'January February March April May June July August September October November December'.split(' ');

function dayText(date: string): LocalizedText {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const chinese = `${month}月${day}日`;
  return { 'zh-CN': chinese, 'zh-TW': `${month} 月 ${day} 日`, en: `${day} ${months[month - 1]}` };
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
