import type { DemoLanguage } from './texts.ts';

export type DemoProduct = {
  productId: string;
  name: string;
  summary: string;
  category: string;
  priceText: string;
  hasSeveralPrices: boolean;
  isInStock: boolean;
};
export type DemoPromotion = { id: string; title: string; description: string; endsText: string };
export type DemoCustomer = { storeCustomerId: string; name: string; note: string };

/** Goods and running promotions; throws when the server cannot be reached. */
export async function loadGoods(language: DemoLanguage): Promise<{
  products: readonly DemoProduct[];
  promotions: readonly DemoPromotion[];
}> {
  return await read(`/demo/products.json?language=${language}`);
}

/** The customers that a visitor may be; none when there is no such list. */
export async function loadCustomers(language: DemoLanguage): Promise<readonly DemoCustomer[]> {
  const found = await read<{ customers: readonly DemoCustomer[] }>(`/demo/customers.json?language=${language}`).catch(
    () => undefined,
  );
  return found?.customers ?? [];
}

/** A token as the shop's own server would sign it after its sign-in; undefined when there is none. */
export async function loadIdentityToken(storeCustomerId: string): Promise<string | undefined> {
  const path = `/demo/identity?customer=${encodeURIComponent(storeCustomerId)}`;
  const found = await read<{ identityToken: string }>(path).catch(() => undefined);
  return found?.identityToken;
}

async function read<Value>(path: string): Promise<Value> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const value: Value = await response.json();
  return value;
}
