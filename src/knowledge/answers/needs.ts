import { z } from 'zod';
import type { Product } from '../../commerce/index.ts';
import table from './needs-of-goods.json' with { type: 'json' };
import type { ShopKnowledge } from './shop-knowledge.ts';
import { patternOf } from './word-pattern.ts';

/**
 * Goods for a need that names none ("手干得裂了", "送老婆"): of the kinds that needs-of-goods.json lists for it those that this
 * shop has. Of several needs the one that is said first counts, as the newest words of a search stand first.
 */
export function goodsForNeed(normalised: string, shop: ShopKnowledge): readonly Product[] {
  const [first] = rows
    .map(({ patterns, kinds }) => ({ kinds, at: firstPlace(patterns, normalised) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at);
  return [...new Set((first?.kinds ?? []).flatMap((kind) => goodsCalled(kind, shop)))];
}

function goodsCalled(kind: string, { finder }: ShopKnowledge): readonly Product[] {
  const named = finder.named(kind);
  return named.length > 0 ? named : finder.ofKind(kind);
}

function firstPlace(patterns: readonly RegExp[], normalised: string): number {
  const places = patterns.map((pattern) => normalised.search(pattern)).filter((at) => at >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

const schema = z.array(z.strictObject({ needs: z.array(z.string()).min(1), kinds: z.array(z.string()).min(1) }));

const rows = schema.parse(table).map(({ needs, kinds }) => ({ patterns: needs.map(patternOf), kinds }));
