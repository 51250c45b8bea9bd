import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientLine, ServerLine } from '../../api/index.ts';
import { createStore } from '../state/store.ts';
import { memoryStorage, type WidgetStorage } from '../storage.ts';
import { aMessage, aMessageLine, conversationId } from '../testing/factories.ts';
import { createOutbox } from './outbox.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function anOutbox(storage: WidgetStorage = memoryStorage()) {
  const store = createStore();
  const said: string[] = [];
  const told: string[] = [];
  const network = { isOn: true };
  let count = 0;
  const outbox = createOutbox({
    store,
    storage,
    makeId: () => `client-${++count}`,
    say: (line: ClientLine) => {
      if (network.isOn && line.type === 'send') said.push(line.clientId);
      return network.isOn;
    },
    onSignedOut: () => told.push('signed-out'),
  });
  const hear = (line: ServerLine) => {
    store.dispatch({ type: 'line', line, now: 0, isWatched: true });
    outbox.hear(line);
    vi.advanceTimersByTime(0);
  };
  const ack = (clientId: string, seq: number): ServerLine => {
    const messageId = `m${seq}`;
    return { type: 'ack', clientId, conversationId, seq, messageId, createdAt: '2026-11-11T12:00:00.000Z' };
  };
  const write = (text: string) => outbox.add([{ kind: 'text', text }]);
  const pending = () => store.get().pending.map((one) => one.clientId);
  return { store, said, told, network, outbox, hear, ack, write, pending, storage };
}

const reject = (clientId: string, type: string, retryAfterSeconds?: number): ServerLine => ({
  type: 'reject',
  clientId,
  problem: {
    type: `https://peakdesk.dev/problems/${type}`,
    title: '',
    detail: '',
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  },
});

describe('a busy server', () => {
  it('the message stays, says when it goes, and goes by itself', () => {
    const { said, write, hear, ack, store, pending } = anOutbox();
    write('one');
    hear({
      type: 'reject',
      clientId: 'client-1',
      problem: {
        type: 'https://peakdesk.dev/problems/unavailable',
        title: '',
        detail: '',
        retryAfterSeconds: 5,
        retryAfterMs: 4_200,
      },
    });
    expect(store.get().pending[0]).toMatchObject({
      status: 'waiting',
      trouble: { key: 'error.busy', values: { seconds: 5 } },
    });
    vi.advanceTimersByTime(4_199);
    expect(said).toEqual(['client-1']);
    vi.advanceTimersByTime(2);
    expect(said).toEqual(['client-1', 'client-1']);
    hear(ack('client-1', 1));
    expect(pending()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('sends one message after the other, so that their order stays', () => {
    const { said, write, hear, ack, pending } = anOutbox();
    write('one');
    write('two');
    expect(said).toEqual(['client-1']);
    hear(ack('client-1', 1));
    expect(said).toEqual(['client-1', 'client-2']);
    hear(ack('client-2', 2));
    expect(pending()).toEqual([]);
  });

  it('keeps what is written without a connection and sends it when there is one', () => {
    const { said, write, network, outbox, pending } = anOutbox();
    network.isOn = false;
    write('one');
    write('two');
    expect(pending()).toEqual(['client-1', 'client-2']);
    network.isOn = true;
    outbox.opened();
    expect(said).toEqual(['client-1']);
  });

  it('sends again with the same id when the answer was lost', () => {
    const { said, write, outbox } = anOutbox();
    write('one');
    vi.advanceTimersByTime(12_001);
    expect(said).toEqual(['client-1', 'client-1']);
    outbox.opened();
    expect(said).toEqual(['client-1', 'client-1', 'client-1']);
  });

  it('goes on when a message is confirmed by itself instead of an ack', () => {
    const { said, write, hear, pending } = anOutbox();
    write('one');
    write('two');
    hear(aMessageLine(aMessage(1, { author: { kind: 'customer' }, clientId: 'client-1' })));
    expect(said).toEqual(['client-1', 'client-2']);
    expect(pending()).toEqual(['client-2']);
  });

  it('waits as long as the server asks when it was too fast, and says so', () => {
    const { said, write, hear, store } = anOutbox();
    write('one');
    hear(reject('client-1', 'rate-limited', 5));
    expect(store.get().pending[0]).toMatchObject({ status: 'waiting', trouble: { values: { seconds: 5 } } });
    write('two');
    expect(said).toEqual(['client-1']);
    vi.advanceTimersByTime(5_000);
    expect(said).toEqual(['client-1', 'client-1']);
  });

  it('keeps a refused message with its reason until it is sent again or deleted, and goes on with the next', () => {
    const { said, write, hear, store, outbox, pending } = anOutbox();
    write('one');
    write('two');
    hear(reject('client-1', 'text-too-long'));
    expect(store.get().pending[0]).toMatchObject({ status: 'failed', trouble: { key: 'error.too-long' } });
    expect(said).toEqual(['client-1', 'client-2']);
    outbox.discard('client-1');
    expect(pending()).toEqual(['client-2']);
  });

  it('asks for a new session when the old one is over, and keeps the message', () => {
    const { told, write, hear, pending, outbox, said } = anOutbox();
    write('one');
    hear(reject('client-1', 'unauthenticated'));
    expect(told).toEqual(['signed-out']);
    expect(pending()).toEqual(['client-1']);
    outbox.opened();
    expect(said).toEqual(['client-1', 'client-1']);
  });

  it('takes up what an earlier page could not send, in the order of writing, and forgets what is confirmed', () => {
    const first = anOutbox();
    first.network.isOn = false;
    first.write('one');
    vi.advanceTimersByTime(10);
    first.write('two');
    const second = anOutbox(first.storage);
    expect(second.pending()).toEqual(['client-1', 'client-2']);
    second.outbox.opened();
    second.hear(second.ack('client-1', 1));
    expect(anOutbox(first.storage).pending()).toEqual(['client-2']);
  });
});
