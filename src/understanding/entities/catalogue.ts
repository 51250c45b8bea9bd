import { normalizeText } from '../normalize/normalize-text.ts';
import { segment } from '../normalize/words.ts';
import type { CatalogueWords } from '../types.ts';
import { buildAutomaton, longestHits } from './automaton.ts';
import type { Finder, Found } from './found.ts';

type Meaning = { type: 'product' | 'variant-option'; value: string };

/** A short name that fits more products than this says nothing. */
const mostProductsPerShortName = 3;
const latin = /[a-z0-9]/u;

/** Finds the shop's products (value: product id) and option values by name, nickname or the telling end of a name. */
export function catalogueFinder(catalogue: CatalogueWords): Finder {
  const words: [string, Meaning][] = [];
  for (const { id, names } of catalogue.products)
    for (const name of names) words.push([readable(name), { type: 'product', value: id }]);
  for (const [name, ids] of shortNames(catalogue.products))
    for (const id of ids) words.push([name, { type: 'product', value: id }]);
  for (const { values } of catalogue.options)
    for (const value of values) words.push([readable(value), { type: 'variant-option', value }]);
  const kinds = (['product', 'variant-option'] as const).map((type) =>
    buildAutomaton(words.filter(([word, meaning]) => meaning.type === type && isTelling(word))),
  );
  return (text) => {
    const lower = text.toLowerCase();
    if (lower.length !== text.length) return [];
    return kinds.flatMap((automaton) =>
      longestHits(
        automaton.find(lower).filter(({ start, end }) => isWhole(lower, start, end) && standsAlone(lower, start, end)),
      ).flatMap(({ start, end, meanings }): Found[] =>
        meanings.map(({ type, value }) => ({ type, value, start, end })),
      ),
    );
  };
}

function readable(name: string): string {
  return normalizeText(name).text.toLowerCase();
}

/** A single digit or letter is a size only behind a boundary; a bare number says too little. */
function isTelling(word: string): boolean {
  return word !== '' && !/^\d$/u.test(word);
}

/** A name of one Chinese character (水, 锅) counts only as a word of its own, not inside 进水 or 锅底. */
function standsAlone(text: string, start: number, end: number): boolean {
  if (end - start > 1 || !/\p{Script=Han}/u.test(text.charAt(start))) return true;
  const before = /\p{Script=Han}*$/u.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^\p{Script=Han}*/u.exec(text.slice(end))?.[0] ?? '';
  if (/[里上下中底面温量]/u.test(after.charAt(0)) || /[掉落进防泡沾热冷温凉喝洗]/u.test(before.at(-1) ?? ''))
    return false;
  let position = 0;
  for (const word of segment(before + text.charAt(start) + after)) {
    if (position === before.length) return word.length === 1;
    position += word.length;
  }
  return false;
}

/** Latin words must end where the text's word ends; a plural "s" is let through. */
function isWhole(text: string, start: number, end: number): boolean {
  const opens = !latin.test(text.charAt(start)) || !latin.test(text.charAt(start - 1));
  const rest = text.slice(end, end + 3);
  const closes = !latin.test(text.charAt(end - 1)) || !latin.test(rest.charAt(0)) || /^e?s(?![a-z0-9])/u.test(rest);
  return opens && closes;
}

/** Ends of names ("轻云 防泼水 冲锋衣" → "冲锋衣") that only few products share. */
function shortNames(products: CatalogueWords['products']): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>();
  for (const { id, names } of products)
    for (const name of names)
      for (const end of nameEnds(readable(name)).filter((one) => !generalNames.has(one)))
        byName.set(end, (byName.get(end) ?? new Set()).add(id));
  return new Map([...byName].filter(([, ids]) => ids.size <= mostProductsPerShortName));
}

/** Words for all kinds of goods: that one product's name ends so ("婴儿衣服") does not mean that it is spoken of. */
const generalNames: ReadonlySet<string> = new Set(['衣服', '服装', '东西', '商品', '产品', '用品', '套装', '礼盒']);

function nameEnds(name: string): string[] {
  // "Fast Power Bank with Built-in Cable" ends where it begins to describe.
  const tail = name.replace(/[([【].*$|(?:,|\s(?:with|for|in))\s.*$/u, '').trim();
  const isChinese = /\p{Script=Han}/u.test(tail);
  const words = isChinese
    ? tail.split(/(\p{Script=Han}+)/u).flatMap((run) => (/\p{Script=Han}/u.test(run) ? segment(run) : [run]))
    : tail.split(/\s+/u);
  const ends: string[] = [];
  for (let first = 1; first < words.length; first++) {
    const end = words
      .slice(first)
      .join(isChinese ? '' : ' ')
      .trim();
    if (isChinese ? end.length >= 2 && /\p{Script=Han}{2}/u.test(end) : end.length >= 4) ends.push(end);
  }
  return ends;
}
