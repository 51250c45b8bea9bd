import type { AddressArgument, ArgumentsOf } from '../../action-arguments.ts';
import { planRefund, splitRefund } from '../../after-sales/plan-refund.ts';
import { paidBalance } from '../../case-machine.ts';
import { textFact, timeFact } from '../../facts.ts';
import type { Address, Order, OrderLine, Variant } from '../../types.ts';
import { permitted, type Refused, refused } from '../../verdict-keys.ts';
import { cancelReasons, freightTo } from './after-sales-policy.ts';
import { backInStock, credit } from './case-effect.ts';
import {
  amountFact,
  findLines,
  type HostedDecision,
  type HostedEffect,
  type HostedSituation,
  itemOf,
  lineFact,
  type OwnOrder,
  orderFact,
  refundFacts,
  refundWay,
} from './hosted-situation.ts';
import { changesParameter, findReplacement, type Swap, variantFacts } from './replacements.ts';

/** Rules for orders that are not on their way yet: cancel, change address or items, urge. Pure. */

export function decideCancel(situation: OwnOrder, given: ArgumentsOf<'cancel-order'>): HostedDecision {
  const { order, now } = situation;
  if (order.status !== 'unpaid') {
    const fault = notPending(order);
    if (fault !== undefined) return fault;
  }
  if (!cancelReasons.some((reason) => reason.value === given.reason)) {
    return refused('refused.invalid-reason', {
      reasons: cancelReasons.map((reason) => reason.label['zh-CN']).join('、'),
    });
  }
  const amount = paidBalance(order);
  const refund = refundWay(situation);
  const refunds = splitRefund(order.payments, amount, now);
  const payments = [...order.payments, ...refunds];
  const cancelled: Order = { ...order, status: 'cancelled', statusText: '已取消', payments };
  const { giveBack } = planRefund(order, order.lines, { before: new Map(), withFreight: true });
  const customer = credit(situation.customer, refunds, order.status === 'unpaid' ? undefined : giveBack);
  const parameters = { orderId: order.orderId, amount, currency: order.currency, ...refund };
  const facts = amount > 0 ? [amountFact(order, 'refund', '退款金额', amount), ...refundFacts(situation, refund)] : [];
  const verdict = permitted('cancel-order', parameters, [orderFact(order), ...facts], amount > 0 ? '' : 'unpaid');
  const effect = { order: cancelled, stock: backInStock(order.lines) };
  return { ...verdict, effect: customer === situation.customer ? effect : { ...effect, customer } };
}

export function decideAddress({ order, policy }: OwnOrder, given: ArgumentsOf<'change-address'>): HostedDecision {
  if (order.status !== 'unpaid') {
    const fault = notPending(order, true);
    if (fault !== undefined) return fault;
  }
  const address = completed(given.address, order.address);
  if (!('address' in address)) return address;
  if (isSame(address.address, order.address)) return refused('refused.same-address', {});
  // Nobody can be charged more here.
  const { province } = address.address;
  const freight = freightTo(policy, province, order.total - order.freight);
  if (freight !== undefined && freight > order.freight) {
    const difference = freight - order.freight;
    return refused('refused.freight-higher', {
      orderId: order.orderId,
      province,
      difference,
      currency: order.currency,
    });
  }
  const text = addressText(address.address);
  const facts = [orderFact(order), textFact(`order:${order.orderId}:new-address`, '新地址', text)];
  const verdict = permitted('change-address', { orderId: order.orderId, address: text }, facts);
  return { ...verdict, effect: { order: { ...order, address: address.address } } };
}

export function decideDefaultAddress(
  { customer }: HostedSituation,
  given: ArgumentsOf<'change-default-address'>,
): HostedDecision {
  const old = customer.defaultAddress ?? { ...emptyAddress, name: customer.name, phone: customer.phone };
  const address = completed(given.address, old);
  if (!('address' in address)) return address;
  if (isSame(address.address, old)) return refused('refused.same-address', {});
  const text = addressText(address.address);
  const facts = [textFact(`customer:${customer.storeCustomerId}:new-address`, '新地址', text)];
  const verdict = permitted('change-default-address', { address: text }, facts);
  return { ...verdict, effect: { customer: { ...customer, defaultAddress: address.address } } };
}

export function decideItems(situation: OwnOrder, given: ArgumentsOf<'change-items'>): HostedDecision {
  const { order } = situation;
  if (order.status !== 'unpaid') {
    const fault = notPending(order);
    if (fault !== undefined) return fault;
  }
  const found = findLines(order, given.lines);
  if (!found.ok) return found;
  if (found.lines.length !== given.newVariantIds.length) return refused('refused.item-count', {});
  const swaps: Swap[] = [];
  for (const [index, line] of found.lines.entries()) {
    const variant = notDearer(situation, line, given.newVariantIds[index] ?? '');
    if (!('price' in variant)) return variant;
    swaps.push({ line, variant });
  }
  const { amount, effect } = swapItems(situation, swaps);
  const refund = refundWay(situation);
  const parameters = {
    orderId: order.orderId,
    ...changesParameter(swaps, situation.findProduct),
    difference: amount,
    direction: amount > 0 ? 'refund' : 'none',
    currency: order.currency,
    ...refund,
  };
  const facts = [
    orderFact(order),
    ...swaps.flatMap(({ line, variant }) => [lineFact(line), ...variantFacts(line, variant, order)]),
    ...(amount > 0 ? [amountFact(order, 'difference', '差价', amount), ...refundFacts(situation, refund)] : []),
  ];
  return { ...permitted('change-items', parameters, facts), effect };
}

/** The order with other variants, what of its price goes back, and the stock that it moves. */
function swapItems(situation: OwnOrder, swaps: readonly Swap[]): { amount: number; effect: HostedEffect } {
  const { order, now } = situation;
  const difference = swaps.reduce(
    (sum, { line, variant }) => sum + (line.unitPrice - variant.price) * line.quantity,
    0,
  );
  const isPaid = order.status !== 'unpaid';
  const amount = isPaid ? Math.min(difference, paidBalance(order)) : 0;
  const refunds = splitRefund(order.payments, amount, now);
  const changed: Order = {
    ...order,
    status: isPaid ? 'pending-modified' : 'unpaid',
    lines: order.lines.map((line) => swapped(line, swaps.find((one) => one.line === line)?.variant)),
    total: order.total - difference,
    payments: [...order.payments, ...refunds],
  };
  const customer = credit(situation.customer, refunds);
  const stock = swaps.flatMap(({ line, variant }) => [
    ...backInStock([line]),
    { productId: variant.productId, variantId: variant.variantId, by: -line.quantity },
  ]);
  return { amount, effect: { order: changed, stock, ...(customer === situation.customer ? {} : { customer }) } };
}

/** Nobody can be charged more here; a dearer variant needs a new order. */
function notDearer(situation: OwnOrder, line: OrderLine, variantId: string): Variant | Refused {
  const variant = findReplacement(situation, line, variantId);
  if (!('price' in variant) || variant.price <= line.unitPrice) return variant;
  const difference = (variant.price - line.unitPrice) * line.quantity;
  return refused('refused.price-higher', { ...itemOf(line), difference, currency: situation.order.currency });
}

/** An urge is recorded once in a while; the answer is the promised time, and honest when that is over. */
export function decideUrge({ order, policy, now }: OwnOrder): HostedDecision {
  if (order.status === 'unpaid') return refused('refused.order-not-paid', { orderId: order.orderId });
  if (order.status === 'cancelled')
    return refused('refused.order-closed', { orderId: order.orderId, status: order.status });
  if (!['pending', 'pending-modified', 'processing'].includes(order.status)) {
    return refused('refused.order-already-shipped', { orderId: order.orderId, status: order.status });
  }
  const shipBy = order.shipBy ?? '';
  const isRecent = order.urgedAt !== undefined && hoursBetween(order.urgedAt, now) < policy.urgeEveryHours;
  if (isRecent && order.urgedAt !== undefined) {
    const facts = [orderFact(order), ...(shipBy === '' ? [] : [shipByFact(order, shipBy)])];
    return refused('refused.urged-before', { orderId: order.orderId, urgedAt: order.urgedAt, shipBy }, facts);
  }
  const isLate = shipBy !== '' && shipBy < now.toISOString();
  const facts = [orderFact(order), ...(shipBy === '' ? [] : [shipByFact(order, shipBy)])];
  const verdict = permitted('urge-shipping', { orderId: order.orderId, shipBy }, facts, isLate ? 'late' : '');
  return { ...verdict, effect: { order: { ...order, urgedAt: now.toISOString() } } };
}

export function hoursBetween(from: string, to: Date): number {
  return (to.getTime() - Date.parse(from)) / 3_600_000;
}

const emptyAddress: Address = {
  name: '',
  phone: '',
  country: '',
  province: '',
  city: '',
  district: '',
  detail: '',
  zip: '',
};

/** Only a paid order that nobody has packed yet may change; each later state has its own way out. */
function notPending(order: Order, isAddress = false): Refused | undefined {
  const { orderId, status } = order;
  switch (status) {
    case 'pending':
      return undefined;
    case 'pending-modified':
      // A new address does not touch what was changed before.
      return isAddress ? undefined : refused('refused.already-modified', { orderId });
    case 'processing':
      return refused('refused.order-packed', { orderId, status });
    case 'unpaid':
      return refused('refused.order-not-paid', { orderId });
    case 'cancelled':
      return refused('refused.order-closed', { orderId, status });
    case 'shipped':
      return refused('refused.order-already-shipped', { orderId, status });
    default:
      return refused('refused.order-not-pending', { orderId, status });
  }
}

function swapped(line: OrderLine, variant: Variant | undefined): OrderLine {
  if (variant === undefined) return line;
  return { ...line, variantId: variant.variantId, options: variant.options, unitPrice: variant.price };
}

function completed(given: AddressArgument, old: Address): { address: Address } | Refused {
  const field = (['country', 'province', 'city', 'detail'] as const).find((name) => given[name].trim() === '');
  if (field !== undefined) return refused('refused.incomplete-address', { field: `address.${field}` });
  const { name = old.name, phone = old.phone, country, province, city, district, detail, zip } = given;
  return { address: { name, phone, country, province, city, district, detail, zip } };
}

function isSame(one: Address, other: Address): boolean {
  return JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
}

function addressText(address: Address): string {
  // A city that is its own province is named once.
  const place = [...new Set([address.province, address.city, address.district]), address.detail].join('');
  return [address.name, address.phone, place].filter((part) => part !== '').join(' ');
}

function shipByFact(order: Order, shipBy: string) {
  return timeFact(`order:${order.orderId}:ship-by`, '最晚发货时间', shipBy);
}
