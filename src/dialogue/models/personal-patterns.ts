/** Kinds of personal data; the kind is all that a model gets to see. */
export type PersonalKind =
  | 'PHONE'
  | 'EMAIL'
  | 'ADDRESS'
  | 'ORDER'
  | 'PARCEL'
  | 'NAME'
  | 'NUMBER'
  | 'ZIP'
  | 'CONTACT'
  | 'TEXT';

/** `group` is the captured part to hide; the whole match without it. */
export type PersonalPattern = { kind: PersonalKind; pattern: RegExp; group?: number };

/** What people set between the digits of a number, zero-width signs included. */
const gap = '[\\s\\-\u2010-\u2015.\u00b7\u200b-\u200d\u2060\ufeff]{0,2}';
const unit = '(?:\\s*[\\dA-Za-z\\-]+\\s*(?:号|號|栋|棟|幢|座|单元|單元|室|楼|樓|层|層|弄|巷|户|戶|房))';

/**
 * What looks like personal data wherever it stands, in one piece or in groups; matched against text in half-width signs. Rather too
 * much is hidden than too little: a hidden number comes back unharmed, a leaked one never does.
 */
export const personalPatterns: readonly PersonalPattern[] = [
  { kind: 'TEXT', pattern: /\[[A-Z]+_\d+\]/g },
  { kind: 'EMAIL', pattern: /[\p{L}\p{N}.+_-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  // Mainland mobile, however grouped; Taiwan 09xx-xxx-xxx; landline; American.
  { kind: 'PHONE', pattern: new RegExp(`(?<!\\d)(?:\\+?86${gap})?1${gap}[3-9](?:${gap}\\d){9}(?!\\d)`, 'g') },
  { kind: 'PHONE', pattern: /(?<!\d)(?:\+?886[\s-]?)?0?9\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/g },
  { kind: 'PHONE', pattern: /(?<!\d)0\d{1,3}[\s-]\d{6,8}(?!\d)/g },
  { kind: 'PHONE', pattern: /(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)/g },
  { kind: 'NUMBER', pattern: /[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{8,}/g },
  // Identity and bank cards, order and parcel numbers: eight digits and more, in groups or with letters before.
  {
    kind: 'NUMBER',
    pattern: new RegExp(`(?<![\\p{Script=Latin}\\d])#?[A-Za-z]{0,6}-?\\d(?:${gap}\\d){7,}[Xx]?`, 'gu'),
  },
  {
    kind: 'CONTACT',
    pattern: /(?:微信|威信|薇信|wechat|weixin|vx|qq)\s*(?:号|號|id)?\s*(?:是|为|:)?\s*([A-Za-z0-9][\w-]{4,})/gi,
    group: 1,
  },
  {
    kind: 'ADDRESS',
    pattern: new RegExp(`[\\p{Script=Han}A-Za-z]{1,4}(?:路|街|道|巷|弄|胡同|村|段)${unit}+`, 'gu'),
  },
  {
    kind: 'ADDRESS',
    pattern: new RegExp(
      `[\\p{Script=Han}]{2,6}(?:小区|小區|花园|花園|公寓|大厦|大廈|家园|家園|社区|社區|苑|城|宿舍)${unit}+`,
      'gu',
    ),
  },
  {
    kind: 'ADDRESS',
    pattern:
      /(?<!\d)\d{1,6}\s+(?:[A-Za-z][\w'.]*\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Way|Place|Pl)\b\.?(?:,?\s*(?:Suite|Ste|Apt|Unit|#)\s*\w+)?/gi,
  },
  {
    kind: 'NAME',
    pattern: /(?:我叫|姓名|收件人|收货人|收貨人|联系人|聯絡人)\s*(?:是|叫|为|改成|改为|:)?\s*(\p{Script=Han}{2,3})/gu,
    group: 1,
  },
  { kind: 'NAME', pattern: /\bmy name(?: is|'s)\s+(\p{L}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)/giu, group: 1 },
];
