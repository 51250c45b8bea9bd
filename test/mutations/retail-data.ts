import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The recorded retail shop, read as plain JSON: nothing here comes from the product. */
const folder = new URL('../../../shared/data/retail/', import.meta.url);

export const hasRetailData = existsSync(new URL('orders.json', folder));
export const retailFolder = folder.pathname;

const address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});
const method = z.object({ id: z.string(), source: z.string(), balance: z.number().optional() });
const variant = z.object({ item_id: z.string(), available: z.boolean(), price: z.number() });

export const shape = {
  users: z.record(
    z.string(),
    z.object({ address, payment_methods: z.record(z.string(), method), orders: z.array(z.string()) }),
  ),
  orders: z.record(
    z.string(),
    z.object({
      order_id: z.string(),
      user_id: z.string(),
      status: z.string(),
      address,
      items: z.array(z.object({ item_id: z.string(), product_id: z.string(), price: z.number() })),
      payment_history: z.array(z.object({ amount: z.number(), payment_method_id: z.string() })),
    }),
  ),
  products: z.record(z.string(), z.object({ variants: z.record(z.string(), variant) })),
};

export type RetailData = {
  users: z.infer<typeof shape.users>;
  orders: z.infer<typeof shape.orders>;
  products: z.infer<typeof shape.products>;
};

export function readRetailData(): RetailData {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return {
    users: shape.users.parse(read('users.json')),
    orders: shape.orders.parse(read('orders.json')),
    products: shape.products.parse(read('products.json')),
  };
}
