import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../commerce/index.ts';
import { codeOf, type Statement, type StatementKind, statementsOf } from './statements.ts';

/** Everything that may truthfully be named at one moment to one customer, by kind. */
export type KnownValues = { has(statement: Statement): boolean };

/** What is read from the store for one reply. */
export type Sources = {
  now: Date;
  timeZone: string;
  /** Records of the customer as far as they have proven who they are. */
  own: { customer?: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] };
  /** Products spoken of so far, by reply or customer. */
  products: readonly Product[];
  /** Documents of the shop's knowledge that are in force or still to come. */
  documents: readonly unknown[];
  /** Tasks written in this conversation. */
  tickets: readonly { ticketId: string; number: number; dueAt: Date | null }[];
  /** Everything the customer has written so far. */
  customerWords: string;
  /** Values that the scenario's author has worked out. */
  computed: readonly string[];
  /** Fastest and slowest delivery of the regions that can be meant, in days. */
  deliveries: readonly (readonly [number, number])[];
};

/** Collects them; every value is read from the records themselves, none from what Peakdesk says of them. */
export function knownValues(sources: Sources): KnownValues {
  const values = new Set<string>();
  const add = (kind: StatementKind, value: string | number) => values.add(`${kind} ${value}`);
  const addText = (text: string) => {
    for (const { kind, value } of statementsOf(text)) {
      add(kind, value);
      if (kind !== 'code' && kind !== 'link')
        for (const number of value.match(/\d+(?:\.\d+)?/g) ?? []) add('number', Number(number));
    }
  };
  const addInstant = (at: Date) => {
    const local = inZone(at, sources.timeZone);
    add('day', local.day);
    add('clock', local.clock);
  };
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (isInstant(value)) addInstant(new Date(value));
      else addText(value);
      if (/id$|number$|code|zip|phone/i.test(key)) add('code', codeOf(value));
    } else if (typeof value === 'number') addNumber(add, key, value);
    else if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(sources.own, '');
  walk(sources.products, '');
  walk(sources.documents, '');
  for (const { ticketId, number, dueAt } of sources.tickets) {
    add('code', codeOf(ticketId));
    add('number', number);
    if (dueAt !== null) addInstant(dueAt);
  }
  addText(sources.customerWords);
  for (const text of sources.computed) addText(text);
  addDerived(sources, add, addText);
  return { has: (statement) => isKnown(values, statement) };
}

type Add = (kind: StatementKind, value: string | number) => void;

/** A number in a document: its name tells whether it is an amount, a share or a plain count. */
function addNumber(add: Add, key: string, value: number): void {
  const isMoney = /fen$|price|amount|total|freight|balance|spent|paid|flashPrices|^NY[A-Z]\d/i.test(key);
  if (isMoney) add('money', value);
  if (/percent/i.test(key)) {
    add('percent', value);
    add('percent', 100 - value);
    add('discount', value % 10 === 0 ? value / 10 : value);
    add('discount', value / 10);
  }
  add('number', value);
  for (const [name, unit] of unitsByKey) if (name.test(key)) add('measure', `${value} ${unit}`);
}

const unitsByKey: readonly (readonly [RegExp, string])[] = [
  [/days?$/i, 'day'],
  [/days?$/i, 'workday'],
  [/hours?$/i, 'hour'],
  [/months?$/i, 'month'],
  [/points/i, 'points'],
];

/** What follows from the records by plain reckoning: half prices, sums of an order, stock, counts, days of delivery. */
function addDerived(sources: Sources, add: Add, addText: (text: string) => void): void {
  const { own, products, now, timeZone } = sources;
  for (const order of own.orders) {
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    const refunded = order.payments.filter((one) => one.kind === 'refund').reduce((sum, one) => sum + one.amount, 0);
    const paid = order.payments.filter((one) => one.kind === 'payment').reduce((sum, one) => sum + one.amount, 0);
    for (const amount of [goods, goods + order.freight, refunded, paid, paid - refunded]) add('money', amount);
    for (const line of order.lines) add('money', line.unitPrice * line.quantity);
    add('number', order.lines.length);
    add('number', order.parcels.length);
    addText(order.lines.map((line) => Object.values(line.options).join(' ')).join(' '));
    addText(Object.values(order.address).join(' '));
    const phone = order.address.phone.replace(/\D/g, '');
    for (const tail of [phone.slice(-4), phone]) add('code', tail);
  }
  for (const product of products) {
    const available = product.variants.filter((variant) => variant.isAvailable).length;
    for (const count of [available, product.variants.length, product.variants.length - available]) add('number', count);
    for (const name of product.optionNames)
      add('number', new Set(product.variants.map((variant) => variant.options[name])).size);
  }
  for (const [fastest, slowest] of sources.deliveries) {
    for (let days = fastest; days <= slowest + 3; days += 1) add('day', inZone(later(now, days), timeZone).day);
  }
  // A weight in 斤 is twice the number of kilograms.
  for (const [, jin] of sources.customerWords.matchAll(/(\d+(?:\.\d+)?)\s?斤/g)) add('number', Number(jin) / 2);
  const named = statementsOf(sources.customerWords).filter((one) => one.kind === 'money');
  for (const { value } of named)
    for (const threshold of thresholds(sources.documents)) add('money', Math.abs(threshold - Number(value)));
  for (const at of beginnings(own.orders))
    for (const days of periods(sources.documents)) add('day', inZone(later(at, days), timeZone).day);
  const today = inZone(now, timeZone);
  add('day', today.day);
  add('clock', today.clock);
  for (const days of [0, 1]) add('day', inZone(later(now, days), timeZone).day);
}

/** Amounts from which something holds, in minor units: what is still missing to one of them is plain reckoning. */
function thresholds(value: unknown, key = ''): number[] {
  if (typeof value === 'number') return /threshold|freeFrom/i.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => thresholds(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => thresholds(one, name));
}

/** Moments from which a shop's periods count. */
function beginnings(orders: readonly Order[]): Date[] {
  const moments = orders.flatMap((order) => [
    order.placedAt,
    order.paidAt,
    ...order.parcels.flatMap((parcel) => [parcel.deliveredAt, parcel.shippedAt]),
  ]);
  return moments.filter((at) => at !== undefined && at !== '').map((at) => new Date(at ?? ''));
}

/** Days that the shop's own documents name as a period: of return, exchange, invoice, price protection. */
function periods(value: unknown, key = ''): number[] {
  if (typeof value === 'number') return /days$/i.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => periods(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.entries(value).flatMap(([name, one]) => periods(one, name)))];
}

function later(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000);
}

function isKnown(values: ReadonlySet<string>, { kind, value }: Statement): boolean {
  if (values.has(`${kind} ${value}`)) return true;
  if (kind === 'code') return [...values].some((one) => one.startsWith('code ') && isSameCode(one.slice(5), value));
  // A day or an hour may stand in the records as a plain number of another unit; a price, a link or a code may not.
  return kind === 'number' && values.has(`measure ${value} day`);
}

/** The masked end of a number ("···· 4242") is the number. */
function isSameCode(known: string, said: string): boolean {
  return known === said || (said.length === 4 && /^\d{4}$/.test(said) && known.endsWith(said));
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text);
}

/** Calendar day and clock time as the shop's customers read them. */
function inZone(at: Date, timeZone: string): { day: string; clock: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('month')}-${part('day')}`, clock: `${Number(part('hour'))}:${part('minute')}` };
}
