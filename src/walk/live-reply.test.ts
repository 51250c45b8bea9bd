import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConversationId, type ShopEvent, ShopId } from '../platform/index.ts';
import { type LiveReply, startLiveReply } from './live-reply.ts';

let events: ShopEvent['payload'][] = [];
beforeEach(() => {
  events = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

function start(handler: 'ai' | 'agent' | 'queue' = 'ai', loadLevel: 'normal' | 'overload' = 'normal'): LiveReply {
  const relay = { announce: (event: ShopEvent) => void events.push(event.payload) };
  return startLiveReply(
    { relay },
    {
      shopId: ShopId.check('demo'),
      conversationId: ConversationId.make(),
      handler,
      loadLevel,
    },
  );
}

describe('the sign of typing', () => {
  it('comes only when a turn takes longer than 300 ms', () => {
    const live = start();
    vi.advanceTimersByTime(299);
    expect(events).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(events).toEqual([{ by: 'ai', isTyping: true }]);
    live.end();
    expect(events.at(-1)).toEqual({ by: 'ai', isTyping: false });
  });

  it('does not come for a quick turn, nor while people answer, nor in an overload', () => {
    const quick = start();
    quick.committed(true);
    quick.end();
    start('agent');
    start('queue');
    start('ai', 'overload');
    vi.advanceTimersByTime(10_000);
    expect(events).toEqual([]);
  });

  it('is ended by the message itself, and by a sign where nothing is said', () => {
    const live = start();
    vi.advanceTimersByTime(400);
    live.committed(true);
    live.end();
    expect(events).toHaveLength(1);
    const silent = start();
    vi.advanceTimersByTime(400);
    silent.committed(false);
    expect(events.at(-1)).toEqual({ by: 'ai', isTyping: false });
  });
});

describe('sentences', () => {
  it('come with the place where they begin, long ones in pieces', () => {
    const live = start();
    live.say('\n您好。');
    live.say('长'.repeat(301));
    expect(events.slice(1)).toEqual([
      { from: 0, text: '您好。' },
      { from: 3, text: '长'.repeat(300) },
      { from: 303, text: '长' },
    ]);
    expect(live.shown()).toHaveLength(304);
  });

  it('are taken back when something else is committed, or nothing', () => {
    const live = start();
    live.say('您好。');
    live.agree('您好。明天发货。');
    expect(live.shown()).toBe('您好。');
    live.agree('亲,明天发货。');
    expect(events.at(-1)).toEqual({ from: 0, text: '' });
    live.say('还有。');
    live.end();
    expect(events.slice(-2)).toEqual([
      { from: 0, text: '' },
      { by: 'ai', isTyping: false },
    ]);
    live.say('太晚。');
    expect(live.shown()).toBe('');
  });
});
