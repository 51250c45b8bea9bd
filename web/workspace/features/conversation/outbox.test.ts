import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../../api/problem-error.ts';
import type { SendAnswer } from '../../../api/staff-views.ts';
import { keys } from '../../cache/keys.ts';
import type { Outgoing } from '../../cache/outgoing.ts';
import { makeDetail, makeMessage } from '../../testing/make.ts';
import { createOutbox } from './outbox.ts';

const answer: SendAnswer = { seq: 2, messageId: 'm2', createdAt: '2026-11-21T08:00:02.000Z' };
const outgoing = (clientId: string): Outgoing => ({
  clientId,
  conversationId: 'c1',
  content: [{ kind: 'text', text: clientId }],
  isPrivate: false,
  createdAt: '2026-11-21T08:00:00.000Z',
  expectedSeq: 1,
  state: 'sending',
});

function setUp() {
  const cache = new QueryClient();
  const stored = new Map<string, string>();
  const send = vi.fn(async (_id: string, _fields: { clientId: string }): Promise<SendAnswer> => answer);
  const parts = {
    cache,
    send,
    wordsFor: () => 'why',
    onNewer: vi.fn(),
    onStored: vi.fn(),
    store: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
  };
  const list = () => cache.getQueryData<readonly Outgoing[]>(keys.outgoing('c1')) ?? [];
  return { parts, outbox: createOutbox(parts), send, list, stored, cache };
}
let desk = setUp();
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  desk = setUp();
});

describe('a message on its way', () => {
  it('is shown at once and kept in the browser until the server has it', async () => {
    desk.outbox.put(outgoing('one'));
    expect(desk.list()).toMatchObject([{ clientId: 'one', state: 'sending' }]);
    expect(desk.stored.size).toBe(1);
    await settle();
    expect(desk.list()).toMatchObject([{ state: 'stored' }]);
    expect(desk.stored.size).toBe(0);
    expect(desk.parts.onStored).toHaveBeenCalledWith('c1');
  });

  it('goes away when its line has come before the answer', async () => {
    desk.cache.setQueryData(keys.conversation('c1'), makeDetail([makeMessage(2, { clientId: 'one' })]));
    desk.outbox.put(outgoing('one'));
    await settle();
    expect(desk.list()).toEqual([]);
  });

  it('waits for the one before it, so that the order stays', async () => {
    let release: (value: SendAnswer) => void = () => undefined;
    desk.send.mockImplementationOnce(() => new Promise((resolve) => (release = resolve)));
    desk.outbox.put(outgoing('one'));
    desk.outbox.put(outgoing('two'));
    await settle();
    expect(desk.send).toHaveBeenCalledTimes(1);
    release(answer);
    await settle();
    expect(desk.send.mock.calls.map(([, fields]) => fields.clientId)).toEqual(['one', 'two']);
  });

  it('is held while the server is not reached, and goes out later under the same id', async () => {
    desk.send.mockRejectedValueOnce(new ProblemError('offline'));
    desk.outbox.put(outgoing('one'));
    await settle();
    expect(desk.list()).toMatchObject([{ state: 'held' }]);
    desk.outbox.retryHeld();
    await settle();
    expect(desk.send.mock.calls.map(([, fields]) => fields.clientId)).toEqual(['one', 'one']);
    expect(desk.list()).toMatchObject([{ state: 'stored' }]);
  });

  it('survives a reload of the page', async () => {
    desk.send.mockRejectedValueOnce(new ProblemError('offline'));
    desk.outbox.put(outgoing('one'));
    await settle();
    const fresh = new QueryClient();
    createOutbox({ ...desk.parts, cache: fresh }).retryHeld();
    await settle();
    expect(desk.send).toHaveBeenCalledTimes(2);
  });

  it('is shown as refused with the reason, and is not tried again by itself', async () => {
    desk.send.mockRejectedValueOnce(new ProblemError('conflict'));
    desk.outbox.put(outgoing('one'));
    await settle();
    expect(desk.list()).toMatchObject([{ state: 'failed', problem: 'why' }]);
    desk.outbox.retryHeld();
    await settle();
    expect(desk.send).toHaveBeenCalledTimes(1);
  });

  it('tells when somebody else has answered at the same time', async () => {
    const newer = [makeMessage(2, { author: { kind: 'ai' } })];
    desk.send.mockResolvedValueOnce({ ...answer, newer });
    desk.outbox.put(outgoing('one'));
    await settle();
    expect(desk.parts.onNewer).toHaveBeenCalledWith('c1', newer);
  });
});
