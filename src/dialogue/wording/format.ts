import type { ReplyLanguage } from '../../understanding/index.ts';

export type FormatOptions = { language: ReplyLanguage; timeZone: string; currency: string };

/** Money in minor units as the language writes it: ¥129.00, NT$129, $129.00. */
export function formatMoney(minorUnits: number, currency: string, language: ReplyLanguage): string {
  const sign = minorUnits < 0 ? '-' : '';
  const amount = Math.abs(minorUnits) / 100;
  if (currency === 'TWD') return `${sign}NT$${grouped(amount, amount % 1 === 0 ? 0 : 2)}`;
  const symbol = symbols[currency] ?? `${currency} `;
  return `${sign}${language === 'en' && currency === 'CNY' ? 'CN¥' : symbol}${grouped(amount, 2)}`;
}

/** "11月21日" or "Nov 21", in the shop's time zone; the year only where it is another than `now`'s. */
export function formatDate(value: string, { language, timeZone }: FormatOptions, hasTime: boolean): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const moment = new Date(isDay ? `${value}T00:00:00Z` : value);
  if (Number.isNaN(moment.getTime())) return value;
  const parts = partsOf(moment, isDay ? 'UTC' : timeZone);
  if (language !== 'en') {
    const day = `${parts.month}月${parts.day}日`;
    return hasTime && !isDay ? `${day} ${parts.hour}:${parts.minute}` : day;
  }
  const day = `${months[parts.month - 1]} ${parts.day}`;
  return hasTime && !isDay ? `${day}, ${clock(Number(parts.hour), parts.minute)}` : day;
}

const symbols: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$', JPY: '¥' };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, using it is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

function partsOf(moment: Date, timeZone: string) {
  const parts = formatOf(timeZone).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { month: Number(part('month')), day: Number(part('day')), hour: part('hour'), minute: part('minute') };
}

/** "6 PM", "6:30 PM". */
function clock(hour: number, minute: string): string {
  const half = hour < 12 ? 'AM' : 'PM';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return minute === '00' ? `${twelve} ${half}` : `${twelve}:${minute} ${half}`;
}

function grouped(amount: number, digits: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
