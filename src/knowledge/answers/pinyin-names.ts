import { pinyin } from 'pinyin-pro';
import type { Product } from '../../commerce/index.ts';

/** Catalogues beyond this are not searched by sound: it would take longer than a reply may. */
const mostProducts = 5000;
/** Chinese names of fewer syllables sound like too much else. */
const leastSyllables = 3;
const leastLetters = 6;

type SoundingName = { product: Product; letters: string; syllables: string };

/**
 * Finds the product whose name a text writes in pinyin ("yurongfu") or with characters that sound the same ("羽容服"). The
 * sounds are worked out when they are first needed. Undefined where none or several fit.
 */
export function bySound(products: readonly Product[]): (normalised: string) => Product | undefined {
  let names: readonly SoundingName[] | undefined;
  return (normalised) => {
    if (products.length > mostProducts) return undefined;
    names ??= products.flatMap(soundingNames);
    const letters = (normalised.match(/[a-z]{2,}/g) ?? []).join('');
    const syllables = hasChinese(normalised) ? `${syllablesOf(normalised)} ` : '';
    const found = names.filter(
      (name) =>
        (name.letters.length >= leastLetters && letters.includes(name.letters)) || syllables.includes(name.syllables),
    );
    const longest = Math.max(0, ...found.map((name) => name.letters.length));
    const owners = new Set(found.filter((name) => name.letters.length === longest).map((name) => name.product));
    return owners.size === 1 ? [...owners][0] : undefined;
  };
}

function soundingNames(product: Product): readonly SoundingName[] {
  return [...new Set([product.name['zh-CN'], ...product.nicknames])].flatMap((name) => {
    if (!/^\p{Script=Han}+$/u.test(name) || [...name].length < leastSyllables) return [];
    const syllables = syllablesOf(name);
    return [{ product, letters: syllables.replaceAll(' ', ''), syllables: `${syllables} ` }];
  });
}

/** " yu rong fu": every character's sound without its tone, other signs as breaks. */
function syllablesOf(text: string): string {
  return ` ${pinyin(text, { toneType: 'none', type: 'array', nonZh: 'spaced' }).join(' ')}`;
}

function hasChinese(text: string): boolean {
  return /\p{Script=Han}{3}/u.test(text);
}
