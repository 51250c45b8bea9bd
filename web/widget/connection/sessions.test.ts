import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../storage.ts';
import { aSession } from '../testing/factories.ts';
import { createSessions } from './sessions.ts';
import { keepSession, readSession, subjectOf } from './stored-session.ts';
import type { Answer, SessionRequest, ThreadAnswer } from './widget-calls.ts';

const anonymous = { token: 'kept', visitorId: 'v', isVerified: false, subject: '', expiresAt: '2036-01-01T00:00:00Z' };
const verified = { ...anonymous, isVerified: true, subject: 'DC0001' };
const identityToken = `h.${btoa(JSON.stringify({ sub: 'DC0001' }))}.s`;

function theSessions(storage = memoryStorage()) {
  const opened: SessionRequest[] = [];
  const told: string[] = [];
  let latest: Answer<ThreadAnswer> = { ok: true, value: { messages: [] } };
  let count = 0;
  const sessions = createSessions({
    calls: {
      openSession: async (body) => {
        opened.push(body);
        const isVerified = body.identityToken !== undefined;
        return { ok: true, value: aSession({ token: `token-${++count}`, visitorId: `visitor-${count}`, isVerified }) };
      },
      endSession: async (token) => {
        told.push(`ended ${token}`);
        return { ok: true, value: {} };
      },
      latest: async (token) => {
        told.push(`latest ${token}`);
        return latest;
      },
    },
    storage,
    shopId: 'demo',
    language: 'zh-CN',
    onSession: ({ isSame }) => told.push(isSame ? 'same' : 'another'),
    onFailure: (failure) => told.push(failure.kind),
    onSignedOut: () => told.push('signed out'),
    onForgotten: () => true,
    otherTabPatience: 0,
  });
  return { sessions, opened, told, storage, answerLatest: (answer: typeof latest) => (latest = answer) };
}

describe('the session', () => {
  it('is opened once, and kept for the next visit', async () => {
    const { sessions, opened, storage } = theSessions();
    await Promise.all([sessions.start(), sessions.start()]);
    expect(opened).toHaveLength(1);
    expect(readSession(storage, Date.now())).toMatchObject({ token: 'token-1', visitorId: 'visitor-1' });
  });

  it('of a visitor is continued with the token of the last visit', async () => {
    const { sessions, opened, storage } = theSessions();
    keepSession(storage, anonymous);
    await sessions.start();
    expect(opened[0]).toMatchObject({ token: 'kept', visitorId: 'v' });
  });

  it('of a signed-in customer is taken up as it is: asked for anew without a proof it would be a stranger’s', async () => {
    const { sessions, opened, told, storage } = theSessions();
    keepSession(storage, verified);
    await sessions.start();
    expect(opened).toEqual([]);
    expect(told).toEqual(['latest kept', 'same']);
    expect(sessions.token()).toBe('kept');
  });

  it('that is over is replaced in silence; a signed-in customer’s page hears of it', async () => {
    const { sessions, opened, told, storage, answerLatest } = theSessions();
    keepSession(storage, verified);
    answerLatest({ ok: false, failure: { kind: 'signed-out' } });
    await sessions.start();
    expect(told).toEqual(['latest kept', 'signed out', 'same']);
    expect(opened).toHaveLength(1);
    await sessions.renew('token-1');
    expect(opened).toHaveLength(2);
  });

  it('that ended because another tab signed in goes on with that tab’s session', async () => {
    const { sessions, opened, told, storage } = theSessions();
    await sessions.start();
    keepSession(storage, { ...verified, token: 'of the other tab' });
    await sessions.renew('token-1');
    expect(opened).toHaveLength(1);
    expect(told.at(-1)).toBe('another');
    expect(sessions.token()).toBe('of the other tab');
  });

  it('of somebody who signs in brings the visitor’s token along, so that the conversation stays', async () => {
    const { sessions, opened, told } = theSessions();
    await sessions.start();
    await sessions.identify(identityToken);
    expect(opened[1]).toMatchObject({ token: 'token-1', identityToken });
    expect(told).toEqual(['same', 'another']);
    await sessions.identify(identityToken);
    expect(told.at(-1)).toBe('same');
  });

  it('is not renewed for the token of the visitor who has just signed in', async () => {
    const { sessions, opened } = theSessions();
    await sessions.start();
    await Promise.all([sessions.identify(identityToken), sessions.renew('token-1')]);
    expect(opened).toHaveLength(2);
    expect(sessions.token()).toBe('token-2');
  });

  it('is ended and forgotten when the customer signs out of the shop', async () => {
    const { sessions, told, storage } = theSessions();
    await sessions.start();
    await sessions.reset();
    expect(told.at(-1)).toBe('ended token-1');
    expect(readSession(storage, Date.now())).toBeUndefined();
    expect(sessions.token()).toBe('');
  });

  it('is too old after its time', () => {
    const storage = memoryStorage();
    keepSession(storage, { ...anonymous, expiresAt: '2026-01-01T00:00:00Z' });
    expect(readSession(storage, Date.parse('2026-01-02T00:00:00Z'))).toBeUndefined();
  });

  it.each([
    { token: identityToken, subject: 'DC0001' },
    { token: 'nonsense', subject: '' },
    { token: 'a.%%%.c', subject: '' },
  ])('knows the customer of $token', ({ token, subject }) => {
    expect(subjectOf(token)).toBe(subject);
  });
});
