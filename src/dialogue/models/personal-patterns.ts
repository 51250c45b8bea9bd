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
const unit = '(?:\\s{0,2}[\\dA-Za-z\\-]{1,8}\\s{0,2}(?:号|號|栋|棟|幢|座|单元|單元|室|楼|樓|层|層|弄|巷|户|戶|房))';

/**
 * What looks like personal data wherever it stands, in one piece or in groups; matched against text in half-width signs. Rather too
 * much is hidden than too little: a hidden number comes back unharmed, a leaked one never does.
 */
export const personalPatterns: readonly PersonalPattern[] = [
  { kind: 'TEXT', pattern: /\[[A-Z]+_\d+\]/g },
  {
    kind: 'EMAIL',
    pattern: /[\p{Script=Latin}\d.+_-]{1,64}\s?@\s?[\p{L}\d-]{1,63}(?:\.[\p{Script=Latin}\d-]{1,63}){1,5}/gu,
  },
  // Mainland mobile, however grouped; Taiwan 09xx-xxx-xxx; landline; American.
  { kind: 'PHONE', pattern: new RegExp(`(?<!\\d)(?:\\+?86${gap})?1${gap}[3-9](?:${gap}\\d){9}(?!\\d)`, 'g') },
  { kind: 'PHONE', pattern: /(?<!\d)(?:\+?886[\s-]?)?0?9\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/g },
  { kind: 'PHONE', pattern: /(?<!\d)0\d{1,3}[\s-]\d{6,8}(?!\d)/g },
  { kind: 'PHONE', pattern: /(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d)/g },
  { kind: 'NUMBER', pattern: /[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{8,}/g },
  // Who stands before a phone number, as in addresses that are pasted.
  {
    kind: 'NAME',
    pattern:
      /(?<=^|[\s,、\u3002])(?!电话|電話|手机|手機|号码|號碼|联系|聯絡|微信)\p{Script=Han}{2,3}(?=[\s,、]{1,3}1[3-9]\d)/gu,
  },
  // Identity and bank cards, order and parcel numbers: eight digits and more, in groups or with letters before.
  {
    kind: 'NUMBER',
    pattern: new RegExp(`(?<![\\p{Script=Latin}\\d])#?[A-Za-z]{0,6}-?\\d(?:${gap}\\d){7,}[A-Za-z\\d]*`, 'gu'),
  },
  {
    kind: 'CONTACT',
    pattern:
      /(?:微信|威信|薇信|wechat|weixin|vx|qq)\s{0,3}(?:号|號|id)?\s{0,3}(?:是|为|:)?\s{0,3}([A-Za-z0-9][\w-]{4,})/gi,
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
      /(?<!\d)\d{1,6}\s{1,3}(?:[A-Za-z][\w'.]{0,30}\s{1,3}){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Way|Place|Pl)\b\.?(?:,?\s{0,3}(?:Suite|Ste|Apt|Unit|#)\s{0,3}\w{1,10})?/gi,
  },
  {
    kind: 'NAME',
    pattern:
      /(?:我叫|姓名|收件人|收货人|收貨人|联系人|聯絡人)\s{0,3}(?:是|叫|为|换成|改成|改为|:)?\s{0,3}(?!写|寫|谁|誰|填|换|改|怎|可|能|要|电|電|地|信|和|的|不|有|什|错|錯)(\p{Script=Han}{2,3})/gu,
    group: 1,
  },
  {
    kind: 'NAME',
    pattern: /\bmy name(?: is|'s)\s{1,3}(\p{L}[\p{L}'’-]{1,30}(?:\s{1,3}\p{Lu}[\p{L}'’-]{1,30})?)/giu,
    group: 1,
  },
];
