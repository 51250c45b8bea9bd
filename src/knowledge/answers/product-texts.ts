import type { LocalizedText, Product } from '../../commerce/index.ts';
import { clause } from '../facts/texts.ts';
import { type Answerer, answerFacts, askWhichProduct } from './answerer.ts';
import { textLabels } from './product-attribute.ts';

/** How to use, wash, install: the product's own instructions, or the attribute that speaks of it. */
export const answerProductUsage: Answerer = (asked, shop) => {
  const care = /洗|wash|laundry|dry clean/.test(asked.normalised)
    ? 'washing'
    : /装|install|assemble|put together/.test(asked.normalised)
      ? 'assembly'
      : undefined;
  return fromTexts(['usage'], care === undefined ? [] : [care, 'installation'])(asked, shop);
};

/** What is in the box. */
export const answerProductContents: Answerer = (asked, shop) => fromTexts(['contents'], [])(asked, shop);

/** Shelf life as the catalogue states it; the date of one piece is on its package. */
export const answerProductExpiry: Answerer = (asked, shop) => {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) return askWhichProduct(asked, shop);
  const opened = /开封|打开|开盖|拆开|opened|opening/.test(asked.normalised);
  const wanted = opened ? ['opened-life-months'] : ['shelf-life-months', 'shelf-life-days'];
  const found = product.attributes.find((attribute) => wanted.includes(attribute.key));
  if (found === undefined) return unstated(product, expiryLabel)(asked, shop);
  return answerFacts(asked, shop, {
    key: opened ? 'product.expiry.opened' : 'product.expiry.shelf-life',
    parameters: { product: product.name, value: clause(found.value) },
    factIds: [`product:${product.productId}/attribute/${found.key}`],
    products: [product],
  });
};

const generalQuestions = {
  usage:
    /怎么用|如何用|如何使用|怎么使用|使用方法|用法|怎么吃|怎么喝|怎么穿|怎么戴|how (?:do|to|should|can)(?: i)? (?:use|wear|eat|drink|cook)|instructions|directions/,
  contents:
    /送不送|带不带|配不配|送.{0,4}吗|带.{0,4}吗|配.{0,4}吗|有什么|包含|里面|配件|清单|几件|都有啥|送什么|what'?s in|what is in|in the box|include|come with|accessories/,
} as const;

type TextProperty = 'usage' | 'contents';

/** Attributes first where the text asks for one, else the product's text. */
function fromTexts(properties: readonly TextProperty[], attributes: readonly string[]): Answerer {
  return (asked, shop) => {
    const [product, second] = asked.products;
    if (product === undefined || second !== undefined) return askWhichProduct(asked, shop);
    const attribute = product.attributes.find((one) => attributes.includes(one.key));
    if (attribute !== undefined) {
      return answerFacts(asked, shop, {
        key: 'product.attribute.value',
        parameters: { product: product.name, attribute: attribute.label, value: clause(attribute.value) },
        factIds: [`product:${product.productId}/attribute/${attribute.key}`],
        products: [product],
      });
    }
    const property = properties.find((name) => product[name] !== undefined);
    const value = property === undefined ? undefined : product[property];
    if (property === undefined || value === undefined)
      return unstated(product, textLabels[properties[0] ?? 'usage'])(asked, shop);
    return answerFacts(asked, shop, {
      key: `product.${property}.text`,
      parameters: { product: product.name, value: property === 'contents' ? clause(value) : value },
      factIds: [`product:${product.productId}/${property}`],
      products: [product],
      score: 0.8,
      // A question about one special thing ("does it pill") may have an approved answer of its own.
      isSure: generalQuestions[property].test(asked.normalised),
    });
  };
}

function unstated(product: Product, attribute: LocalizedText): Answerer {
  return (asked, shop) =>
    answerFacts(asked, shop, {
      key: 'product.attribute.unstated',
      parameters: { product: product.name, attribute },
      factIds: [`product:${product.productId}`],
      products: [product],
      score: 0.5,
      isSure: false,
    });
}

const expiryLabel: LocalizedText = { 'zh-CN': '保质期', 'zh-TW': '保存期限', en: 'shelf life' };
