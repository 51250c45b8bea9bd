import type { StoreConnector, StoreDescriptor } from './store-connector.ts';
import type { Product } from './types.ts';

/** A shop's products in memory; read once and again on `refresh`, in between every question is a look-up. */
export type Catalogue = {
  products(): readonly Product[];
  find(productId: string): Product | undefined;
  /** Reads the shop's products again; until that is done the old ones answer. */
  refresh(): Promise<void>;
};

/** Loads a shop's catalogue. */
export async function loadCatalogue(store: Pick<StoreConnector, 'listProducts'>): Promise<Catalogue> {
  let products: readonly Product[] = [];
  let byId: ReadonlyMap<string, Product> = new Map();
  const refresh = async () => {
    products = await store.listProducts();
    byId = new Map(products.map((product) => [product.productId, product]));
  };
  await refresh();
  return { products: () => products, find: (productId) => byId.get(productId), refresh };
}

/** The words of a shop as the understanding room takes them in. */
export type CatalogueWordList = {
  products: { id: string; names: string[] }[];
  options: { name: string; values: string[] }[];
  orderNumberPatterns: string[];
};

/** Product names and nicknames, option values in all languages of the catalogue, and patterns of order numbers. */
export function catalogueWords(
  products: readonly Product[],
  descriptor: Pick<StoreDescriptor, 'orderNumberPatterns'>,
): CatalogueWordList {
  const options = new Map<string, Set<string>>();
  for (const product of products) {
    for (const { options: chosen } of product.variants) {
      for (const [name, value] of Object.entries(chosen)) {
        const values = options.get(name) ?? new Set();
        options.set(name, values);
        for (const word of [value, ...Object.values(product.optionLabels[value] ?? {})])
          if (word !== '') values.add(word);
      }
    }
  }
  return {
    products: products.map((product) => ({ id: product.productId, names: namesOf(product) })),
    options: [...options].map(([name, values]) => ({ name, values: [...values] })),
    orderNumberPatterns: [...descriptor.orderNumberPatterns],
  };
}

function namesOf({ name, nicknames }: Product): string[] {
  return [...new Set([name['zh-CN'], name['zh-TW'], name.en, ...nicknames])].filter((one) => one !== '');
}
