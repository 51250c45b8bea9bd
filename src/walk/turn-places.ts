import type { ConversationId, FairQueue, OutboxRelay, ShopId } from '../platform/index.ts';
import type { LoadLevel } from '../routing/index.ts';

type Waiting = Pick<FairQueue<ShopId, { conversationId: ConversationId }>, 'usualOf'>;
type Told = { position: number; waitSeconds: number };

/** Places that are told in one go; whoever is further behind hears when it comes nearer. */
const toldAtOnce = 500;
/** A wait that is told is never longer than this; nothing further away can be said honestly. */
const longestWait = 3_600;
/** Rates are learned over about so many looks. */
const smoothing = 0.3;

/**
 * Under overload new conversations wait for their first answer: tells each its place and how long that takes at the pace of now. A place
 * that was told never grows. Call the result from time to time.
 */
export function tellPlacesInTurn(
  parts: { relay: Pick<OutboxRelay, 'announce'>; loadLevel(shopId: ShopId): LoadLevel },
  waiting: Waiting,
): (shops: Iterable<ShopId>) => void {
  const told = new Map<ShopId, Map<ConversationId, Told>>();
  const paces = new Map<ShopId, { perSecond: number; at: number }>();

  const tell = (shopId: ShopId, now: number): void => {
    const before = told.get(shopId) ?? new Map<ConversationId, Told>();
    const line = [...waiting.usualOf(shopId)].map((due) => due.conversationId);
    const there = new Set(line);
    const gone = [...before.keys()].filter((one) => !there.has(one)).length;
    const pace = paceOf(paces.get(shopId), gone, now);
    paces.set(shopId, pace);
    const after = new Map<ConversationId, Told>();
    for (const [index, conversationId] of line.slice(0, toldAtOnce).entries()) {
      const known = before.get(conversationId);
      const place = placeOf(index + 1, pace.perSecond, known);
      after.set(conversationId, place);
      if (known && known.position === place.position && known.waitSeconds === place.waitSeconds) continue;
      parts.relay.announce({ type: 'turn.waiting', shopId, conversationId, payload: place });
    }
    told.set(shopId, after);
  };

  return (shops) => {
    const now = performance.now();
    for (const shopId of shops) {
      if (parts.loadLevel(shopId) === 'overload') tell(shopId, now);
      else {
        told.delete(shopId);
        paces.delete(shopId);
      }
    }
  };
}

/** Place and wait as they may be told: in steps that can be trusted, and no place that has grown. */
export function placeOf(position: number, perSecond: number, known?: Told): Told {
  const shown = Math.min(position, known?.position ?? position);
  const seconds = perSecond > 0 ? shown / perSecond : longestWait;
  const step = seconds < 60 ? 10 : 60;
  return { position: shown, waitSeconds: Math.min(longestWait, Math.max(step, Math.ceil(seconds / step) * step)) };
}

function paceOf(
  before: { perSecond: number; at: number } | undefined,
  gone: number,
  now: number,
): { perSecond: number; at: number } {
  if (!before) return { perSecond: 1, at: now };
  const measured = gone / Math.max(0.001, (now - before.at) / 1_000);
  return { perSecond: before.perSecond + (measured - before.perSecond) * smoothing, at: now };
}
