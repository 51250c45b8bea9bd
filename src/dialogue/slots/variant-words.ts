import type { Product } from '../../commerce/index.ts';
import { colourFamilies, colourFamiliesIn, isOfFamily } from './colour-families.ts';

/** The value of one option that the text names, other than the present one ("black to white" is white). */
export function namedValue(text: string, name: string, present: string, product: Product): string | undefined {
  const values = [...new Set(product.variants.map((variant) => variant.options[name] ?? ''))].filter(Boolean);
  const named = values.filter((value) => wordsOf(value, product).some((word) => namesWord(text, word)));
  const longest = named.filter((value) => !named.some((other) => other !== value && other.includes(value)));
  const whole = longest.filter((value) => value !== present);
  if (longest.length > 0) return whole.length === 1 ? whole[0] : undefined;
  const { others, isForeign } = byColour(text, values, present, product);
  if (isForeign) return noSuchValue;
  const [only, second] = others.length > 0 ? others : byPart(text, values, product);
  return second === undefined && only !== present ? only : undefined;
}

/** Values of which one word is said that no other value has: "the oat one" is Oat white. */
function byPart(text: string, values: readonly string[], product: Product): readonly string[] {
  const partsOf = (value: string) => wordsOf(value, product).flatMap((word) => word.match(/[a-z]{3,}/g) ?? []);
  const isOwn = (part: string, value: string) =>
    values.every((other) => other === value || !partsOf(other).includes(part));
  return values.filter((value) => partsOf(value).some((part) => namesWord(text, part) && isOwn(part, value)));
}

/** A colour that none of the values has: no variant fits, and none is taken in its place. */
export const noSuchValue = ' ';

/** Values by the everyday name of their colour: "黑色" is 曜石黑 where no other black is there. */
function byColour(text: string, values: readonly string[], present: string, product: Product) {
  const isOf = (family: string, value: string) => wordsOf(value, product).some((word) => isOfFamily(family, word));
  const isColour = values.some((value) => colourFamilies.some((family) => isOf(family, value)));
  const families = isColour ? colourFamiliesIn(text) : [];
  const named = values.filter((value) => families.some((family) => isOf(family, value)));
  const isForeign = families.length > 0 && named.length === 0;
  return { others: named.filter((value) => value !== present), isForeign };
}

/** The present value where the text names it: it is to stay. */
export function presentValue(text: string, value: string, product: Product): string | undefined {
  return wordsOf(value, product).some((word) => namesWord(text, word)) ? value : undefined;
}

/** A value as it is, and as each language calls it, in lower case. */
export function wordsOf(value: string, product: Product): readonly string[] {
  return [value, ...Object.values(product.optionLabels[value] ?? {})].map((word) => word.toLowerCase());
}

/** Short values such as "M" or "9" must stand alone; "I'm" and "it's" name no size. */
export function namesWord(text: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return text.includes(word);
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]*');
  return new RegExp(`(?<![\\p{Script=Latin}\\d'’])${escaped}(?![\\p{Script=Latin}\\d])`, 'u').test(text);
}
