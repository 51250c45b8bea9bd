import { z } from 'zod';
import { type Decimal, isDecimal, readJson, toValue } from './json-text.ts';

/** The platform's own documents (users.json, orders.json, products.json); fields beyond these are kept as they came. */
export type RetailAddress = z.infer<typeof retailAddress>;
export type RetailPaymentMethod = z.infer<typeof retailPaymentMethod>;
export type RetailUser = z.infer<typeof retailUser>;
export type RetailItem = z.infer<typeof retailItem>;
export type RetailPayment = z.infer<typeof retailPayment>;
export type RetailOrder = z.infer<typeof retailOrder>;
export type RetailVariant = z.infer<typeof retailVariant>;
export type RetailProduct = z.infer<typeof retailProduct>;

const id = z.string().min(1).max(200);
const decimal = z.custom<Decimal>(isDecimal, 'not a number');
const amount = decimal.refine((value) => isCents(value), 'not an amount with at most two decimals');

export const retailAddress = z.looseObject({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});

export const retailPaymentMethod = z.looseObject({
  source: z.enum(['credit_card', 'paypal', 'gift_card']),
  id,
  brand: z.string().optional(),
  last_four: z.string().optional(),
  balance: amount.optional(),
});

export const retailUser = z.looseObject({
  name: z.looseObject({ first_name: z.string().min(1), last_name: z.string().min(1) }),
  address: retailAddress,
  email: z.string().min(3),
  payment_methods: z.record(z.string(), retailPaymentMethod),
  orders: z.array(id),
});

export const retailItem = z.looseObject({
  name: z.string(),
  product_id: id,
  item_id: id,
  price: amount,
  options: z.record(z.string(), z.string()),
});

export const retailPayment = z.looseObject({
  transaction_type: z.enum(['payment', 'refund']),
  amount,
  payment_method_id: id,
});

export const retailOrder = z.looseObject({
  order_id: id,
  user_id: id,
  address: retailAddress,
  items: z.array(retailItem).min(1),
  fulfillments: z.array(z.looseObject({ tracking_id: z.array(z.string()), item_ids: z.array(id) })),
  status: z.enum([
    'pending',
    'pending (item modified)',
    'processed',
    'delivered',
    'cancelled',
    'return requested',
    'exchange requested',
  ]),
  payment_history: z.array(retailPayment),
  cancel_reason: z.string().optional(),
  return_items: z.array(id).optional(),
  return_payment_method_id: id.optional(),
  exchange_items: z.array(id).optional(),
  exchange_new_items: z.array(id).optional(),
  exchange_payment_method_id: id.optional(),
  exchange_price_difference: amount.optional(),
});

export const retailVariant = z.looseObject({
  item_id: id,
  options: z.record(z.string(), z.string()),
  available: z.boolean(),
  price: amount,
});

export const retailProduct = z.looseObject({
  name: z.string().min(1),
  product_id: id,
  variants: z.record(z.string(), retailVariant),
});

/** True when the value has the schema's shape; the value itself stays, with its order of keys (zod's copy would lose it). */
export function fits<T>(schema: z.ZodType<T>, value: unknown): value is T {
  return schema.safeParse(value).success;
}

/** The document of a stored text; undefined when it is not what it should be. */
export function readDocument<T>(schema: z.ZodType<T>, text: string): T | undefined {
  const read = readJson(text);
  if (!read.ok) return undefined;
  const value = toValue(read.node);
  return fits(schema, value) ? value : undefined;
}

function isCents(value: Decimal): boolean {
  const number = typeof value === 'number' ? value : value.wholeDecimal;
  return Number.isSafeInteger(Math.round(number * 100)) && Math.abs(Math.round(number * 100) - number * 100) < 1e-6;
}
