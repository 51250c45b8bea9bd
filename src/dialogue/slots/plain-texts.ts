import { say } from '../step-context.ts';
import { isList, type SlotReader, textOf } from './slot-reader.ts';

const noPhotoPattern =
  /^(?:no|none|skip|(?:i (?:really )?)?don'?t have|(?:我|这边|手上|手头|真的?|实在|确实|的确|也|就是)*(?:没有|没|不用|跳过|无))/i;

/** Free words of the customer. */
export const textReader: SlotReader = {
  read: (value, { slot }) => {
    const text = textOf(value).trim();
    if (text === '') return { ok: false, problem: say('invalid.text') };
    return { ok: true, value: text.slice(0, slot.maxLength ?? 500) };
  },
  options: () => [],
  fill: ({ slot, words }) => {
    const telling = slot.takesWords ? words.split('\n').filter(isTelling) : [];
    return telling.length === 0 ? undefined : { value: telling.join(' ').slice(0, slot.maxLength ?? 500) };
  },
  field: 'textarea',
};

/** More than the bare wish ("我要投诉", "I want to complain"). */
function isTelling(said: string): boolean {
  const characters = said.match(/\p{Script=Han}/gu)?.length ?? 0;
  return characters >= 9 || said.split(/\s+/).length >= 8;
}

/** Pictures by file id; "I have none" is an answer. */
export const imagesReader: SlotReader = {
  read: (value) => {
    if (isList(value)) return { ok: true, value };
    const text = textOf(value).trim();
    return text === '' || noPhotoPattern.test(text)
      ? { ok: true, value: [] }
      : { ok: false, problem: say('invalid.images') };
  },
  options: () => [{ value: 'no', label: { 'zh-CN': '没有照片', 'zh-TW': '沒有照片', en: 'I have no photo' } }],
  fill: () => undefined,
  field: 'image',
};

export const emailReader: SlotReader = patternReader(/[^\s@]+@[^\s@]+\.[a-z]{2,}/i, 'invalid.email', 'email');

/** Mainland, Taiwan and international numbers; separators are dropped. */
export const phoneReader: SlotReader = {
  ...patternReader(/\+?\d[\d\s-]{6,17}\d/, 'invalid.phone', 'tel'),
  fill: ({ facts }) => (facts.customer?.phone ? { value: facts.customer.phone } : undefined),
};

const taxNumberPattern = /(?<![0-9A-Z])(?:[0-9A-Z]{20}|[0-9A-Z]{18}|[0-9A-Z]{17}|[0-9A-Z]{15}|\d{8})(?![0-9A-Z])/i;

/** Company tax number: 15, 17, 18 or 20 characters on the mainland, 8 digits in Taiwan. */
export const taxNumberReader: SlotReader = {
  ...patternReader(taxNumberPattern, 'invalid.tax-number', 'text', (text) => text.toUpperCase()),
  fill: ({ words, facts }) => {
    const found = taxNumberPattern.exec(words)?.[0];
    const isOrder = facts.orders.some((order) => found !== undefined && order.orderId.includes(found));
    return found === undefined || isOrder || !/\d{5}/.test(found) ? undefined : { value: found.toUpperCase() };
  },
};

const bareYesPattern = /^(确认|好的?|是的?|可以|对的?|yes|ok(ay)?|sure)[.。!]?$/i;

/** Name on an invoice: the words after "抬头" or the whole answer. */
export const invoiceTitleReader: SlotReader = {
  read: (value) => {
    const title = titleIn(textOf(value));
    const isNoName =
      bareYesPattern.test(title) || /我们?的?公司|^(就|用|开)?(公司|企业|个人)的?$|不知道|不清楚/.test(title);
    return title.length < 2 || title.length > 100 || isNoName
      ? { ok: false, problem: say('invalid.text') }
      : { ok: true, value: title };
  },
  options: () => [],
  fill: ({ words }) => {
    const title = words
      .split('\n')
      .map((line) => companyIn(line) ?? personIn(line))
      .findLast(Boolean);
    return title === undefined ? undefined : { value: title };
  },
  field: 'text',
};

/** What is written around a title: "抬头改成…", "不对,是…", "公司 …", the tax number behind it. */
function titleIn(text: string): string {
  return text
    .replace(
      /^.*(?:抬头|抬頭|名字|姓名|名称|名稱|title)\s*(?:改成|改为|改為|换成|換成|写成|应该是|應該是|写|填|用|开|是|为|為|to|is|should be|[:\uff1a])*\s*/i,
      '',
    )
    .replace(asksForInvoice, '')
    .replace(
      /^(?:不对|不對|错了|改成|改为|换成|应该是|是|公司(?:名称|抬头)?[\s:\uff1a]|企业[\s:\uff1a])+[,\uff0c\s]*/i,
      '',
    )
    .replace(aroundCorrection, '')
    .replace(/[\s,;\uff0c\uff1b]*(?:税号|稅號|统一编号|統一編號|tax (?:number|id)).*$/i, '')
    .replace(/[\s,;\uff0c\uff1b]+[0-9A-Z]{15,20}\s*$/i, '')
    .trim();
}

/** "打漏了 是…公司", "少写俩字 应该叫…": what was wrong with the name before is no part of it. */
const aroundCorrection =
  /^.{0,12}?(?:[打写寫填]?(?:错|漏)|(?:少|多)(?:了|打|写|寫)|不对|不對|不全|应该|應該).{0,6}?(?:是|叫)[\s,:\uff0c\uff1a]*(?=[\p{Script=Han}A-Z])/u;

/** "帮我开张发票 杭州…有限公司": the wish before the name is no part of it. */
const asksForInvoice =
  /^.{0,8}?(?:开|開|要)(?:一?[张張个個份下])?(?:电子|電子|增值税|普通|专用|公司|的)*(?:发票|發票|票|专票|普票)(?:给|給|抬头|抬頭|[\s,，:：])*(?=[\p{Script=Han}A-Za-z])/u;

const companyPattern =
  /[\p{Script=Han}()\uff08\uff09A-Za-z\d·&. ]{2,40}(?:有限责任公司|股份有限公司|有限公司|集团|事务所|工作室|研究院|商行|合作社|公司)|[A-Z][\w&. ]{2,40}(?:Inc|Ltd|LLC|GmbH|Corp)\.?/u;

/** A company by its name; "开个公司的票" names none. */
function companyIn(line: string): string | undefined {
  const name = companyPattern.exec(titleIn(line))?.[0]?.trim();
  return name === undefined || /^[就用开要个张给帮我们是的一份]*(?:公司|集团|工作室)$/u.test(name) ? undefined : name;
}

/** "个人 王雨桐", "个人的 名字王雨桐": who gets an invoice in the own name. */
function personIn(line: string): string | undefined {
  const name = personPattern.exec(line)?.[1];
  return name === undefined || /发票|抬头|普票|开票|就行|可以|就好|邮箱|公司/.test(name) ? undefined : name;
}

const personPattern =
  /(?:个人(?:的|抬头|名义)?|個人(?:的|抬頭)?|名字|姓名|抬头|抬頭)(?:就?[写是叫为填]|[:\uff1a,\uff0c\s])*(?:(?:名字|姓名|抬头)(?:[写是叫为填]|[:\uff1a\s])*)?(\p{Script=Han}{2,4})(?=[\s,，。;；]|邮箱|郵箱|发|發|$)/u;

export const quantityReader: SlotReader = {
  read: (value) => {
    const quantity = Number(/\d+/.exec(textOf(value))?.[0] ?? Number.NaN);
    return quantity >= 1 && quantity <= 999
      ? { ok: true, value: quantity }
      : { ok: false, problem: say('invalid.quantity') };
  },
  options: () => [],
  fill: () => undefined,
  field: 'text',
};

function patternReader(
  pattern: RegExp,
  problem: string,
  field: 'email' | 'tel' | 'text',
  tidy: (text: string) => string = (text) => text.trim(),
): SlotReader {
  return {
    read: (value) => {
      const found = pattern.exec(textOf(value))?.[0];
      return found === undefined ? { ok: false, problem: say(problem) } : { ok: true, value: tidy(found) };
    },
    options: () => [],
    fill: () => undefined,
    field,
  };
}
