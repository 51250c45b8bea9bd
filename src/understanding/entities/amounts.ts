import { type Finder, type PatternRow, patternFinder } from './found.ts';
import { englishNumberSource, numberSource, readNumber } from './numerals.ts';

const currencyBySign: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  元: 'CNY',
  块: 'CNY',
  块钱: 'CNY',
  人民币: 'CNY',
  圆: 'CNY',
  nt$: 'TWD',
  ntd: 'TWD',
  twd: 'TWD',
  新台币: 'TWD',
  台币: 'TWD',
  hk$: 'HKD',
  hkd: 'HKD',
  港币: 'HKD',
  港元: 'HKD',
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  dollars: 'USD',
  dollar: 'USD',
  bucks: 'USD',
  buck: 'USD',
  美元: 'USD',
  美金: 'USD',
  刀: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euros: 'EUR',
  euro: 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  pounds: 'GBP',
  quid: 'GBP',
  英镑: 'GBP',
  日元: 'JPY',
  円: 'JPY',
};
const signBefore = '(nt\\$|us\\$|hk\\$|rmb|cny|[¥￥$€£])';
const signAfter =
  '(块钱|块(?![电板头砖肥香拼布糖屏表手])|元(?![旦宵素件气])|圆(?=整|[,。!? ]|$)|人民币|rmb|cny|usd|dollars?|bucks?|美元|美金|刀(?=[,。!? ]|$)|新台币|台币|ntd|twd|港币|港元|hkd|欧元|euros?|eur|英镑|quid|gbp|日元|円)';
const grouped = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?';

const money: readonly PatternRow[] = [
  row('money', `${signBefore} ?(${grouped}|\\d+(?:\\.\\d{1,2})?)(万|k)?`, (match) =>
    amount(match[2], match[1], match[3]),
  ),
  row(
    'money',
    `(${grouped}|${numberSource})(万|k)?(?:多|来|几)? ?${signAfter}(?:(\\d|[一二三四五六七八九])(?![\\d个件天号月]))?`,
    (match) => amount(match[1], match[3], match[2], match[4]),
  ),
  row('money', `(${numberSource})(?:毛|角)(?:钱)?(?![球巾衣])`, (match) => amount(scaled(match[1], 0.1), '元')),
];

/** Height and weight that stand alone or before a word of sizes, without units: "175/140", "165 52 穿什么码". */
const bodyPair =
  '(?<=^|[男女我他她老公婆妈爸高,。 ])(1[4-9]\\d)(?:cm)?[ ,/、·]{1,2}([3-9]\\d|[12]\\d{2})(?=$|[ ,。!?]|[穿选买拿的要能可码])(?! ?(?:斤|kg|公斤|cm|块|元|件|个|ml|天))';
const heightAndWeight: readonly PatternRow[] = [
  row(
    'height',
    '(?:身高|高|身长)(?:是|为|大概|大约|约|差不多|:)*? ?(\\d{2,3}(?:\\.\\d)?)(?: ?(?:cm|厘米|公分))?(?![\\d.]| ?(?:斤|kg|公斤|元|块|米))',
    (match) => centimetres(match[1], 1),
    1,
  ),
  row('height', '(?<![\\d.])(\\d{2,3}(?:\\.\\d)?) ?(?:cm|厘米|公分)(?!\\w)', (match) => centimetres(match[1], 1)),
  row('height', '(?<![\\d.])([12])[米m](\\d{1,2})(?!\\d)', (match) => metres(match[1], match[2])),
  row('height', '(?<![\\d.])(1\\.\\d{1,2}|2\\.[0-2]\\d?) ?(?:米|m(?![a-z]))', (match) => centimetres(match[1], 100)),
  row('height', '(?<![\\d.])(1[4-9]\\d)(?=[,/ ]{1,2}\\d{2,3}(?:\\.\\d)? ?(?:斤|kg|公斤))', (match) =>
    centimetres(match[1], 1),
  ),
  row('height', '一米([零一二三四五六七八九])([一二三四五六七八九])?(?![\\d十百])', (match) =>
    metres('1', `${readNumber(match[1] ?? '') ?? 0}${readNumber(match[2] ?? '') ?? ''}`),
  ),
  row('height', `${bodyPair}`, (match) => centimetres(match[1], 1), 1),
  row(
    'height',
    "(?<!\\d)([4-7])\\s?(?:'|ft|feet|foot|\\u2032)\\s?(1[01]|\\d)?(?:\\s?(?:\"|in\\b|inch(?:es)?|''|\\u2033))?",
    (match) => centimetres(String(Number(match[1]) * 30.48 + Number(match[2] ?? 0) * 2.54), 1),
  ),
  row(
    'weight',
    '(?:体重|重)(?:是|为|大概|大约|约|差不多|:)*? ?(\\d{2,3}(?:\\.\\d)?)(?![\\d.]| ?(?:cm|厘米|公分|kg|公斤|斤|千克|元|块|g|克))',
    (match) => bodyWeight(Number(match[1])),
    1,
  ),
  row(
    'weight',
    '(?:体重|重)(?:是|为|大概|大约|约|差不多|:)*? ?(一百[零一二三四五六七八九十]{0,3}|[四五六七八九]十[一二三四五六七八九]?)(?![斤公千])',
    (match) => bodyWeight(readNumber(match[1] ?? '')),
  ),
  row('weight', `${bodyPair}`, (match) => bodyWeight(Number(match[2])), 2),
  row('weight', '(?<=一米[五六七八九][一二三四五六七八九]?[ ,/]{1,2})(\\d{2,3})(?![\\d.])', (match) =>
    bodyWeight(Number(match[1])),
  ),
  row('weight', `(?<![\\d.])(${numberSource}) ?(?:kg|公斤|千克|kgs|kilos?)(?![a-z])`, (match) =>
    kilograms(match[1], 1),
  ),
  row('weight', `(?<![\\d.])(${numberSource}) ?斤(?!半)`, (match) => kilograms(match[1], 0.5)),
  row('weight', '(?<![\\d.])(\\d{2,3}(?:\\.\\d)?) ?(?:lbs?|pounds)\\b', (match) => kilograms(match[1], 0.453592)),
];

const countWords =
  '个|件|条|双|盒|箱|包|袋|瓶|支|只|套|本|台|份|张|把|罐|桶|斤|对|枚|片|卷|束|顶|副|块|组|提|罐|打|单|款|辆|床|根|颗|粒|杯|碗|排|板|串|朵|盆|棵';
const englishThings =
  'pieces?|pcs|units?|items?|boxes|box|bottles?|packs?|pairs?|sets?|bags?|of (?:them|these|those|each)';
const quantities: readonly PatternRow[] = [
  row('quantity', `(?<![\\d.第])(${numberSource})(?:个)?(${countWords})(?![月小大子人])`, (match) =>
    wholeNumber(match[1]),
  ),
  row('quantity', `\\b(${englishNumberSource}) (?:${englishThings})\\b`, (match) => wholeNumber(match[1])),
  row('quantity', '(?<![\\w.])(?:x|×|\\*) ?(\\d{1,4})(?![\\d.]| ?(?:cm|mm|厘米))', (match) => wholeNumber(match[1])),
  row('quantity', '(?:数量|qty|quantity)(?:是|为|:| )*(\\d{1,5})', (match) => wholeNumber(match[1]), 1),
];

/** Sums of money ("99.90 CNY"), body measures ("165 cm", "55 kg") and how many ("3"). */
export const findAmounts: Finder = patternFinder([...money, ...heightAndWeight, ...quantities]);

function row(type: PatternRow['type'], source: string, value: NonNullable<PatternRow['value']>, taken = 0): PatternRow {
  return { type, pattern: new RegExp(source, 'giud'), value, taken };
}

function amount(written = '', sign = '', thousands?: string, tenths?: string): string | undefined {
  const number = readNumber(written.replaceAll(',', ''));
  if (number === undefined) return undefined;
  const factor = thousands === '万' ? 10_000 : thousands ? 1_000 : 1;
  const sum = number * factor + (tenths === undefined ? 0 : (readNumber(tenths) ?? 0) / 10);
  return `${sum.toFixed(2)} ${currencyBySign[sign.toLowerCase()] ?? 'CNY'}`;
}

function scaled(written = '', factor: number): string | undefined {
  const number = readNumber(written);
  return number === undefined ? undefined : String(Number((number * factor).toFixed(2)));
}

function centimetres(written: string | undefined, factor: number): string | undefined {
  const value = Math.round(Number(written) * factor);
  return value >= 40 && value <= 250 ? `${value} cm` : undefined;
}

/** "1米7" is 170, "1米65" is 165, "1米07" is 107. */
function metres(whole = '', rest = ''): string | undefined {
  return centimetres(`${whole}.${rest}`, 100);
}

/** A body's weight without a unit: above 85 it is in jin. */
function bodyWeight(number: number | undefined): string | undefined {
  return number === undefined || number < 30 ? undefined : kilograms(String(number), number > 85 ? 0.5 : 1);
}

function kilograms(written: string | undefined, factor: number): string | undefined {
  const number = readNumber(written ?? '');
  if (number === undefined) return undefined;
  const value = Math.round(number * factor * 10) / 10;
  return value > 0 && value <= 500 ? `${value} kg` : undefined;
}

function wholeNumber(written: string | undefined): string | undefined {
  const number = readNumber(written ?? '');
  return number === undefined || !Number.isInteger(number) || number < 1 || number > 99_999
    ? undefined
    : String(number);
}
