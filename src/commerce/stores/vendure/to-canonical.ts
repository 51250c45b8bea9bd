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
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { casesOf } from './case-notes.ts';
import type { VendureCustomer, VendureOrder, VendureProduct } from './vendure-documents.ts';

/** The words of Vendure in ours. Money is in minor units on both sides. Pure. */

/** Order states of the default order process; a shop's own states count as being worked on. */
const statuses: Readonly<Record<string, OrderStatus>> = {
  Created: 'unpaid',
  AddingItems: 'unpaid',
  ArrangingPayment: 'unpaid',
  PaymentAuthorized: 'unpaid',
  PaymentSettled: 'pending',
  PartiallyShipped: 'shipped',
  Shipped: 'shipped',
  PartiallyDelivered: 'shipped',
  Delivered: 'delivered',
  Modifying: 'processing',
  ArrangingAdditionalPayment: 'processing',
  Cancelled: 'cancelled',
};

export function toRemoteOrder(order: VendureOrder): RemoteOrder {
  const customer = order.customer ?? undefined;
  const storeCustomerId = customer?.id ?? `guest-${order.id}`;
  const cases = casesOf(order);
  return {
    order: toOrder(
      order,
      storeCustomerId,
      cases.map((one) => one.caseId),
    ),
    customer: customer === undefined ? guestOf(order, storeCustomerId) : toCustomer(customer, order),
    cases,
  };
}

function toOrder(order: VendureOrder, storeCustomerId: string, caseIds: readonly string[]): Order {
  const payments = paymentsOf(order);
  const paid = payments.filter((one) => one.kind === 'payment').reduce((sum, one) => sum + one.amount, 0);
  const status = statuses[order.state] ?? 'processing';
  const parcels = parcelsOf(order);
  // A fulfilment that was made but not handed over is a packed order.
  const isPacked = status === 'pending' && parcels.some((parcel) => parcel.status === 'packed');
  const paidAt = payments.find((one) => one.kind === 'payment')?.at;
  return {
    orderId: order.code,
    storeCustomerId,
    status: isPacked ? 'processing' : status,
    statusText: order.state,
    placedAt: order.orderPlacedAt ?? order.createdAt,
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: order.lines
      // What was cancelled is still part of what was bought.
      .map((line) => ({ line, quantity: Math.max(line.quantity, line.orderPlacedQuantity) }))
      .filter(({ quantity }) => quantity > 0)
      .map(({ line, quantity }) => ({
        lineId: line.id,
        productId: line.productVariant.productId,
        variantId: line.productVariant.id,
        title: everywhere(line.productVariant.name),
        options: optionsOf(line.productVariant.options),
        quantity,
        unitPrice: line.quantity === 0 ? line.unitPriceWithTax : line.proratedUnitPriceWithTax,
      })),
    parcels,
    payments,
    address: addressOf(order),
    total: paid > 0 ? paid : order.totalWithTax,
    freight: order.shippingWithTax,
    currency: order.currencyCode,
    caseIds,
  };
}

function paymentsOf(order: VendureOrder): PaymentEntry[] {
  return (order.payments ?? []).flatMap((payment): PaymentEntry[] => {
    if (payment.state !== 'Settled') return [];
    const methodId = payment.method;
    const refunds = payment.refunds.filter((refund) => refund.state !== 'Failed' && refund.total > 0);
    return [
      { kind: 'payment', amount: payment.amount, methodId, at: payment.createdAt },
      ...refunds.map((refund) => ({ kind: 'refund' as const, amount: refund.total, methodId, at: refund.createdAt })),
    ];
  });
}

const parcelStates: Readonly<Record<string, Parcel['status']>> = {
  Created: 'packed',
  Pending: 'packed',
  Shipped: 'in-transit',
  Delivered: 'delivered',
};

function parcelsOf(order: VendureOrder): Parcel[] {
  return (order.fulfillments ?? []).flatMap((one): Parcel[] => {
    const status = parcelStates[one.state];
    if (status === undefined) return [];
    return [
      {
        parcelId: one.id,
        carrier: one.method,
        carrierName: everywhere(one.method),
        trackingNumber: one.trackingCode ?? '',
        status,
        ...(status === 'packed' ? {} : { shippedAt: one.createdAt }),
        // The last change of a delivered fulfilment is its delivery.
        ...(status === 'delivered' ? { deliveredAt: one.updatedAt } : {}),
        lineIds: one.lines.map((line) => line.orderLineId),
        events: [],
      },
    ];
  });
}

function addressOf({ shippingAddress: one }: VendureOrder): Address {
  return {
    name: one?.fullName ?? '',
    phone: one?.phoneNumber ?? '',
    country: one?.country ?? one?.countryCode ?? '',
    province: one?.province ?? '',
    city: one?.city ?? '',
    district: '',
    detail: [one?.streetLine1, one?.streetLine2].filter(Boolean).join(', '),
    zip: one?.postalCode ?? '',
  };
}

export function toCustomer(one: VendureCustomer, order?: VendureOrder): StoreCustomer {
  const methods = [...new Set((order?.payments ?? []).map((payment) => payment.method))];
  return {
    storeCustomerId: one.id,
    name: nameOf(one),
    email: one.emailAddress,
    phone: one.phoneNumber ?? order?.shippingAddress?.phoneNumber ?? '',
    memberLevel: '',
    defaultAddress: null,
    paymentMethods: methods.map((method) => ({ methodId: method, kind: 'other', label: method })),
    spent: 0,
  };
}

function guestOf(order: VendureOrder, storeCustomerId: string): StoreCustomer {
  const { fullName, phoneNumber } = order.shippingAddress ?? {};
  const guest = { id: storeCustomerId, firstName: fullName ?? '', lastName: '', emailAddress: '', phoneNumber };
  return toCustomer(guest, order);
}

/** Chinese names are written without a space, the family name first. */
function nameOf({ firstName, lastName }: VendureCustomer): string {
  const isHan = /\p{Script=Han}/u.test(firstName + lastName);
  return isHan ? `${lastName}${firstName}` : [firstName, lastName].filter((part) => part !== '').join(' ');
}

export function toProduct(product: VendureProduct): Product {
  const summary = product.description
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const brand = product.facetValues.find((value) => value.facet.code === 'brand')?.name;
  return {
    productId: product.id,
    name: everywhere(product.name),
    nicknames: [],
    category: product.collections[0]?.name ?? '',
    ...(brand === undefined ? {} : { brand: everywhere(brand) }),
    ...(summary === '' ? {} : { summary: everywhere(summary.slice(0, 500)) }),
    attributes: [],
    optionNames: product.optionGroups.map((group) => group.name),
    optionLabels: {},
    variants: product.variants.map((variant) => {
      const stock = variant.stockLevels.reduce((sum, one) => sum + one.stockOnHand - one.stockAllocated, 0);
      const isCounted = variant.trackInventory !== 'FALSE';
      return {
        variantId: variant.id,
        productId: product.id,
        options: optionsOf(variant.options),
        price: variant.priceWithTax,
        stock: isCounted ? Math.max(0, stock) : null,
        isAvailable: variant.enabled && product.enabled && (!isCounted || stock > 0),
      };
    }),
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

function optionsOf(options: readonly { name: string; group: { name: string } }[]): Record<string, string> {
  return Object.fromEntries(options.map((option) => [option.group.name, option.name]));
}

/** The shop speaks one language. */
function everywhere(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}
