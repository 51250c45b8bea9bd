import { describe, expect, it } from 'vitest';
import type { Inbound } from '../channels/index.ts';
import { AppError, ConversationId, CustomerId, createAdmission, MessageId, ShopId } from '../platform/index.ts';
import { admitInto } from './admit.ts';
import type { Received, Receiver } from './receive.ts';

const shopId = ShopId.check('a-shop');

function anInbound(personId: string): Inbound {
  return {
    channelId: 'widget',
    personId,
    isVerified: false,
    content: [{ kind: 'text', text: '在吗' }],
    sentAt: new Date('2026-11-11T00:00:00Z'),
  };
}

/** A receiver that stores when it is told to, behind a gate for ten. */
function aGate(most = 10) {
  const finish: ((error?: AppError) => void)[] = [];
  const receiver: Receiver = {
    receive: (_shop, inbound) =>
      new Promise((resolve, reject) =>
        finish.push((error) => (error ? reject(error) : resolve(stored(inbound.personId)))),
      ),
  };
  const limit = { current: () => most, answered: () => {}, overloaded: () => {} };
  return { gate: admitInto(receiver, createAdmission({ limit, random: () => 0.5 })), finish };
}

function stored(text: string): Received {
  const conversationId = ConversationId.make();
  const customerId = CustomerId.make();
  const message = {
    shopId,
    conversationId,
    seq: 1,
    messageId: MessageId.make(),
    author: { kind: 'customer' as const, id: customerId },
    content: [{ kind: 'text' as const, text }],
    isPrivate: false,
    delivery: 'stored' as const,
    createdAt: '2026-11-11T00:00:00Z',
  };
  return { conversationId, customerId, message, isDuplicate: false };
}

const outcome = (sent: Promise<unknown>) =>
  sent.then(
    () => 'stored',
    (error: unknown) => (error instanceof AppError ? error : undefined),
  );

describe('the gate before the receiver', () => {
  it('tells those who do not get in when to come back, and lets them in later', async () => {
    const { gate, finish } = aGate();
    const inside = Array.from({ length: 8 }, (_none, index) => outcome(gate.receive(shopId, anInbound(`p${index}`))));
    const refused = await outcome(gate.receive(shopId, anInbound('late')));
    expect(refused).toMatchObject({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) });
    for (const done of finish.splice(0)) done();
    expect(await Promise.all(inside)).toEqual(inside.map(() => 'stored'));
    const again = outcome(gate.receive(shopId, anInbound('late')));
    for (const done of finish.splice(0)) done();
    expect(await again).toBe('stored');
  });

  it('keeps room for people whose conversation runs', async () => {
    const { gate, finish } = aGate();
    const first = outcome(gate.receive(shopId, anInbound('known')));
    for (const done of finish.splice(0)) done();
    await first;
    for (let index = 0; index < 12; index += 1) void outcome(gate.receive(shopId, anInbound(`p${index}`)));
    expect(await outcome(gate.receive(shopId, anInbound('stranger')))).toMatchObject({ kind: 'unavailable' });
    const known = outcome(gate.receive(shopId, anInbound('known')));
    for (const done of finish.splice(0)) done();
    expect(await known).toBe('stored');
  });

  it('gives the place back when storing fails, whatever went wrong', async () => {
    const { gate, finish } = aGate(1);
    for (const error of [new AppError('unavailable', 'the database is away'), new AppError('invalid', 'no words')]) {
      const failed = outcome(gate.receive(shopId, anInbound('one')));
      for (const done of finish.splice(0)) done(error);
      expect(await failed).toBe(error);
    }
    const sent = outcome(gate.receive(shopId, anInbound('one')));
    for (const done of finish.splice(0)) done();
    expect(await sent).toBe('stored');
  });
});
