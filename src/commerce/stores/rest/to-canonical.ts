import type { Order, Parcel, PaymentMethod, Product, StoreCustomer } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { listOfAnswer, type RestAnswer, sectionReader } from './answer-reader.ts';
import type { RestSetup } from './rest-setup.ts';

/** The shop settles with its own ways of payment, of which its answers tell nothing. */
const method: PaymentMethod = platformPayment('shop', 'other', '');

/** An order of the shop in our words; what the total has above goods and freight (taxes, fees) counts as freight. */
export function toOrder(setup: RestSetup, answer: RestAnswer, raw: unknown): RemoteOrder {
  const read = sectionReader(setup, answer, 'order', raw);
  const orderId = read.requiredText('id');
  const statusText = read.requiredText('status');
  const status = lookUp(setup.statuses, statusText, 'processing');
  const currency = read.text('currency').toUpperCase() || setup.currency;
  const total = read.requiredAmount('total', currency);
  const lines = toLines(setup, answer, raw, currency);
  const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const freight = Math.max(read.amount('freight', currency), total - goods);
  const placedAt = read.time('placedAt') ?? '';
  const paidAt = read.time('paidAt');
  const refunds = refundsOf(setup, answer, raw);
  const isPaid = status === 'cancelled' ? refunds.length > 0 : status !== 'unpaid';
  const remark = read.text('remark');
  const priced = lines.map(({ lineId, unitPrice, quantity }) => ({
    lineId,
    listed: unitPrice * quantity,
    paid: unitPrice * quantity,
  }));
  const customer = toCustomer(setup, answer, raw, orderId);
  const order: Order = {
    orderId,
    storeCustomerId: customer.storeCustomerId,
    status,
    statusText,
    placedAt,
    ...(paidAt === undefined ? {} : { paidAt }),
    lines,
    parcels: toParcels(setup, answer, raw, lines),
    payments: [
      ...paidBy(method, total, paidAt ?? (isPaid && placedAt !== '' ? placedAt : undefined)),
      ...refunds.map((part) => {
        const refund = sectionReader(setup, answer, 'refunds', part);
        const at = refund.time('at');
        const amount = refund.requiredAmount('amount', currency);
        return { kind: 'refund' as const, amount, methodId: method.methodId, ...(at === undefined ? {} : { at }) };
      }),
    ],
    address: customer.defaultAddress ?? addressOf({}),
    total,
    freight,
    discounts: discountsOf(priced, freight, total),
    currency,
    ...(remark === '' ? {} : { remark }),
    caseIds: [],
  };
  return { order, customer };
}

/** Whether the order has a refund with this key. */
export function hasRefund(setup: RestSetup, raw: unknown, key: string): boolean {
  return refundsOf(setup, 'order', raw).some(
    (part) => sectionReader(setup, 'order', 'refunds', part).text('key') === key,
  );
}

/** A product of the shop in our words. */
export function toProduct(setup: RestSetup, raw: unknown): Product {
  const read = sectionReader(setup, 'products', 'product', raw);
  const productId = read.requiredText('id');
  const summary = read.text('summary');
  const variants = listOfAnswer(setup, 'products', ['variants', 'list'], raw, true).map((part) => {
    const one = sectionReader(setup, 'products', 'variants', part);
    const stock = one.text('stock') === '' ? null : one.requiredCount('stock');
    const isAvailable = one.value('isAvailable');
    return {
      variantId: one.requiredText('id'),
      productId,
      options: one.record('options'),
      price: one.requiredAmount('price', setup.currency),
      stock,
      isAvailable: typeof isAvailable === 'boolean' ? isAvailable : stock !== 0,
    };
  });
  return {
    productId,
    name: inAllLanguages(read.requiredText('name')),
    nicknames: [],
    category: read.text('category'),
    ...(summary === '' ? {} : { summary: inAllLanguages(summary) }),
    attributes: [],
    optionNames: [...new Set(variants.flatMap((one) => Object.keys(one.options)))],
    optionLabels: {},
    variants,
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

function refundsOf(setup: RestSetup, answer: RestAnswer, raw: unknown): readonly unknown[] {
  return listOfAnswer(setup, answer, ['refunds', 'list'], raw, false);
}

function toLines(setup: RestSetup, answer: RestAnswer, raw: unknown, currency: string) {
  return listOfAnswer(setup, answer, ['lines', 'list'], raw, true).flatMap((part) => {
    const read = sectionReader(setup, answer, 'lines', part);
    const quantity = read.requiredCount('quantity');
    if (quantity === 0) return [];
    const productId = read.requiredText('productId');
    return [
      {
        lineId: read.requiredText('id'),
        productId,
        variantId: read.text('variantId') || productId,
        title: inAllLanguages(read.text('title') || productId),
        options: read.record('options'),
        quantity,
        unitPrice: read.requiredAmount('unitPrice', currency),
      },
    ];
  });
}

function toParcels(setup: RestSetup, answer: RestAnswer, raw: unknown, lines: Order['lines']): Parcel[] {
  return listOfAnswer(setup, answer, ['parcels', 'list'], raw, false).map((part, index) => {
    const read = sectionReader(setup, answer, 'parcels', part);
    const shippedAt = read.time('shippedAt');
    const deliveredAt = read.time('deliveredAt');
    const carrier = read.text('carrier');
    const trackingNumber = read.text('trackingNumber');
    return {
      parcelId: read.text('id') || trackingNumber || String(index + 1),
      carrier,
      carrierName: inAllLanguages(carrier),
      trackingNumber,
      status: deliveredAt !== undefined ? 'delivered' : shippedAt !== undefined ? 'in-transit' : 'packed',
      ...(shippedAt === undefined ? {} : { shippedAt }),
      ...(deliveredAt === undefined ? {} : { deliveredAt }),
      lineIds: lines.map((line) => line.lineId),
      events: [],
    };
  });
}

/** A buyer without a number is known by e-mail or phone, and by the order where there is neither. */
function toCustomer(setup: RestSetup, answer: RestAnswer, raw: unknown, orderId: string): StoreCustomer {
  const read = sectionReader(setup, answer, 'customer', raw);
  const place = sectionReader(setup, answer, 'address', raw);
  const email = read.text('email');
  const phone = read.text('phone');
  const address = addressOf({
    name: place.text('name') || read.text('name'),
    phone: place.text('phone') || phone,
    country: place.text('country') || 'CN',
    province: place.text('province'),
    city: place.text('city'),
    district: place.text('district'),
    detail: place.text('detail'),
    zip: place.text('zip'),
  });
  return buyerOf({
    storeCustomerId: read.text('id') || `guest:${email.toLowerCase() || phone || orderId}`,
    name: read.text('name'),
    email,
    phone,
    defaultAddress: address,
    paymentMethods: [method],
  });
}
