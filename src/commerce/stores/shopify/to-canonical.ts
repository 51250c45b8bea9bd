import { z } from 'zod';
import type {
  AfterSalesCase,
  CaseState,
  Order,
  OrderStatus,
  PaymentMethod,
  Product,
  StoreCustomer,
} from '../../types.ts';
import { addressOf, buyerOf, caseOf, discountsOf, inAllLanguages, lookUp } from '../kit/canonical.ts';
import { digitsOf, toMinor } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { productOf } from '../kit/product.ts';
import { textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';

/** `displayFulfillmentStatus` as ours. */
export const fulfilmentStates: Readonly<Record<string, OrderStatus>> = {
  UNFULFILLED: 'pending',
  OPEN: 'pending',
  ON_HOLD: 'pending',
  SCHEDULED: 'pending',
  REQUEST_DECLINED: 'pending',
  PENDING_FULFILLMENT: 'processing',
  IN_PROGRESS: 'processing',
  PARTIALLY_FULFILLED: 'processing',
  FULFILLED: 'shipped',
  RESTOCKED: 'cancelled',
};
/** `displayFinancialStatus` of orders that nobody has paid. */
export const unpaidStates = ['PENDING', 'EXPIRED', 'VOIDED', 'AUTHORIZED'];
/** Status of a return as ours. */
export const returnStates: Readonly<Record<string, CaseState>> = {
  REQUESTED: 'applied',
  OPEN: 'wait-buyer-ship',
  CLOSED: 'success',
  CANCELED: 'cancelled',
  DECLINED: 'rejected',
};

const money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
const nodes = <Item extends z.ZodType>(item: Item) => z.object({ nodes: z.array(item) });
const customer = z.object({
  id: z.string(),
  displayName: textOrEmpty,
  defaultEmailAddress: z.object({ emailAddress: textOrEmpty }).nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: textOrEmpty }).nullish(),
  amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }).nullish(),
});
export const shopifyCustomer = customer;

/** An order as the documents of this folder ask for it. */
export const shopifyOrder = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  processedAt: z.string().nullish(),
  cancelledAt: z.string().nullish(),
  displayFinancialStatus: textOrEmpty,
  displayFulfillmentStatus: textOrEmpty,
  note: textOrEmpty,
  email: textOrEmpty,
  phone: textOrEmpty,
  totalPriceSet: money,
  totalShippingPriceSet: money,
  totalRefundedSet: money,
  paymentGatewayNames: z.array(z.string()),
  customer: customer.nullish(),
  shippingAddress: z
    .object({
      name: textOrEmpty,
      phone: textOrEmpty,
      address1: textOrEmpty,
      address2: textOrEmpty,
      city: textOrEmpty,
      province: textOrEmpty,
      countryCodeV2: textOrEmpty,
      zip: textOrEmpty,
    })
    .nullish(),
  lineItems: nodes(
    z.object({
      id: z.string(),
      title: textOrEmpty,
      quantity: z.number().int().nonnegative(),
      originalUnitPriceSet: money,
      discountedTotalSet: money,
      product: z.object({ id: z.string() }).nullish(),
      variant: z
        .object({ id: z.string(), selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })) })
        .nullish(),
    }),
  ),
  fulfillments: z.array(
    z.object({
      id: z.string(),
      status: textOrEmpty,
      createdAt: z.string(),
      deliveredAt: z.string().nullish(),
      trackingInfo: z.array(z.object({ number: textOrEmpty, company: textOrEmpty })),
      fulfillmentLineItems: nodes(z.object({ lineItem: z.object({ id: z.string() }) })),
    }),
  ),
  returns: nodes(
    z.object({
      id: z.string(),
      status: z.string(),
      createdAt: z.string().nullish(),
      returnLineItems: nodes(
        z.object({
          quantity: z.number().int(),
          fulfillmentLineItem: z.object({ lineItem: z.object({ id: z.string() }) }).nullish(),
        }),
      ),
    }),
  ),
});
export type ShopifyOrder = z.output<typeof shopifyOrder>;

export const shopifyProduct = z.object({
  id: z.string(),
  title: textOrEmpty,
  description: textOrEmpty,
  productType: textOrEmpty,
  vendor: textOrEmpty,
  options: z.array(z.object({ name: z.string() })),
  variants: nodes(
    z.object({
      id: z.string(),
      price: z.string(),
      inventoryQuantity: z.number().nullish(),
      availableForSale: z.boolean(),
      selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
});

/** The order in our words; customers know it by its name, `#1001`, which is kept without the sign. */
export function toOrder(raw: ShopifyOrder): RemoteOrder {
  const { currencyCode: currency } = raw.totalPriceSet.shopMoney;
  const amount = ({ shopMoney }: z.output<typeof money>) => toMinor(shopMoney.amount, digitsOf(currency)) ?? 0;
  const method = methodOf(raw.paymentGatewayNames);
  const total = amount(raw.totalPriceSet);
  const refunded = amount(raw.totalRefundedSet);
  const isPaid = !unpaidStates.includes(raw.displayFinancialStatus);
  const freight = amount(raw.totalShippingPriceSet);
  const lines = raw.lineItems.nodes;
  const priced = lines.map((one) => ({
    lineId: idOf(one.id),
    listed: amount(one.originalUnitPriceSet) * one.quantity,
    paid: amount(one.discountedTotalSet),
  }));
  const goods = priced.reduce((sum, one) => sum + Math.min(one.listed, one.paid), 0);
  const buyer = customerOf(raw, method);
  const order: Order = {
    orderId: raw.name.replace(/^#/, ''),
    storeCustomerId: buyer.storeCustomerId,
    status: statusOf(raw, isPaid),
    statusText: `${raw.displayFinancialStatus} ${raw.displayFulfillmentStatus}`.trim(),
    placedAt: new Date(raw.createdAt).toISOString(),
    ...(isPaid ? { paidAt: new Date(raw.processedAt ?? raw.createdAt).toISOString() } : {}),
    lines: lines.map((one) => ({
      lineId: idOf(one.id),
      productId: idOf(one.product?.id ?? one.id),
      variantId: idOf(one.variant?.id ?? one.product?.id ?? one.id),
      title: inAllLanguages(one.title),
      options: Object.fromEntries((one.variant?.selectedOptions ?? []).map((option) => [option.name, option.value])),
      quantity: one.quantity,
      unitPrice: amount(one.originalUnitPriceSet),
    })),
    parcels: raw.fulfillments.filter((one) => one.status !== 'CANCELLED').map(toParcel),
    payments: [
      ...(isPaid && total > 0
        ? [
            {
              kind: 'payment' as const,
              amount: total,
              methodId: method.methodId,
              at: new Date(raw.processedAt ?? raw.createdAt).toISOString(),
            },
          ]
        : []),
      ...(refunded > 0 ? [{ kind: 'refund' as const, amount: refunded, methodId: method.methodId }] : []),
    ],
    address: buyer.defaultAddress ?? addressOf({}),
    total,
    // Taxes that stand beside the prices are no freight, but have to be somewhere for the sum to be what was paid.
    freight: Math.max(freight, total - goods),
    discounts: discountsOf(priced, Math.max(freight, total - goods), total),
    currency,
    ...(raw.note === '' ? {} : { remark: raw.note }),
    caseIds: raw.returns.nodes.map((one) => idOf(one.id)),
  };
  return { order, customer: buyer, cases: raw.returns.nodes.map((one) => toCase(one, order)) };
}

/** The number at the end of a global id. */
export function idOf(globalId: string): string {
  return globalId.slice(globalId.lastIndexOf('/') + 1).replace(/\?.*$/, '');
}

export function toCustomer(raw: z.output<typeof customer>): StoreCustomer {
  const spent = raw.amountSpent;
  return buyerOf({
    storeCustomerId: idOf(raw.id),
    name: raw.displayName,
    email: raw.defaultEmailAddress?.emailAddress ?? '',
    phone: raw.defaultPhoneNumber?.phoneNumber ?? '',
    spent: spent === null || spent === undefined ? 0 : (toMinor(spent.amount, digitsOf(spent.currencyCode)) ?? 0),
  });
}

export function toProduct(raw: z.output<typeof shopifyProduct>, digits: number): Product {
  return productOf({
    productId: idOf(raw.id),
    name: raw.title,
    category: raw.productType,
    brand: raw.vendor,
    summary: raw.description,
    optionNames: raw.options.map((one) => one.name),
    variants: raw.variants.nodes.map((one) => ({
      variantId: idOf(one.id),
      productId: idOf(raw.id),
      options: Object.fromEntries(one.selectedOptions.map((option) => [option.name, option.value])),
      price: toMinor(one.price, digits) ?? 0,
      stock: one.inventoryQuantity ?? null,
      isAvailable: one.availableForSale,
    })),
  });
}

function statusOf(raw: ShopifyOrder, isPaid: boolean): OrderStatus {
  if (raw.cancelledAt !== null && raw.cancelledAt !== undefined) return 'cancelled';
  const status = lookUp(fulfilmentStates, raw.displayFulfillmentStatus, 'processing');
  if (
    status === 'shipped' &&
    raw.fulfillments.length > 0 &&
    raw.fulfillments.every((one) => (one.deliveredAt ?? '') !== '')
  )
    return 'delivered';
  return status === 'pending' && !isPaid ? 'unpaid' : status;
}

function toParcel(one: ShopifyOrder['fulfillments'][number]): Order['parcels'][number] {
  const tracking = one.trackingInfo[0];
  const deliveredAt = one.deliveredAt ?? '';
  return parcelOf({
    parcelId: idOf(one.id),
    trackingNumber: tracking?.number ?? '',
    carrier: tracking?.company ?? '',
    shippedAt: new Date(one.createdAt).toISOString(),
    deliveredAt: deliveredAt === '' ? undefined : new Date(deliveredAt).toISOString(),
    lineIds: one.fulfillmentLineItems.nodes.map((item) => idOf(item.lineItem.id)),
  });
}

function toCase(raw: ShopifyOrder['returns']['nodes'][number], order: Order): AfterSalesCase {
  const createdAt = new Date(raw.createdAt ?? order.placedAt).toISOString();
  const pieces = raw.returnLineItems.nodes.flatMap((one): [string, number][] =>
    one.fulfillmentLineItem ? [[idOf(one.fulfillmentLineItem.lineItem.id), one.quantity]] : [],
  );
  const price = (lineId: string) => order.lines.find((line) => line.lineId === lineId)?.unitPrice ?? 0;
  return caseOf({
    caseId: idOf(raw.id),
    orderId: order.orderId,
    storeCustomerId: order.storeCustomerId,
    kind: 'return',
    state: lookUp(returnStates, raw.status, 'negotiating'),
    stateText: raw.status,
    reason: '',
    lineIds: pieces.map(([lineId]) => lineId),
    ...(pieces.length === 0 ? {} : { quantities: Object.fromEntries(pieces) }),
    amount: pieces.reduce((sum, [lineId, count]) => sum + price(lineId) * count, 0),
    createdAt,
    changedAt: createdAt,
  });
}

/** Guests are known by the e-mail of the order. */
function customerOf(raw: ShopifyOrder, method: PaymentMethod): StoreCustomer {
  const place = raw.shippingAddress;
  const address = addressOf({
    name: place?.name ?? '',
    phone: place?.phone ?? '',
    country: place?.countryCodeV2 ?? '',
    province: place?.province ?? '',
    city: place?.city ?? '',
    detail: [place?.address1 ?? '', place?.address2 ?? ''].filter((part) => part !== '').join(', '),
    zip: place?.zip ?? '',
  });
  const guest = buyerOf({
    storeCustomerId: `guest:${raw.email.toLowerCase()}`,
    name: address.name,
    email: raw.email,
    phone: raw.phone,
  });
  const known = raw.customer === null || raw.customer === undefined ? guest : toCustomer(raw.customer);
  return {
    ...known,
    email: known.email || raw.email,
    phone: known.phone || raw.phone || address.phone,
    defaultAddress: address,
    paymentMethods: [method],
  };
}

const methodKinds: readonly [RegExp, PaymentMethod['kind']][] = [
  [/paypal/i, 'paypal'],
  [/gift/i, 'gift-card'],
  [/alipay/i, 'alipay'],
  [/wechat/i, 'wechat-pay'],
  [/shopify_payments|stripe|card/i, 'credit-card'],
];

function methodOf(gateways: readonly string[]): PaymentMethod {
  const [first = 'other'] = gateways;
  return { methodId: first, kind: methodKinds.find(([pattern]) => pattern.test(first))?.[1] ?? 'other', label: first };
}
