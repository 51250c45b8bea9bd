/** Numbers that customers write in questions. Texts are normalised (NFKC, lower case, simplified). */

/** An amount of money in minor units: "300元", "¥129", "三百块", "under $50", "300以内"; undefined where none is named. */
export function readAmount(normalised: string): number | undefined {
  const text = digitsOf(normalised);
  const match =
    /(\d+(?:\.\d{1,2})?)\s*(?:元|块钱|块|rmb|yuan|dollars|bucks|usd|cny)/.exec(text) ??
    /(?:[¥$]|rmb|cny|usd|under|below|within|around|about|over|budget|up to|预算|满|花了|买了|凑了|凑|够|拍了)\s*(?:of|is|是|大概|在)?\s*[¥$]?\s*(\d+(?:\.\d{1,2})?)(?!\s*(?:件|个|条|双|盒|包|天|瓶|cm|kg|岁|米|斤|片|袋|pcs|pieces))/.exec(
      text,
    ) ??
    /(\d+(?:\.\d{1,2})?)\s*(?:以内|以下|左右|之内|上下|的预算|够|包邮)/.exec(text);
  return match?.[1] === undefined ? undefined : Math.round(Number(match[1]) * 100);
}

/** An amount without its unit where the question is about money anyway: "我购物车280，还差多少满减"; thresholds such as 满300减50 are none. */
export function readBareAmount(normalised: string): number | undefined {
  const text = digitsOf(normalised).replace(/满\s*\d+\s*减\s*\d+/g, ' ');
  const match =
    /(?<![\d.])(\d{2,6}(?:\.\d{1,2})?)(?![\d.])(?!\s*(?:件|个|条|双|盒|包|天|瓶|cm|kg|岁|斤|片|袋|号|月|日|点|升|毫))/.exec(
      text,
    );
  return match?.[1] === undefined ? undefined : Math.round(Number(match[1]) * 100);
}

/** Pieces of a product: "3件", "两双", "buy 2"; 1 where none is named. */
export function readQuantity(normalised: string): number {
  const text = digitsOf(normalised).replace(
    /\b(?:two|three|four|five|six|seven|eight|nine|ten)\b/g,
    (word) => `${numberWords.indexOf(word) + 2}`,
  );
  const match =
    /(?<![\d.米])(\d{1,3})\s*(?:件|个|条|双|盒|包|瓶|套|支|箱|袋|台|只|份|张|片|罐|组|把|对(?![吧吗么不的])|床|串|桶|pcs|pieces|of (?:the|them|these|those|your)|units|pairs)/.exec(
      text,
    ) ??
    // Three bare digits after "要" are a price: "同事才329我要399".
    /(?:buy|买|拍|要|order|take|how much (?:for|are))\s*(\d{1,2})(?![\d.元块%])/.exec(text);
  return match?.[1] === undefined ? 1 : Math.max(1, Number(match[1]));
}

const numberWords: readonly string[] = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Height in centimetres: "165cm", "1米65", "身高165", "5'6"; undefined where none is named. */
export function readHeight(normalised: string): number | undefined {
  const text = digitsOf(normalised);
  const metres = /(?<!\d)1\s*(?:米|m)\s*(\d{1,2})(?!\d)|(?<!\d)1\.(\d{1,2})\s*(?:米|m)(?![a-z])/.exec(text);
  if (metres !== null) return 100 + Number((metres[1] ?? metres[2] ?? '').padEnd(2, '0'));
  const feet = /(?<!\d)([4-7])\s*(?:'|ft|feet|foot)\s*(\d{1,2})?/.exec(text);
  if (feet !== null) return Math.round((Number(feet[1]) * 12 + Number(feet[2] ?? 0)) * 2.54);
  const centimetres =
    /(?<!\d)(\d{2,3})\s*(?:cm|厘米|公分|高)/.exec(text) ??
    /(?:身高|高|height)\D{0,4}(\d{2,3})(?!\d)/.exec(text) ??
    /(?<!\d)([5-9]\d|1\d\d)(?!\d)(?:的?个[子头]|高)?\s*[ ,，/]?\s*(?:体重|重)?\s*\d{2,3}(?:\.\d)?\s*(?:斤|公斤|kg)/.exec(
      text,
    );
  return centimetres === null ? undefined : within(Number(centimetres[1]), 45, 230);
}

/** Weight in kilograms: "55kg", "110斤", "体重55公斤", "130 lb"; undefined where none is named. */
export function readWeight(normalised: string): number | undefined {
  const text = digitsOf(normalised);
  const number = '(\\d{1,3}(?:\\.\\d)?)';
  const kilograms = new RegExp(`${number}\\s*(?:kg|公斤|千克|kilos?)`).exec(text);
  if (kilograms !== null) return within(Number(kilograms[1]), 2, 250);
  const pounds = new RegExp(`${number}\\s*(?:lbs?|pounds)`).exec(text);
  if (pounds !== null) return within(Math.round(Number(pounds[1]) * 4.536) / 10, 2, 250);
  // 九斤半 is nine and a half.
  const jin = new RegExp(`${number}\\s*斤(半)?`).exec(text);
  if (jin !== null) return within((Number(jin[1]) + (jin[2] === undefined ? 0 : 0.5)) / 2, 2, 250);
  const bare = new RegExp(`(?:体重|重|weight)\\D{0,4}${number}(?!\\d)`).exec(text);
  if (bare === null) return undefined;
  // A bare number above 90 is jin, as people say it.
  const value = Number(bare[1]);
  return within(value > 90 ? value / 2 : value, 2, 250);
}

/** Chinese numerals become digits: 三百 → 300, 两件 → 2件, 一千二 → 1200; above 999 in whole hundreds. */
export function digitsOf(text: string): string {
  const inThousands = text.replace(
    /([一二两三四五六七八九])千(?:([一二三四五六七八九])(百?))?/g,
    (_all, thousands, hundreds) => String(digit(thousands) * 1000 + digit(hundreds) * 100),
  );
  return inThousands.replace(/[零一二两三四五六七八九十百]{1,6}/g, (numeral) => {
    const value = numeralValue(numeral);
    return value === undefined ? numeral : String(value);
  });
}

function numeralValue(numeral: string): number | undefined {
  // 七五 in 一米七五 are digits one by one.
  if (/^[零一二两三四五六七八九]{2,3}$/.test(numeral)) return Number([...numeral].map((one) => digit(one)).join(''));
  const match = /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二两三四五六七八九])?$/.exec(
    numeral,
  );
  if (match === null) return undefined;
  const [, hundreds, tens, ten, ones] = match;
  // 三百五 means 350.
  const onesValue =
    hundreds !== undefined && ten === undefined && !numeral.includes('零') ? digit(ones) * 10 : digit(ones);
  return digit(hundreds) * 100 + (ten === undefined ? 0 : (tens === undefined ? 1 : digit(tens)) * 10) + onesValue;
}

function digit(numeral: string | undefined): number {
  return numeral === undefined ? 0 : numeral === '两' ? 2 : '零一二三四五六七八九'.indexOf(numeral);
}

function within(value: number, low: number, high: number): number | undefined {
  return value >= low && value <= high ? value : undefined;
}
