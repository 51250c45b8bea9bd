import { type MappedText, replacePattern } from './mapped-text.ts';

/**
 * Stand-ins that masked logs and chat windows put where something was ("[ORDERID_10012]", "[数字x]", "<url>", "#E-s[数字x]"), and the one
 * form that is read. The last is the code of an emoticon.
 */
const placeholders: readonly { pattern: RegExp; by: string }[] = [
  { pattern: /#E-[a-z]{1,3}(?:\[数字x?\]|\d{1,4})/giu, by: ' :emoji: ' },
  { pattern: /[[<【](?:ORDER_?(?:ID|NO)|订单(?:号|编号)?)(?:_?\d+|x)?[\]>】]/giu, by: '[订单号]' },
  { pattern: /[[<【](?:URL|LINK|网址|商品链接|宝贝链接|链接)(?:_?\d+|x)?[\]>】]/giu, by: '[链接]' },
  { pattern: /[[<【](?:NUM(?:BER)?|数字)(?:_?\d+|x)?[\]>】]/giu, by: '[数字]' },
  { pattern: /[[<【](?:PHONE|TEL|电话|手机|手机号)(?:_?\d+|x)?[\]>】]/giu, by: '[电话]' },
  { pattern: /[[<【](?:ADDRESS|ADDR|地址)(?:_?\d+|x)?[\]>】]/giu, by: '[地址]' },
  { pattern: /[[<【](?:NAME|USERNAME|姓名)(?:_?\d+|x)?[\]>】]/giu, by: '[姓名]' },
  { pattern: /[[<【](?:DATE|日期)(?:_?\d+|x)?[\]>】]/giu, by: '[日期]' },
  { pattern: /[[<【](?:TIME|时间)(?:_?\d+|x)?[\]>】]/giu, by: '[时间]' },
  { pattern: /[[<【](?:PRICE|MONEY|金额)(?:_?\d+|x)?[\]>】]/giu, by: '[金额]' },
];
const mayHave = /[[<【]/u;

/** Brings the stand-ins of masked texts into one form; other brackets stay. */
export function unifyPlaceholders(mapped: MappedText): MappedText {
  if (!mayHave.test(mapped.text) && !mapped.text.includes('#E-')) return mapped;
  return placeholders.reduce((text, { pattern, by }) => replacePattern(text, pattern, () => by), mapped);
}
