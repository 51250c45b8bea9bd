import { matchesOf } from '../normalize/matches-of.ts';
import type { Found } from './found.ts';
import { englishNumberSource, numberSource, readNumber } from './numerals.ts';

/** A calendar day of the shop; `month` 1 … 12, `weekday` 0 (Sunday) … 6. */
export type Today = { year: number; month: number; day: number; weekday: number };

type Reader = (match: RegExpMatchArray, today: Today) => string | undefined;
type Row = { pattern: RegExp; read: Reader };

const daysFromToday: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  当天: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  后日: 2,
  大后天: 3,
  today: 0,
  tonight: 0,
  tomorrow: 1,
  tmr: 1,
  yesterday: -1,
  'the day after tomorrow': 2,
  'the day before yesterday': -2,
};
const chineseWeekdays = '日一二三四五六';
const englishWeekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const englishMonths = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthSource = '(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';

const rows: readonly Row[] = [
  row('(?<!\\d)(20\\d{2}|\\d{2})年(\\d{1,2})月(?:(\\d{1,2})[日号]?)?', ([, year, month, day]) =>
    date(fullYear(year), month, day ?? '1'),
  ),
  row('(?<![\\d-])(20\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?![\\d-])', ([, year, month, day]) =>
    date(Number(year), month, day),
  ),
  row(
    '(?<!\\d)(\\d{1,2}|[一二三四五六七八九十]{1,2})月(\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?(?!\\d)',
    ([, month, day], today) => nearestYear(readNumber(month ?? ''), readNumber(day ?? ''), today),
  ),
  row('(?<![\\d/])(\\d{1,2})/(\\d{1,2})(?:/(20\\d{2}))?(?![\\d/])', ([, month, day, year], today) =>
    year ? date(Number(year), month, day) : nearestYear(Number(month), Number(day), today),
  ),
  row(`\\b${monthSource} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (20\\d{2}))?`, ([, month, day, year], today) =>
    englishDate(month, day, year, today),
  ),
  row(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${monthSource}(?:,? (20\\d{2}))?\\b`, ([, day, month, year], today) =>
    englishDate(month, day, year, today),
  ),
  row(
    Object.keys(daysFromToday)
      .filter((word) => !/[a-z]/u.test(word))
      .sort((a, b) => b.length - a.length)
      .join('|'),
    ([word], today) => shifted(today, daysFromToday[word] ?? 0),
  ),
  row(
    '\\b(?:the day after tomorrow|the day before yesterday|today|tonight|tomorrow|tmr|yesterday)\\b',
    ([word], today) => shifted(today, daysFromToday[word.toLowerCase()] ?? 0),
  ),
  row('(上上|上|下下|下|这|本)?(?:个)?(?:周|星期|礼拜)([日一二三四五六天])(?!边|围|到周)', ([, week, day], today) =>
    weekday(today, chineseWeekdays.indexOf(day === '天' ? '日' : (day ?? '')), weekShift(week), week !== undefined),
  ),
  row('(上|下|这|本)?(?:个)?周末', ([, week], today) => weekday(today, 6, weekShift(week), week !== undefined)),
  row(
    '\\b(next|last|this|on|by|before)? ?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday|s|rs?)\\b',
    ([, week, day], today) =>
      weekday(
        today,
        englishWeekdays.indexOf(day?.toLowerCase() ?? ''),
        week === 'next' ? 1 : week === 'last' ? -1 : 0,
        week === 'next' || week === 'last',
      ),
  ),
  row('(?<![\\d月第])([12]?\\d|3[01])号(?=[,。!? 之以前后发到收送能可就买下付寄的]|$)', ([, day], today) =>
    dayOfMonth(Number(day), today),
  ),
];

const durationUnits: readonly { source: string; unit: string; time?: boolean }[] = [
  { source: '(?:个)?小时|个钟头?|hours?|hrs?', unit: 'H', time: true },
  { source: '分钟|minutes?|mins?', unit: 'M', time: true },
  { source: '(?:个)?工作日|天|日(?!元|本|期|常|用|子|系)|(?:business |working )?days?', unit: 'D' },
  { source: '(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天边围末])|weeks?', unit: 'W' },
  { source: '个月|months?', unit: 'M' },
  { source: '年(?!货|轻|纪|级|会)|years?', unit: 'Y' },
];
const durations = durationUnits.map(({ source, unit, time }) => ({
  pattern: new RegExp(
    `(?<![\\d.月年第])(?:(${numberSource})|\\b(${englishNumberSource}) ?)(?:到|至|-|~|几)?(?:${numberSource})?(?:个?多|来)?(?:${source})(?![a-z])`,
    'giud',
  ),
  unit,
  prefix: time ? 'PT' : 'P',
}));

/** ISO durations have no halves of what has no fixed length. */
const halves: Readonly<Record<string, string>> = {
  'P0.5M': 'P15D',
  'P0.5Y': 'P6M',
  'P0.5D': 'PT12H',
  'PT0.5H': 'PT30M',
  'P0.5W': 'P3D',
};

/** Days ("2026-11-22") relative to the shop's today, and spans of time ("P3D", ISO 8601). */
export function findDates(text: string, today: Today): Found[] {
  const found: Found[] = [];
  for (const { pattern, read } of rows)
    for (const match of matchesOf(pattern, text)) {
      const value = read(match, today);
      if (value !== undefined)
        found.push({ type: 'date', value, start: match.index, end: match.index + match[0].length });
    }
  for (const { pattern, unit, prefix } of durations)
    for (const match of matchesOf(pattern, text)) {
      const number = readNumber(match[1] ?? match[2] ?? '');
      if (number !== undefined && number > 0 && number < 1000)
        found.push({
          type: 'duration',
          value: halves[`${prefix}${number}${unit}`] ?? `${prefix}${number}${unit}`,
          start: match.index,
          end: match.index + match[0].length,
        });
    }
  return found;
}

function row(source: string, read: Reader): Row {
  return { pattern: new RegExp(source, 'giu'), read };
}

function fullYear(year = ''): number {
  return Number(year.length === 2 ? `20${year}` : year);
}

function date(year: number, month: string | number | undefined, day: string | number | undefined): string | undefined {
  const moment = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
  const isReal = moment.getUTCMonth() + 1 === Number(month) && moment.getUTCDate() === Number(day);
  return isReal ? isoDay(moment) : undefined;
}

function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function shifted({ year, month, day }: Today, days: number): string {
  return isoDay(new Date(Date.UTC(year, month - 1, day + days)));
}

/** A date without a year is the one nearest to today. */
function nearestYear(month: number | undefined, day: number | undefined, today: Today): string | undefined {
  if (month === undefined || day === undefined || month < 1 || month > 12) return undefined;
  const distance = (month - today.month) * 30 + day - today.day;
  return date(today.year + (distance > 182 ? -1 : distance < -182 ? 1 : 0), month, day);
}

function englishDate(month = '', day = '', year: string | undefined, today: Today): string | undefined {
  const number = englishMonths.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return year ? date(Number(year), number, day) : nearestYear(number, Number(day), today);
}

function weekShift(word: string | undefined): number {
  return word === undefined || word === '这' || word === '本' ? 0 : (word.startsWith('上') ? -1 : 1) * word.length;
}

/** Weeks begin on Monday; a bare weekday that has passed means the coming one. */
function weekday(today: Today, wanted: number, weeks: number, isFixed: boolean): string | undefined {
  if (wanted < 0) return undefined;
  const mondayBased = (day: number) => (day + 6) % 7;
  const difference = mondayBased(wanted) - mondayBased(today.weekday) + weeks * 7;
  return shifted(today, !isFixed && difference < 0 ? difference + 7 : difference);
}

/** "25号" is the nearest such day around today. */
function dayOfMonth(day: number, today: Today): string | undefined {
  const months = day - today.day > 20 ? -1 : day - today.day < -20 ? 1 : 0;
  const moment = new Date(Date.UTC(today.year, today.month - 1 + months, 1));
  return date(moment.getUTCFullYear(), moment.getUTCMonth() + 1, day);
}
