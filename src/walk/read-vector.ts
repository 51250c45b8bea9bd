import type { EmbeddedReading } from '../understanding/index.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';

/** An answer waits no longer for a text's vector. */
const mostWaitMs = 200;

type Embedders = Pick<WalkParts, 'models'>;

/** A text's vector by the shop's embedder; undefined without one, where it fails, and where it takes too long. */
export async function vectorInTime(
  { models }: Embedders,
  shopId: string,
  text: string,
): Promise<Float32Array | undefined> {
  if (models?.embed === undefined) return undefined;
  const asked = models.embed(shopId, [text]).then((vectors) => vectors?.[0]);
  return await Promise.race([asked, afterMostWait()]).catch(() => undefined);
}

/**
 * What the shop's embedder says of the turn's words, with the model that was trained on its vectors. Undefined where there is no such
 * model, and under load: the built-in model then reads alone, at once.
 */
export async function embeddedReading(
  parts: Embedders & Pick<WalkParts, 'intentsByEmbedder'>,
  {
    shop,
    incomingText,
    facts,
  }: { shop: Pick<Turn['shop'], 'shopId'>; incomingText: { text: string }; facts: Pick<Turn['facts'], 'loadLevel'> },
): Promise<EmbeddedReading | undefined> {
  if (parts.models?.embedderName === undefined || parts.intentsByEmbedder === undefined) return undefined;
  if (facts.loadLevel === 'surge' || facts.loadLevel === 'overload' || incomingText.text.trim() === '')
    return undefined;
  const name = await parts.models.embedderName(shop.shopId);
  const intents = name === undefined ? undefined : parts.intentsByEmbedder(name);
  if (intents === undefined) return undefined;
  const vector = await vectorInTime(parts, shop.shopId, incomingText.text);
  return vector === undefined ? undefined : { intents, vector };
}

function afterMostWait(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), mostWaitMs).unref();
  });
}
