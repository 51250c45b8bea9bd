import type { WishContext } from './wishes.ts';
import { steeringWords } from './words.ts';

/**
 * One context per wish of a message that holds several ("裙子要退,另外查下杯子的快递"): each wish sees the goods and numbers of
 * its own part. Empty where the message cannot be cut into as many parts; then every wish sees all of it.
 */
export function clausesOf(context: WishContext, count: number): readonly WishContext[] {
  if (count < 2) return [];
  const spans = spansOf(context.message.text, count);
  return spans.map(({ start, end }) => {
    const { understanding, message } = context;
    const entities = understanding.entities.filter((entity) => entity.start >= start && entity.start < end);
    const text = message.text.slice(start, end);
    const normalized = text.normalize('NFKC');
    return { ...context, understanding: { ...understanding, entities, normalized }, message: { ...message, text } };
  });
}

type Span = { start: number; end: number };

/** Cuts at words of addition, else at stops; the last part takes what is left. */
function spansOf(text: string, count: number): readonly Span[] {
  const additions = cutsAt(text, new RegExp(steeringWords.addition.source, 'giu'));
  const stops = cutsAt(text, /[\u3002\uff1b;!\uff01?\uff1f\n]|\.\s|[,\uff0c](?!\d)|\band\b/giu);
  const cuts = additions.length === count - 1 ? additions : stops.length === count - 1 ? stops : undefined;
  if (cuts === undefined) return [];
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(0, -1).map((start, at) => ({ start, end: bounds[at + 1] ?? text.length }));
}

function cutsAt(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map((match) => match.index).filter((at) => at > 1 && at < text.length - 2);
}
