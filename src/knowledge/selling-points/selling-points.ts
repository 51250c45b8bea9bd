import type { LocalizedText, Product } from '../../commerce/index.ts';
import type { ReviewSummary } from '../../understanding/index.ts';
import { type AdvertisingFinding, advertisingOf } from '../advertising/check-advertising.ts';
import { optionValues, optionWord } from '../facts/product-facts.ts';
import { inEach, joined } from '../facts/texts.ts';
import { fill } from '../wording/packs.ts';
import words from './selling-words.json' with { type: 'json' };

/** One thing that speaks for a product, with the facts that it rests on. */
export type SellingPoint = { text: LocalizedText; factIds: readonly string[] };

/** What may be said, and what the product's own texts say in words that an advertisement may not hold. */
export type SellingPoints = {
  points: readonly SellingPoint[];
  refused: readonly (SellingPoint & { findings: readonly AdvertisingFinding[] })[];
};

/** So many reviews have to speak of an aspect, and so many of them well, before it is a selling point. */
const leastReviews = 5;
const leastPleased = 0.8;

/**
 * What speaks for a product, from its own facts and what its reviews say, nothing else: no point without a fact, and none with a
 * word that advertising law forbids. Points of reviews carry their counts.
 */
export function sellingPoints(product: Product, reviews?: ReviewSummary): SellingPoints {
  const all = [
    ...summaryPoints(product),
    ...attributePoints(product),
    ...reviewPoints(product, reviews),
    ...choicePoints(product),
    ...warrantyPoints(product),
  ];
  const checked = all.map((point) => ({ ...point, findings: advertisingOf(Object.values(point.text)) }));
  return {
    points: checked.filter((one) => one.findings.length === 0).map(({ findings: _none, ...point }) => point),
    refused: checked.filter((one) => one.findings.length > 0),
  };
}

function summaryPoints({ productId, summary }: Product): readonly SellingPoint[] {
  return summary === undefined ? [] : [{ text: summary, factIds: [`product:${productId}/summary`] }];
}

function attributePoints({ productId, attributes }: Product): readonly SellingPoint[] {
  return attributes.map(({ key, label, value }) => ({
    text: worded(words.attribute, { label, value }),
    factIds: [`product:${productId}/attribute/${key}`],
  }));
}

function reviewPoints({ productId }: Product, reviews: ReviewSummary | undefined): readonly SellingPoint[] {
  const names: Readonly<Record<string, LocalizedText>> = words.aspects;
  return (reviews?.aspects ?? []).flatMap(({ aspect, positive, negative, neutral }) => {
    const total = positive + negative + neutral;
    const name = names[aspect];
    if (name === undefined || total < leastReviews || positive / total < leastPleased) return [];
    return [
      {
        text: worded(words.reviews, { total, positive, aspect: name }),
        factIds: [`reviews:${productId}/${aspect}`],
      },
    ];
  });
}

function choicePoints(product: Product): readonly SellingPoint[] {
  return product.optionNames.flatMap((name) => {
    const values = optionValues(product, name).map((value) => optionWord(product, value));
    if (values.length < 2) return [];
    return [
      {
        text: worded(words.choice, { count: values.length, option: optionWord(product, name), values: joined(values) }),
        factIds: [`product:${product.productId}/option/${name}`],
      },
    ];
  });
}

function warrantyPoints({ productId, warrantyMonths }: Product): readonly SellingPoint[] {
  if (warrantyMonths <= 0) return [];
  return [
    { text: worded(words.warranty, { months: warrantyMonths }), factIds: [`product:${productId}/warranty-months`] },
  ];
}

function worded(wording: LocalizedText, parameters: Parameters<typeof fill>[1]): LocalizedText {
  return inEach((language) => fill(wording[language], parameters, language));
}
