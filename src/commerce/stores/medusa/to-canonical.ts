import type {
  Address,
  LocalizedText,
  Order,
  OrderStatus,
  Parcel,
  PaymentEntry,
  Product,
  StoreCustomer,
} from '../../types.ts';
import { type NotedCase, readNotedCase } from '../remote/noted-case.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import type { MedusaCustomer, MedusaOrder, MedusaPayment, MedusaProduct } from './medusa-documents.ts';

/** The words of Medusa in ours. Money is in major units there, in minor ones here. Pure. */

const decimalsOf = new Map<string, number>();

/** How many minor units one major unit has: 100 fen, 1 yen. */
export function minorUnits(currency: string): number {
  const known = decimalsOf.get(currency);
  if (known !== undefined) return 10 ** known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  decimalsOf.set(currency, maximumFractionDigits);
  return 10 ** maximumFractionDigits;
}

export function toRemoteOrder(order: MedusaOrder): RemoteOrder {
  const storeCustomerId = order.customer?.id ?? `guest-${order.id}`;
  const cases = notedCasesOf(order).map((one) => one.case);
  return {
    order: toOrder(
      order,
      storeCustomerId,
      cases.map((one) => one.caseId),
    ),
    customer: toCustomer(order.customer ?? guestOf(order, storeCustomerId), order),
    cases,
  };
}

/** Cases stand in the order's metadata, one field each. */
export const casePrefix = 'peakdesk_case_';

export function notedCasesOf(order: Pick<MedusaOrder, 'metadata'>): NotedCase[] {
  return Object.entries(order.metadata ?? {}).flatMap(([field, value]) => {
    const one = field.startsWith(casePrefix) && typeof value === 'string' ? readNotedCase(value) : undefined;
    return one === undefined ? [] : [one];
  });
}

/** Fulfilment of a paid order, in our words. */
const statuses: Readonly<Record<string, OrderStatus>> = {
  not_fulfilled: 'pending',
  canceled: 'pending',
  partially_fulfilled: 'processing',
  fulfilled: 'processing',
  partially_shipped: 'shipped',
  shipped: 'shipped',
  partially_delivered: 'shipped',
  delivered: 'delivered',
};

function statusOf(order: MedusaOrder): OrderStatus {
  if (order.status === 'canceled') return 'cancelled';
  if (order.status === 'archived') return 'completed';
  if (['not_paid', 'awaiting', 'authorized', 'partially_authorized', 'requires_action'].includes(order.payment_status))
    return order.fulfillment_status === 'not_fulfilled'
      ? 'unpaid'
      : (statuses[order.fulfillment_status] ?? 'processing');
  return statuses[order.fulfillment_status] ?? 'processing';
}

function toOrder(order: MedusaOrder, storeCustomerId: string, caseIds: readonly string[]): Order {
  const currency = order.currency_code.toUpperCase();
  const minor = (amount: number) => Math.round(amount * minorUnits(currency));
  const payments = paymentsOf(order, minor);
  const paid = payments.filter((one) => one.kind === 'payment').reduce((sum, one) => sum + one.amount, 0);
  const paidAt = payments.find((one) => one.kind === 'payment')?.at;
  return {
    orderId: String(order.display_id),
    storeCustomerId,
    status: statusOf(order),
    statusText: `${order.status} / ${order.payment_status} / ${order.fulfillment_status}`,
    placedAt: order.created_at,
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: order.items
      .filter((item) => item.quantity >= 1)
      .map((item) => ({
        lineId: item.id,
        productId: item.product_id ?? item.id,
        variantId: item.variant_id ?? item.id,
        title: everywhere(item.title),
        options: optionsOf(item.variant?.options),
        quantity: Math.round(item.quantity),
        unitPrice: Math.max(0, minor((item.total ?? item.unit_price * item.quantity) / item.quantity)),
      })),
    parcels: parcelsOf(order),
    payments,
    address: addressOf(order),
    total: paid > 0 ? paid : minor(order.total),
    freight: minor(order.shipping_total ?? 0),
    currency,
    caseIds,
  };
}

export function paymentsIn(order: Pick<MedusaOrder, 'payment_collections'>): MedusaPayment[] {
  return (order.payment_collections ?? []).flatMap((collection) => collection.payments ?? []);
}

function paymentsOf(order: MedusaOrder, minor: (amount: number) => number): PaymentEntry[] {
  return paymentsIn(order).flatMap((payment): PaymentEntry[] => {
    const methodId = payment.provider_id ?? 'other';
    const entry = (kind: PaymentEntry['kind']) => (one: { amount: number; created_at: string }) => ({
      kind,
      amount: minor(one.amount),
      methodId,
      at: one.created_at,
    });
    return [...(payment.captures ?? []).map(entry('payment')), ...(payment.refunds ?? []).map(entry('refund'))];
  });
}

function parcelsOf(order: MedusaOrder): Parcel[] {
  return (order.fulfillments ?? [])
    .filter((one) => one.canceled_at == null)
    .map((one): Parcel => {
      const carrier = one.provider_id ?? '';
      return {
        parcelId: one.id,
        carrier,
        carrierName: everywhere(carrier),
        trackingNumber: one.labels?.[0]?.tracking_number ?? '',
        status: one.delivered_at != null ? 'delivered' : one.shipped_at != null ? 'in-transit' : 'packed',
        ...(one.shipped_at == null ? {} : { shippedAt: one.shipped_at }),
        ...(one.delivered_at == null ? {} : { deliveredAt: one.delivered_at }),
        lineIds: (one.items ?? []).flatMap((item) => (item.line_item_id == null ? [] : [item.line_item_id])),
        events: [],
      };
    });
}

function addressOf({ shipping_address: one }: MedusaOrder): Address {
  return {
    name: one == null ? '' : nameOf(one.first_name, one.last_name),
    phone: one?.phone ?? '',
    country: (one?.country_code ?? '').toUpperCase(),
    province: one?.province ?? '',
    city: one?.city ?? '',
    district: '',
    detail: [one?.address_1, one?.address_2].filter(Boolean).join(', '),
    zip: one?.postal_code ?? '',
  };
}

export function toCustomer(one: MedusaCustomer, order?: MedusaOrder): StoreCustomer {
  const methods =
    order === undefined ? [] : [...new Set(paymentsIn(order).map((payment) => payment.provider_id ?? 'other'))];
  return {
    storeCustomerId: one.id,
    name: nameOf(one.first_name, one.last_name),
    email: one.email ?? '',
    phone: one.phone ?? order?.shipping_address?.phone ?? '',
    memberLevel: '',
    defaultAddress: null,
    paymentMethods: methods.map((methodId) => ({ methodId, kind: 'other', label: methodId.replace(/^pp_/, '') })),
    spent: 0,
  };
}

function guestOf({ email, shipping_address: one }: MedusaOrder, id: string): MedusaCustomer {
  return { id, email, first_name: one?.first_name, last_name: one?.last_name, phone: one?.phone };
}

/** Chinese names are written without a space, the family name first. */
function nameOf(first: string | null | undefined, last: string | null | undefined): string {
  const isHan = /\p{Script=Han}/u.test(`${first ?? ''}${last ?? ''}`);
  return isHan ? `${last ?? ''}${first ?? ''}` : [first, last].filter(Boolean).join(' ');
}

/** `currency` is the shop's; a variant without a price in it cannot be had. */
export function toProduct(product: MedusaProduct, currency: string): Product {
  const isOffered = product.status === 'published';
  const description = (product.description ?? '').trim();
  return {
    productId: product.id,
    name: everywhere(product.title),
    nicknames: [],
    category: product.categories?.[0]?.name ?? product.type?.value ?? product.collection?.title ?? '',
    ...(description === '' ? {} : { summary: everywhere(description.slice(0, 500)) }),
    attributes: [],
    optionNames: (product.options ?? []).map((option) => option.title),
    optionLabels: {},
    variants: (product.variants ?? []).map((variant) => {
      const price = (variant.prices ?? []).find(
        (one) => one.currency_code.toUpperCase() === currency && (one.min_quantity ?? 1) <= 1,
      );
      const stock = variant.manage_inventory ? Math.max(0, variant.inventory_quantity ?? 0) : null;
      const isThere = stock === null || stock > 0 || variant.allow_backorder;
      return {
        variantId: variant.id,
        productId: product.id,
        options: optionsOf(variant.options),
        price: Math.round((price?.amount ?? 0) * minorUnits(currency)),
        stock: variant.allow_backorder ? null : stock,
        isAvailable: isOffered && price !== undefined && isThere,
        ...(variant.weight == null ? {} : { weightGrams: variant.weight }),
      };
    }),
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

type OptionValues = readonly { value: string; option?: { title: string } | null | undefined }[] | null | undefined;

function optionsOf(options: OptionValues): Record<string, string> {
  return Object.fromEntries((options ?? []).map(({ value, option }) => [option?.title ?? '', value]));
}

/** The shop speaks one language. */
function everywhere(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}
