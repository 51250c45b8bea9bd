import type { LocalizedText } from '../../commerce/index.ts';
import { type Answerer, type Answering, type Asked, answerFacts } from './answerer.ts';
import countries from './countries.json' with { type: 'json' };
import { findProvince } from './find-province.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** An answer on delivery; a country that the shop does not deliver to is told before anything else. */
export function unlessAbroad(answerer: Answerer): Answerer {
  return (asked, shop) => answerAbroad(asked, shop) ?? answerer(asked, shop);
}

/** Undefined where no country beyond the shop's zones is named, or where it is asked whether the goods come from there. */
function answerAbroad(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const { shipping } = shop.content;
  // "hk then?" behind a country: the region that is named as well is served.
  const isElsewhere = comesFrom.test(asked.normalised) || findProvince(asked.normalised) !== undefined;
  const country = isElsewhere ? undefined : countryIn(asked.normalised);
  if (shipping === null || country === undefined) return undefined;
  const served = new Set(shipping.zones.flatMap(({ provinces }) => provinces).map((name) => name.toLowerCase()));
  if ([country.name.en, ...country.words].some((name) => served.has(name.toLowerCase()))) return undefined;
  return answerFacts(asked, shop, {
    key: 'ship.region.abroad',
    parameters: { region: country.name },
    factIds: shipping.zones.map(({ id }) => `shipping:zone/${id}`),
  });
}

/** "从日本发货吗", "does it ship from the uk": about where it comes from. */
const comesFrom = /从|产|进口|原装|直邮|代购|(?<!how far )\bfrom\b|\bmade in\b/;

type Country = { name: LocalizedText; words: readonly string[] };

/** The country that a normalised text names; Chinese names stand anywhere, others as whole words. */
function countryIn(normalised: string): Country | undefined {
  const spaced = ` ${normalised.replace(/['’]s\b/g, '')} `;
  return names.find(({ word, isLatin }) => (isLatin ? spaced.includes(` ${word} `) : spaced.includes(word)))?.country;
}

/** Longer names first: 印度尼西亚 is not 印度. */
const names = countries
  .flatMap((country: Country) => country.words.map((word) => ({ country, word, isLatin: /^[a-z ]+$/.test(word) })))
  .toSorted((one, other) => other.word.length - one.word.length);
