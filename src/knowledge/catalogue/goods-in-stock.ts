import type { Product } from '../../commerce/index.ts';
import type { CatalogueLists } from './catalogue-lists.ts';
import type { ShelfMatch, ShelfWish } from './shelf.ts';

/** A list of goods that an answer is made from is no longer than this; how many there are is counted exactly. */
const mostMatches = 60;

/** Goods of a large shelf that are there and say the most of a wish's words: the cheapest of them, and how many there are in all. */
export function goodsInStock(
  slots: readonly (Product | undefined)[],
  lists: CatalogueLists,
  wish: ShelfWish,
): { matches: readonly ShelfMatch[]; count: number } {
  const said = wish.words.map((word) => ({ word, numbers: lists.saying(word) }));
  const hits = new Uint8Array(lists.size());
  for (const { numbers } of said) for (const number of numbers) hits[number] = (hits[number] ?? 0) + 1;
  const pool = poolOf(slots, lists, wish);
  let most = said.length === 0 ? 0 : 1;
  for (const number of pool) if ((hits[number] ?? 0) > most && lists.priceOf(number) >= 0) most = hits[number] ?? 0;
  const fitting = createCheapest();
  const affordable = createCheapest();
  for (const number of pool) {
    const price = hits[number] === most ? lists.priceOf(number) : -1;
    if (price < 0) continue;
    fitting.add(number, price);
    if (wish.budget === undefined || price <= wish.budget) affordable.add(number, price);
  }
  const chosen = affordable.count() > 0 ? affordable : fitting;
  const matches = chosen.numbers().flatMap((number) => {
    const product = slots[number];
    const matched = said.filter((one) => holds(one.numbers, number)).map((one) => one.word);
    return product === undefined ? [] : [{ product, matched }];
  });
  return { matches, count: chosen.count() };
}

/** Numbers of the products that a wish is looked for among, each once. */
function poolOf(
  slots: readonly (Product | undefined)[],
  lists: CatalogueLists,
  { named, categories }: ShelfWish,
): Iterable<number> {
  if (named.length > 0) {
    const wanted = new Set(named.map((product) => product.productId));
    // Whoever looks at more than the id of a product has it decoded.
    const isWanted = (product: Product) =>
      wanted.has(product.productId) && (categories.length === 0 || categories.includes(product.category));
    const pool: number[] = [];
    for (let number = 0; number < slots.length; number += 1) {
      const product = slots[number];
      if (product !== undefined && isWanted(product)) pool.push(number);
    }
    return pool;
  }
  const [first, ...others] = [...new Set(categories)].map((one) => lists.inCategory(one));
  if (first === undefined) return numbersBelow(slots.length);
  return others.length === 0 ? first : [first, ...others].flatMap((list) => [...list]);
}

function numbersBelow(size: number): Uint32Array {
  const numbers = new Uint32Array(size);
  for (let number = 0; number < size; number += 1) numbers[number] = number;
  return numbers;
}

/** Keeps the cheapest of many, the earlier one where two cost the same, and counts them all. */
function createCheapest() {
  const kept: { number: number; price: number }[] = [];
  let count = 0;
  return {
    count: () => count,
    numbers: () => kept.map((one) => one.number),
    add: (number: number, price: number) => {
      count += 1;
      const last = kept[mostMatches - 1];
      if (last !== undefined && price >= last.price) return;
      let at = Math.min(kept.length, mostMatches - 1);
      while (at > 0 && (kept[at - 1]?.price ?? 0) > price) at -= 1;
      kept.splice(at, 0, { number, price });
      kept.length = Math.min(kept.length, mostMatches);
    },
  };
}

/** Does a rising list hold a number. */
function holds(list: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}
