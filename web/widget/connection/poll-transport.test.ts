import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerLine } from '../../api/index.ts';
import { aConversation, aMessage, conversationId, onTheWire } from '../testing/factories.ts';
import { pollTransport } from './poll-transport.ts';
import type { Answer, ThreadAnswer } from './widget-calls.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Asked = { after: number; wait: number; answer(given: Answer<ThreadAnswer>): void };

function aPoll(last?: { conversationId: string; seq: number }) {
  const asked: Asked[] = [];
  const lines: ServerLine[] = [];
  const told: string[] = [];
  const sends: Answer<{ conversationId: string; seq: number; messageId: string; createdAt: string }>[] = [];
  let position = last;
  const transport = pollTransport(
    {
      newer: (after, wait, signal) =>
        new Promise((answer) => {
          asked.push({ after, wait, answer });
          signal.addEventListener('abort', () => answer({ ok: false, failure: { kind: 'away' } }));
        }),
      send: async () => sends.shift() ?? { ok: false, failure: { kind: 'away' } },
      typing: async () => ({ ok: true, value: {} }),
      marks: async () => ({ ok: true, value: {} }),
    },
    { token: () => 't', last: () => position },
  )({
    onOpen: () => told.push('open'),
    onLine: (line) => {
      lines.push(line);
      if (line.type === 'conversation') position = { conversationId: line.conversation.conversationId, seq: 0 };
      if (line.type === 'message') position = { conversationId: line.conversationId, seq: line.message.seq };
    },
    onLost: (reason) => told.push(reason),
  });
  const answer = async (given: Answer<ThreadAnswer>) => {
    asked.at(-1)?.answer(given);
    await vi.advanceTimersByTimeAsync(1_000);
  };
  return { transport, asked, lines, told, answer, sends };
}

describe('polling', () => {
  it('is open with the first answer and then waits for news from where it is', async () => {
    const { asked, lines, told, answer } = aPoll();
    expect(asked[0]).toMatchObject({ after: 0, wait: 0 });
    await answer({ ok: true, value: { messages: [onTheWire(aMessage(1))], conversation: aConversation() } });
    expect(told).toEqual(['open']);
    expect(lines.map((line) => line.type)).toEqual(['message', 'conversation']);
    expect(asked[1]?.wait).toBeGreaterThan(10);
  });

  it('reads a new conversation from its start instead of after the old one', async () => {
    const { asked, lines, answer } = aPoll({ conversationId: 'old', seq: 40 });
    expect(asked[0]?.after).toBe(40);
    await answer({ ok: true, value: { messages: [], conversation: aConversation() } });
    expect(asked[1]).toMatchObject({ after: 0, wait: 0 });
    await answer({ ok: true, value: { messages: [onTheWire(aMessage(1))], conversation: aConversation() } });
    expect(lines.filter((line) => line.type === 'message')).toHaveLength(1);
    expect(lines.find((line) => line.type === 'message')).toMatchObject({ conversationId });
  });

  it('answers a send with an ack line, and a refusal with a reject line', async () => {
    const { transport, lines, sends } = aPoll();
    sends.push({ ok: true, value: { conversationId, seq: 3, messageId: 'm3', createdAt: '' } });
    transport.say({ type: 'send', clientId: 'client-1', content: [], isPrivate: false });
    await vi.advanceTimersByTimeAsync(0);
    expect(lines[0]).toMatchObject({ type: 'ack', clientId: 'client-1', seq: 3 });
    sends.push({ ok: false, failure: { kind: 'rate-limited', retryAfterSeconds: 4 } });
    transport.say({ type: 'send', clientId: 'client-2', content: [], isPrivate: false });
    await vi.advanceTimersByTimeAsync(0);
    expect(lines[1]).toMatchObject({ type: 'reject', clientId: 'client-2', problem: { retryAfterSeconds: 4 } });
  });

  it('asks anew when the first message begins a conversation that the waiting question does not know', async () => {
    const { transport, asked, told, answer, sends } = aPoll();
    await answer({ ok: true, value: { messages: [] } });
    expect(asked).toHaveLength(2);
    sends.push({ ok: true, value: { conversationId, seq: 1, messageId: 'm1', createdAt: '' } });
    transport.say({ type: 'send', clientId: 'client-1', content: [], isPrivate: false });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(3);
    expect(asked[2]?.wait).toBe(0);
    expect(told).toEqual(['open']);
  });

  it('is lost when the server is away or the session over, and then says nothing more', async () => {
    const away = aPoll();
    await away.answer({ ok: false, failure: { kind: 'away' } });
    expect(away.told).toEqual(['away']);
    const over = aPoll();
    await over.answer({ ok: false, failure: { kind: 'signed-out' } });
    expect(over.told).toEqual(['signed-out']);
    expect(over.asked).toHaveLength(1);
  });

  it('does not hurry a server that answers at once without news', async () => {
    const { asked, answer } = aPoll();
    await answer({ ok: true, value: { messages: [] } });
    asked.at(-1)?.answer({ ok: true, value: { messages: [] } });
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(3);
  });
});
