import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Socket, socketTransport } from './socket-transport.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Listener = Parameters<Socket['listen']>[0];

function aSocket() {
  const sent: string[] = [];
  const told: string[] = [];
  const listeners: Listener[] = [];
  const socket: Socket = {
    send: (text) => void sent.push(text),
    close: () => void told.push('closed'),
    listen: (events) => void listeners.push(events),
  };
  const transport = socketTransport(() => socket, {
    token: () => 'token-1',
    last: () => ({ conversationId: 'c1', seq: 7 }),
  })({
    onOpen: () => told.push('open'),
    onLine: (line) => told.push(line.type),
    onLost: (reason) => told.push(reason),
  });
  const [page] = listeners;
  if (!page) throw new Error('nobody listens');
  return { sent, told, page, transport };
}

describe('a socket', () => {
  it('greets with the token and the last message in order, and is open when greeted back', () => {
    const { sent, told, page, transport } = aSocket();
    page.open();
    expect(JSON.parse(sent[0] ?? '')).toEqual({ type: 'hello', role: 'customer', token: 'token-1', resume: { c1: 7 } });
    transport.say({ type: 'ping' });
    expect(sent).toHaveLength(1);
    page.message('{"type":"ready","at":"2026-11-11T12:00:00.000Z"}\nnot json\n{"type":"pong"}');
    transport.say({ type: 'ping' });
    expect(sent[1]).toBe('{"type":"ping"}');
    expect(told).toEqual(['open']);
  });

  it.each([
    { code: 4401, reason: 'signed-out' },
    { code: 4403, reason: 'foreign-origin' },
    { code: 1012, reason: 'away' },
    { code: 4429, reason: 'away' },
  ])('that is closed with $code is lost as $reason, once', ({ code, reason }) => {
    const { told, page } = aSocket();
    page.close(code);
    page.close(1006);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(['closed', reason]);
  });

  it('that is not greeted in time is lost', () => {
    const { told } = aSocket();
    vi.advanceTimersByTime(8_000);
    expect(told).toEqual(['closed', 'away']);
  });

  it('that is silent for long is lost although nobody closed it', () => {
    const { told, page } = aSocket();
    page.message('{"type":"ready","at":""}');
    vi.advanceTimersByTime(40_000);
    expect(told).toEqual(['open']);
    vi.advanceTimersByTime(40_000);
    expect(told).toEqual(['open', 'closed', 'away']);
  });

  it('that a page forbids is lost like any other', () => {
    const told: string[] = [];
    const forbidden = () => {
      throw new Error('blocked');
    };
    socketTransport(forbidden, { token: () => '', last: () => undefined })({
      onOpen: () => undefined,
      onLine: () => undefined,
      onLost: (reason) => told.push(reason),
    });
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['away']);
  });
});
