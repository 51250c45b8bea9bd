import { reopened } from '../flow-stack.ts';
import type { Command } from '../types.ts';
import type { Reading, Running } from './running-flow.ts';

/** What customers call the values that flows collect. */
const slotNames: Readonly<Record<string, RegExp>> = {
  title: /抬头|公司名|开票名称|\b(?:invoice )?title\b|\bcompany name\b/,
  titleType: /发票类型|抬头类型|\binvoice type\b/,
  taxNumber: /税号|统一编号|纳税人识别号|\btax (?:number|id)\b/,
  email: /邮箱|邮件|\be-?mail\b/,
  address: /地址|门牌号?|收件人|收货人|电话|手机号?|\baddress\b|\bzip\b|\bphone\b/,
  reason: /原因|理由|\breason\b/,
  description: /描述|情况说明|\bdescription\b/,
  payment: /支付方式|付款方式|退款方式|\bpayment(?: method)?\b/,
  variants: /规格|颜色|尺码|款式|\bcolou?r\b|\bsize\b/,
  wish: /处理方式|解决方式/,
  problem: /问题类型/,
  quantity: /数量|件数|\bquantity\b/,
  message: /留言|内容/,
  contact: /联系方式|联系电话|\bcontact\b/,
  remark: /备注|\bnote\b/,
};

const givesNew = /(?:改成|改为|改到|换成|换到|写成|应该是|应为|要写|是|to|should be|is)\s*[::\uff1a]?\s*(\S[\s\S]*)$/i;
const isWrong = /错了|不对|写错|填错|改一下|换一下|不是这|\bwrong\b|\bchange\b|\bcorrect\b/;

/**
 * "抬头改成…", "邮箱写错了", "change the e-mail to …": a value that is known already, called by its name and put right. The
 * reader of the slot takes the new value out of the words; without one the value is asked for again.
 */
export function labelledCorrections(
  { run, definition }: Running,
  reading: Reading,
  open: string | undefined,
): readonly Command[] {
  const text = reading.text.toLowerCase();
  if (/[?？]|吗$|呢$/.test(text)) return [];
  return Object.keys(definition.slots).flatMap((slot): Command[] => {
    const name = slotNames[slot]?.exec(text);
    if (!name || slot === open || run.slots[slot] === undefined) return [];
    const behind = reading.text.slice(name.index + name[0].length);
    const given = givesNew.exec(behind)?.[1];
    if (given !== undefined)
      return [{ kind: 'correct-slot', slot, value: wholeValue.includes(slot) ? reading.text : given }];
    if (!isWrong.test(text)) return [];
    return [{ kind: 'correct-slot', slot, value: toldBehind(slot, behind, { run, definition }) ?? reopened }];
  });
}

/** The new value where it simply follows ("邮箱错了,cw@example.com"): of a kind that nothing else looks like. */
function toldBehind(slot: string, behind: string, { run, definition }: Running): string | undefined {
  const pattern = plainValues[definition.slots[slot]?.type ?? ''];
  const told = pattern?.exec(behind)?.[0];
  return told === run.slots[slot] ? undefined : told;
}

const plainValues: Readonly<Record<string, RegExp>> = {
  email: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
  'tax-number': /(?<![0-9A-Za-z])[0-9A-Za-z]{15,20}(?![0-9A-Za-z])/,
  phone: /\+?\d[\d\s-]{6,17}\d/,
};

/** Slots whose reader needs the name of the value, too ("收件人改成李四"). */
const wholeValue: readonly string[] = ['address', 'variants', 'payment', 'reason', 'wish', 'problem', 'titleType'];
