import chineseDays from 'chinese-days';

/** Whether a day (YYYY-MM-DD) is one of the mainland's public holidays; plain weekends are none, made-up working days neither. */
export function isMainlandHoliday(day: string): boolean {
  const known = days.get(day);
  if (known !== undefined) return known;
  const { work, name } = chineseDays.getDayDetail(day);
  // Holidays are named in two languages, weekends by the day of the week.
  const isHoliday = !work && name.includes(',');
  if (days.size > 2000) days.clear();
  days.set(day, isHoliday);
  return isHoliday;
}

const days = new Map<string, boolean>();

/** A day on which a public holiday moves the week: off, or worked in lieu of one. `name` in Chinese, as it is announced. */
export type PublicDay = { day: string; kind: 'off' | 'worked'; name: string };

/** Public holidays and days worked in lieu of a year, by day; empty outside the mainland and for years not announced yet. */
export function publicDaysOf(timeZone: string, year: number): PublicDay[] {
  if (!mainlandZones.has(timeZone)) return [];
  const days: PublicDay[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const { work, name } = chineseDays.getDayDetail(day);
    const [, chinese] = name.split(',');
    if (chinese !== undefined) days.push({ day, kind: work ? 'worked' : 'off', name: chinese });
  }
  return days;
}

const mainlandZones: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'PRC']);

/** The public holidays that count for a shop; none are known outside the mainland. */
export function holidaysOf(timeZone: string): (day: string) => boolean {
  return mainlandZones.has(timeZone) ? isMainlandHoliday : () => false;
}
