import type { Order } from '../../commerce/index.ts';
import { type Collector, inZone } from './collector.ts';
import type { Sources } from './known-values.ts';
import { statementsOf } from './statements.ts';

/** What follows from the records by plain reckoning: half prices, sums of an order, stock, counts, days of delivery. */
export function addDerived({ add, addText }: Collector, sources: Sources): void {
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
  // Members' prices and second pieces at half price.
  const shares = numbersNamed(/percent/i, sources.documents);
  for (const product of products) {
    const available = product.variants.filter((variant) => variant.isAvailable).length;
    for (const count of [available, product.variants.length, product.variants.length - available]) add('number', count);
    const prices = [...new Set(product.variants.map((variant) => variant.price))];
    for (const price of prices) for (const share of shares) add('money', Math.round((price * share) / 100));
    for (const one of prices) for (const other of prices) add('money', Math.abs(one - other));
    for (const name of product.optionNames)
      add('number', new Set(product.variants.map((variant) => variant.options[name])).size);
  }
  for (const [fastest, slowest] of sources.deliveries) {
    for (let days = fastest; days <= slowest + 3; days += 1) add('day', inZone(later(now, days), timeZone).day);
  }
  // A weight in 斤 is twice the number of kilograms.
  for (const [, jin] of sources.customerWords.matchAll(/(\d+(?:\.\d+)?)\s?斤/g)) add('number', Number(jin) / 2);
  // Pounds and feet as the customer gave them, in kilograms and centimetres.
  for (const [, pounds] of sources.customerWords.matchAll(/(\d+(?:\.\d+)?)\s?(?:lbs?|pounds)/gi))
    add('number', Math.round(Number(pounds) * 4.536) / 10);
  const statements = statementsOf(sources.customerWords);
  // "我购物车280": what is in a basket is an amount, also without its unit.
  const isBasket = /购物车|凑|买了|花了|满减|满额|basket|cart/.test(sources.customerWords);
  const bare = statements.filter((one) => isBasket && one.kind === 'number' && Number(one.value) >= 10);
  for (const { value } of bare) add('money', Number(value) * 100);
  const amounts = [
    ...statements.filter((one) => one.kind === 'money').map((one) => Number(one.value)),
    ...bare.map((one) => Number(one.value) * 100),
  ];
  for (const amount of amounts)
    for (const threshold of numbersNamed(/threshold|freeFrom/i, sources.documents))
      add('money', Math.abs(threshold - amount));
  for (const at of beginnings(own.orders))
    for (const days of numbersNamed(/days$/i, sources.documents)) add('day', inZone(later(at, days), timeZone).day);
  const today = inZone(now, timeZone);
  add('day', today.day);
  add('clock', today.clock);
  for (const days of [0, 1]) add('day', inZone(later(now, days), timeZone).day);
}

/** Numbers in documents below a name like this, each once. */
function numbersNamed(pattern: RegExp, value: unknown, isInside = false): number[] {
  if (typeof value === 'number') return isInside ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).flatMap(([name, one]) =>
    numbersNamed(pattern, one, pattern.test(name) || isInside),
  );
  return [...new Set(found)];
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

function later(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000);
}
