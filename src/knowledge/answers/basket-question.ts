import type { Product } from '../../commerce/index.ts';
import { withoutChoice } from './option-words.ts';
import type { NameSpot } from './product-finder.ts';
import { digitsOf } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** One product that a text names, with its number and the words that speak of it. */
export type Piece = { product: Product; quantity: number; said: string };

/**
 * The basket that a text describes, each product with its own number of pieces and choice ("羽绒服一件 白T两件", "面霜50g加爽肤水250ml");
 * undefined where a name may mean several products, or where fewer than two are named.
 */
export function piecesNamed(normalised: string, shop: ShopKnowledge): readonly Piece[] | undefined {
  const spots = shop.finder.spots(normalised);
  if (spots.some((spot) => spot.products.length > 1)) return undefined;
  const ofEach = digitsOf(normalised)
    .match(forEach)
    ?.find((one, at) => at > 0 && one !== undefined);
  const isBefore = countBefore(textBefore(spots, 0, normalised)) !== undefined;
  const pieces = spots.flatMap((spot, at): readonly Piece[] => {
    const [product] = spot.products;
    if (product === undefined) return [];
    const before = withoutChoice(textBefore(spots, at, normalised), product);
    const after = withoutChoice(normalised.slice(spot.end, spots[at + 1]?.start ?? normalised.length), product);
    const counts = isBefore ? [countBefore(before), countAfter(after)] : [countAfter(after), countBefore(before)];
    const [first, second] = counts;
    const quantity = first ?? (isBefore || at === 0 ? second : undefined) ?? Number(ofEach ?? 1);
    const from = isBefore ? (spots[at - 1]?.end ?? 0) : spot.start;
    return [{ product, quantity, said: normalised.slice(from, spots[at + 1]?.start ?? normalised.length) }];
  });
  const products = new Set(pieces.map(({ product }) => product));
  return products.size > 1 && products.size === pieces.length && pieces.length <= mostPieces ? pieces : undefined;
}

/** Whether what several goods cost together, or take off together, is asked. */
export function isBasketAsked(normalised: string): boolean {
  return asksMoney.test(normalised) && !asksToChoose.test(normalised);
}

/** Whether the goods spoken of before are meant as one purchase. */
export function isTogether(normalised: string): boolean {
  return /(?:这|那)(?:两|三|几)|两(?:个|件|样|款)(?:一起|都)|一起(?:买|拍|下单|要)|\b(?:these (?:two|three)|both|them|together)\b/.test(
    normalised,
  );
}

const mostPieces = 5;

const asksMoney =
  /多少|几钱|几块|几多|到手|价|优惠|满减|折|便宜|减|凑|\b(?:how much|total|cost|price|discount|deal|offer|coupon|promotion|reduction|off|sale)/;
const asksToChoose =
  /哪个|哪款|哪一|区别|差别|不同|对比|比较|还是|更|\b(?:which|difference|compare|better|versus|vs|or)\b/;

const classifiers = '件|个|条|双|盒|包|瓶|套|支|箱|袋|台|只|份|张|片|罐|组|对|把|床|枚|串|桶|提|pcs|pieces|pairs?';
const after = new RegExp(`^\\s*(?:x|×|要|来|买|拿|各)?\\s*(\\d{1,2})\\s*(?:${classifiers})(?!装)`, 'u');
const afterOptions = new RegExp(`(?<![\\d.])(\\d{1,2})\\s*(?:${classifiers})(?!装)`, 'u');
const before = new RegExp(`(?<![\\d.])(\\d{1,2})\\s*(?:${classifiers})?\\s*(?:of)?\\s*(?:的|[a-z]+ )?\\s*$`, 'u');
const forEach = /各(?:要|来|买|拿)?\s*(\d{1,2})|(\d{1,2}) (?:of )?each/;
const englishNumbers: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  a: '1',
  an: '1',
};

/** "两件" right behind the name, or behind the choice that follows it ("50g一瓶"). */
function countAfter(text: string): number | undefined {
  const digits = digitsOf(text);
  const found = after.exec(digits) ?? afterOptions.exec(digits.slice(0, nearby));
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

function countBefore(text: string): number | undefined {
  const digits = digitsOf(text.replace(/\b\d+[- ]?(?:pack|piece|pc)s?\b/g, ' ')).replace(
    /\b(one|two|three|four|five|a|an)(?= )/g,
    (word) => englishNumbers[word] ?? word,
  );
  const found = before.exec(digits);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** Characters behind a name within which its number stands. */
const nearby = 14;

function textBefore(spots: readonly NameSpot[], at: number, normalised: string): string {
  return normalised.slice(spots[at - 1]?.end ?? 0, spots[at]?.start ?? 0);
}
