import type { QueuePlace } from '../api/index.ts';
import type { Translate, WidgetLanguage } from './i18n.ts';

/** '09:05' in the visitor's time zone. */
export function clockTime(at: string, language: WidgetLanguage): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** 今天, 昨天, or the date; with the year where it is not this one. */
export function dayName(at: string, now: Date, language: WidgetLanguage, t: Translate): string {
  const day = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (day.toDateString() === now.toDateString()) return t('day.today');
  if (day.toDateString() === yesterday.toDateString()) return t('day.yesterday');
  const year = day.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return new Intl.DateTimeFormat(language, { ...year, month: 'long', day: 'numeric', weekday: 'short' }).format(day);
}

/** A time the server gave as ISO text, in the visitor's words; other texts stay as they are. */
export function dateTime(text: string, language: WidgetLanguage): string {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return text;
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(text));
}

/** Seconds in words that promise no more than they know: rounded up to 10 seconds, minutes, half hours. */
export function duration(seconds: number, t: Translate): string {
  if (seconds < 60) return t('time.seconds', { count: Math.max(10, Math.ceil(seconds / 10) * 10) });
  if (seconds <= 3_600) return t('time.minutes', { count: Math.ceil(seconds / 60) });
  return t('time.hours', { count: Math.ceil(seconds / 1_800) / 2 });
}

/** The honest wait: from what half of the people wait to what nine of ten do. */
export function waitWords({ waitSeconds: { p50, p90 } }: QueuePlace, t: Translate): string {
  const from = duration(p50, t);
  const to = duration(p90, t);
  if (from === to) return t('queue.wait-about', { time: to });
  if (p50 < 30) return t('queue.wait-up-to', { time: to });
  return t('queue.wait', { from, to });
}
