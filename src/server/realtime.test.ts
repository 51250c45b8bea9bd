import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { ShopId } from '../platform/index.ts';
import { createServer } from './create-server.ts';
import { closeCodes } from './protocol/realtime.ts';
import { sendLine } from './realtime/connection.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';
import { openTestWindow, says, type TestWindow } from './testing/window.ts';

let server: TestServer;
let shopId: ShopId;
let agent: SignedInTester;
let supervisor: SignedInTester;

beforeAll(async () => {
  server = await startTestServer({ hub: { helloMilliseconds: 150, presenceGraceMilliseconds: 50 } });
  shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent', { name: '小林' });
  supervisor = await server.makeStaff(shopId, 'supervisor', { name: '周蔓' });
});
afterAll(() => server.close());

const asCustomer = (token: string, resume: Record<string, number> = {}, headers = {}) =>
  openTestWindow(server.address, { role: 'customer', token, resume }, headers);
const asStaff = (who: SignedInTester, resume: Record<string, number> = {}) =>
  openTestWindow(
    server.address,
    { role: 'staff', resume },
    { origin: server.address, cookie: `peakdesk_session=${who.token}` },
  );

async function begin(): Promise<{ token: string; conversationId: string }> {
  const { token } = (await server.openWindow(shopId)).body;
  const { conversationId } = (await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('在吗'))).body;
  return { token, conversationId };
}

const say = (window: TestWindow, text: string, more: Record<string, unknown> = {}) =>
  window.send({ type: 'send', ...words(text), ...more });

describe('a window', () => {
  it('must say hello in time, with a session, in a known form', async () => {
    const silent = new WebSocket(`${server.address.replace('http', 'ws')}/realtime`);
    const code = await new Promise((resolve) => silent.once('close', resolve));
    expect(code).toBe(closeCodes.helloTimeout);
    expect(await (await asCustomer('nobody.xxx')).closed).toBe(closeCodes.signedOut);
    expect(await (await openTestWindow(server.address, { role: 'staff' })).closed).toBe(closeCodes.signedOut);
    expect(await (await openTestWindow(server.address, { role: 'owner' })).closed).toBe(closeCodes.badLine);
    const { token } = await begin();
    const odd = await asCustomer(token);
    await odd.until((line) => line.type === 'ready');
    odd.raw.send('{"type":"send","__proto__":{}}');
    expect(await odd.closed).toBe(closeCodes.badLine);
  });

  it('opens on trusted pages only, and staff on our own only', async () => {
    const { token } = await begin();
    expect(await (await asCustomer(token, {}, { origin: 'https://evil.example' })).closed).toBe(
      closeCodes.foreignOrigin,
    );
    const trusted = await asCustomer(token, {}, { origin: 'https://shop.example' });
    await trusted.until((line) => line.type === 'ready');
    await trusted.close();
    const foreign = await openTestWindow(
      server.address,
      { role: 'staff', token: agent.token },
      { origin: 'https://shop.example', cookie: `peakdesk_session=${agent.token}` },
    );
    expect(await foreign.closed).toBe(closeCodes.foreignOrigin);
    const program = await openTestWindow(server.address, { role: 'staff', token: agent.token });
    await program.until((line) => line.type === 'ready');
    await program.close();
    const cookieOnly = await openTestWindow(
      server.address,
      { role: 'staff' },
      { cookie: `peakdesk_session=${agent.token}` },
    );
    expect(await cookieOnly.closed).toBe(closeCodes.signedOut);
  });

  it('is closed within a second when its session is revoked', async () => {
    const person = await server.makeStaff(shopId, 'agent');
    const window = await asStaff(person);
    await window.until((line) => line.type === 'ready');
    const startedAt = performance.now();
    expect((await server.as(person, 'DELETE', '/api/v1/session')).status).toBe(200);
    expect(await window.closed).toBe(closeCodes.signedOut);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const disabled = await server.makeStaff(shopId, 'agent');
    const second = await asStaff(disabled);
    await second.until((line) => line.type === 'ready');
    const owner = await server.makeStaff(shopId, 'owner');
    await server.as(owner, 'PATCH', `/api/v1/staff/${disabled.staff.staffId}`, { isDisabled: true });
    expect(await second.closed).toBe(closeCodes.signedOut);
  });

  it('that reads too slowly is cut off before a megabyte waits for it', async () => {
    const sockets = new WebSocketServer({ port: 0 });
    const opened = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
    const bound = sockets.address();
    const slow = new WebSocket(`ws://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`);
    const socket = await opened;
    await new Promise((resolve) => slow.once('open', resolve));
    slow.pause();
    let most = 0;
    for (let index = 0; index < 2_000 && socket.readyState === socket.OPEN; index += 1) {
      sendLine(socket, { type: 'reply-delta', conversationId: 'x', from: 0, text: 'x'.repeat(20_000) });
      most = Math.max(most, socket.bufferedAmount);
    }
    expect(socket.readyState).not.toBe(socket.OPEN);
    expect(most).toBeLessThan(1_100_000);
    slow.terminate();
    await new Promise((resolve) => sockets.close(resolve));
  });

  it('with a frame above one megabyte is closed', async () => {
    const { token } = await begin();
    const window = await asCustomer(token);
    await window.until((line) => line.type === 'ready');
    window.raw.send('x'.repeat(1_100_000));
    expect(await window.closed).toBe(1009);
  });
});

describe('a talk', () => {
  it('reaches both sides in order, with acks, and shows private notes to staff only', async () => {
    const { token, conversationId } = await begin();
    const customer = await asCustomer(token, { [conversationId]: 1 });
    const desk = await asStaff(agent, { [conversationId]: 1 });
    await desk.until((line) => line.type === 'ready');
    const first = words('我的订单呢');
    customer.send({ type: 'send', ...first });
    expect(await customer.until((line) => line.type === 'ack')).toMatchObject({ clientId: first.clientId, seq: 2 });
    await desk.until(says('我的订单呢'));
    say(desk, '客户有点急', { conversationId, isPrivate: true });
    say(desk, '我帮您看看', { conversationId });
    await customer.until(says('我帮您看看'));
    await desk.until(says('我帮您看看'));
    expect(customer.lines.some(says('客户有点急'))).toBe(false);
    expect(desk.lines.some(says('客户有点急'))).toBe(true);
    expect(JSON.stringify(customer.lines)).not.toMatch(/turnId|confidence|staffId/);
    await customer.until((line) => line.type === 'conversation' && line.conversation.handler !== 'ai');
    expect(customer.seqs(conversationId)).toEqual([...customer.seqs(conversationId)].sort((a, b) => a - b));
    await Promise.all([customer.close(), desk.close()]);
  });

  it('stores a repeated client id once and acks it alike', async () => {
    const { token, conversationId } = await begin();
    const window = await asCustomer(token, { [conversationId]: 1 });
    const message = words('重复');
    for (let index = 0; index < 3; index += 1) window.send({ type: 'send', ...message });
    await window.until(() => window.lines.filter((line) => line.type === 'ack').length === 3);
    const acks = window.lines.flatMap((line) => (line.type === 'ack' ? [line.seq] : []));
    expect(acks).toEqual([2, 2, 2]);
    expect(window.seqs(conversationId)).toEqual([2]);
    await window.close();
  });

  it('is resumed after a break without gap or double, whatever was written meanwhile', async () => {
    const { token, conversationId } = await begin();
    await server.as(agent, 'POST', `/api/v1/conversations/${conversationId}/take`, {});
    const seen: number[] = [1];
    let last = 1;
    for (let round = 0; round < 5; round += 1) {
      const window = await asCustomer(token, { [conversationId]: last });
      const writing = Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          server.as(agent, 'POST', `/api/v1/conversations/${conversationId}/messages`, words(`${round}.${index}`)),
        ),
      );
      if (round % 2 === 0) window.raw.terminate();
      await writing;
      await (round % 2 === 0 ? window.closed : window.close());
      seen.push(...window.seqs(conversationId));
      last = Math.max(...seen);
    }
    const window = await asCustomer(token, { [conversationId]: last });
    await window.until((line) => line.type === 'message' && line.message.seq === 32);
    seen.push(...window.seqs(conversationId));
    expect(seen).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
    await window.close();
  }, 20_000);

  it('too far behind or ahead is loaded anew', async () => {
    const { token, conversationId } = await begin();
    const window = await asCustomer(token, { [conversationId]: 99 });
    await window.until((line) => line.type === 'resync');
    say(window, '继续');
    await window.until(says('继续'));
    await window.close();
  });

  it('opens in all windows of its customer when it begins, and in nobody else’s', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const other = await begin();
    const [one, two, stranger] = await Promise.all([asCustomer(token), asCustomer(token), asCustomer(other.token)]);
    await Promise.all([one, two, stranger].map((window) => window.until((line) => line.type === 'ready')));
    say(one, '第一句');
    await two.until(says('第一句'));
    stranger.send({ type: 'typing', conversationId: other.conversationId, isTyping: true });
    expect(stranger.lines.some(says('第一句'))).toBe(false);
    await Promise.all([one, two, stranger].map((window) => window.close()));
  });

  it('refuses more than two messages a second after the first ten, and says when to go on', async () => {
    const { token } = await begin();
    const window = await asCustomer(token);
    for (let index = 0; index < 14; index += 1) say(window, `第${index}句`);
    const reject = await window.until((line) => line.type === 'reject');
    expect(reject).toMatchObject({
      problem: { type: 'https://peakdesk.dev/problems/rate-limited', retryAfterSeconds: 1 },
    });
    await window.close();
  });

  it('keeps markup as text, cleans what no database can hold, and refuses what is too long', async () => {
    const { token, conversationId } = await begin();
    const window = await asCustomer(token, { [conversationId]: 1 });
    const markup = '<img src=x onerror=alert(1)><script>alert(1)</script>';
    say(window, markup);
    await window.until(says(markup));
    window.raw.send('{"type":"send","clientId":"client-nul-1","content":[{"kind":"text","text":"a\\u0000b\\ud800c"}]}');
    await window.until(says('ab\uFFFDc'));
    const long = words('长'.repeat(8_001));
    window.send({ type: 'send', ...long });
    expect(await window.until((line) => line.type === 'reject')).toMatchObject({
      clientId: long.clientId,
      problem: { type: 'https://peakdesk.dev/problems/text-too-long' },
    });
    window.send({ type: 'send', clientId: 'client-card-1', content: [{ kind: 'rating-request' }] });
    await window.until((line) => line.type === 'reject' && line.clientId === 'client-card-1');
    await window.close();
  });
});

describe('the desk', () => {
  it('hears of the inbox, of typing both ways, of marks, of viewers and of presence', async () => {
    const { token, conversationId } = await begin();
    const desk = await asStaff(agent, { [conversationId]: 0 });
    await desk.until(says('在吗'));
    const second = await asStaff(supervisor);
    await second.until((line) => line.type === 'ready');
    second.send({ type: 'watch', conversationId, afterSeq: 0 });
    await desk.until((line) => line.type === 'viewers' && line.viewers.length === 2);
    const customer = await asCustomer(token, { [conversationId]: 1 });
    await customer.until((line) => line.type === 'ready');
    customer.send({ type: 'typing', isTyping: true });
    await desk.until((line) => line.type === 'typing' && line.by === 'customer');
    desk.send({ type: 'typing', conversationId, isTyping: true });
    expect(await customer.until((line) => line.type === 'typing')).toMatchObject({ by: 'staff', name: '小林' });
    await second.until((line) => line.type === 'viewers' && line.viewers.some((one) => one.isTyping));
    customer.send({ type: 'read', seq: 1 });
    await desk.until(
      (line) =>
        line.type === 'conversation' && 'agentReadSeq' in line.conversation && line.conversation.customerReadSeq === 1,
    );
    say(customer, '新消息');
    await desk.until((line) => line.type === 'inbox' && line.changed.includes(conversationId));
    second.send({ type: 'unwatch', conversationId });
    await desk.until((line) => line.type === 'viewers' && line.viewers.length === 1);
    const { staff } = (await server.as(supervisor, 'GET', '/api/v1/session')).body;
    expect(staff.presence).toBe('online');
    await second.close();
    await desk.until(
      (line) => line.type === 'presence' && line.staffId === supervisor.staff.staffId && line.presence === 'offline',
    );
    await Promise.all([desk.close(), customer.close()]);
  });

  it('whose person has left by choice is not brought back by a reload', async () => {
    const person = await server.makeStaff(shopId, 'agent');
    const window = await asStaff(person);
    await window.until((line) => line.type === 'ready');
    const presence = async () => (await server.as(person, 'GET', '/api/v1/session')).body.staff.presence;
    await expect.poll(presence).toBe('online');
    await server.as(person, 'PUT', '/api/v1/presence', { presence: 'offline' });
    await window.close();
    const again = await asStaff(person);
    again.send({ type: 'ping' });
    await again.until((line) => line.type === 'pong');
    expect(await presence()).toBe('offline');
    await again.close();
    // Nor by a window at another node, which knows only what is stored.
    const other = createServer(server.parts);
    const elsewhere = await openTestWindow(await other.listen(0, '127.0.0.1'), { role: 'staff', token: person.token });
    elsewhere.send({ type: 'ping' });
    await elsewhere.until((line) => line.type === 'pong');
    expect(await presence()).toBe('offline');
    await server.as(person, 'PUT', '/api/v1/presence', { presence: 'online' });
    expect(await presence()).toBe('online');
    await elsewhere.close();
    await other.close();
  });

  it('does not follow a conversation of another shop', async () => {
    const other = await server.makeStaff(await server.test.makeShop(), 'owner');
    const { conversationId } = await begin();
    const window = await asStaff(other, { [conversationId]: 0 });
    await window.until((line) => line.type === 'ready');
    window.send({ type: 'watch', conversationId, afterSeq: 0 });
    const reply = words('偷看');
    window.send({ type: 'send', conversationId, ...reply });
    await window.until((line) => line.type === 'reject' && line.clientId === reply.clientId);
    expect(window.seqs(conversationId)).toEqual([]);
    await window.close();
  });

  it('sees who of several takes a conversation, exactly one', async () => {
    const others = await Promise.all([1, 2, 3, 4].map(() => server.makeStaff(shopId, 'agent')));
    for (let round = 0; round < 5; round += 1) {
      const { conversationId } = await begin();
      const takes = await Promise.all(
        others.map((who) => server.as(who, 'POST', `/api/v1/conversations/${conversationId}/take`, {})),
      );
      expect(takes.map((take) => take.status).toSorted()).toEqual([200, 409, 409, 409]);
    }
  });
});
