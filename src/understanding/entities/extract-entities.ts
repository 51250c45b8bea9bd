import { originalSpan } from '../normalize/mapped-text.ts';
import type { NormalizedText } from '../normalize/normalize-text.ts';
import type { CatalogueWords, Entity, EntityType } from '../types.ts';
import { findAddresses } from './addresses.ts';
import { findAmounts } from './amounts.ts';
import { catalogueFinder } from './catalogue.ts';
import { findChoices } from './choices.ts';
import { findLinksAndMail, findNames } from './contacts.ts';
import { findDates, type Today } from './dates.ts';
import type { Found } from './found.ts';
import { numberFinder } from './numbers.ts';
import { findPurchases } from './purchases.ts';

/** Finds the entities of a message; `original` is the text before normalising, `today` the shop's day. */
export type EntityReader = (original: string, normalized: NormalizedText, today: Today) => Entity[];

/** What may share letters: a colour in a product's name, the postcode of an address. */
const mayOverlap: Partial<Readonly<Record<EntityType, readonly EntityType[]>>> = {
  product: ['color', 'size', 'variant-option', 'quantity', 'weight', 'height'],
  'variant-option': ['color', 'size', 'quantity', 'weight', 'height'],
  address: ['zip'],
  purchase: ['date', 'duration', 'product', 'color', 'size', 'variant-option', 'quantity', 'weight'],
};
/** Their value is the customer's own writing, not the simplified form. */
const keptAsWritten: ReadonlySet<EntityType> = new Set(['address', 'person-name', 'link']);

/** Makes the reader of one shop; earlier finders win where pieces overlap. */
export function createEntityReader(catalogue: CatalogueWords): EntityReader {
  const findNumbers = numberFinder(catalogue.orderNumberPatterns);
  const findCatalogueWords = catalogueFinder(catalogue);
  return (original, normalized, today) => {
    const { text } = normalized;
    const found = [
      ...findLinksAndMail(text),
      ...findNumbers(text),
      ...findAddresses(text),
      ...findNames(text),
      ...findDates(text, today),
      ...findChoices(text),
      ...findAmounts(text),
      ...findCatalogueWords(text),
      ...findPurchases(text, today),
    ];
    return withoutOverlaps(found)
      .map(({ type, value, start, end }): Entity => {
        const span = originalSpan(normalized, start, end);
        const written = original.slice(span.start, span.end);
        return { type, value: keptAsWritten.has(type) ? written.trim() : value, text: written, ...span };
      })
      .sort((a, b) => a.start - b.start || b.end - a.end);
  };
}

function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const rivals = kept.filter((other) => one.start < other.end && other.start < one.end);
    if (rivals.every((other) => agree(one, other))) kept.push(one);
  }
  return kept;
}

/** Different values of one piece stand side by side (a short name that fits two products); other pieces only where the table says so. */
function agree(one: Found, other: Found): boolean {
  if (one.type === other.type) return one.start === other.start && one.end === other.end && one.value !== other.value;
  return (mayOverlap[one.type]?.includes(other.type) || mayOverlap[other.type]?.includes(one.type)) ?? false;
}
