import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLatencyLimit, fixedClock } from '../../platform/index.ts';
import { cacheKey, createAnswerCache } from './answer-cache.ts';
import { createCallLimit } from './call-limit.ts';
import { firstToSpeak } from './hedge.ts';
import { toGbnfSchema } from './local-gguf/gbnf-schema.ts';
import type { ModelPiece } from './model-provider.ts';

type Step = { after: number; text?: string; fails?: string };

/** A request that speaks and fails as told, after so many turns of the event loop. */
function aRequest(steps: readonly Step[], ended: string[], name: string) {
  async function* pieces(): AsyncGenerator<ModelPiece> {
    for (const { after, text, fails } of steps) {
      await new Promise((resolve) => setTimeout(resolve, after));
      if (fails !== undefined) throw new Error(fails);
      yield { kind: 'text', text: text ?? '' };
    }
  }
  return { pieces: pieces(), stop: () => void ended.push(name) };
}

async function heard(requests: readonly (readonly Step[])[], afterMs: number | undefined, mayHedge = true) {
  const ended: string[] = [];
  let sent = 0;
  let text = '';
  const send = () => {
    sent += 1;
    return aRequest(requests[sent - 1] ?? [], ended, String(sent));
  };
  try {
    for await (const piece of firstToSpeak({ send, afterMs, mayHedge: () => mayHedge }))
      if (piece.kind === 'text') text += piece.text;
  } catch (error) {
    return { text, sent, ended, error: error instanceof Error ? error.message : '' };
  }
  return { text, sent, ended };
}

describe('a second request', () => {
  it('is not sent while the first answers in time', async () => {
    expect(
      await heard(
        [
          [
            { after: 1, text: 'a' },
            { after: 1, text: 'b' },
          ],
        ],
        5_000,
      ),
    ).toMatchObject({ text: 'ab', sent: 1 });
  });

  it('is sent when the first is silent, and whoever speaks first is heard, the other one ended', async () => {
    const slow = [{ after: 60_000, text: 'slow' }];
    const reply = await heard(
      [
        slow,
        [
          { after: 1, text: 'q' },
          { after: 1, text: 'uick' },
        ],
      ],
      5,
    );
    expect(reply).toMatchObject({ text: 'quick', sent: 2 });
    expect(reply.ended).toContain('1');
  });

  it('is not sent where none is allowed', async () => {
    expect(await heard([[{ after: 30, text: 'late' }]], 1, false)).toMatchObject({ text: 'late', sent: 1 });
    expect(await heard([[{ after: 10, text: 'late' }]], undefined)).toMatchObject({ sent: 1 });
  });

  it('saves a first that fails late; two failures are one', async () => {
    expect(await heard([[{ after: 20, fails: 'one' }], [{ after: 40, text: 'two' }]], 5)).toMatchObject({
      text: 'two',
    });
    expect(await heard([[{ after: 20, fails: 'one' }], [{ after: 20, fails: 'two' }]], 5)).toMatchObject({
      error: 'one',
    });
    expect(await heard([[{ after: 1, fails: 'at once' }]], 5_000)).toMatchObject({ error: 'at once', sent: 1 });
  });
});

describe('the number of calls at a time', () => {
  it('falls when answers begin later than usual, and comes back', () => {
    const limit = createLatencyLimit({ most: 16 });
    for (let call = 0; call < 50; call += 1) limit.answered(200, 16);
    expect(limit.current()).toBe(16);
    for (let call = 0; call < 30; call += 1) limit.answered(2_000, 16);
    expect(limit.current()).toBeLessThan(8);
    for (let call = 0; call < 200; call += 1) limit.answered(200, limit.current());
    expect(limit.current()).toBe(16);
  });

  it('falls when the server turns calls away', () => {
    const limit = createLatencyLimit({ most: 10 });
    for (let call = 0; call < 5; call += 1) limit.overloaded();
    expect(limit.current()).toBeLessThan(5);
  });

  it('is always at least one and never more than allowed', () => {
    const events = fc.array(fc.oneof(fc.constant('overloaded' as const), fc.double({ min: 0, max: 1e6, noNaN: true })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), events, (most, list) => {
        const limit = createLatencyLimit({ most });
        for (const event of list) {
          if (event === 'overloaded') limit.overloaded();
          else limit.answered(event, limit.current());
          if (limit.current() < 1 || limit.current() > most) return false;
        }
        return true;
      }),
    );
  });

  it('lets those who wait in when it has grown, and nobody more', async () => {
    let places = 1;
    const limit = createCallLimit({ concurrent: () => places, waiting: 5 });
    const signal = new AbortController().signal;
    const first = await limit.enter(signal);
    const waiting = [limit.enter(signal), limit.enter(signal), limit.enter(signal)];
    places = 2;
    first?.();
    await Promise.all(waiting.slice(0, 2));
    expect(limit.running()).toBe(2);
  });
});

describe('answers that are kept', () => {
  it('are given until their facts end, the longest unused go first', () => {
    const clock = fixedClock('2026-11-21T00:00:00Z');
    const cache = createAnswerCache(clock, 2);
    const now = clock.now().getTime();
    cache.keep('campaign', 'a', now + 1_000);
    expect(cache.find('campaign')).toBe('a');
    clock.advance(1_000);
    expect(cache.find('campaign')).toBeUndefined();
    for (const key of ['x', 'y']) cache.keep(key, key, now + 1e9);
    cache.find('x');
    cache.keep('z', 'z', now + 1e9);
    expect([cache.find('x'), cache.find('y'), cache.find('z')]).toEqual(['x', undefined, 'z']);
    clock.advance(3_600_000);
    expect(cache.find('x')).toBeUndefined();
  });

  it('have another key where anything differs', () => {
    expect(cacheKey(['demo', 'a', 'b'])).not.toBe(cacheKey(['demo', 'ab', '']));
    expect(cacheKey(['demo', 'a'])).toBe(cacheKey(['demo', 'a']));
  });
});

describe('the grammar of a small model', () => {
  it('knows the names there are and nothing of lengths', () => {
    const schema = {
      type: 'object',
      properties: {
        commands: {
          type: 'array',
          items: {
            anyOf: [
              { type: 'object', properties: { kind: { type: 'string', const: 'answer' }, intent: { type: 'string' } } },
              { type: 'object', properties: { kind: { type: 'string', enum: ['deny'] }, slot: { type: 'string' } } },
            ],
          },
        },
      },
    };
    const made = toGbnfSchema(schema, { intent: ['ship.when', 'ship.when', 'order.cancel'] });
    expect(made).toEqual({
      type: 'object',
      properties: {
        commands: {
          type: 'array',
          items: {
            oneOf: [
              {
                type: 'object',
                properties: { kind: { const: 'answer' }, intent: { enum: ['ship.when', 'order.cancel'] } },
              },
              { type: 'object', properties: { kind: { enum: ['deny'] }, slot: { type: 'string' } } },
            ],
          },
        },
      },
    });
  });
});
