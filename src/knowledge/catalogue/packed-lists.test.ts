import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { addTaiwanNames, type GrowingLists, listsOf } from './growing-lists.ts';
import { madeProduct } from './made-catalogue.ts';
import { listsLabel, openPackedLists, packLists } from './packed-lists.ts';
import type { Shelf } from './shelf.ts';
import { openShelfOnTop } from './shelf-on-top.ts';

/** Words that meet again and again, so that random products share names, values and categories. */
const words = [
  '保温杯',
  '冲锋衣',
  '純棉',
  'T-Shirt',
  'Air 2.0',
  '📦',
  '敏感肌',
  '面霜',
  '防',
  '水',
  '№5',
  '１００％',
  '',
];
const phrase = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));
const text = fc.tuple(phrase, phrase, phrase).map(([one, two, en]) => ({ 'zh-CN': one, 'zh-TW': two, en }));
const variant = fc.record({
  options: fc.dictionary(fc.constantFrom('颜色', '尺码'), fc.constantFrom('红', '黑', 'XL', '')),
  price: fc.integer({ min: 0, max: 3_000 }),
  isAvailable: fc.boolean(),
});
const draft = fc.record({
  name: text,
  nicknames: fc.array(phrase, { maxLength: 2 }),
  category: fc.constantFrom('beauty', 'food', 'home'),
  summary: fc.option(text, { nil: undefined }),
  values: fc.array(text, { maxLength: 3 }),
  variants: fc.array(variant, { maxLength: 3 }),
});
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never;

function toProduct({ name, nicknames, category, summary, values, variants }: Draft, number: number): Product {
  const productId = `P${String(number).padStart(4, '0')}`;
  return {
    productId,
    name,
    nicknames,
    category,
    ...(summary && { summary }),
    attributes: values.map((value, index) => ({ key: `k${index}`, label: value, value })),
    optionNames: ['颜色', '尺码'],
    optionLabels: {},
    variants: variants.map((one, index) => ({ ...one, variantId: `${productId}-${index}`, productId, stock: null })),
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

async function filled(products: readonly Product[]): Promise<GrowingLists> {
  const lists = listsOf(products);
  await addTaiwanNames(products, lists, { restMilliseconds: 0 });
  return lists;
}

const nothing = { changed: [], added: [], removed: [] };
const asked = [...words, '保温杯多少钱', 'two t-shirts', '防水 冲锋衣', 'air 2.0'].map(normaliseForSearch);

/** All that a shelf says, in words that do not depend on the order of equal ones. */
function saidBy(shelf: Shelf) {
  const ids = (products: readonly Product[]) => products.map((product) => product.productId).toSorted();
  const finder = shelf.finder([]);
  return {
    products: [...shelf.products.keys()].toSorted(),
    owners: [...shelf.products.values()].flatMap(({ variants }) =>
      variants.map(({ variantId }) => [variantId, shelf.owners.get(variantId)?.productId]),
    ),
    categories: ['beauty', 'food', 'home'].map((one) => ids(shelf.inCategory(one))),
    byWord: asked
      .filter((word) => word !== '')
      .map((word) => ({
        word,
        named: ids(finder.named(word)),
        spots: finder.spots(word).map(({ start, end, products }) => ({ start, end, products: ids(products) })),
        near: ids(finder.near(word)),
        names: shelf.names(word),
        says: shelf.says(word),
      })),
    wishes: wishes.map((wish) => {
      const { matches, count } = shelf.inStock({ named: [], ...wish });
      return { count, matches: matches.map(({ product, matched }) => [product.productId, ...matched]).toSorted() };
    }),
  };
}

const wishes = [
  { categories: [], words: [] },
  { categories: ['beauty'], words: ['保温杯'], budget: 1_500 },
  { categories: ['food', 'home'], words: ['敏感肌', '红', 'xl'] },
  { categories: [], words: ['防', '水'], budget: 10 },
];

describe('lists from a file', () => {
  test('say what lists made anew say, for any products', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { maxLength: 12 }), async (drafts) => {
        const products = drafts.map(toProduct);
        const lists = await filled(products);
        const packed = openPackedLists(await packLists(lists));
        const anew = await openShelfOnTop(products, lists, nothing);
        const fromFile = await openShelfOnTop(products, packed, nothing);
        expect(saidBy(fromFile.shelf)).toEqual(saidBy(anew.shelf));
        expect(fromFile.shelf.options()).toEqual(anew.shelf.options());
      }),
      { numRuns: 60 },
    );
  });

  test('with changes put on top say what lists made anew say, for any products and changes', async () => {
    const change = fc.oneof({ weight: 3, arbitrary: fc.constant('same') }, fc.constant('gone'), draft);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(draft, change), { minLength: 1, maxLength: 10 }),
        fc.array(draft, { maxLength: 4 }),
        async (drafts, more) => {
          const before = drafts.map(([one], number) => toProduct(one, number));
          const now = drafts.map(([, later], number) =>
            later === 'same' ? before[number] : later === 'gone' ? undefined : toProduct(later, number),
          );
          const added = more.map((one, index) => toProduct(one, drafts.length + index));
          const kept = openPackedLists(await packLists(await filled(before)));
          const onTop = await openShelfOnTop(before, kept, {
            changed: now.flatMap((product, number) =>
              product !== undefined && product !== before[number] ? [[number, product] as const] : [],
            ),
            added,
            removed: now.flatMap((product, number) => (product === undefined ? [number] : [])),
          });
          const all = [...now.filter((product) => product !== undefined), ...added];
          const anew = await openShelfOnTop(all, await filled(all), nothing);
          expect(saidBy(onTop.shelf)).toEqual(saidBy(anew.shelf));
          expect(onTop.products.map((one) => one.productId)).toEqual(all.map((one) => one.productId));
        },
      ),
      { numRuns: 120 },
    );
  });

  test('of thousands of products are the same, and no larger than 60 bytes for each fact', async () => {
    const products = Array.from({ length: 3_000 }, (_one, number) => madeProduct(number));
    const lists = await filled(products);
    const packed = openPackedLists(await packLists(lists));
    for (const word of ['保湿', '敏感肌', 'x', '面霜'])
      expect([...packed.saying(word)]).toEqual([...lists.saying(word)]);
    for (const number of [0, 77, 2_999]) {
      const name = normaliseForSearch(madeProduct(number).name['zh-TW']);
      expect(packed.names.find(name)).toEqual(lists.names.find(name));
      expect(packed.priceOf(number)).toBe(lists.priceOf(number));
    }
    expect(packed.bytes() / (products.length * 10)).toBeLessThan(60);
  });

  test('are labelled the same by the same code every time', async () => {
    expect(await listsLabel()).toBe(await listsLabel());
    expect(await listsLabel()).toMatch(/^catalogue lists \d+, Peakdesk \d/);
  });
});
