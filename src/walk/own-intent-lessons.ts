import type { OwnIntent } from '../knowledge/index.ts';
import type { ShopId } from '../platform/index.ts';
import { learnOwnIntents, type OwnIntentReader } from '../understanding/index.ts';

/** The wishes that a shop has taught, by id, and what reads them. */
export type OwnIntents = { intents: ReadonlyMap<string, OwnIntent>; read: OwnIntentReader['read'] };

/**
 * Learns what each shop has taught when it is first needed, and again when its examples have changed: a shop is read anew at every change
 * of its settings, of which few touch the examples.
 */
export function createOwnIntentLessons(ordinary: readonly string[]): {
  of(shopId: ShopId, intents: readonly OwnIntent[]): OwnIntents;
  /** Learns without keeping. */
  tryOut(intents: readonly OwnIntent[]): OwnIntentReader;
} {
  const learnt = new Map<ShopId, { lesson: string; reader: OwnIntentReader }>();
  const readerOf = (shopId: ShopId, intents: readonly OwnIntent[]): OwnIntentReader => {
    const lesson = JSON.stringify(intents.map(({ id, examples }) => [id, examples]));
    const known = learnt.get(shopId);
    if (known?.lesson === lesson) return known.reader;
    const reader = learnOwnIntents(intents, ordinary);
    learnt.set(shopId, { lesson, reader });
    return reader;
  };
  return {
    tryOut: (intents) => learnOwnIntents(intents, ordinary),
    of: (shopId, intents) => ({
      intents: new Map(intents.map((intent) => [intent.id, intent])),
      read: readerOf(shopId, intents).read,
    }),
  };
}
