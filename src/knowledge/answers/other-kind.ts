import type { Product } from '../../commerce/index.ts';
import { conceptsIn } from '../retrieval/features.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { FaqEntry } from '../types.ts';
import type { Asked } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Whether an approved entry is a rule for one kind of goods ("内衣拆了能退吗") while the question neither names that kind nor comes from
 * somebody who has bought any: "试穿过一次还给退吗" is not answered with the rule for underwear.
 */
export function isOfOtherKind(entry: FaqEntry, asked: Asked, shop: ShopKnowledge): boolean {
  if (!boundIntents.has(entry.intent)) return false;
  const kind = kindOf(entry);
  if (kind === undefined) return false;
  const named = conceptsIn(asked.normalised);
  if (kind.concepts.some((concept) => named.has(concept))) return false;
  const bought = (asked.boughtIds ?? []).flatMap((id) => shop.products.get(id) ?? []);
  const known = asked.products.length > 0 ? asked.products : bought;
  return !known.some(kind.holds);
}

type Kind = { concepts: readonly string[]; holds: (product: Product) => boolean };

/** Kinds of goods that shops make rules of their own for; the first of its concepts makes an entry one of them. */
const kinds: readonly Kind[] = [
  {
    concepts: ['underwear'],
    holds: ({ category, returnClass }) => category === 'apparel' && returnClass === 'sealed',
  },
  { concepts: ['cosmetics'], holds: ({ category }) => category === 'beauty' },
  { concepts: ['fresh-food'], holds: ({ returnClass }) => returnClass === 'fresh' },
  { concepts: ['custom-made'], holds: ({ returnClass }) => returnClass === 'custom' },
  { concepts: ['snack', 'fresh-food'], holds: ({ category }) => category === 'food' },
  { concepts: ['digital', 'activated'], holds: ({ category }) => category === 'digital' },
];

/** Rules on sending back; other entries on a kind of goods are about what they are. */
const boundIntents: ReadonlySet<string> = new Set(['return.policy', 'exchange.request']);

const known = new WeakMap<FaqEntry, { kind: Kind | undefined }>();

/** The kind that at least half of the entry's Chinese questions name. */
function kindOf(entry: FaqEntry): Kind | undefined {
  const found = known.get(entry);
  if (found !== undefined) return found.kind;
  const questions = entry.questions['zh-CN'].map((text) => conceptsIn(normaliseForSearch(text)));
  const isNamed = ({ concepts: [first = ''] }: Kind) =>
    questions.filter((concepts) => concepts.has(first)).length * 2 >= questions.length;
  const kind = questions.length === 0 ? undefined : kinds.find(isNamed);
  known.set(entry, { kind });
  return kind;
}
