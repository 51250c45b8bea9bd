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

const mainlandZones: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'PRC']);

/** The public holidays that count for a shop; none are known outside the mainland. */
export function holidaysOf(timeZone: string): (day: string) => boolean {
  return mainlandZones.has(timeZone) ? isMainlandHoliday : () => false;
}
