import type { LocalizedText, Product, Variant } from '../../commerce/index.ts';
import { optionValues, optionWord, variantName } from '../facts/product-facts.ts';
import { bulleted, joined } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, askWhichProduct } from './answerer.ts';
import { askedOption, namesOption, readOptions, variantsWith } from './option-words.ts';
import { answerProductRecommend } from './product-recommend.ts';
import { readAmount } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Stock of the asked variants; sold-out ones come with what is still there. Pieces are told only when few are left. */
export const answerProductStock: Answerer = (asked, shop) => {
  const [product, second] = asked.products;
  // "三百以下黑色的鞋,39码,要有货": no product is named, but what it must be.
  const isSearch = product === undefined && (readAmount(asked.plain) !== undefined || namesOption(asked.normalised));
  if (isSearch && shop.finder.ofKind(asked.normalised).length > 0) return answerProductRecommend(asked, shop);
  if (product === undefined || second !== undefined) {
    // "Is it in stock" needs a product; when something comes back, or whether it can be kept, has an answer of its own.
    const isOther =
      /补|什么时候|啥时|几时|通知|提醒|留|占|上架|再上|卖完|restock|back|notify|reserve|when|hold|keep|sell out/.test(
        asked.normalised,
      );
    return { ...askWhichProduct(asked, shop), isSure: !isOther };
  }
  if (isCountAsked(asked.normalised)) return answerCount(asked, shop, product);
  const wish = readOptions(asked.normalised, product);
  if (wish.missing.length > 0) return answerNoSuchOption(asked, shop, product, wish.missing);
  const variants = variantsWith(product, wish.chosen);
  if (Object.keys(wish.chosen).length === 0) {
    const isListed = askedOption(asked.normalised, product) !== undefined && product.variants.length <= mostListed;
    const option = askedOption(asked.normalised, product);
    if (isListed) return answerVariants(asked, shop, product, product.variants);
    return option === undefined ? answerOverview(asked, shop, product) : answerByOption(asked, shop, product, option);
  }
  return variants.length === 0
    ? answerNoCombination(asked, shop, product)
    : answerVariants(asked, shop, product, variants);
};

/** "How many options are there": all variants of the product, and those that can be bought. */
export function answerCount(asked: Asked, shop: ShopKnowledge, product: Product): Answering {
  const available = product.variants.filter((variant) => variant.isAvailable).length;
  const kinds = product.optionNames.map((name) => ({ name, values: optionValues(product, name) }));
  if (kinds.length > 0 && kinds.every(({ values }) => values.length <= mostListed))
    return answerFacts(asked, shop, {
      key: 'product.stock.kinds',
      parameters: {
        product: product.name,
        available,
        total: product.variants.length,
        lines: bulleted(
          kinds.map(({ name, values }) =>
            phrase('answer.line.row', {
              label: optionWord(product, name),
              cells: joined(values.map((value) => optionWord(product, value))),
            }),
          ),
        ),
      },
      factIds: [
        ...kinds.map(({ name }) => `product:${product.productId}/option/${name}`),
        `product:${product.productId}/available-variants`,
        `product:${product.productId}/variants`,
      ],
      products: [product],
    });
  return answerFacts(asked, shop, {
    key: 'product.stock.count',
    parameters: { product: product.name, available, total: product.variants.length },
    factIds: [`product:${product.productId}/available-variants`, `product:${product.productId}/variants`],
    products: [product],
  });
}

export function isCountAsked(normalised: string): boolean {
  return (
    /how many|number of|几种|几款|多少种|多少款|几个款|多少个规格|几个规格|有多少个选/.test(normalised) &&
    !/left|剩|还有多少件|几件/.test(normalised)
  );
}

function answerVariants(asked: Asked, shop: ShopKnowledge, product: Product, variants: readonly Variant[]): Answering {
  const there = variants.filter((variant) => variant.isAvailable);
  const gone = variants.filter((variant) => !variant.isAvailable);
  const facts = { factIds: variants.flatMap(stockIds), products: [product] };
  const [first] = there;
  const all = joined(variants.map((variant) => variantName(product, variant)));
  if (there.length === 0) return answerGone(asked, shop, product, variants);
  if (variants.length === 1 && first !== undefined && first.stock !== null && first.stock <= fewPieces) {
    return answerFacts(asked, shop, {
      key: 'product.stock.few-left',
      parameters: { product: product.name, variant: variantName(product, first), count: first.stock },
      ...facts,
    });
  }
  if (gone.length === 0) {
    return answerFacts(asked, shop, {
      key: 'product.stock.in-stock',
      parameters: { product: product.name, variant: all },
      ...facts,
    });
  }
  return answerFacts(asked, shop, {
    key: 'product.stock.partly',
    parameters: {
      product: product.name,
      available: joined(there.map((variant) => variantName(product, variant))),
      gone: joined(gone.map((variant) => variantName(product, variant))),
    },
    ...facts,
  });
}

function answerGone(asked: Asked, shop: ShopKnowledge, product: Product, variants: readonly Variant[]): Answering {
  const wanted = joined(variants.map((variant) => variantName(product, variant)));
  const others = alternatives(product, variants).slice(0, mostNamed);
  const parameters = { product: product.name, variant: wanted };
  if (others.length === 0) {
    return answerFacts(asked, shop, {
      key: 'product.stock.sold-out',
      parameters,
      factIds: variants.flatMap(stockIds),
      products: [product],
    });
  }
  return answerFacts(asked, shop, {
    key: 'product.stock.sold-out-others',
    parameters: { ...parameters, others: joined(others.map((variant) => variantName(product, variant))) },
    factIds: [...variants, ...others].flatMap(stockIds),
    products: [product],
  });
}

/** "那还剩啥色": the values of that option of which something is left, and what is gone of them. */
function answerByOption(asked: Asked, shop: ShopKnowledge, product: Product, option: string): Answering {
  const there = product.variants.filter((variant) => variant.isAvailable);
  const gone = product.variants.filter((variant) => !variant.isAvailable);
  const values = [...new Set(there.map((variant) => variant.options[option] ?? ''))];
  if (values.length === 0 || gone.length === 0) return answerOverview(asked, shop, product);
  return answerFacts(asked, shop, {
    key: 'product.stock.by-option',
    parameters: {
      product: product.name,
      values: joined(values.map((value) => optionWord(product, value))),
      gone: joined(gone.slice(0, mostGone).map((variant) => variantName(product, variant))),
    },
    factIds: product.variants.flatMap(stockIds),
    products: [product],
  });
}

function answerOverview(asked: Asked, shop: ShopKnowledge, product: Product): Answering {
  const gone = product.variants.filter((variant) => !variant.isAvailable);
  const facts = { factIds: product.variants.flatMap(stockIds), products: [product] };
  if (gone.length === 0) {
    return answerFacts(asked, shop, {
      key: 'product.stock.all-in-stock',
      parameters: { product: product.name },
      ...facts,
    });
  }
  if (gone.length === product.variants.length) {
    return answerFacts(asked, shop, {
      key: 'product.stock.all-sold-out',
      parameters: { product: product.name },
      ...facts,
    });
  }
  if (gone.length > mostNamed) {
    const there = product.variants.filter((variant) => variant.isAvailable);
    const parameters = { product: product.name, available: there.length, total: product.variants.length };
    const counts = [`product:${product.productId}/available-variants`, `product:${product.productId}/variants`];
    return answerFacts(asked, shop, { key: 'product.stock.count', parameters, ...facts, factIds: counts });
  }
  return answerFacts(asked, shop, {
    key: 'product.stock.all-but',
    parameters: { product: product.name, gone: joined(gone.map((variant) => variantName(product, variant))) },
    ...facts,
  });
}

function answerNoSuchOption(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  missing: readonly LocalizedText[],
): Answering {
  const names = product.optionNames.map((name) => ({
    name,
    values: [...new Set(product.variants.map((variant) => variant.options[name] ?? ''))],
  }));
  const isColour = missing.some((word) => word['zh-CN'].endsWith('色'));
  const shown = names.find(({ name }) => /颜色|色号|colou?r/i.test(name) === isColour) ?? names[0];
  return answerFacts(asked, shop, {
    key: 'product.stock.no-such-option',
    parameters: {
      product: product.name,
      asked: joined(missing),
      values: joined((shown?.values ?? []).map((value) => optionWord(product, value))),
    },
    factIds: [`product:${product.productId}/option/${shown?.name ?? ''}`],
    products: [product],
  });
}

function answerNoCombination(asked: Asked, shop: ShopKnowledge, product: Product): Answering {
  return answerFacts(asked, shop, {
    key: 'product.stock.no-such-combination',
    parameters: { product: product.name },
    factIds: [`product:${product.productId}`],
    products: [product],
  });
}

/** Available variants that share the most options with the wanted ones, nearest first. */
function alternatives(product: Product, wanted: readonly Variant[]): readonly Variant[] {
  const shared = (variant: Variant) =>
    Math.max(
      ...wanted.map(
        (one) => Object.entries(one.options).filter(([name, value]) => variant.options[name] === value).length,
      ),
    );
  return product.variants
    .filter((variant) => variant.isAvailable)
    .map((variant) => ({ variant, shared: shared(variant) }))
    .filter((one) => one.shared > 0 || product.optionNames.length === 1)
    .toSorted((first, second) => second.shared - first.shared)
    .map((one) => one.variant);
}

function stockIds(variant: Variant): readonly string[] {
  return [`variant:${variant.variantId}/${variant.stock === null ? 'availability' : 'stock'}`];
}

/** Pieces at and below which the number is told. */
const fewPieces = 5;
/** Sold-out variants named beside what is there. */
const mostGone = 8;
/** Variants named in one sentence at most. */
const mostNamed = 4;
/** Variants of which each is told by itself where the choice is asked for. */
const mostListed = 6;
