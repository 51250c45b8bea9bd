import { matchesOf } from '../normalize/matches-of.ts';
import type { Today } from './dates.ts';
import type { Found } from './found.ts';
import { numberSource, readNumber } from './numerals.ts';

const day = 86_400_000;
const bought =
  '(?:(?:刚刚?|新)?(?:在(?:你家|你们家|你们店|这|这里))?(?:买|拍|下单?|订|购|入手|收到?)(?:了)?的?(?:那|这)?(?:一)?(?:[件个款条双台部盒箱包单套只瓶本张把辆样]|订单|东西|衣服|商品|货)?|(?:那|的)(?:一)?(?:单|个订单|件|个|次))';
const spans: readonly { pattern: RegExp; read: (match: RegExpMatchArray, today: Today) => string | undefined }[] = [
  span('大前天|前天|昨天|昨日|昨晚|今天|今早|刚才|刚刚', ([word = ''], today) => {
    const back = word.startsWith('大前') ? 3 : word.startsWith('前') ? 2 : word.startsWith('昨') ? 1 : 0;
    return interval(today, back, back);
  }),
  span('(上上|上)(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天末])', ([, which = ''], today) => {
    const sinceMonday = ((today.weekday + 6) % 7) + 7 * which.length;
    return interval(today, sinceMonday, sinceMonday - 6);
  }),
  span('(上上|上)(?:个)?月', ([, which = ''], today) => monthBefore(today, which.length)),
  span(`(${numberSource})(天|周|个?星期|个?礼拜|个月)(?:多)?(?:之?前)`, ([, count = '', unit = ''], today) => {
    const number = readNumber(count);
    if (number === undefined) return undefined;
    const days = Math.round(number * (unit === '天' ? 1 : unit === '个月' ? 30 : 7));
    const about = unit === '天' ? 0 : unit === '个月' ? 10 : 3;
    return interval(today, days + about, Math.max(0, days - about));
  }),
  span('(?:上(?:一)?次|上回|之前|以前|前几天|前两天|前些天|最近|原来|先前|早前)', ([word = ''], today) =>
    /^前/u.test(word) ? interval(today, 7, 1) : 'last',
  ),
];
const english =
  /\b(?:the (?:one|item|thing|order)|what|the [a-z]+) (?:that )?i (?:bought|ordered|got|purchased)(?: (yesterday|last week|last month|last time|recently|before))?\b|\bmy (?:last|latest|most recent|previous) (?:order|purchase)\b/giu;

/** Purchases that are only pointed at, by when they were made; whoever knows the orders can look them up. */
export function findPurchases(text: string, today: Today): Found[] {
  const chinese = spans.flatMap(({ pattern, read }) =>
    matchesOf(pattern, text).flatMap((match): Found[] => {
      const value = read(match, today);
      return value === undefined
        ? []
        : [{ type: 'purchase', value, start: match.index, end: match.index + match[0].length }];
    }),
  );
  const others = matchesOf(english, text).map(
    (match): Found => ({
      type: 'purchase',
      value: englishSpan(match[1]?.toLowerCase() ?? '', today),
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  return [...chinese, ...others];
}

function span(when: string, read: (match: RegExpMatchArray, today: Today) => string | undefined) {
  return { pattern: new RegExp(`(?:${when})(?:我|咱|我们)?(?:也)?${bought}`, 'gu'), read: headOf(when, read) };
}

/** The reader sees only the words of time, so that their groups keep their numbers. */
function headOf(when: string, read: (match: RegExpMatchArray, today: Today) => string | undefined) {
  const head = new RegExp(`^(?:${when})`, 'u');
  return (match: RegExpMatchArray, today: Today) => {
    const time = match[0].match(head);
    return time ? read(time, today) : undefined;
  };
}

function englishSpan(word: string, today: Today): string {
  if (word === 'yesterday') return interval(today, 1, 1);
  if (word === 'last month') return monthBefore(today, 1);
  const sinceMonday = ((today.weekday + 6) % 7) + 7;
  return word === 'last week' ? interval(today, sinceMonday, sinceMonday - 6) : 'last';
}

function interval(today: Today, from: number, to: number): string {
  const noon = Date.UTC(today.year, today.month - 1, today.day);
  return `${isoDay(noon - from * day)}/${isoDay(noon - to * day)}`;
}

function monthBefore({ year, month }: Today, months: number): string {
  return `${isoDay(Date.UTC(year, month - 1 - months, 1))}/${isoDay(Date.UTC(year, month - months, 0))}`;
}

function isoDay(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
