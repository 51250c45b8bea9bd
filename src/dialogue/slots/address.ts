import type { Address } from '../../commerce/index.ts';
import { orderAddress } from '../order-words.ts';
import { say } from '../step-context.ts';
import type { Choice, FormPlan } from '../types.ts';
import { sameInAll } from '../wording/packs.ts';
import { amendAddress } from './amend-address.ts';
import { parseAddress } from './parse-address.ts';
import { isRecord, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';

/** A full address from free words, a form, another order ("same as #W123") or the customer's address book. */
export const addressReader: SlotReader = {
  read(value, context) {
    const known = context.run.slots[context.name];
    const amended = isRecord(known) && !isRecord(value) ? amendAddress(known, textOf(value)) : undefined;
    if (amended !== undefined) return { ok: true, value: amended };
    const fields = isRecord(value) ? value : readText(textOf(value), context);
    const address = complete(fields, context) ?? (isRecord(value) ? undefined : inPieces(textOf(value), context));
    return address === undefined ? { ok: false, problem: say('invalid.address') } : { ok: true, value: address };
  },
  options: (context) => knownAddresses(context).map(addressChoice),
  fill: (context) => {
    const told = [context.words, ...context.words.split('\n').toReversed()];
    const address = told.map((words) => complete(readText(words, context), context)).find((one) => one !== undefined);
    const value = address ?? contactAmended(context);
    return value === undefined ? undefined : { value };
  },
};

/** The street in one message and the district in the next, in either order. */
function inPieces(text: string, context: SlotContext): Fields | undefined {
  const plain = text.replace(/[啊呀哦哈呢吧的\s]+$/u, '');
  const before = context.words.split('\n').filter((line) => line.trim() !== '' && !line.includes(plain));
  return before
    .slice(-2)
    .toReversed()
    .flatMap((line) => [`${plain}${streetOf(line)}`, `${streetOf(line)}${plain}`])
    .map((whole) => complete(readText(whole, context), context))
    .find((address) => address !== undefined);
}

function streetOf(line: string): string {
  return line.replace(/^.*?(?:地址)?(?:改成|改到|改为|换成|寄到|送到|是)\s*/u, '').trim();
}

/** Only who receives it, or on which phone, is to be another one ("收货电话改成139…"): the order's address with that put right. */
function contactAmended({ words, order }: SlotContext): Fields | undefined {
  const said = words.split('\n').findLast((line) => namesContact.test(line));
  return said === undefined || order === undefined ? undefined : amendAddress({ ...order.address }, said);
}

const namesContact =
  /(?:电话|手机号?|号码|電話|手機)[^\d]{0,14}\d{8,}|(?:收件人|收货人|收貨人).{0,4}(?:改|换|換|是|为|為|叫)|\bphone(?: number)?\b[^\d]{0,24}\+?\d{7,}/i;

/** Fields of the address form, filled by hand where free words did not suffice. */
export const addressFields: FormPlan['fields'] = [
  { name: 'name', labelKey: 'field.name', type: 'text', required: true },
  { name: 'phone', labelKey: 'field.phone', type: 'tel', required: false },
  { name: 'province', labelKey: 'field.province', type: 'text', required: true },
  { name: 'city', labelKey: 'field.city', type: 'text', required: true },
  { name: 'district', labelKey: 'field.district', type: 'text', required: false },
  { name: 'detail', labelKey: 'field.detail', type: 'text', required: true },
  { name: 'zip', labelKey: 'field.zip', type: 'text', required: false },
];

type Fields = Readonly<Record<string, string>>;

function readText(text: string, context: SlotContext): Fields {
  const chosen = knownAddresses(context).find((address) => keyOf(address) === text);
  if (chosen !== undefined) return { ...chosen };
  const { orders, customer } = context.facts;
  const other = orders.find((order) => order.orderId !== context.order?.orderId && mentionsOrder(text, order.orderId));
  if (other !== undefined) return { ...other.address };
  // Without an order the default address itself is to be another one.
  if (
    context.order !== undefined &&
    /default address|address (on|in) my (profile|account)|默认地址|預設地址/i.test(text) &&
    customer?.defaultAddress
  ) {
    return { ...customer.defaultAddress };
  }
  return parseAddress(text);
}

function mentionsOrder(text: string, orderId: string): boolean {
  const digits = orderId.replace(/\D/g, '');
  return digits.length >= 6 && text.replace(/[^\d]/g, ' ').includes(digits);
}

/** Takes name, phone and country over from the present address where the new one does not say them. */
function complete(fields: Fields, context: SlotContext): Fields | undefined {
  if (!fields.detail || !fields.city || !fields.province) return undefined;
  const present = context.order?.address ?? context.facts.customer?.defaultAddress;
  const take = (name: keyof Address) => fields[name] || present?.[name] || '';
  const receiver = {
    name: fields.name || present?.name || context.facts.customer?.name || '',
    phone: fields.phone || present?.phone || context.facts.customer?.phone || '',
  };
  const known = Object.entries(receiver).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(known),
    country: take('country'),
    province: fields.province,
    city: fields.city,
    district: fields.district ?? '',
    detail: fields.detail,
    zip: fields.zip ?? '',
  };
}

function knownAddresses({ order, facts }: SlotContext): readonly Address[] {
  const known = [facts.customer?.defaultAddress, ...facts.orders.map((one) => one.address)].filter(
    (one) => one != null,
  );
  const now = order?.address ?? facts.customer?.defaultAddress;
  const present = now && keyOf(now);
  const unique = [...new Map(known.map((address) => [keyOf(address), address])).values()];
  return unique.filter((address) => keyOf(address) !== present).slice(0, 3);
}

function addressChoice(address: Address): Choice {
  return { value: keyOf(address), label: sameInAll(orderAddress(address)) };
}

function keyOf(address: Address): string {
  return `address:${orderAddress(address)}`;
}
