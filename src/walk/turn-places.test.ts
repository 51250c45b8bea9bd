import { describe, expect, it } from 'vitest';
import { ConversationId, createFairQueue, type ShopEvent, ShopId } from '../platform/index.ts';
import type { LoadLevel } from '../routing/index.ts';
import { placeOf, tellPlacesInTurn } from './turn-places.ts';

const shopId = ShopId.check('a-shop');

function aLine(count: number) {
  const waiting = createFairQueue<ShopId, { conversationId: ConversationId }>();
  const conversations = Array.from({ length: count }, () => ConversationId.make());
  for (const conversationId of conversations) waiting.add(shopId, conversationId, { conversationId });
  return { waiting, conversations };
}

function told(level: LoadLevel, count: number) {
  const events: ShopEvent[] = [];
  const line = aLine(count);
  const tell = tellPlacesInTurn(
    { relay: { announce: (event) => void events.push(event) }, loadLevel: () => level },
    line.waiting,
  );
  return { ...line, events, tell: () => tell([shopId]) };
}

describe('the place of a conversation that waits for its first answer', () => {
  it('is told in order under overload', () => {
    const { tell, events, conversations } = told('overload', 3);
    tell();
    expect(events.map((event) => [event.conversationId, event.payload])).toEqual(
      conversations.map((id, index) => [id, expect.objectContaining({ position: index + 1 })]),
    );
  });

  it('is told again only when it has changed', () => {
    const { tell, events, waiting } = told('overload', 2);
    tell();
    tell();
    waiting.take();
    tell();
    const positions = events.map((event) => (event.type === 'turn.waiting' ? event.payload.position : 0));
    expect(positions.slice(0, 2)).toEqual([1, 2]);
    expect(positions.at(-1)).toBe(1);
  });

  it('is not told below overload', () => {
    const { tell, events } = told('surge', 3);
    tell();
    expect(events).toEqual([]);
  });

  it.each([
    [30, 10, undefined, { position: 30, waitSeconds: 10 }],
    [30, 0.1, undefined, { position: 30, waitSeconds: 300 }],
    [30, 0, undefined, { position: 30, waitSeconds: 3_600 }],
    [30, 1, { position: 20, waitSeconds: 60 }, { position: 20, waitSeconds: 20 }],
  ])('%i at %f a second: %j', (position, perSecond, known, wanted) => {
    expect(placeOf(position, perSecond, known)).toEqual(wanted);
  });
});
