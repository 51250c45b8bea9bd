import type { Fact, LocalizedText, Order, Parcel, PaymentMethod } from '../commerce/index.ts';
import { localDay } from '../platform/index.ts';
import type { ReplyLanguage } from '../understanding/index.ts';
import { methodLabel, orderAddress, orderItems } from './order-words.ts';
import { isPartGivenUp } from './slots/mentions.ts';
import { textOf } from './slots/slot-reader.ts';
import { hintOf, orderOf } from './step-context.ts';
import type { FlowRun, TurnFacts } from './types.ts';
import { joinLocalized, localized, sameInAll } from './wording/packs.ts';

/** A value that a path leads to: as words for sayings, raw for conditions. */
export type Viewed = { raw: string | number | boolean; words: string | number | LocalizedText; kind: Fact['kind'] };

type ViewContext = { run: FlowRun; facts: TurnFacts; parcel?: Parcel; caseId?: string; methodId?: string };

/** Value at a path such as `order.status` or `parcel.lastEvent`; undefined where there is none. */
export function lookUp(path: string, context: ViewContext): Viewed | undefined {
  const [room = '', ...rest] = path.split('.');
  return views[room]?.(rest.join('.'), context);
}

/** The path's value as a fact that the guard accepts in the worded text. */
export function factAt(path: string, context: ViewContext, language: ReplyLanguage): Fact | undefined {
  const viewed = lookUp(path, context);
  if (viewed === undefined || typeof viewed.raw === 'boolean') return undefined;
  const order = orderOf(context.run, context.facts);
  const id = order === undefined ? path : `order:${order.orderId}#${path}`;
  const value = typeof viewed.words === 'object' ? viewed.words[language] : viewed.raw;
  const currency = viewed.kind === 'money' && order ? { currency: order.currency } : {};
  return { id, title: localized(`fact.${path}`)[language], kind: viewed.kind, value, ...currency };
}

/** The parcel worth speaking of: one in trouble, then one on its way, then the last delivered. */
export function mainParcel(order: Order | undefined): Parcel | undefined {
  const rank = ['lost', 'stuck', 'out-for-delivery', 'in-transit', 'packed', 'returned', 'delivered'];
  return [...(order?.parcels ?? [])].sort((a, b) => rank.indexOf(a.status) - rank.indexOf(b.status))[0];
}

/** How the order of a case was paid, which is where its money goes back to. */
function paidWithOf(orderId: string, facts: TurnFacts): Viewed | undefined {
  const order = facts.orders.find((one) => one.orderId === orderId);
  return order && orderFields.paidWith?.(order, facts);
}

type View = (name: string, context: ViewContext) => Viewed | undefined;

const views: Readonly<Record<string, View>> = {
  order: (name, { run, facts }) => {
    const order = orderOf(run, facts);
    if (order !== undefined && name === 'isPartGivenUp')
      return flag(isPartGivenUp(order, run, facts, textOf(hintOf(run, 'said'))));
    return order && orderFields[name]?.(order, facts);
  },
  orders: (name, { facts }) => {
    if (name === 'count') return number(facts.orders.length);
    return name === 'refunding' ? number(facts.orders.filter(isRefunding).length) : undefined;
  },
  parcel: (name, { run, facts, parcel }) => {
    const found = parcel ?? mainParcel(orderOf(run, facts));
    return found && parcelFields[name]?.(found, facts);
  },
  case: (name, { run, facts, caseId }) => {
    const orderId = run.slots.order;
    const wanted = caseId ?? run.slots.case;
    const found = facts.cases.find((one) => (wanted ? one.caseId === wanted : one.orderId === orderId));
    if (found === undefined) return undefined;
    const table: Readonly<Record<string, Viewed | undefined>> = {
      id: plain(found.caseId, 'id'),
      kind: worded(`case-kind.${found.kind}`, found.kind),
      state: worded(`case-state.${found.state}`, found.state),
      amount: { raw: found.amount, words: found.amount, kind: 'money' },
      deadline: date(found.deadline, 'date-time'),
      createdAt: date(found.createdAt, 'date'),
      orderId: plain(found.orderId, 'id'),
      paidWith: paidWithOf(found.orderId, facts),
      note: plain(found.history.at(-1)?.note, 'text'),
    };
    return table[name];
  },
  cases: (name, { run, facts }) => {
    const own = facts.cases.filter((one) => run.slots.order === undefined || one.orderId === run.slots.order);
    return name === 'count' ? number(own.length) : undefined;
  },
  customer: (name, { facts: { customer } }) => {
    if (customer === undefined) return undefined;
    const table: Readonly<Record<string, string>> = {
      id: customer.storeCustomerId,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      memberLevel: customer.memberLevel,
      address: customer.defaultAddress ? orderAddress(customer.defaultAddress) : '',
    };
    if (name === 'paymentMethods') return methodsViewed(customer.paymentMethods);
    if (name === 'giftCards') return methodsViewed(customer.paymentMethods.filter((one) => one.kind === 'gift-card'));
    return plain(table[name], name === 'address' ? 'text' : 'name');
  },
  method: (name, { facts, methodId }) => {
    const found = facts.customer?.paymentMethods.find((one) => one.methodId === methodId);
    if (found === undefined) return undefined;
    if (name === 'balance') return { raw: found.balance ?? 0, words: found.balance ?? 0, kind: 'money' };
    return name === 'label' ? methodsViewed([found]) : undefined;
  },
  slot: (name, { run }) => {
    const value = run.slots[name];
    if (value === undefined) return undefined;
    if (typeof value === 'boolean') return { raw: value, words: String(value), kind: 'text' };
    if (typeof value === 'number') return number(value);
    return plain(typeof value === 'string' ? value : Object.values(value).filter(Boolean).join(' '), 'text');
  },
  hint: (name, { run }) => plain(textOf(hintOf(run, name)), 'text'),
  result: (name, { run }) => resultAt(name, run),
  humans: (name, { facts }) => (name === 'openAt' ? date(facts.humansOpenAt, 'date-time') : undefined),
  store: (name, { facts: { store } }) => {
    if (name === 'platform') return plain(store.platform, 'name');
    return name === 'label' ? { raw: store.platform, words: store.label, kind: 'name' } : undefined;
  },
};

const orderFields: Readonly<Record<string, (order: Order, facts: TurnFacts) => Viewed | undefined>> = {
  id: (order) => plain(order.orderId, 'id'),
  status: (order) => worded(`order-status-word.${order.status}`, order.status),
  items: (order, facts) => ({ raw: order.orderId, words: orderItems(order, facts), kind: 'name' }),
  placedAt: (order) => date(order.placedAt, 'date'),
  shipBy: (order) => date(order.shipBy, 'date-time'),
  /** Whether the promised shipping time has passed; only for orders that have not left. */
  isLate: (order, facts) => flag(order.shipBy !== undefined && new Date(order.shipBy) < facts.now),
  refunded: (order) => {
    const refunds = order.payments.filter((entry) => entry.kind === 'refund');
    const amount = refunds.reduce((sum, entry) => sum + entry.amount, 0);
    return amount === 0 ? undefined : { raw: amount, words: amount, kind: 'money' };
  },
  total: (order) => ({ raw: order.total, words: order.total, kind: 'money' }),
  paidWith: (order, { customer }) => {
    const paid = order.payments.filter((entry) => entry.kind === 'payment').map((entry) => entry.methodId);
    return methodsViewed((customer?.paymentMethods ?? []).filter((method) => paid.includes(method.methodId)));
  },
  address: (order) => plain(orderAddress(order.address), 'text'),
  receiver: (order) => plain(order.address.name, 'name'),
  parcels: (order) => number(order.parcels.length),
  lines: (order) => number(order.lines.length),
};

const parcelFields: Readonly<Record<string, (parcel: Parcel, facts: TurnFacts) => Viewed | undefined>> = {
  carrier: (parcel) => ({ raw: parcel.carrier, words: parcel.carrierName, kind: 'name' }),
  trackingNumber: (parcel) => plain(parcel.trackingNumber, 'id'),
  status: (parcel) => worded(`parcel-status.${parcel.status}`, parcel.status),
  shippedAt: (parcel) => date(parcel.shippedAt, 'date-time'),
  deliveredAt: (parcel) => date(parcel.deliveredAt, 'date-time'),
  promisedAt: (parcel) => date(parcel.promisedAt, 'date'),
  /** Whether the promised day has passed; only for parcels that have not arrived. */
  isLate: ({ promisedAt }, { now, timeZone }) =>
    flag(promisedAt !== undefined && dayOf(promisedAt, timeZone) < localDay(now, timeZone)),
  lastEvent: (parcel) => {
    const last = lastEvent(parcel);
    return last && { raw: last.at, words: last.text, kind: 'text' };
  },
  lastEventAt: (parcel) => date(lastEvent(parcel)?.at, 'date-time'),
};

/** A promise is an instant or already a day. */
function dayOf(promised: string, timeZone: string): string {
  return promised.length === 10 ? promised : localDay(promised, timeZone);
}

/** Orders of which money goes or went back. */
function isRefunding(order: Order): boolean {
  const isInState = ['cancelled', 'return-requested', 'exchange-requested'].includes(order.status);
  return isInState || order.payments.some((entry) => entry.kind === 'refund');
}

function lastEvent(parcel: Parcel) {
  return [...parcel.events].sort((a, b) => a.at.localeCompare(b.at)).at(-1);
}

function resultAt(name: string, run: FlowRun): Viewed | undefined {
  const [step = '', field = 'ok'] = name.split('.');
  const result = run.results[step];
  if (result === undefined) return undefined;
  if (field === 'ok') return flag(result.ok);
  if (field === 'key') return plain(result.key, 'text');
  const value = result.parameters[field];
  return typeof value === 'number' ? number(value) : plain(value, 'text');
}

function plain(value: string | undefined, kind: Fact['kind']): Viewed | undefined {
  return value === undefined || value === '' ? undefined : { raw: value, words: sameInAll(value), kind };
}

function methodsViewed(methods: readonly PaymentMethod[]): Viewed | undefined {
  if (methods.length === 0) return undefined;
  const words = joinLocalized(methods.map(methodLabel));
  return { raw: methods.map((method) => method.label).join(', '), words, kind: 'text' };
}

function number(value: number): Viewed {
  return { raw: value, words: value, kind: 'number' };
}

function flag(value: boolean): Viewed {
  return { raw: value, words: String(value), kind: 'text' };
}

function date(value: string | undefined, kind: 'date' | 'date-time'): Viewed | undefined {
  return value === undefined || value === '' ? undefined : { raw: value, words: value, kind };
}

function worded(key: string, raw: string): Viewed {
  return { raw, words: localized(key), kind: 'text' };
}
