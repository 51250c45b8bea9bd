import { z } from 'zod';
import type { Tracking } from '../../logistics/tracking.ts';
import {
  type Address,
  type AfterSalesCase,
  caseEffects,
  caseKinds,
  caseStates,
  type Order,
  orderStatuses,
  type PaymentMethod,
  type Product,
  type StoreCustomer,
} from '../../types.ts';

/** Schemas of the canonical documents as Peakdesk stores them: for shops that it hosts, and as the mirror of others. */

const amount = z.int().nonnegative();
const localized = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });
const partlyLocalized = z.object({
  'zh-CN': z.string().exactOptional(),
  'zh-TW': z.string().exactOptional(),
  en: z.string().exactOptional(),
});
const words = z.record(z.string(), z.string());
const range = z.tuple([z.number(), z.number()]);

export const addressDocument: z.ZodType<Address> = z.object({
  name: z.string(),
  phone: z.string(),
  country: z.string(),
  province: z.string(),
  city: z.string(),
  district: z.string(),
  detail: z.string(),
  zip: z.string(),
});

export const productDocument: z.ZodType<Product> = z.object({
  productId: z.string(),
  name: localized,
  nicknames: z.array(z.string()),
  category: z.string(),
  brand: localized.exactOptional(),
  summary: localized.exactOptional(),
  attributes: z.array(z.object({ key: z.string(), label: localized, value: localized })),
  optionNames: z.array(z.string()),
  optionLabels: z.record(z.string(), partlyLocalized),
  variants: z.array(
    z.object({
      variantId: z.string(),
      productId: z.string(),
      options: words,
      price: amount,
      stock: z.int().nonnegative().nullable(),
      isAvailable: z.boolean(),
      weightGrams: z.number().exactOptional(),
    }),
  ),
  returnClass: z.enum(['standard', 'sealed', 'fresh', 'digital', 'custom']),
  warrantyMonths: z.number(),
  warehouse: z.string().exactOptional(),
  contents: localized.exactOptional(),
  usage: localized.exactOptional(),
  sizeChart: z.array(z.object({ size: z.string(), heightCm: range, weightKg: range })).exactOptional(),
});

const parcelStatus = z.enum(['packed', 'in-transit', 'out-for-delivery', 'delivered', 'stuck', 'lost', 'returned']);
const trackingEvents = z.array(z.object({ at: z.string(), text: localized, place: z.string().exactOptional() }));

const orderParts = z.object({
  orderId: z.string(),
  storeCustomerId: z.string(),
  status: z.enum(orderStatuses),
  statusText: z.string(),
  placedAt: z.string(),
  paidAt: z.string().exactOptional(),
  shipBy: z.string().exactOptional(),
  urgedAt: z.string().exactOptional(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: z.string(),
      variantId: z.string(),
      title: localized,
      options: words,
      quantity: z.int().positive(),
      unitPrice: amount,
      priceKind: z.enum(['flash', 'presale']).exactOptional(),
      isExceptionConfirmed: z.boolean().exactOptional(),
    }),
  ),
  parcels: z.array(
    z.object({
      parcelId: z.string(),
      carrier: z.string(),
      carrierName: localized,
      trackingNumber: z.string(),
      status: parcelStatus,
      shippedAt: z.string().exactOptional(),
      deliveredAt: z.string().exactOptional(),
      promisedAt: z.string().exactOptional(),
      lineIds: z.array(z.string()),
      events: trackingEvents,
    }),
  ),
  payments: z.array(
    z.object({
      kind: z.enum(['payment', 'refund']),
      amount,
      methodId: z.string(),
      at: z.string().exactOptional(),
    }),
  ),
  total: amount,
  freight: amount,
  discounts: z
    .array(
      z.object({
        discountId: z.string(),
        kind: z.enum(['promotion', 'coupon', 'points']),
        amount,
        lineIds: z.array(z.string()).exactOptional(),
        points: amount.exactOptional(),
      }),
    )
    .exactOptional(),
  pointsEarned: amount.exactOptional(),
  currency: z.string(),
  remark: z.string().exactOptional(),
  caseIds: z.array(z.string()),
});
/** An order without its address. */
export const orderDocument: z.ZodType<Omit<Order, 'address'>> = orderParts;

/** What a tracking service has seen of an order's parcels, by number; stands beside the order. */
const tracksDocument: z.ZodType<Readonly<Record<string, Tracking>>> = z.record(
  z.string(),
  z.object({ status: parcelStatus, events: trackingEvents, deliveredAt: z.string().exactOptional() }),
);

/** The tracks of a row; none where they cannot be read, so that an order never hangs on them. */
export function tracksOf(tracks: unknown): Readonly<Record<string, Tracking>> {
  return tracks == null ? {} : (tracksDocument.safeParse(tracks).data ?? {});
}

/** What of a customer is not personal. */
type OpenCustomer = Pick<StoreCustomer, 'storeCustomerId' | 'memberLevel' | 'spent' | 'points' | 'coupons'>;
export const customerDocument: z.ZodType<OpenCustomer> = z.object({
  storeCustomerId: z.string(),
  memberLevel: z.string(),
  spent: amount,
  points: z.int().exactOptional(),
  coupons: z.array(z.string()).exactOptional(),
});

const paymentMethod: z.ZodType<PaymentMethod> = z.object({
  methodId: z.string(),
  kind: z.enum(['gift-card', 'paypal', 'credit-card', 'alipay', 'wechat-pay', 'balance', 'other']),
  label: z.string(),
  balance: amount.exactOptional(),
});

/** What of a customer is sealed. */
export const personalDocument: z.ZodType<Omit<StoreCustomer, keyof OpenCustomer>> = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  defaultAddress: addressDocument.nullable(),
  paymentMethods: z.array(paymentMethod),
  birthday: z.string().exactOptional(),
});

/** A case as it is stored; `details` are sealed beside it, since they hold names, e-mail and tax numbers. */
export const caseDocument: z.ZodType<Omit<AfterSalesCase, 'details'> & { sealedDetails: string }> = z.object({
  caseId: z.string(),
  orderId: z.string(),
  storeCustomerId: z.string(),
  kind: z.enum(caseKinds),
  state: z.enum(caseStates),
  reason: z.string(),
  lineIds: z.array(z.string()),
  quantities: z.record(z.string(), z.int().positive()).exactOptional(),
  amount,
  worth: amount.exactOptional(),
  giveBack: z.object({ points: amount, pointsTaken: amount, coupons: z.array(z.string()) }).exactOptional(),
  effects: z.array(z.enum(caseEffects)).exactOptional(),
  owner: z.enum(['shop', 'customer', 'carrier']).exactOptional(),
  deadline: z.string().exactOptional(),
  createdAt: z.string(),
  history: z.array(z.object({ at: z.string(), state: z.enum(caseStates), note: z.string() })),
  /** Base64. */
  sealedDetails: z.string(),
});
