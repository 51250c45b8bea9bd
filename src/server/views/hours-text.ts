import type { WorkingHours } from '../../routing/index.ts';
import type { ProblemLanguage } from '../http/problem.ts';

const weekdays: Readonly<Record<ProblemLanguage, readonly string[]>> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  'zh-TW': ['週日', '週一', '週二', '週三', '週四', '週五', '週六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const separators = {
  'zh-CN': { to: '至', and: '，', days: '、' },
  'zh-TW': { to: '至', and: '，', days: '、' },
  en: { to: '–', and: '; ', days: ', ' },
} as const;

/** Working hours in words: "9:00–22:00" when every day is alike, else "周一至周五 9:00–18:00，周六 10:00–16:00". Empty without any. */
export function hoursText(hours: WorkingHours, language: ProblemLanguage): string {
  const words = separators[language];
  // A week begins on Monday here.
  const days = [1, 2, 3, 4, 5, 6, 0].map((weekday) => ({ weekday, spans: spansOf(hours, weekday) }));
  const groups: { spans: string; weekdays: number[] }[] = [];
  for (const day of days) {
    const last = groups.at(-1);
    if (last && last.spans === day.spans) last.weekdays.push(day.weekday);
    else groups.push({ spans: day.spans, weekdays: [day.weekday] });
  }
  const open = groups.filter((group) => group.spans !== '');
  if (open.length === 1 && open[0]?.weekdays.length === 7) return open[0].spans;
  const nameOf = (weekday: number | undefined) => weekdays[language][weekday ?? 0] ?? '';
  return open
    .map((group) => {
      const names =
        group.weekdays.length > 2
          ? `${nameOf(group.weekdays[0])}${words.to}${nameOf(group.weekdays.at(-1))}`
          : group.weekdays.map(nameOf).join(words.days);
      return `${names} ${group.spans}`;
    })
    .join(words.and);
}

function spansOf(hours: WorkingHours, weekday: number): string {
  return hours.days
    .filter((day) => day.weekday === weekday)
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .map((day) => `${shortTime(day.from)}–${shortTime(day.to)}`)
    .join(' ');
}

/** "09:00" → "9:00". */
function shortTime(time: string): string {
  return time.replace(/^0(?=\d)/, '');
}
