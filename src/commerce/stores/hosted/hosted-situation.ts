import { balances } from '../../after-sales/plan-refund.ts';
import { idFact, moneyFact, textFact } from '../../facts.ts';
import { paymentMethodName } from '../../payment-method-name.ts';
import type { PolicySet } from '../../policy/policy-rules.ts';
import type { Fact } from '../../store-connector.ts';
import type { AfterSalesCase, LocalizedText, Order, OrderLine, Product, StoreCustomer } from '../../types.ts';
import {
  itemParameter,
  localizedParameter,
  type Permitted,
  type RefundArrival,
  type Refused,
  refused,
  type VerdictParameters,
} from '../../verdict-keys.ts';
import type { AfterSalesPolicy } from './after-sales-policy.ts';

/** All that the rules of a hosted shop look at. */
export type HostedSituation = {
  policy: AfterSalesPolicy;
  /** The shop's policies as rules; the numbers of `policy` stand in where it has none. */
  policies: PolicySet;
  isPublicHoliday: (day: string) => boolean;
  timeZone: string;
  now: Date;
  customer: StoreCustomer;
  /** The order that the action names, if it is this customer's. */
  order: Order | undefined;
  /** All cases of the order; no rule asks for those of another. */
  cases: readonly AfterSalesCase[];
  findProduct: (productId: string) => Product | undefined;
  /** Id for a case that may be opened. */
  newCaseId: string;
};
export type OwnOrder = HostedSituation & { order: Order };

/** Pieces of a variant that come into stock, or leave it where `by` is negative. */
export type StockMove = { productId: string; variantId: string; by: number };

/** What a permitted action leaves behind. */
export type HostedEffect = {
  order?: Order;
  customer?: StoreCustomer;
  case?: AfterSalesCase;
  stock?: readonly StockMove[];
};

/** The rules' answer; `more` are parameters that are known once it is done. */
export type HostedDecision = Refused | (Permitted & { effect: HostedEffect; more?: VerdictParameters });

/** Lines by id, each once; a line that is not there refuses. */
export function findLines(order: Order, lineIds: readonly string[]): { ok: true; lines: OrderLine[] } | Refused {
  const lines: OrderLine[] = [];
  for (const lineId of lineIds) {
    const line = order.lines.find((one) => one.lineId === lineId);
    if (line === undefined || lines.includes(line)) {
      return refused('refused.item-not-in-order', { orderId: order.orderId, lineId });
    }
    lines.push(line);
  }
  return { ok: true, lines };
}

/** When a line arrived; undefined while its parcel is on the way. */
export function deliveredAt(order: Order, line: OrderLine): string | undefined {
  return order.parcels.find((parcel) => parcel.lineIds.includes(line.lineId))?.deliveredAt;
}

export function linePrice(line: OrderLine): number {
  return line.unitPrice * line.quantity;
}

/** Where and how fast money goes back: always the ways it came. */
export function refundWay({
  order,
  customer,
}: OwnOrder): { refundTo: string; arrival: RefundArrival } & VerdictParameters {
  const methods = [...balances(order.payments).keys()].map((methodId) =>
    customer.paymentMethods.find((one) => one.methodId === methodId),
  );
  const isAtOnce = methods.length > 0 && methods.every((one) => one?.kind === 'balance' || one?.kind === 'gift-card');
  const named = methods.flatMap((one) => (one === undefined ? [] : [paymentMethodName(one)]));
  const all = (language: keyof LocalizedText) => named.map((one) => one[language]).join(' + ');
  const ways = { 'zh-CN': all('zh-CN'), 'zh-TW': all('zh-TW'), en: all('en') };
  return {
    ...localizedParameter('refundTo', ways),
    refundTo: ways['zh-CN'],
    arrival: isAtOnce ? 'at-once' : '1-7-days',
  };
}

export function refundFacts({ order }: OwnOrder, { refundTo, arrival }: ReturnType<typeof refundWay>): Fact[] {
  const id = `order:${order.orderId}:refund`;
  return [
    textFact(`${id}-to`, '退款去向', refundTo),
    textFact(`${id}-arrival`, '到账时间', arrival === 'at-once' ? '即时到账' : '1–7 个工作日'),
  ];
}

export function orderFact(order: Order): Fact {
  return idFact(`order:${order.orderId}`, '订单号', order.orderId);
}

export function amountFact(order: Order, name: string, title: string, amount: number): Fact {
  return moneyFact(`order:${order.orderId}:${name}`, title, amount, order.currency);
}

export function lineFact(line: OrderLine): Fact {
  return { id: `line:${line.lineId}`, title: optionsText(line.options), kind: 'name', value: line.title['zh-CN'] };
}

export function optionsText(options: Readonly<Record<string, string>>): string {
  return Object.values(options).join(' ');
}

/** Names of several lines as one parameter. */
export function itemsParameter(lines: readonly OrderLine[]): VerdictParameters {
  return localizedParameter('items', joined(lines.map((line) => line.title)));
}

export function itemOf(line: OrderLine): ReturnType<typeof itemParameter> {
  return itemParameter(line.title);
}

/** Running case of a line, if any. */
export function runningCase(
  cases: readonly AfterSalesCase[],
  order: Order,
  line: OrderLine,
  isRunning: (one: AfterSalesCase) => boolean,
): AfterSalesCase | undefined {
  return cases.find((one) => one.orderId === order.orderId && one.lineIds.includes(line.lineId) && isRunning(one));
}

function joined(texts: readonly LocalizedText[]): LocalizedText {
  const join = (language: keyof LocalizedText, separator: string) =>
    texts.map((text) => text[language]).join(separator);
  return { 'zh-CN': join('zh-CN', '、'), 'zh-TW': join('zh-TW', '、'), en: join('en', ', ') };
}
