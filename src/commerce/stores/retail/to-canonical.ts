import type {
  Address,
  AfterSalesCase,
  LocalizedText,
  Order,
  OrderLine,
  OrderStatus,
  Parcel,
  PaymentMethod,
  Product,
  StoreCustomer,
} from '../../types.ts';
import { chineseNamesOf, optionLabelsFor } from './goods-words.ts';
import { type Decimal, toNumber } from './json-text.ts';
import type { RetailAddress, RetailOrder, RetailPaymentMethod, RetailProduct, RetailUser } from './retail-documents.ts';

/** The imported shop's documents in Peakdesk's own words; pure. The platform tells no times, so these stay empty. */

export const retailCurrency = 'USD';

const statuses: Readonly<Record<RetailOrder['status'], OrderStatus>> = {
  pending: 'pending',
  'pending (item modified)': 'pending-modified',
  processed: 'processing',
  delivered: 'delivered',
  cancelled: 'cancelled',
  'return requested': 'return-requested',
  'exchange requested': 'exchange-requested',
};

export function toOrderStatus(status: RetailOrder['status']): OrderStatus {
  return statuses[status];
}

export function toOrder(order: RetailOrder, user: RetailUser): Order {
  return {
    orderId: order.order_id,
    storeCustomerId: order.user_id,
    status: toOrderStatus(order.status),
    statusText: order.status,
    placedAt: '',
    lines: toLines(order),
    parcels: toParcels(order),
    payments: order.payment_history.map((entry) => ({
      kind: entry.transaction_type,
      amount: toCents(entry.amount),
      methodId: entry.payment_method_id,
    })),
    address: toAddress(order.address, fullName(user)),
    total: order.items.reduce((sum, item) => sum + toCents(item.price), 0),
    freight: 0,
    currency: retailCurrency,
    caseIds: toCases(order).map((one) => one.caseId),
  };
}

/** One line per piece: the same item can stand twice in an order, so its place is part of the line's id. */
export function toLines(order: RetailOrder): OrderLine[] {
  return order.items.map((item, index) => ({
    lineId: lineIdOf(item.item_id, index),
    productId: item.product_id,
    variantId: item.item_id,
    title: inAll(item.name),
    options: item.options,
    quantity: 1,
    unitPrice: toCents(item.price),
  }));
}

/** At most one case: the platform keeps a return or an exchange in the order itself. */
export function toCases(order: RetailOrder): AfterSalesCase[] {
  const shared = {
    orderId: order.order_id,
    storeCustomerId: order.user_id,
    state: 'wait-buyer-ship' as const,
    owner: 'customer' as const,
    reason: '',
    createdAt: '',
    history: [],
  };
  if (order.return_items !== undefined) {
    const lineIds = linesOfItems(order, order.return_items);
    const amount = toLines(order)
      .filter((line) => lineIds.includes(line.lineId))
      .reduce((sum, line) => sum + line.unitPrice, 0);
    const details = { paymentMethodId: order.return_payment_method_id ?? '' };
    return [{ ...shared, caseId: `${order.order_id}:return`, kind: 'return', lineIds, amount, details }];
  }
  if (order.exchange_items !== undefined) {
    const lineIds = linesOfItems(order, order.exchange_items);
    const details = {
      newVariantIds: (order.exchange_new_items ?? []).join(','),
      paymentMethodId: order.exchange_payment_method_id ?? '',
      priceDifference: String(toCents(order.exchange_price_difference ?? 0)),
    };
    return [{ ...shared, caseId: `${order.order_id}:exchange`, kind: 'exchange', lineIds, amount: 0, details }];
  }
  return [];
}

export function toCustomer(userId: string, user: RetailUser, orders: readonly RetailOrder[]): StoreCustomer {
  const spent = orders
    .flatMap((order) => order.payment_history)
    .reduce((sum, entry) => sum + (entry.transaction_type === 'payment' ? 1 : -1) * toCents(entry.amount), 0);
  return {
    storeCustomerId: userId,
    name: fullName(user),
    email: user.email,
    phone: '',
    memberLevel: '',
    defaultAddress: toAddress(user.address, fullName(user)),
    paymentMethods: Object.values(user.payment_methods).map(toPaymentMethod),
    spent,
  };
}

export function toPaymentMethod(method: RetailPaymentMethod): PaymentMethod {
  switch (method.source) {
    case 'gift_card':
      return {
        methodId: method.id,
        kind: 'gift-card',
        label: `Gift card ···· ${method.id.slice(-4)}`,
        balance: toCents(method.balance ?? 0),
      };
    case 'paypal':
      return { methodId: method.id, kind: 'paypal', label: 'PayPal' };
    case 'credit_card': {
      const brand = brandNames[method.brand ?? ''] ?? 'Card';
      return { methodId: method.id, kind: 'credit-card', label: `${brand} ···· ${method.last_four ?? '????'}` };
    }
  }
}

export function toProduct(product: RetailProduct): Product {
  const variants = Object.values(product.variants);
  const optionNames = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))];
  const optionValues = variants.flatMap((variant) => Object.values(variant.options));
  return {
    productId: product.product_id,
    name: inAll(product.name),
    nicknames: chineseNamesOf(product.name),
    category: '',
    attributes: [],
    optionNames,
    optionLabels: optionLabelsFor([...optionNames, ...optionValues]),
    variants: variants.map((variant) => ({
      variantId: variant.item_id,
      productId: product.product_id,
      options: variant.options,
      price: toCents(variant.price),
      stock: null,
      isAvailable: variant.available,
    })),
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

export function toCents(amount: Decimal): number {
  return Math.round(toNumber(amount) * 100);
}

/** The platform's two address lines are one detail here: "953 Park Avenue, Suite 613". */
export function toAddress(address: RetailAddress, name: string): Address {
  return {
    name,
    phone: '',
    country: address.country,
    province: address.state,
    city: address.city,
    district: '',
    detail: [address.address1, address.address2].filter((part) => part !== '').join(', '),
    zip: address.zip,
  };
}

export function lineIdOf(itemId: string, index: number): string {
  return `${itemId}#${index}`;
}

export function fullName(user: RetailUser): string {
  return `${user.name.first_name} ${user.name.last_name}`;
}

const brandNames: Readonly<Record<string, string>> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'Amex' };

function toParcels(order: RetailOrder): Parcel[] {
  return order.fulfillments.flatMap((fulfillment) =>
    fulfillment.tracking_id.map((trackingNumber) => ({
      parcelId: trackingNumber,
      carrier: '',
      carrierName: inAll(''),
      trackingNumber,
      status: order.status === 'processed' ? 'packed' : order.status === 'cancelled' ? 'returned' : 'delivered',
      lineIds: linesOfItems(order, fulfillment.item_ids),
      events: [],
    })),
  );
}

/** Lines of the named items, an item named twice being two lines. */
function linesOfItems(order: RetailOrder, itemIds: readonly string[]): string[] {
  const left = [...itemIds];
  return order.items.flatMap((item, index) => {
    const at = left.indexOf(item.item_id);
    if (at < 0) return [];
    left.splice(at, 1);
    return [lineIdOf(item.item_id, index)];
  });
}

function inAll(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}
