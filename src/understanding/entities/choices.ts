import { type Finder, type PatternRow, patternFinder } from './found.ts';
import { numberSource, readNumber } from './numerals.ts';

/** How customers name ways to pay; the value is the same for all wordings. */
const paymentMethods: Readonly<Record<string, string>> = {
  alipay: '支付宝|花呗|余额宝|alipay',
  wechat: '微信(?:支付|付款|付|转账|钱包)?(?!号|群|联系|公众|小程序)|we ?chat(?: pay)?',
  'credit-card': '信用卡|visa|master ?card|amex|american express|jcb|credit cards?',
  'debit-card': '储蓄卡|借记卡|银行卡|debit cards?',
  'gift-card': '礼品卡|礼物卡|购物卡|gift cards?',
  'store-credit': '店铺余额|账户余额|store credit',
  paypal: 'paypal|贝宝',
  unionpay: '云闪付|银联|unionpay',
  'apple-pay': 'apple ?pay|苹果支付',
  'google-pay': 'google ?pay',
  'line-pay': 'line ?pay',
  'jko-pay': '街口(?:支付)?',
  jdpay: '京东白条|白条|京东支付',
  'cash-on-delivery': '货到付款|到付(?!运费)|cash on delivery|\\bcod\\b',
  'bank-transfer': '银行转账|对公(?:转账|付款|打款)?|电汇|bank transfer|wire transfer|转账付款',
  instalments: '分期(?:付款|付)?|instal(?:l)?ments?|klarna|afterpay',
};

const colours: Readonly<Record<string, string>> = {
  black: '黑(?:色|的)|black',
  white: '(?:米|纯|乳)?白(?:色|的)|white',
  red: '(?:大|酒|枣|玫|砖)?红(?:色|的)|red',
  blue: '(?:藏|深|浅|天|宝|湖)?蓝(?:色|的)|(?:navy |light |dark |sky )?blue',
  green: '(?:墨|军|浅|深|果|草|薄荷)?绿(?:色|的)|green',
  yellow: '(?:姜|鹅|浅|柠檬)?黄(?:色|的)|yellow',
  pink: '(?:藕|浅|樱花|豆沙)?粉(?:红)?(?:色|的)|pink',
  purple: '(?:香芋|浅|深)?紫(?:色|的)|purple',
  grey: '(?:深|浅|银|烟)?灰(?:色|的)|gr[ae]y',
  brown: '(?:棕|咖啡|咖|褐|焦糖|驼)(?:色|的)|brown|camel',
  beige: '(?:米|杏|卡其|燕麦|奶油)(?:色|的)|beige|khaki|cream',
  orange: '橙(?:色|的)|橘(?:色|的)|orange',
  gold: '金(?:色|的)|gold(?:en)?(?! card)',
  silver: '银(?:色|的)|silver',
  transparent: '透明(?:色|的)?|transparent|clear one',
};

const sizes: readonly PatternRow[] = [
  row(
    'size',
    "(?<![a-z\\d])((?:[2-8]?x{1,5}|)[sml]|x{2,5}|[2-8]xl|one size|free size|均码)(?:码|号)?(?![a-z\\d'’])",
    sizeOf,
  ),
  row('size', '(?<![\\d.])(\\d{2}(?:\\.5)?)(?:码|号(?=鞋|的|$|[,。!? ]))(?!\\d)', (match) => match[1]),
  row('size', '(?:尺码|码数|size|eu|us|uk) ?(?:是|为|:)? ?(\\d{1,2}(?:\\.5)?)(?![\\d.])', (match) => match[1], 1),
  row('size', '(?:加|特|最|中|小|大)(?:大|小)?(?:码|号)(?!码)', (match) => match[0]),
  row(
    'size',
    '\\b(?:extra |x-?)?(?:small|medium|large)\\b',
    (match) => englishSizes[match[0].toLowerCase().replace(/extra ?|x-?/u, 'x')] ?? match[0],
  ),
];
const englishSizes: Readonly<Record<string, string>> = {
  small: 'S',
  medium: 'M',
  large: 'L',
  xsmall: 'XS',
  xlarge: 'XL',
  xmedium: 'M',
};

const ordinalWords = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const things = '个|款|种|件|张|项|条|双|单|笔|样|份|套|台|瓶|盒|组|位|家';
const ordinals: readonly PatternRow[] = [
  row('option-ordinal', `第(${numberSource})(?![天次年页集期遍回时季])(?:${things})?`, (match) => positive(match[1])),
  row(
    'option-ordinal',
    `(?:最后|倒数第一)(?:一)?(?:${things})|\\bthe last (?:one|option|item)\\b|\\blast one\\b`,
    () => '-1',
  ),
  row(
    'option-ordinal',
    `\\b(?:the )?(${ordinalWords.join('|')})(?: (?:one|option|choice|item|product|order))?\\b(?! (?:time|name|day|class|of all))`,
    (match) => String(ordinalWords.indexOf((match[1] ?? '').toLowerCase()) + 1),
  ),
  row('option-ordinal', '\\b(?:option|number|no\\.|choice|#) ?([1-9])(?!\\d)', (match) => match[1]),
  row('option-ordinal', '(?:选|要|就)(?:项|选项)?([1-9])(?=号?(?:$|[,。!? 吧]))', (match) => match[1]),
];

/** What customers choose by: payment methods, colours, sizes, "the second one". */
export const findChoices: Finder = patternFinder([
  ...tableRows('payment-method', paymentMethods),
  ...ordinals,
  ...sizes,
  ...tableRows('color', colours),
]);

function tableRows(type: PatternRow['type'], table: Readonly<Record<string, string>>): PatternRow[] {
  return Object.entries(table).map(([value, source]) => row(type, latinBounded(source), () => value));
}

/** Latin words of a table count only where a word ends. */
function latinBounded(source: string): string {
  return source
    .split('|')
    .map((one) => (/^[a-z(]/u.test(one) && !/\p{Script=Han}/u.test(one) ? `(?<![a-z])${one}(?![a-z])` : one))
    .join('|');
}

function row(type: PatternRow['type'], source: string, value: NonNullable<PatternRow['value']>, taken = 0): PatternRow {
  return { type, pattern: new RegExp(source, 'giud'), value, taken };
}

function sizeOf(match: RegExpMatchArray): string | undefined {
  const written = match[1] ?? '';
  if (written === '') return undefined;
  return written === '均码'
    ? 'one size'
    : written.length > 3 && written.includes(' ')
      ? 'one size'
      : written.toUpperCase();
}

function positive(written: string | undefined): string | undefined {
  const number = readNumber(written ?? '');
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= 99 ? String(number) : undefined;
}
