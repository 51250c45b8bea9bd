import type { ArgumentsOf, CheckedAction } from '../../action-arguments.ts';
import { type ActionRules, decideAction } from '../../decide-action.ts';
import { idFact, moneyFact, textFact } from '../../facts.ts';
import type { Fact } from '../../store-connector.ts';
import type { OrderLine } from '../../types.ts';
import { permitted, type RefundArrival, type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { toNumber } from './json-text.ts';
import type { RetailOrder, RetailPaymentMethod, RetailProduct, RetailUser, RetailVariant } from './retail-documents.ts';
import { changesParameters, methodParameters, optionsText, refundToParameters } from './retail-words.ts';
import { retailCurrency, toCents, toLines, toOrderStatus, toPaymentMethod } from './to-canonical.ts';
import type { ToolName } from './tool-list.ts';

/** What a rule looks at; `order` is the customer's own. */
export type RetailSituation = {
  userId: string;
  user: RetailUser;
  order: RetailOrder | undefined;
  products: ReadonlyMap<string, RetailProduct>;
};

/** The verdict of the shop's policy, and for a permitted action the tool call that does it. */
export type RetailDecision =
  | Refused
  | (ReturnType<typeof permitted> & { call: { name: ToolName; arguments: Readonly<Record<string, unknown>> } });

/** The shop's policy as a pure function; its tools are laxer in places (they let an item be exchanged for itself). */
export function decideRetail(situation: RetailSituation, action: CheckedAction): RetailDecision {
  return decideAction(rules, situation, action);
}

export const cancelReasons = ['no longer needed', 'ordered by mistake'] as const;

type OwnOrder = RetailSituation & { order: RetailOrder };

const rules: ActionRules<RetailSituation, OwnOrder, RetailDecision> = {
  withoutOrder: { 'change-default-address': decideDefaultAddress },
  withOrder: {
    'cancel-order': decideCancel,
    'change-address': decideAddress,
    'change-payment': decidePayment,
    'change-items': (own, given) => decideSwap(own, given, 'change-items'),
    'request-exchange': (own, given) => decideSwap(own, given, 'request-exchange'),
    'request-return': decideReturn,
  },
};

function decideCancel(situation: OwnOrder, given: ArgumentsOf<'cancel-order'>): RetailDecision {
  const { order } = situation;
  const fault = notPending(order);
  if (fault !== undefined) return fault;
  if (!cancelReasons.some((reason) => reason === given.reason)) {
    return refused('refused.invalid-reason', { reasons: cancelReasons.join(', ') });
  }
  const [paid] = order.payment_history;
  // After a change of the payment the platform's own cancellation would pay every entry back, the refund too.
  if (paid === undefined || order.payment_history.length > 1) {
    return refused('refused.payment-changed-before', { orderId: order.order_id });
  }
  const refund = refundParameters(situation, paid.payment_method_id);
  const parameters = { orderId: order.order_id, amount: toCents(paid.amount), currency: retailCurrency, ...refund };
  const facts = [
    orderFact(order),
    amountFact(order, 'refund', 'Refund', toCents(paid.amount)),
    ...refundFacts(order, refund),
  ];
  const call = { name: 'cancel_pending_order', arguments: { order_id: order.order_id, reason: given.reason } } as const;
  return { ...permitted('cancel-order', parameters, facts), call };
}

function decideAddress({ order }: OwnOrder, { address }: ArgumentsOf<'change-address'>): RetailDecision {
  const fault = notPending(order) ?? incomplete(address);
  if (fault !== undefined) return fault;
  const given = fromAddress(address);
  if (isSameAddress(order.address, given)) return refused('refused.same-address', {});
  const parameters = { orderId: order.order_id, address: addressText(given) };
  const facts = [orderFact(order), textFact(`order:${order.order_id}:new-address`, 'New address', addressText(given))];
  const call = { name: 'modify_pending_order_address', arguments: { order_id: order.order_id, ...given } } as const;
  return { ...permitted('change-address', parameters, facts), call };
}

function decideDefaultAddress(
  situation: RetailSituation,
  given: ArgumentsOf<'change-default-address'>,
): RetailDecision {
  const fault = incomplete(given.address);
  if (fault !== undefined) return fault;
  const address = fromAddress(given.address);
  if (isSameAddress(situation.user.address, address)) return refused('refused.same-address', {});
  const facts = [textFact(`customer:${situation.userId}:new-address`, 'New address', addressText(address))];
  const call = { name: 'modify_user_address', arguments: { user_id: situation.userId, ...address } } as const;
  return { ...permitted('change-default-address', { address: addressText(address) }, facts), call };
}

function decidePayment(situation: OwnOrder, given: ArgumentsOf<'change-payment'>): RetailDecision {
  const { order, user } = situation;
  const fault = notPending(order);
  if (fault !== undefined) return fault;
  const method = user.payment_methods[given.paymentMethodId];
  if (method === undefined) return refused('refused.unknown-payment-method', {});
  const [paid] = order.payment_history;
  if (paid === undefined || order.payment_history.length > 1) {
    return refused('refused.payment-changed-before', { orderId: order.order_id });
  }
  const { label } = toPaymentMethod(method);
  if (paid.payment_method_id === given.paymentMethodId)
    return refused('refused.same-payment-method', methodParameters(method));
  const amount = toCents(paid.amount);
  const poor = insufficient(method, amount);
  if (poor !== undefined) return poor;
  const refund = refundParameters(situation, paid.payment_method_id);
  const parameters = {
    orderId: order.order_id,
    amount,
    currency: retailCurrency,
    ...methodParameters(method),
    ...refund,
  };
  const facts = [
    orderFact(order),
    amountFact(order, 'total', 'Amount', amount),
    textFact(`payment:${given.paymentMethodId}`, 'New payment method', label),
    ...refundFacts(order, refund),
  ];
  const call = {
    name: 'modify_pending_order_payment',
    arguments: { order_id: order.order_id, payment_method_id: given.paymentMethodId },
  } as const;
  return { ...permitted('change-payment', parameters, facts), call };
}

function decideReturn(situation: OwnOrder, given: ArgumentsOf<'request-return'>): RetailDecision {
  const { order, user } = situation;
  const fault = notDelivered(order);
  if (fault !== undefined) return fault;
  const lines = findLines(order, given.lineIds);
  if (!lines.ok) return lines;
  const original = order.payment_history[0]?.payment_method_id ?? '';
  const methodId = given.paymentMethodId ?? original;
  const method = user.payment_methods[methodId];
  if (method === undefined) return refused('refused.unknown-payment-method', {});
  if (methodId !== original && method.source !== 'gift_card') return refused('refused.refund-method', {});
  const amount = lines.lines.reduce((sum, line) => sum + line.unitPrice, 0);
  const refund = refundParameters(situation, methodId);
  const parameters = {
    orderId: order.order_id,
    items: lines.lines.map((line) => line.title.en).join(', '),
    amount,
    currency: retailCurrency,
    freightBy: 'by-mail',
    ...refund,
  };
  const call = {
    name: 'return_delivered_order_items',
    arguments: {
      order_id: order.order_id,
      item_ids: lines.lines.map((line) => line.variantId),
      payment_method_id: methodId,
    },
  } as const;
  const facts = [
    orderFact(order),
    ...lines.lines.map(lineFact),
    amountFact(order, 'refund', 'Refund', amount),
    ...refundFacts(order, refund),
  ];
  return { ...permitted('request-return', parameters, facts), call };
}

function decideSwap(
  situation: OwnOrder,
  given: ArgumentsOf<'change-items'>,
  action: 'change-items' | 'request-exchange',
): RetailDecision {
  const { order, user } = situation;
  const isChange = action === 'change-items';
  const fault = isChange ? notPending(order) : notDelivered(order);
  if (fault !== undefined) return fault;
  const lines = findLines(order, given.lines);
  if (!lines.ok) return lines;
  const swap = planSwap(situation, lines.lines, given.newVariantIds);
  if (!swap.ok) return swap;
  const methodId = given.paymentMethodId ?? order.payment_history[0]?.payment_method_id ?? '';
  const method = user.payment_methods[methodId];
  if (method === undefined) return refused('refused.unknown-payment-method', {});
  const poor = insufficient(method, swap.difference);
  if (poor !== undefined) return poor;
  const parameters = {
    orderId: order.order_id,
    ...swap.changes,
    difference: Math.abs(swap.difference),
    direction: swap.difference > 0 ? 'pay' : swap.difference < 0 ? 'refund' : 'none',
    currency: retailCurrency,
    ...(isChange ? {} : { freightBy: 'by-mail' }),
    ...refundParameters(situation, methodId),
  };
  const call = {
    name: isChange ? 'modify_pending_order_items' : 'exchange_delivered_order_items',
    arguments: {
      order_id: order.order_id,
      item_ids: lines.lines.map((line) => line.variantId),
      new_item_ids: given.newVariantIds,
      payment_method_id: methodId,
    },
  } as const;
  const facts = [
    orderFact(order),
    ...lines.lines.map(lineFact),
    ...swap.facts,
    amountFact(order, 'difference', 'Price difference', Math.abs(swap.difference)),
    ...refundFacts(order, refundParameters(situation, methodId)),
  ];
  return { ...permitted(action, parameters, facts), call };
}

type SwapPlan =
  | { ok: true; difference: number; changes: ReturnType<typeof changesParameters>; facts: Fact[] }
  | Refused;

function planSwap({ products }: OwnOrder, lines: readonly OrderLine[], newIds: readonly string[]): SwapPlan {
  if (lines.length !== newIds.length) return refused('refused.item-count', {});
  let difference = 0;
  const swaps: { line: OrderLine; variant: RetailVariant }[] = [];
  const facts: Fact[] = [];
  for (const [index, line] of lines.entries()) {
    const newId = newIds[index] ?? '';
    const item = line.title.en;
    const variant = products.get(line.productId)?.variants[newId];
    if (newId === line.variantId) return refused('refused.same-variant', { item });
    if (variant === undefined) return refused('refused.other-product', { item });
    const options = optionsText(variant.options);
    if (!variant.available) return refused('refused.variant-unavailable', { item, options });
    difference += toCents(variant.price) - line.unitPrice;
    swaps.push({ line, variant });
    facts.push(
      textFact(`variant:${newId}`, item, options),
      moneyFact(`variant:${newId}:price`, `${item} (${options})`, toCents(variant.price), retailCurrency),
    );
  }
  return { ok: true, difference, changes: changesParameters(swaps), facts };
}

function notPending(order: RetailOrder): Refused | undefined {
  if (order.status === 'pending') return undefined;
  if (order.status === 'pending (item modified)')
    return refused('refused.already-modified', { orderId: order.order_id });
  return refused('refused.order-not-pending', { orderId: order.order_id, status: toOrderStatus(order.status) });
}

function notDelivered(order: RetailOrder): Refused | undefined {
  if (order.status === 'delivered') return undefined;
  return refused('refused.order-not-delivered', { orderId: order.order_id, status: toOrderStatus(order.status) });
}

/** Each line once: the platform takes one piece per mention. */
function findLines(order: RetailOrder, lineIds: readonly string[]): { ok: true; lines: OrderLine[] } | Refused {
  const all = toLines(order);
  const lines: OrderLine[] = [];
  for (const lineId of lineIds) {
    const line = all.find((one) => one.lineId === lineId);
    if (line === undefined || lines.includes(line)) {
      return refused('refused.item-not-in-order', { orderId: order.order_id, lineId });
    }
    lines.push(line);
  }
  return { ok: true, lines };
}

function insufficient(method: RetailPaymentMethod, amount: number): Refused | undefined {
  if (method.source !== 'gift_card') return undefined;
  const balance = Math.round(toNumber(method.balance ?? 0) * 100);
  return balance < amount
    ? refused('refused.gift-card-balance', { amount, currency: retailCurrency, balance })
    : undefined;
}

function refundParameters({ user }: RetailSituation, methodId: string) {
  const method = user.payment_methods[methodId];
  const arrival: RefundArrival = method?.source === 'gift_card' ? 'at-once' : '5-7-days';
  return { ...refundToParameters(method), arrival };
}

function refundFacts(order: RetailOrder, { refundTo, arrival }: VerdictParameters): Fact[] {
  const id = `order:${order.order_id}:refund`;
  const time = arrival === 'at-once' ? 'immediately' : '5 to 7 business days';
  return [textFact(`${id}-to`, 'Refund to', String(refundTo)), textFact(`${id}-arrival`, 'Refund time', time)];
}

function orderFact(order: RetailOrder): Fact {
  return idFact(`order:${order.order_id}`, 'Order', order.order_id);
}

function amountFact(order: RetailOrder, name: string, title: string, amount: number): Fact {
  return moneyFact(`order:${order.order_id}:${name}`, title, amount, retailCurrency);
}

function lineFact(line: OrderLine): Fact {
  return { id: `line:${line.lineId}`, title: optionsText(line.options), kind: 'name', value: line.title.en };
}

type GivenAddress = ArgumentsOf<'change-address'>['address'];

function incomplete(address: GivenAddress): Refused | undefined {
  const field = (['detail', 'city', 'province', 'zip', 'country'] as const).find((name) => address[name].trim() === '');
  return field === undefined ? undefined : refused('refused.incomplete-address', { field: `address.${field}` });
}

/** Street and second line come apart at the last comma, as they were joined. */
function fromAddress(address: GivenAddress) {
  const [, street = address.detail, second = ''] = /^(.+?),\s*([^,]+)$/.exec(address.detail) ?? [];
  return {
    address1: street.trim(),
    address2: second.trim(),
    city: address.city,
    state: address.province,
    country: address.country,
    zip: address.zip,
  };
}

function isSameAddress(one: Readonly<Record<string, unknown>>, other: ReturnType<typeof fromAddress>): boolean {
  return Object.entries(other).every(([key, value]) => one[key] === value);
}

function addressText(address: ReturnType<typeof fromAddress>): string {
  const { address1, address2, city, state, zip, country } = address;
  return [address1, address2, city, `${state} ${zip}`, country].filter((part) => part.trim() !== '').join(', ');
}
