import type { AddressArgument } from '../../action-arguments.ts';
import { caseMachine } from '../../case-machine.ts';
import type {
  Address,
  AfterSalesCase,
  LocalizedText,
  Order,
  OrderDiscount,
  PaymentEntry,
  PaymentMethod,
  StoreCustomer,
} from '../../types.ts';

/** Small parts of canonical orders and cases that every platform needs. */

/** A text of the shop's one language. */
export function inAllLanguages(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}

/** An address with what a platform tells of it; the country is China unless said. */
export function addressOf(known: Partial<Address>): Address {
  return { name: '', phone: '', country: 'CN', province: '', city: '', district: '', detail: '', zip: '', ...known };
}

/** A buyer as far as an order tells of them. */
export function buyerOf(known: Pick<StoreCustomer, 'storeCustomerId'> & Partial<StoreCustomer>): StoreCustomer {
  return {
    name: '',
    email: '',
    phone: '',
    memberLevel: '',
    defaultAddress: null,
    paymentMethods: [],
    spent: 0,
    ...known,
  };
}

/** A platform's case in our words; `changedAt` is when it came into its state, `deadline` the platform's own where it tells one. */
export type KnownCase = Omit<AfterSalesCase, 'owner' | 'deadline' | 'history' | 'details'> & {
  changedAt: string;
  deadline?: string | undefined;
  /** The platform's own word for the state. */
  stateText: string;
  details?: Readonly<Record<string, string>>;
  /** Hours that the shop has to decide, for platforms that tell no deadline. */
  decisionHours?: number;
};

/** The case with its owner and its deadline; where the platform tells no deadline the canonical hours count from the last change. */
export function caseOf({
  changedAt,
  deadline,
  stateText,
  decisionHours,
  details = {},
  ...one
}: KnownCase): AfterSalesCase {
  const rule = caseMachine[one.state];
  const history = [{ at: changedAt, state: one.state, note: stateText }];
  if (rule === undefined) return { ...one, history, details };
  const hours = one.state === 'applied' && decisionHours !== undefined ? decisionHours : rule.hours;
  const computed = new Date(new Date(changedAt).getTime() + hours * 3_600_000).toISOString();
  return { ...one, history, details, owner: rule.owner, deadline: deadline ?? computed };
}

/** A table from a platform's words to ours, with what an unknown word means. */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  word: string | number,
  unknown: NoInfer<Value>,
): Value {
  const key = String(word);
  return Object.hasOwn(table, key) ? (table[key] ?? unknown) : unknown;
}

/** Whether an order already goes to this address: what was asked for stands in it. */
export function goesTo(order: Pick<Order, 'address'>, wanted: AddressArgument): boolean {
  const { address } = order;
  const squeeze = (text: string) => text.replace(/\s/g, '');
  return (
    squeeze(address.detail) === squeeze(wanted.detail) &&
    squeeze(address.city) === squeeze(wanted.city) &&
    (wanted.district === '' || squeeze(address.district) === squeeze(wanted.district)) &&
    (wanted.name === undefined || address.name === wanted.name) &&
    (wanted.phone === undefined || address.phone === wanted.phone)
  );
}

/** A line as a platform prices it: listed price and what was paid for all its pieces, minor units. */
export type PricedLine = { lineId: string; listed: number; paid: number };

/**
 * What was taken off, so that listed prices less discounts plus freight are exactly what was paid: first line by line, then the
 * rest from the order as a whole.
 */
export function discountsOf(lines: readonly PricedLine[], freight: number, total: number): OrderDiscount[] {
  const perLine = lines.flatMap(({ lineId, listed, paid }): OrderDiscount[] =>
    listed > paid
      ? [{ discountId: `line-${lineId}`, kind: 'promotion', amount: listed - paid, lineIds: [lineId] }]
      : [],
  );
  const rest = lines.reduce((sum, line) => sum + Math.min(line.listed, line.paid), 0) + freight - total;
  return rest > 0 ? [...perLine, { discountId: 'order', kind: 'promotion', amount: rest }] : perLine;
}

/** How shops on a platform are paid, and the entry of an order that was. */
export function paidBy(method: PaymentMethod, amount: number, at: string | undefined): PaymentEntry[] {
  if (at === undefined || amount <= 0) return [];
  return [{ kind: 'payment', amount, methodId: method.methodId, at }];
}

/** The way of payment of platforms that settle by themselves and tell no more. */
export function platformPayment(methodId: string, kind: PaymentMethod['kind'], label: string): PaymentMethod {
  return { methodId, kind, label };
}
