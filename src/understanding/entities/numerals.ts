const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000 };
const englishNumbers: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Pattern source of a number in digits or Chinese numerals. */
export const numberSource = '(?:\\d+(?:\\.\\d+)?|[零〇一二两俩三仨四五六七八九十百千万半]+)';

/** Pattern source of an English number, in digits or up to twelve in words. */
export const englishNumberSource = `(?:\\d+(?:\\.\\d+)?|an?|${englishNumbers.slice(1).join('|')}|half an?|a couple(?: of)?|a few)`;

/** Number that digits, Chinese numerals ("三百五", "半") or English words say; undefined for anything else. */
export function readNumber(written: string): number | undefined {
  const text = written.trim().toLowerCase();
  if (/^\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  if (/^half/u.test(text) || text === '半') return 0.5;
  if (text === 'a' || text === 'an') return 1;
  if (text.startsWith('a couple')) return 2;
  if (text === 'a few') return 3;
  const english = englishNumbers.indexOf(text);
  return english >= 0 ? english : readChinese(text);
}

function readChinese(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit = 0;
  let lastUnit = 1;
  for (const character of text) {
    const value = digits[character];
    const unit = units[character];
    if (value !== undefined) digit = value;
    else if (unit === 10_000) {
      total += (section + digit) * unit;
      section = 0;
      digit = 0;
      lastUnit = unit;
    } else if (unit !== undefined) {
      section += (digit || 1) * unit;
      digit = 0;
      lastUnit = unit;
    } else return undefined;
  }
  // "三百五" is 350: a digit behind a unit counts tenths of it, but for tens ("十五").
  const isShort = lastUnit >= 100 && digit > 0 && !/[零〇]/u.test(text);
  return total + section + (isShort ? (digit * lastUnit) / 10 : digit);
}
