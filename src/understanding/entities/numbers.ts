import { type Finder, type PatternRow, patternFinder } from './found.ts';

/** Letters and lengths of parcel numbers that carriers give out; what is only digits needs a word beside it. */
const trackingNumbers: readonly RegExp[] = [
  /(?<![a-z0-9])sf ?\d{12,15}(?!\d)/giu,
  /(?<![a-z0-9])yt ?\d{13,18}(?!\d)/giu,
  /(?<![a-z0-9])jd[a-z]{0,3}\d{10,16}(?:-\d+-\d+-?)?(?![a-z0-9])/giu,
  /(?<![a-z0-9])(?:jt|jtt|dpk|dpl|ky|zt|zto|sto|yd|ht|uc|dn|lp|tba|cn|fa|snu?)\d{10,18}(?!\d)/giu,
  /(?<![a-z0-9])1z[0-9a-z]{16}(?![a-z0-9])/giu,
  /(?<![a-z0-9])[a-z]{2}\d{9}[a-z]{2}(?![a-z0-9])/giu,
];
const parcelWords =
  '(?:快递|物流|运单|包裹|面单|配送|邮件|tracking|waybill|parcel|package|shipment)(?:单|编|号|码|号码|单号|number|no\\.?|id|#| |是|为|:)*';
const orderWords = '(?:订单|单号|编号|order|单子|注文)(?:编|号|码|号码|单号|number|no\\.?|id|#| |是|为|:)*';
/** Digits by themselves, but for bank cards and identity cards that are named as such. */
const digitsApart =
  '(?<!(?:卡号|银行卡|储蓄卡|信用卡|账号|身份证|身份证号|card(?: number)?)(?:号码?|是|为|is|:| ){0,3})(?<![\\d.])\\d{10,24}(?![\\d.]|\\d)';

const phones: readonly PatternRow[] = [
  phone(
    '(?<![\\d+])(?:\\+?86[- ]?)?(1[3-9]\\d)[- ]?(\\d{4})[- ]?(\\d{4})(?!\\d)',
    (match) => `${match[1]}${match[2]}${match[3]}`,
  ),
  phone('(?<![\\d+])(1[3-9]\\d)[- ](\\d{3})[- ](\\d{5})(?!\\d)', (match) => `${match[1]}${match[2]}${match[3]}`),
  phone(
    '(?<![\\d+])(?:\\+?886[- ]?0?|0)(9\\d{2})[- ]?(\\d{3})[- ]?(\\d{3})(?!\\d)',
    (match) => `0${match[1]}${match[2]}${match[3]}`,
  ),
  phone('(?<![\\d+])(0[2-9]\\d{0,2})[- ](\\d{7,8})(?!\\d)', (match) => `${match[1]}-${match[2]}`),
  phone('(?<![\\d+])([48]00)[- ]?(\\d{3})[- ]?(\\d{4})(?!\\d)', (match) => `${match[1]}-${match[2]}-${match[3]}`),
  phone('(?<!\\d)\\+[1-9](?:[- ()]{0,2}\\d){7,14}(?!\\d)', (match) => `+${match[0].replace(/\D/gu, '')}`),
  phone(
    '(?<!\\d)\\(?([2-9]\\d{2})\\)?[-. ]{1,2}(\\d{3})[-. ](\\d{4})(?!\\d)',
    (match) => `${match[1]}${match[2]}${match[3]}`,
  ),
];

const labelled: readonly PatternRow[] = [
  {
    type: 'tracking-number',
    pattern: new RegExp(`${parcelWords}([a-z]{0,4}\\d{7,24})(?![\\da-z])`, 'giud'),
    taken: 1,
    value: upper(1),
  },
  {
    type: 'order-number',
    pattern: new RegExp(`${orderWords}(#?[a-z]{0,4}\\d[\\d-]{4,30}\\d)(?![\\da-z])`, 'giud'),
    taken: 1,
    value: upper(1),
  },
  {
    type: 'tax-number',
    pattern:
      /(?:税号|纳税人?识别号|税务登记号|信用代码|统一社会信用代码|tax (?:id|number|no\.?)|vat (?:id|number|no\.?))(?:是|为|:| )*([0-9a-z]{8,20})(?![0-9a-z])/dgiu,
    taken: 1,
    value: upper(1),
  },
  {
    type: 'tax-number',
    pattern: /(?<![0-9a-z])(?:9[1-3]|[15]\d)\d{6}[0-9a-hj-npqrtuwxy]{9}[0-9a-hj-npqrtuwxy](?![0-9a-z])/dgiu,
    value: creditCode,
  },
  {
    type: 'zip',
    pattern:
      /(?:邮编|邮政编码|邮递区号|zip(?: ?code)?|postal code|post ?code)(?:是|为|is|:| )*(\d{3,6}(?:-\d{4})?)(?!\d)/dgiu,
    taken: 1,
  },
  { type: 'zip', pattern: /(?<=\b[A-Z]{2},? )\d{5}(?:-\d{4})?(?!\d)/dgu },
  { type: 'zip', pattern: /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/dgu },
];

/** Parcel, order, phone, tax and postal numbers; the order of the list settles what a run of digits is. */
export function numberFinder(orderNumberPatterns: readonly string[]): Finder {
  const shopOrders = orderNumberPatterns.flatMap(shopPattern);
  const tracking = trackingNumbers.map(
    (pattern): PatternRow => ({ type: 'tracking-number', pattern: withOffsets(pattern), value: upper(0) }),
  );
  const plain: PatternRow = { type: 'order-number', pattern: new RegExp(digitsApart, 'gid') };
  const [labelledTracking, ...otherLabels] = labelled;
  const rows = [
    ...shopOrders,
    ...tracking,
    ...(labelledTracking ? [labelledTracking] : []),
    ...phones,
    ...otherLabels,
    plain,
  ];
  const find = patternFinder(rows);
  return (text) => (/\d/u.test(text) ? find(text) : []);
}

/** A shop's pattern; a leading "#" may be left out by the customer and is put back. A line that is no pattern is passed over. */
function shopPattern(source: string): PatternRow[] {
  const isHashed = source.startsWith('#');
  // "#?W\\d{7}" says itself that the mark may be missing.
  const body = source.replace(/^#\??/u, '');
  try {
    const pattern = new RegExp(`(?<![\\w])${isHashed ? '#?' : ''}(?:${body})(?![\\w])`, 'giud');
    const value = (match: RegExpMatchArray) => {
      const number = match[0].toUpperCase();
      return isHashed && !number.startsWith('#') ? `#${number}` : number;
    };
    return [{ type: 'order-number', pattern, value }];
  } catch {
    return [];
  }
}

function phone(source: string, value: NonNullable<PatternRow['value']>): PatternRow {
  return { type: 'phone', pattern: new RegExp(source, 'gd'), value };
}

function upper(group: number): NonNullable<PatternRow['value']> {
  return (match) => match[group]?.replaceAll(' ', '').toUpperCase();
}

/** Eighteen digits without a letter are more likely an order than a company. */
function creditCode(match: RegExpMatchArray): string | undefined {
  return /[a-z]/iu.test(match[0]) ? match[0].toUpperCase() : undefined;
}

function withOffsets(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, 'giud');
}
