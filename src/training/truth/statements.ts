/**
 * Values that a text states, read without any of the guard's code: what one reader overlooks, the other must not.
 * Every statement has a form in which equal values are equal.
 */
export type Statement = { kind: StatementKind; value: string; text: string };
export type StatementKind =
  | 'link'
  | 'mail'
  | 'code'
  | 'money'
  | 'day'
  | 'clock'
  | 'percent'
  | 'discount'
  | 'measure'
  | 'number';

/** All statements of a text, each piece of it read once. */
export function statementsOf(text: string): Statement[] {
  const found: Statement[] = [];
  let rest = text
    .replace(/：/g, ' : ')
    .normalize('NFKC')
    .replace(/[,，](?=\d{3}\b)/g, '')
    .replace(/^\s*\d{1,2}[.、)](?=\s|\D)/gm, ' ');
  for (const { kind, pattern, read } of readers) {
    rest = rest.replace(pattern, (...groups) => {
      const match = groups.slice(0, -2).map((group) => (typeof group === 'string' ? group : ''));
      const all = match[0] ?? '';
      const values = read(match);
      for (const value of values) found.push({ kind, value, text: all.trim() });
      return values.length === 0 ? all : ' ';
    });
  }
  return found;
}

type Reader = { kind: StatementKind; pattern: RegExp; read: (match: readonly string[]) => readonly string[] };

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numeral = String.raw`\d+(?:\.\d+)?`;
const range = String.raw`(${numeral})(?:\s?(?:[-–~～至到]|to)\s?(${numeral}))?`;
const units: readonly (readonly [string, RegExp])[] = [
  ['workday', /^(?:个)?(?:工作日|工作天)|^個?(?:工作日|工作天)|^(?:business|working) days?/i],
  ['day', /^(?:天|日(?![元圆])|days?)/i],
  ['hour', /^(?:个|個)?(?:小时|小時|钟头)|^(?:hours?|hrs?|h\b)/i],
  ['minute', /^(?:分钟|分鐘|minutes?|mins?)/i],
  ['month', /^(?:个|個)?月|^months?/i],
  ['year', /^(?:年|years?)/i],
  ['week', /^(?:周|週|weeks?)/i],
  ['points', /^(?:积分|點|点(?![钟鐘])|points?)/i],
];

/** In this order: what is read as one kind is gone before the next is looked for. */
const readers: readonly Reader[] = [
  {
    kind: 'link',
    pattern:
      /(?:https?:\/\/|www\.)[^\s)\]。，,]+|\b[\w-]+\.(?:com|cn|net|org|shop|io|tw|top|xyz|link|example)\b(?!@)(?<!@[\w.-]+)/gi,
    read: ([all = '']) => [all.toLowerCase().replace(/[/.]+$/, '')],
  },
  { kind: 'mail', pattern: /[\w.+*-]+@[\w-]+(?:\.[\w-]+)*/g, read: ([all = '']) => [all.toLowerCase()] },
  {
    kind: 'day',
    pattern: /(?:(\d{4})\s?[年/.-]\s?)(\d{1,2})\s?[月/.-]\s?(\d{1,2})(?:\s?[日号號])?(?!\d)/g,
    read: ([, , month, day]) => [dayOf(month, day)],
  },
  { kind: 'day', pattern: /(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/g, read: ([, month, day]) => [dayOf(month, day)] },
  {
    kind: 'day',
    pattern: new RegExp(
      String.raw`\b(${monthNames.join('|')})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+\d{4})?`,
      'gi',
    ),
    read: ([, month, day]) => [dayOf(monthNumber(month), day)],
  },
  {
    kind: 'day',
    pattern: new RegExp(
      String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+(${monthNames.join('|')})[a-z]*\b(?:,?\s+\d{4})?`,
      'gi',
    ),
    read: ([, day, month]) => [dayOf(monthNumber(month), day)],
  },
  {
    kind: 'clock',
    pattern: /(?<!\d)(\d{1,2}):([0-5]\d)(?::\d{2})?(?!\d)(?:\s?([ap])m\b)?/gi,
    read: ([, hour, minute, half]) => [clockOf(hour, minute, half)],
  },
  {
    kind: 'clock',
    pattern: /(?<![\d.])(\d{1,2})\s?([ap])m\b/gi,
    read: ([, hour, half]) => [clockOf(hour, '00', half)],
  },
  {
    kind: 'code',
    pattern:
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|#\s?[A-Z]?\d{4,}|(?<![\w.])(?=[A-Z\d-]*[A-Z])(?=[A-Z\d-]*\d)[A-Z\d][A-Z\d-]{3,}(?![\w])|(?<![\d.])\d{8,}(?![\d.])|[*·]{2,}\s?\d{3,4}/g,
    read: ([all = '']) => [codeOf(all)],
  },
  {
    kind: 'money',
    pattern: new RegExp(String.raw`(?:[¥￥$]|US\$|RMB|CNY|人民[币幣])\s?${range}(?:\s?元)?`, 'gi'),
    read: ([, from, to]) => amounts(from, to),
  },
  {
    kind: 'money',
    pattern: new RegExp(String.raw`${range}\s?(?:元|块钱?|塊錢?|dollars?|yuan)`, 'gi'),
    read: ([, from, to]) => amounts(from, to),
  },
  {
    kind: 'percent',
    pattern: new RegExp(String.raw`(${numeral})\s?(?:%|percent)`, 'gi'),
    read: ([, value]) => [plain(value)],
  },
  { kind: 'discount', pattern: new RegExp(String.raw`(${numeral})\s?折`, 'g'), read: ([, value]) => [plain(value)] },
  {
    kind: 'measure',
    pattern: new RegExp(
      String.raw`${range}\s?((?:个|個)?(?:工作日|工作天|小时|小時|月)|天|日(?=内|內|之|\s|$|送|到)|分钟|分鐘|年|周|週|积分|點|点(?![钟鐘])|(?:business |working )?days?\b|hours?\b|minutes?\b|months?\b|years?\b|weeks?\b|points?\b)`,
      'gi',
    ),
    read: ([, from, to, unit = '']) => {
      const name = units.find(([, pattern]) => pattern.test(unit))?.[0] ?? unit;
      return [from, to].filter((one) => one !== undefined && one !== '').map((one) => `${plain(one)} ${name}`);
    },
  },
  { kind: 'number', pattern: new RegExp(numeral, 'g'), read: ([all]) => [plain(all)] },
];

function dayOf(month: string | undefined, day: string | undefined): string {
  return `${Number(month)}-${Number(day)}`;
}

function monthNumber(name: string | undefined): string {
  return String(monthNames.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1);
}

function clockOf(hour = '0', minute = '00', half = ''): string {
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${hours}:${minute}`;
}

/** Letters and digits only, so that "#W1000001" and "w1000001" are equal. */
export function codeOf(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\d]/gu, '');
}

function amounts(...values: readonly (string | undefined)[]): string[] {
  return values.filter((one) => one !== undefined && one !== '').map((one) => String(Math.round(Number(one) * 100)));
}

function plain(value: string | undefined): string {
  return String(Number(value));
}
