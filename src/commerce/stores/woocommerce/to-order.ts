import { z } from 'zod';
import type { Order, OrderStatus, PaymentMethod, StoreCustomer } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp } from '../kit/canonical.ts';
import { digitsOf, toMinor } from '../kit/money.ts';
import { idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';

/** Statuses of WooCommerce as ours; shops add their own by plugins, which are told as they are. */
export const orderStates: Readonly<Record<string, { status: OrderStatus; isRefunded?: true }>> = {
  'checkout-draft': { status: 'unpaid' },
  pending: { status: 'unpaid' },
  'on-hold': { status: 'unpaid' },
  processing: { status: 'pending' },
  completed: { status: 'delivered' },
  cancelled: { status: 'cancelled' },
  refunded: { status: 'cancelled', isRefunded: true },
  failed: { status: 'cancelled' },
  trash: { status: 'cancelled' },
};

const party = z.object({
  first_name: textOrEmpty,
  last_name: textOrEmpty,
  address_1: textOrEmpty,
  address_2: textOrEmpty,
  city: textOrEmpty,
  state: textOrEmpty,
  postcode: textOrEmpty,
  country: textOrEmpty,
  phone: textOrEmpty,
  email: textOrEmpty,
});
const line = z.object({
  id: idText,
  name: textOrEmpty,
  product_id: idText,
  variation_id: textOrEmpty,
  quantity: z.number().int().nonnegative(),
  subtotal: textOrEmpty,
  subtotal_tax: textOrEmpty,
  total: textOrEmpty,
  total_tax: textOrEmpty,
  meta_data: listOf(z.object({ display_key: textOrEmpty, display_value: z.unknown().optional() })),
});

/** An order of REST v3 (page "Orders", read 2026-11-21); amounts are text with the shop's decimals, times are GMT; only what is used. */
export const woocommerceOrder = z.object({
  id: idText,
  status: z.string(),
  currency: z.string(),
  customer_id: textOrEmpty,
  customer_note: textOrEmpty,
  date_created_gmt: textOrEmpty,
  date_paid_gmt: textOrEmpty,
  date_completed_gmt: textOrEmpty,
  total: textOrEmpty,
  shipping_total: textOrEmpty,
  shipping_tax: textOrEmpty,
  payment_method: textOrEmpty,
  payment_method_title: textOrEmpty,
  billing: party,
  shipping: party,
  line_items: listOf(line),
  fee_lines: listOf(z.object({ total: textOrEmpty, total_tax: textOrEmpty })),
  refunds: listOf(z.object({ id: idText, total: textOrEmpty })),
});
export type WoocommerceOrder = z.output<typeof woocommerceOrder>;

/** The order in our words. Taxes are in the prices; fees count as freight. */
export function toOrder(raw: WoocommerceOrder): RemoteOrder {
  const digits = digitsOf(raw.currency);
  const money = (...amounts: string[]) =>
    amounts.reduce((sum, amount) => sum + (toMinor(amount === '' ? '0' : amount, digits) ?? 0), 0);
  const known = lookUp(orderStates, raw.status, { status: 'processing' });
  const method: PaymentMethod = {
    methodId: raw.payment_method || 'other',
    kind: kindOf(raw.payment_method),
    label: raw.payment_method_title,
  };
  const paidAt = fromGmt(raw.date_paid_gmt);
  const completedAt = fromGmt(raw.date_completed_gmt);
  const total = money(raw.total);
  const freight = Math.max(
    0,
    money(raw.shipping_total, raw.shipping_tax, ...raw.fee_lines.flatMap((fee) => [fee.total, fee.total_tax])),
  );
  const lines = raw.line_items.filter((one) => one.quantity > 0);
  const unitPrice = (one: (typeof lines)[number]) => Math.ceil(money(one.subtotal, one.subtotal_tax) / one.quantity);
  const priced = lines.map((one) => ({
    lineId: one.id,
    listed: unitPrice(one) * one.quantity,
    paid: money(one.total, one.total_tax),
  }));
  const customer = customerOf(raw, method);
  const address = toAddress(
    raw.shipping.address_1 === ''
      ? { ...raw.billing }
      : { ...raw.shipping, phone: raw.shipping.phone || raw.billing.phone },
  );
  const order: Order = {
    orderId: raw.id,
    storeCustomerId: customer.storeCustomerId,
    status: known.status,
    statusText: raw.status,
    placedAt: fromGmt(raw.date_created_gmt) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: lines.map((one) => ({
      lineId: one.id,
      productId: one.product_id,
      variantId: one.variation_id === '' || one.variation_id === '0' ? one.product_id : one.variation_id,
      title: inAllLanguages(one.name),
      options: Object.fromEntries(
        one.meta_data.flatMap((meta) =>
          typeof meta.display_value === 'string' && meta.display_key !== ''
            ? [[meta.display_key, meta.display_value]]
            : [],
        ),
      ),
      quantity: one.quantity,
      unitPrice: unitPrice(one),
    })),
    parcels:
      known.status === 'delivered'
        ? [
            {
              parcelId: `${raw.id}-1`,
              carrier: '',
              carrierName: inAllLanguages(''),
              trackingNumber: '',
              status: 'delivered',
              ...(completedAt === undefined ? {} : { shippedAt: completedAt, deliveredAt: completedAt }),
              lineIds: lines.map((one) => one.id),
              events: [],
            },
          ]
        : [],
    payments: [
      ...(paidAt === undefined || total === 0
        ? []
        : [{ kind: 'payment' as const, amount: total, methodId: method.methodId, at: paidAt }]),
      ...raw.refunds.map((one) => ({
        kind: 'refund' as const,
        amount: Math.abs(money(one.total)),
        methodId: method.methodId,
      })),
    ],
    address,
    total,
    freight,
    discounts: discountsOf(priced, freight, total),
    currency: raw.currency,
    ...(raw.customer_note === '' ? {} : { remark: raw.customer_note }),
    caseIds: [],
  };
  return { order, customer: { ...customer, defaultAddress: address } };
}

/** A guest is known by the e-mail of the order. */
function customerOf(raw: WoocommerceOrder, method: PaymentMethod): StoreCustomer {
  const isGuest = raw.customer_id === '' || raw.customer_id === '0';
  return buyerOf({
    storeCustomerId: isGuest ? `guest:${raw.billing.email.toLowerCase()}` : raw.customer_id,
    name: `${raw.billing.first_name} ${raw.billing.last_name}`.trim(),
    email: raw.billing.email,
    phone: raw.billing.phone,
    paymentMethods: [method],
  });
}

function toAddress(raw: z.output<typeof party>) {
  return addressOf({
    name: `${raw.first_name} ${raw.last_name}`.trim(),
    phone: raw.phone,
    country: raw.country,
    province: raw.state,
    city: raw.city,
    detail: [raw.address_1, raw.address_2].filter((part) => part !== '').join(', '),
    zip: raw.postcode,
  });
}

const methodKinds: readonly [RegExp, PaymentMethod['kind']][] = [
  [/paypal|ppcp/, 'paypal'],
  [/stripe|card|square|braintree/, 'credit-card'],
  [/alipay/, 'alipay'],
  [/wechat|weixin|wxpay/, 'wechat-pay'],
];

function kindOf(method: string): PaymentMethod['kind'] {
  return methodKinds.find(([pattern]) => pattern.test(method))?.[1] ?? 'other';
}

/** WooCommerce writes GMT without saying so. */
export function fromGmt(text: string): string | undefined {
  const at = new Date(`${text}Z`);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
