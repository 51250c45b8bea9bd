import type { KnowledgeIndex } from '../knowledge/index.ts';
import type { ShopId } from '../platform/index.ts';
import type { WalkParts } from './parts.ts';
import { vectorInTime } from './read-vector.ts';

/** The vector of one question. */
export type QuestionMeaning = { text: string; vector: Float32Array };

const phrasingsAtOnce = 64;
const pauseMs = 60_000;

type Learning = { state: 'under way' | 'done' } | { state: 'failed'; at: number };
const learned = new WeakMap<KnowledgeIndex, Learning>();

/**
 * What an embedder says of a message, where the shop has one and its approved questions have been read by it: that happens in the
 * background at the first message of a release. Undefined otherwise, and where it takes too long; the words then answer alone.
 */
export async function meaningOf(
  parts: Pick<WalkParts, 'models' | 'clock'>,
  shopId: ShopId,
  knowledge: KnowledgeIndex,
  text: string,
): Promise<QuestionMeaning | undefined> {
  if (parts.models?.embed === undefined || knowledge.meaning === undefined || text.trim() === '') return undefined;
  if (learned.get(knowledge)?.state !== 'done') {
    startLearning(parts, shopId, knowledge);
    return undefined;
  }
  const vector = await vectorInTime(parts, shopId, text);
  return vector === undefined ? undefined : { text, vector };
}

function startLearning(parts: Pick<WalkParts, 'models' | 'clock'>, shopId: ShopId, knowledge: KnowledgeIndex): void {
  const known = learned.get(knowledge);
  const now = parts.clock.now().getTime();
  if (known?.state === 'under way' || (known?.state === 'failed' && now - known.at < pauseMs)) return;
  learned.set(knowledge, { state: 'under way' });
  void learn(parts, shopId, knowledge)
    .catch(() => false)
    .then((isDone) => learned.set(knowledge, isDone ? { state: 'done' } : { state: 'failed', at: now }));
}

async function learn(parts: Pick<WalkParts, 'models'>, shopId: ShopId, knowledge: KnowledgeIndex): Promise<boolean> {
  const { meaning } = knowledge;
  const phrasings = meaning?.phrasings ?? [];
  const vectors: Float32Array[] = [];
  for (let first = 0; first < phrasings.length; first += phrasingsAtOnce) {
    const some = await parts.models?.embed?.(shopId, phrasings.slice(first, first + phrasingsAtOnce));
    if (some === undefined) return false;
    vectors.push(...some);
  }
  meaning?.learn(vectors);
  return phrasings.length > 0;
}
