import type { Product, ProductAttribute } from '../../types.ts';
import type { RemotePage } from '../remote/remote-platform.ts';
import { inAllLanguages } from './canonical.ts';
import { oneByOne } from './one-by-one.ts';

/** What a platform tells of a product, in the shop's one language. */
export type KnownProduct = Pick<Product, 'productId' | 'variants'> & {
  name: string;
  category?: string;
  brand?: string;
  summary?: string;
  attributes?: readonly { name: string; value: string }[];
  /** Names of the options in their order; those of the variants where nothing else is told. */
  optionNames?: readonly string[];
};

/** A product in our words with what a platform tells of it; what it does not tell is empty. */
export function productOf({ name, brand = '', summary = '', attributes = [], ...known }: KnownProduct): Product {
  const optionNames = known.optionNames ?? known.variants.flatMap((variant) => Object.keys(variant.options));
  return {
    productId: known.productId,
    name: inAllLanguages(name),
    nicknames: [],
    category: known.category ?? '',
    ...(brand === '' ? {} : { brand: inAllLanguages(brand) }),
    ...(summary === '' ? {} : { summary: inAllLanguages(summary) }),
    attributes: attributes.map(toAttribute),
    optionNames: [...new Set(optionNames)],
    optionLabels: {},
    variants: known.variants,
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

function toAttribute({ name, value }: { name: string; value: string }): ProductAttribute {
  return { key: name, label: inAllLanguages(name), value: inAllLanguages(value) };
}

/**
 * A page of a catalogue that is listed by ids, page after page from 1, and told one product at a time. The cursor is the number
 * of the next page; `total` counts all products.
 */
export async function cataloguePage(
  cursor: string | undefined,
  pageSize: number,
  list: (page: number) => Promise<{ ids: readonly string[]; total: number }>,
  find: (id: string) => Promise<Product | undefined>,
): Promise<RemotePage<Product>> {
  const page = Number(cursor ?? '1');
  const { ids, total } = await list(page);
  const next = page * pageSize < total && ids.length > 0 ? String(page + 1) : undefined;
  return { items: await oneByOne(ids, find), next, total };
}
