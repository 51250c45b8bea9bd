import type { OrderLine, Product, Variant } from '../../commerce/index.ts';
import { sizeStep } from './size-steps.ts';
import { namedValue, noSuchValue, presentValue } from './variant-words.ts';

/**
 * Available variants of the product that fit the words, those with the most options of the present one first. `present` is what was
 * chosen before, where something was: "in oat" behind the next size up is that size in oat.
 */
export function fittingVariants(
  text: string,
  line: OrderLine,
  product: Product,
  present: Options = line.options,
): readonly Variant[] {
  const lower = text.toLowerCase();
  const step = sizeStep(lower, line, product);
  const wanted = Object.entries(line.options).map(([name, value]) => {
    const stepped = step?.name === name ? step.value : undefined;
    const kept = presentValue(wantedPart(lower), value, product);
    return [name, namedValue(lower, name, value, product) ?? stepped ?? kept] as const;
  });
  if (wanted.every(([name, value]) => value === undefined || value === present[name]))
    return isCheapest(lower) ? cheapest(line, product) : [];
  const others = product.variants.filter((variant) => variant.variantId !== line.variantId && variant.isAvailable);
  const fits = (variant: Variant) =>
    wanted.filter(([name, value]) => value !== undefined && variant.options[name] === value);
  const needed = wanted.filter(([, value]) => value !== undefined);
  const whole = others.filter((variant) => fits(variant).length === needed.length);
  // One word for two options ("black" of frame and lens): the one may be meant, or the other.
  const isOneWord = new Set(needed.map(([, value]) => value)).size === 1;
  if (isSoldOut({ ...present, ...Object.fromEntries(needed) }, product)) return [];
  const fitting = whole.length > 0 || !isOneWord ? whole : others.filter((variant) => fits(variant).length > 0);
  if (isCheapest(lower)) return minima(fitting, (variant) => variant.price);
  return minima(fitting, (variant) => differences(variant, present));
}

type Options = Readonly<Record<string, string>>;

/** The piece as it is but for what is named is made and sold out: "a 10" of black shoes is no blue 10. */
function isSoldOut(wanted: Readonly<Record<string, string | undefined>>, product: Product): boolean {
  const meant = product.variants.filter((variant) =>
    Object.entries(wanted).every(([name, value]) => variant.options[name] === value),
  );
  return meant.length > 0 && meant.every((variant) => !variant.isAvailable);
}

/** The options that the words ask for where no such variant can be had: which it would be, and whether it exists at all. */
export function missingVariant(
  text: string,
  line: OrderLine,
  product: Product,
): { options: Readonly<Record<string, string>>; exists: boolean } | undefined {
  const lower = text.toLowerCase();
  const named = Object.entries(line.options).flatMap(([name, value]) => {
    const wanted = namedValue(lower, name, value, product) ?? presentValue(lower, value, product);
    return wanted === undefined ? [] : [[name, wanted] as const];
  });
  const changes = named.some(([name, value]) => value !== line.options[name]);
  if (!changes || named.some(([, value]) => value === noSuchValue)) return undefined;
  if (fittingVariants(text, line, product).length > 0) return undefined;
  const options = { ...line.options, ...Object.fromEntries(named) };
  const exists = product.variants.some((variant) => named.every(([name, value]) => variant.options[name] === value));
  return { options, exists };
}

/** What is said behind "for", "换成" and the like: a present value named there is to stay ("swap the blue ones for black, size 10"). */
function wantedPart(text: string): string {
  return /(?:\b(?:for|to|into)\b|换成|改成|换)(?!.*(?:\b(?:for|into)\b|换成|改成))(.*)$/s.exec(text)?.[1] ?? '';
}

function cheapest(line: OrderLine, product: Product): readonly Variant[] {
  const others = product.variants.filter((variant) => variant.variantId !== line.variantId && variant.isAvailable);
  return minima(others, (variant) => variant.price);
}

function isCheapest(text: string): boolean {
  return /cheapest|lowest price|whichever is cheaper|最便宜/.test(text);
}

function differences(variant: Variant, present: Options): number {
  return Object.entries(present).filter(([name, value]) => variant.options[name] !== value).length;
}

function minima<Item>(items: readonly Item[], measure: (item: Item) => number): readonly Item[] {
  const least = Math.min(...items.map(measure));
  return items.filter((item) => measure(item) === least);
}
