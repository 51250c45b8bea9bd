import type { OrderLine, Product } from '../../commerce/index.ts';

/** "大一码", "one size down": the option and the value one step from the present size; undefined where nothing is said of it. */
export function sizeStep(text: string, line: OrderLine, product: Product): { name: string; value: string } | undefined {
  const step = bigger.test(text) ? 1 : smaller.test(text) ? -1 : 0;
  if (step === 0) return undefined;
  for (const [name, present] of Object.entries(line.options)) {
    const values = [...new Set(product.variants.map((variant) => variant.options[name] ?? ''))].filter(Boolean);
    const ranked = values
      .filter((value) => rankOf(value) !== undefined)
      .sort((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0));
    const at = ranked.indexOf(present);
    const value = at < 0 ? undefined : ranked[at + step];
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** How large a piece is by the first of its options that says so: a size of clothes, "750 ml", "30 litres"; undefined where none does. */
export function sizeOf(options: Readonly<Record<string, string>>): number | undefined {
  return Object.values(options)
    .map((value) => rankOf(value) ?? measureOf(value))
    .find((size) => size !== undefined);
}

/** A value with its unit, in the smaller unit of its kind: "1.5 L" is 1500. */
function measureOf(value: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*(\p{L}+)/u.exec(value.trim().toLowerCase()) ?? [];
  return number === undefined ? undefined : Number(number) * (largerUnits.test(unit) ? 1000 : 1);
}

const largerUnits = /^(?:l|lit(?:er|re)s?|升|公升|kg|千克|公斤)$/;

const bigger = /大一?(?:个)?[码号]|大点|bigger|larger|size up|up a size/;
const smaller = /小一?(?:个)?[码号]|小点|smaller|size down|down a size/;
const letters = ['XXXS', 'XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', 'XXXL', 'XXXXL'];

/** Place of a size among its like: letters, "2XL", or a plain number of a shoe. */
function rankOf(value: string): number | undefined {
  const plain = value
    .trim()
    .toUpperCase()
    .replace(/[码号]$/, '');
  const long = plain.replace(/^([2-5])XL$/, (_, times: string) => `${'X'.repeat(Number(times))}L`);
  const place = letters.indexOf(long);
  if (place >= 0) return place;
  return /^\d{1,3}(?:\.5)?$/.test(plain) ? 100 + Number(plain) : undefined;
}
