import { z } from 'zod';

/** What Peakdesk asks the Admin API for, and what of its answers it reads. Amounts are in major units there. */

const text = z.string().nullish();
const number = z.number();

export const orderFields = [
  'id,display_id,status,payment_status,fulfillment_status,currency_code,email,created_at,updated_at,canceled_at,metadata',
  'total,shipping_total,*items,*items.variant,*items.variant.options,*items.variant.options.option,*shipping_address,*customer',
  '*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds',
  '*fulfillments,*fulfillments.labels,*fulfillments.items',
].join(',');

const payment = z.object({
  id: z.string(),
  provider_id: text,
  amount: number,
  canceled_at: text,
  captures: z.array(z.object({ id: z.string(), amount: number, created_at: z.string() })).nullish(),
  refunds: z.array(z.object({ id: z.string(), amount: number, created_at: z.string(), note: text })).nullish(),
});
export type MedusaPayment = z.infer<typeof payment>;

const optionValue = z.object({ value: z.string(), option: z.object({ title: z.string() }).nullish() });

export const medusaCustomer = z.object({
  id: z.string(),
  email: text,
  first_name: text,
  last_name: text,
  phone: text,
});
export type MedusaCustomer = z.infer<typeof medusaCustomer>;

export const medusaOrder = z.object({
  id: z.string(),
  display_id: number,
  status: z.string(),
  payment_status: z.string(),
  fulfillment_status: z.string(),
  currency_code: z.string(),
  email: text,
  created_at: z.string(),
  updated_at: z.string(),
  canceled_at: text,
  metadata: z.record(z.string(), z.unknown()).nullish(),
  total: number,
  shipping_total: number.nullish(),
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      variant_title: text,
      product_id: text,
      variant_id: text,
      unit_price: number,
      quantity: number,
      total: number.nullish(),
      variant: z.object({ options: z.array(optionValue).nullish() }).nullish(),
    }),
  ),
  customer: medusaCustomer.nullish(),
  shipping_address: z
    .object({
      first_name: text,
      last_name: text,
      address_1: text,
      address_2: text,
      city: text,
      province: text,
      postal_code: text,
      country_code: text,
      phone: text,
    })
    .nullish(),
  payment_collections: z.array(z.object({ payments: z.array(payment).nullish() })).nullish(),
  fulfillments: z
    .array(
      z.object({
        id: z.string(),
        location_id: text,
        provider_id: text,
        packed_at: text,
        shipped_at: text,
        delivered_at: text,
        canceled_at: text,
        labels: z.array(z.object({ tracking_number: text })).nullish(),
        items: z.array(z.object({ line_item_id: text, quantity: number })).nullish(),
      }),
    )
    .nullish(),
});
export type MedusaOrder = z.infer<typeof medusaOrder>;
export const ordersAnswer = z.object({ orders: z.array(medusaOrder), count: number });

export const productFields =
  'id,title,description,status,*variants,*variants.prices,*variants.options,*variants.options.option,+variants.inventory_quantity,*options,*type,*collection,*categories';
export const medusaProduct = z.object({
  id: z.string(),
  title: z.string(),
  description: text,
  status: z.string(),
  options: z.array(z.object({ title: z.string() })).nullish(),
  type: z.object({ value: z.string() }).nullish(),
  collection: z.object({ title: z.string() }).nullish(),
  categories: z.array(z.object({ name: z.string() })).nullish(),
  variants: z
    .array(
      z.object({
        id: z.string(),
        title: text,
        manage_inventory: z.boolean(),
        allow_backorder: z.boolean(),
        weight: number.nullish(),
        inventory_quantity: number.nullish(),
        options: z.array(optionValue).nullish(),
        prices: z
          .array(z.object({ amount: number, currency_code: z.string(), min_quantity: number.nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
});
export type MedusaProduct = z.infer<typeof medusaProduct>;
export const productsAnswer = z.object({ products: z.array(medusaProduct), count: number });

export const customersAnswer = z.object({ customers: z.array(medusaCustomer) });

export const storesAnswer = z.object({
  stores: z.array(
    z.object({
      name: z.string(),
      supported_currencies: z
        .array(z.object({ currency_code: z.string(), is_default: z.boolean().nullish() }))
        .nullish(),
    }),
  ),
});

export const returnAnswer = z.object({ return: z.object({ id: z.string(), status: z.string() }) });
export const returnsAnswer = z.object({
  returns: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      metadata: z.record(z.string(), z.unknown()).nullish(),
      items: z.array(z.object({ item_id: z.string(), quantity: number })).nullish(),
    }),
  ),
});
export type MedusaReturn = z.infer<typeof returnsAnswer>['returns'][number];
/** Answers of writes whose result is read anew. */
export const anything = z.unknown();
