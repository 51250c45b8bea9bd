import type { LocalizedText, Product, ProductAttribute, Variant } from '../../commerce/index.ts';
import { variantName } from '../facts/product-facts.ts';
import { bulleted, inEach, joined } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, askWhichProduct, narrow } from './answerer.ts';
import { askedAttributes } from './attribute-words.ts';
import { priceRange, type Told, toldTogether } from './offers.ts';
import { readOptions, variantsWith } from './option-words.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Two to four products side by side: price, availability, and the attributes asked for or shared; unstated ones say so. */
export const answerProductCompare: Answerer = (asked, shop) => {
  const products = asked.products.slice(0, mostProducts);
  const [only] = products;
  if (only === undefined) return askWhichProduct(asked, shop);
  if (products.length > 1) return compareProducts(asked, shop, products);
  const wish = readOptions(asked.normalised, only);
  const chosen = Object.values(wish.chosen).some((values) => values.length > 1) ? variantsWith(only, wish.chosen) : [];
  return chosen.length > 1
    ? compareVariants(asked, shop, only, chosen.slice(0, mostProducts))
    : askOther(only, asked, shop);
};

function compareProducts(asked: Asked, shop: ShopKnowledge, products: readonly Product[]): Answering {
  const prices = products.map((product) => priceRange(product, product.variants, asked, shop));
  const rows: readonly Told[] = [
    row(
      phrase('answer.word.price'),
      products,
      prices.map((price) => price.line),
      toldTogether(prices),
    ),
    row(
      phrase('answer.word.stock'),
      products,
      products.map((product) => phrase(availability(product.variants))),
      { factIds: products.map((product) => `product:${product.productId}/available-variants`), facts: [] },
    ),
    ...comparedKeys(asked, products).map((key) => attributeRow(key, products)),
  ];
  return answerFacts(asked, shop, {
    key: 'product.compare.table',
    parameters: {
      products: joined(products.map((product) => product.name)),
      lines: bulleted(rows.map((one) => one.line)),
    },
    ...toldTogether(rows),
    products,
  });
}

function compareVariants(asked: Asked, shop: ShopKnowledge, product: Product, variants: readonly Variant[]): Answering {
  const lines = variants.map((variant) => {
    const price = priceRange(product, [variant], asked, shop);
    const parameters = {
      name: variantName(product, variant),
      price: price.line,
      stock: phrase(availability([variant])),
    };
    return { ...price, line: phrase('answer.line.variant', parameters) };
  });
  const differing = differingAttributes(product, variants);
  const told = differing.map(({ label, value }) => phrase('answer.line.cell', { product: label, value }));
  const sources = toldTogether(lines);
  return answerFacts(asked, shop, {
    key: 'product.compare.table',
    parameters: { products: product.name, lines: bulleted([...lines.map((one) => one.line), ...told]) },
    ...sources,
    factIds: [...sources.factIds, ...differing.map(({ key }) => `product:${product.productId}/attribute/${key}`)],
    products: [product],
  });
}

/** Attributes that say different things of the compared variants: they name an option of at least one of them. */
function differingAttributes(product: Product, variants: readonly Variant[]): readonly ProductAttribute[] {
  const values = new Set(variants.flatMap((variant) => Object.values(variant.options)));
  const words = [...values].flatMap((value) => [value, /^\d+(?:\.\d+)?/.exec(value)?.[0] ?? '']).filter(Boolean);
  const isNamed = (text: string) =>
    words.some((word) =>
      new RegExp(`(?<![\\d.])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\d.])`, 'u').test(text),
    );
  return product.attributes.filter(({ value }) => isNamed(value['zh-CN'].replaceAll(' ', ''))).slice(0, mostDiffering);
}

/** One product only: offers the others of its category to compare with. */
function askOther(product: Product, asked: Asked, shop: ShopKnowledge): Answering {
  const others = shop.shelf.inCategory(product.category).filter((other) => other !== product);
  const words = new Set(product.nicknames);
  const near = others.toSorted((first, second) => shared(second, words) - shared(first, words)).slice(0, 3);
  return narrow({
    key: 'compare-with',
    parameters: { product: product.name },
    options: near.map((other) => ({
      label: other.name,
      value: `${product.name[asked.language]} ${other.name[asked.language]} ${asked.text}`,
    })),
    products: [product],
  });
}

function shared(product: Product, words: ReadonlySet<string>): number {
  return product.nicknames.filter((word) => words.has(word)).length;
}

/** The attributes asked for, else those that most of the products state, at most six. */
function comparedKeys(asked: Asked, products: readonly Product[]): readonly string[] {
  const stated = [...new Set(products.flatMap((product) => product.attributes.map((attribute) => attribute.key)))];
  const wanted = askedAttributes(asked.normalised);
  const matching = stated.filter((key) => wanted.some((one) => one.matches(key)));
  if (matching.length > 0) return matching;
  const count = (key: string) =>
    products.filter((product) => product.attributes.some((attribute) => attribute.key === key)).length;
  return stated
    .filter((key) => count(key) > 1 || products.length > 2)
    .toSorted((first, second) => count(second) - count(first))
    .slice(0, 6);
}

function attributeRow(key: string, products: readonly Product[]): Told {
  const found = products.map((product) => product.attributes.find((attribute) => attribute.key === key));
  const label = found.find((attribute) => attribute !== undefined)?.label ?? phrase('answer.word.unstated');
  const values = found.map((attribute) => attribute?.value ?? phrase('answer.word.unstated'));
  const factIds = products.map((product) => `product:${product.productId}/attribute/${key}`);
  return row(label, products, values, { factIds, facts: [] });
}

function row(
  label: LocalizedText,
  products: readonly Product[],
  values: readonly LocalizedText[],
  sources: Omit<Told, 'line'>,
): Told {
  const cells = products.map((product, index) =>
    phrase('answer.line.cell', { product: shortName(product), value: values[index] ?? phrase('answer.word.unstated') }),
  );
  return { line: phrase('answer.line.row', { label, cells: joined(cells, cellSeparators) }), ...sources };
}

/** The shortest name that tells the product apart; nicknames are in the catalogue's first language only. */
function shortName(product: Product): LocalizedText {
  const nickname = product.nicknames[0];
  return inEach((language) =>
    language === 'zh-CN' && nickname !== undefined && /\p{Script=Han}/u.test(nickname)
      ? nickname
      : product.name[language],
  );
}

/** Wording key for how many of some variants can be bought. */
export function availability(variants: readonly Variant[]): string {
  const available = variants.filter((variant) => variant.isAvailable).length;
  if (available === 0) return 'answer.word.sold-out';
  return available === variants.length ? 'answer.word.in-stock' : 'answer.word.partly-in-stock';
}

const mostProducts = 4;
const mostDiffering = 4;
const cellSeparators = { 'zh-CN': '；', 'zh-TW': '；', en: '; ' } as const;
