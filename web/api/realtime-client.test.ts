import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RealtimeClient, type RealtimeState, type Socket } from './realtime-client.ts';

type FakeSocket = Socket & { sent: string[]; isClosed: boolean };

function setUp() {
  const sockets: FakeSocket[] = [];
  const states: RealtimeState[] = [];
  const lines: string[] = [];
  const open = (): Socket => {
    const socket: FakeSocket = {
      sent: [],
      isClosed: false,
      send: (text) => void socket.sent.push(text),
      close: () => {
        socket.isClosed = true;
      },
      onopen: null,
      onmessage: null,
      onclose: null,
    };
    sockets.push(socket);
    return socket;
  };
  const client = new RealtimeClient({
    open,
    resume: () => ({ c1: 7 }),
    onLine: (line) => void lines.push(line.type),
    onState: (state) => void states.push(state),
    random: () => 1,
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('nothing was opened');
    return socket;
  };
  const greet = () => {
    last().onopen?.();
    last().onmessage?.({ data: '{"type":"ready","at":""}' });
  };
  return { client, sockets, states, lines, last, greet };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the realtime connection', () => {
  it('greets with what it has seen and is open when the server is ready', () => {
    const { client, last, greet, states } = setUp();
    client.start();
    expect(client.say({ type: 'ping' })).toBe(false);
    greet();
    expect(JSON.parse(last().sent[0] ?? '')).toEqual({ type: 'hello', role: 'staff', resume: { c1: 7 } });
    expect(states).toEqual(['connecting', 'open']);
    expect(client.say({ type: 'ping' })).toBe(true);
  });

  it('comes back with growing pauses', () => {
    const { client, sockets, last } = setUp();
    client.start();
    last().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(400);
    expect(sockets).toHaveLength(2);
    last().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(799);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(3);
  });

  it('does not come back when the session has ended', () => {
    const { client, sockets, states, last, greet } = setUp();
    client.start();
    greet();
    last().onclose?.({ code: 4401 });
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toBe('refused');
  });

  it('gives up a connection that has fallen silent', () => {
    const { client, sockets, last, greet } = setUp();
    client.start();
    greet();
    const silent = last();
    vi.advanceTimersByTime(61_000);
    expect(silent.isClosed).toBe(true);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it('skips what it cannot read and goes on', () => {
    const { client, last, lines, greet } = setUp();
    client.start();
    greet();
    last().onmessage?.({ data: 'no line' });
    last().onmessage?.({ data: '{"type":"pong"}\n{"type":"pong"}' });
    expect(lines).toEqual(['ready', 'pong', 'pong']);
  });

  it('tries at once when it is told to', () => {
    const { client, sockets, last } = setUp();
    client.start();
    last().onclose?.({ code: 1012 });
    client.retryNow();
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(10_000);
    expect(sockets).toHaveLength(2);
  });

  it('is quiet after it was stopped', () => {
    const { client, sockets } = setUp();
    client.start();
    client.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
