import { unitAt } from './units.ts';

/** A number, amount, date or id as it stands in a text, with a form that equal ones share. */
export type Token = {
  kind: 'number' | 'day' | 'id' | 'link' | 'email' | 'relative-day';
  text: string;
  value: string;
  /** What a number counts, where the text says it. */
  unit?: string;
};

/** Everything in a text that states a value; list markers at the beginning of a line do not. */
export function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  let rest = text.normalize('NFKC').replace(/^\s*(?:\d{1,2}[.)、]|[-•])\s+/gm, ' ');
  for (const { kind, pattern, value } of readers) {
    rest = rest.replace(pattern, (...groups) => {
      const [offset, whole] = groups.slice(-2);
      const match = groups.slice(0, -2).map((group) => (typeof group === 'string' ? group : ''));
      const read = value(match);
      if (read === undefined) return match[0] ?? '';
      const words = match[0] ?? '';
      const unit =
        kind === 'number' && !read.includes(':')
          ? unitAt(String(whole), Number(offset), Number(offset) + words.length)
          : undefined;
      found.push({ kind, text: words, value: read, ...(unit === undefined ? {} : { unit }) });
      return ' ';
    });
  }
  return found;
}

type Reader = { kind: Token['kind']; pattern: RegExp; value: (match: readonly string[]) => string | undefined };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const relativeDays =
  /今天|今日|明天|明日|后天|後天|大后天|昨天|前天|今晚|明早|下周[一二三四五六日天]?|下星期|本周[一二三四五六日天]?|周末|週末|下个月|下個月|\b(today|tomorrow|tonight|yesterday|next (week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|this (week|weekend))\b/gi;

/** In this order: what looks like one kind is taken out before the next is looked for. */
const readers: readonly Reader[] = [
  {
    kind: 'link',
    pattern:
      /(?:https?:\/\/|www\.)[^\s)\]。,)]+|\b[\w-]+\.(?:com|cn|net|org|shop|store|io|tw|top|xyz|link)(?:\/[^\s)]*)?\b/gi,
    value: ([all]) => (all?.includes('@') ? undefined : all?.toLowerCase().replace(/[/.]+$/, '')),
  },
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, value: ([all]) => all?.toLowerCase() },
  {
    kind: 'day',
    pattern: /(?:(\d{4})\s?年)?\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/g,
    value: ([, , month, day]) => dayValue(month, day),
  },
  {
    kind: 'day',
    pattern: /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g,
    value: ([, , month, day]) => dayValue(month, day),
  },
  {
    kind: 'day',
    pattern:
      /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+\d{4})?/gi,
    value: ([, month = '', day]) => dayValue(String(months.indexOf(month.slice(0, 3).toLowerCase()) + 1), day),
  },
  {
    kind: 'day',
    pattern: /\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/gi,
    value: ([, day, month = '']) => dayValue(String(months.indexOf(month.slice(0, 3).toLowerCase()) + 1), day),
  },
  { kind: 'relative-day', pattern: relativeDays, value: ([all]) => all?.toLowerCase() },
  {
    kind: 'number',
    pattern: /(?<!\d)(\d{1,2}):(\d{2})(?!\d)(?:\s?(am|pm))?/gi,
    value: ([, hour, minute, half]) => clockValue(hour, minute, half),
  },
  {
    kind: 'number',
    pattern: /(?<![\d.])(\d{1,2})\s?(am|pm)\b/gi,
    value: ([, hour, half]) => clockValue(hour, '00', half),
  },
  {
    kind: 'id',
    pattern: /#?(?=[A-Z\d-]*\d)(?=[A-Z\d-]*[A-Z])[A-Z\d][A-Z\d-]{4,}|#\w{4,}|(?<![\d.,])\d{8,}(?![\d.])/gi,
    value: ([all]) => idValue(all),
  },
  { kind: 'number', pattern: /\d[\d,]*(?:\.\d+)?/g, value: ([all]) => numberValue(all) },
  {
    kind: 'number',
    pattern:
      /([一二两兩三四五六七八九十]{1,3}|半)\s?(?=个?(?:工作日|工作天|小时|小時|分钟|分鐘|天|日内|日內|周|週|个月|個月|年|折|元|块|塊|次|成|倍))/g,
    value: ([, words]) => chineseNumber(words),
  },
  {
    kind: 'number',
    pattern:
      /\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty)\b(?=\s+(?:business |working )?(?:days?|hours?|weeks?|months?|years?|minutes?|percent|dollars?|times))/gi,
    value: ([, words = '']) => englishNumbers[words.toLowerCase()],
  },
];

const englishNumbers: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twelve: '12',
  fifteen: '15',
  thirty: '30',
};

function dayValue(month: string | undefined, day: string | undefined): string {
  return `${Number(month)}-${Number(day)}`;
}

function clockValue(hour = '0', minute = '00', half = ''): string {
  const twelve = Number(hour) % 12;
  const hours = half === '' ? Number(hour) : half.toLowerCase() === 'pm' ? twelve + 12 : twelve;
  return `${hours}:${minute}`;
}

function idValue(text: string | undefined): string | undefined {
  const plain = (text ?? '').replace(/[^\p{L}\d]/gu, '').toUpperCase();
  return /\d{3,}/.test(plain) ? plain : undefined;
}

/** "1,299.00" and "1299" are equal. */
function numberValue(text: string | undefined): string {
  return String(Number((text ?? '').replace(/,/g, '')));
}

const digits = '零一二三四五六七八九';

function chineseNumber(words = ''): string {
  const plain = words.replace(/[两兩]/g, '二');
  if (plain === '半') return '0.5';
  const [tens, ones] = plain.includes('十') ? plain.split('十') : [undefined, plain];
  if (tens === undefined) return String(digits.indexOf(ones ?? ''));
  return String(
    (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' || ones === undefined ? 0 : digits.indexOf(ones)),
  );
}
