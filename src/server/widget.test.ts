import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWidgetSecrets, signIdentityToken } from '../channels/index.ts';
import type { ShopId } from '../platform/index.ts';
import { closeCodes } from './protocol/realtime.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';
import { openTestWindow } from './testing/window.ts';

let server: TestServer;
let shopId: ShopId;
let agent: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent');
});
afterAll(() => server.close());

async function secretsOf(shop: ShopId) {
  const shopSecrets = await server.parts.ground.secrets.forShop(shop);
  return await server.test.database.inShop(shop, (sql) => loadWidgetSecrets(sql, shop, shopSecrets));
}
const sign = async (sub: string, shop = shopId, at = new Date()) =>
  await signIdentityToken({ storeCustomerId: sub }, shop, await secretsOf(shop), at);
const write = (token: string, text: string) => server.asWindow(token, 'POST', '/api/v1/widget/messages', words(text));
const texts = (messages: readonly { content: readonly { kind: string; text?: string }[] }[]) =>
  messages.flatMap((message) => message.content.flatMap((part) => (part.kind === 'text' ? [part.text] : [])));

describe('an anonymous window', () => {
  it('opens with the shop’s first words and is continued with its token only', async () => {
    const opened = (await server.openWindow(shopId)).body;
    expect(opened.shop).toMatchObject({ hoursText: '9:00–22:00', welcome: expect.stringContaining('转人工') });
    expect([opened.isVerified, opened.messages]).toEqual([false, []]);
    await write(opened.token, '我的隐私');
    const again = (await server.openWindow(shopId, { token: opened.token })).body;
    expect(texts(again.messages)).toEqual(['我的隐私']);
    expect(again.visitorId).toBe(opened.visitorId);
    const thief = (await server.openWindow(shopId, { visitorId: opened.visitorId })).body;
    expect([thief.messages, thief.visitorId === opened.visitorId]).toEqual([[], false]);
    const other = await server.test.makeShop();
    expect((await server.openWindow(other, { token: opened.token })).body.messages).toEqual([]);
    expect((await server.openWindow(shopId, { account_id: 'x' })).status).toBe(400);
  });

  it('may be opened by trusted pages only, which may read the answer', async () => {
    const from = (origin: string) =>
      fetch(`${server.address}/api/v1/widget/sessions`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ shopId }),
      });
    const trusted = await from('https://shop.example');
    expect([trusted.status, trusted.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example']);
    for (const origin of ['https://evil.example', 'http://shop.example', 'null', 'http://localhost:3000'])
      expect([origin, (await from(origin)).status]).toEqual([origin, 403]);
    const { token } = (await server.openWindow(shopId)).body;
    const stolen = await server.asWindow(token, 'GET', '/api/v1/widget/messages', undefined, {
      origin: 'https://evil.example',
    });
    expect(stolen.status).toBe(403);
    const asked = await fetch(`${server.address}/api/v1/widget/messages`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('stores a repeated client id once and answers it alike', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const message = words('一次');
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.asWindow(token, 'POST', '/api/v1/widget/messages', message)),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    const thread = await server.asWindow(token, 'GET', '/api/v1/widget/messages');
    expect(thread.body.messages).toHaveLength(1);
  });

  it('slows down who writes too fast, with Retry-After', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const answers = await Promise.all(Array.from({ length: 14 }, (_, index) => write(token, `第${index}句`)));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
  });

  it('hears of an answer by waiting for it, without private notes', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const { conversationId } = (await write(token, '在吗')).body;
    const waiting = server.asWindow(token, 'GET', '/api/v1/widget/messages?after=1&wait=10');
    const note = { ...words('内部备注'), isPrivate: true };
    await server.as(agent, 'POST', `/api/v1/conversations/${conversationId}/messages`, note);
    const first = await waiting;
    expect(first.text).not.toContain('内部备注');
    await server.as(agent, 'POST', `/api/v1/conversations/${conversationId}/messages`, words('在的'));
    const answered = await server.asWindow(token, 'GET', '/api/v1/widget/messages?after=1&wait=10');
    expect(texts(answered.body.messages)).toEqual(['在的']);
    expect(answered.text).not.toMatch(/内部备注|staffId|turnId/);
    expect(answered.body.conversation).toMatchObject({ handler: 'agent', agentName: '测试agent' });
  });

  it('ends the talk itself and is asked for a rating', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    await write(token, '谢谢');
    expect((await server.asWindow(token, 'POST', '/api/v1/widget/close', {})).status).toBe(200);
    const thread = (await server.asWindow(token, 'GET', '/api/v1/widget/messages')).body;
    expect(thread.conversation.status).toBe('closed');
    expect(thread.messages.at(-1)?.content.map((part) => part.kind)).toEqual(['event', 'rating-request']);
  });
});

describe('a customer of the shop', () => {
  it('is known by a signed token and keeps the conversation begun before signing in', async () => {
    const anonymous = (await server.openWindow(shopId)).body;
    await write(anonymous.token, '登录前的问题');
    const window = await openTestWindow(server.address, { role: 'customer', token: anonymous.token });
    await window.until((line) => line.type === 'ready');
    const signedIn = (await server.openWindow(shopId, { token: anonymous.token, identityToken: await sign('C1') }))
      .body;
    expect(signedIn).toMatchObject({ isVerified: true, customerName: '王小明' });
    expect(texts(signedIn.messages)).toEqual(['登录前的问题']);
    expect(await window.closed).toBe(closeCodes.signedOut);
    expect((await server.asWindow(anonymous.token, 'GET', '/api/v1/widget/messages')).status).toBe(401);
    await write(signedIn.token, '登录后的问题');
    const elsewhere = (await server.openWindow(shopId, { identityToken: await sign('C1') })).body;
    expect(texts(elsewhere.messages)).toEqual(['登录前的问题', '登录后的问题']);
    const signedOut = (await server.openWindow(shopId, { token: signedIn.token })).body;
    expect([signedOut.isVerified, signedOut.messages]).toEqual([false, []]);
  });

  it('known on another device brings the running anonymous talk along', async () => {
    const known = (await server.openWindow(shopId, { identityToken: await sign('C7') })).body;
    expect(known.messages).toEqual([]);
    const anonymous = (await server.openWindow(shopId)).body;
    await write(anonymous.token, '手机上先问的');
    const signedIn = (await server.openWindow(shopId, { token: anonymous.token, identityToken: await sign('C7') }))
      .body;
    expect(texts(signedIn.messages)).toEqual(['手机上先问的']);
    const again = (await server.openWindow(shopId, { identityToken: await sign('C7') })).body;
    expect(texts(again.messages)).toEqual(['手机上先问的']);
  });

  it('is refused with any other token, never taken for anonymous', async () => {
    const other = await server.test.makeShop();
    const secret = (await secretsOf(shopId)).byKeyId.get('v1') ?? new Uint8Array();
    const now = Math.floor(Date.now() / 1_000);
    const jwt = (claims: Record<string, unknown>, header: Record<string, string> = {}, key = secret) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
    const good = { sub: 'C1', aud: shopId, exp: now + 600 };
    const [head = '', body = ''] = (await jwt(good)).split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const cases: Record<string, string> = {
      forged: await jwt(good, {}, new TextEncoder().encode('another secret of enough length')),
      unsigned,
      'cut off': `${head}.${body}`,
      expired: await jwt({ ...good, exp: now - 60 }),
      'for another shop': await sign('C1', other),
      'with another audience': await jwt({ ...good, aud: other }),
      'without audience': await jwt({ sub: 'C1', exp: now + 600 }),
      'without end': await jwt({ sub: 'C1', aud: shopId }),
      'valid for a day': await jwt({ ...good, exp: now + 86_400 }),
      'without subject': await jwt({ aud: shopId, exp: now + 600 }),
      'with an unknown key id': await jwt(good, { kid: '../../v1' }),
      'of no form': 'not-a-token',
    };
    for (const [name, identityToken] of Object.entries(cases)) {
      const answer = await server.openWindow(shopId, { identityToken });
      expect([name, answer.status]).toEqual([name, 401]);
    }
    expect((await server.openWindow(shopId, { identityToken: await jwt(good) })).status).toBe(200);
  });

  it('stays signed in over one change of the secret, not over two', async () => {
    const owner = await server.makeStaff(shopId, 'owner');
    const old = await sign('C3');
    const rotate = () => server.as(owner, 'POST', '/api/v1/widget-secret/rotate', {});
    expect((await rotate()).status).toBe(200);
    expect((await server.openWindow(shopId, { identityToken: old })).status).toBe(200);
    await rotate();
    expect((await server.openWindow(shopId, { identityToken: old })).status).toBe(401);
    expect((await server.as(agent, 'GET', '/api/v1/widget-secret')).status).toBe(403);
  });
});

describe('pictures', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const upload = (token: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    server.asWindow(token, 'POST', '/api/v1/widget/files', bytes, {
      'content-type': 'image/png',
      'x-file-name': encodeURIComponent('小票 1.png'),
      ...headers,
    });

  it('are kept by content and given only to those who may read the conversation', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const uploaded = await upload(token, Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), {
      'content-type': 'text/html',
    });
    expect(uploaded.status).toBe(201);
    const { image, url } = uploaded.body;
    expect(image).toMatchObject({ width: 1, height: 1, contentType: 'image/png', name: '小票 1.png' });
    const lying = { ...image, width: 9_999, contentType: 'text/html', name: '../../x.html' };
    const sent = await server.asWindow(token, 'POST', '/api/v1/widget/messages', {
      clientId: 'client-image-1',
      content: [{ kind: 'image', image: lying }],
    });
    expect(sent.status).toBe(200);
    const thread = (await server.asWindow(token, 'GET', '/api/v1/widget/messages')).body;
    expect(thread.messages[0]?.content[0]).toEqual({ kind: 'image', image });
    const file = await server.asWindow(token, 'GET', url);
    expect([file.status, file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect(file.text).not.toContain('script');
    expect((await server.as(agent, 'GET', url)).status).toBe(200);
    const stranger = (await server.openWindow(shopId)).body;
    expect((await server.asWindow(stranger.token, 'GET', url)).status).toBe(404);
    const stolen = await server.asWindow(stranger.token, 'POST', '/api/v1/widget/messages', {
      clientId: 'client-image-2',
      content: [{ kind: 'image', image }],
    });
    expect(stolen.status).toBe(400);
    const foreign = await server.makeStaff(await server.test.makeShop(), 'owner');
    expect((await server.as(foreign, 'GET', url)).status).toBe(404);
    expect((await server.as(undefined, 'GET', url)).status).toBe(401);
  });

  it('that are none, broken, huge or dangerous are refused', async () => {
    const { token } = (await server.openWindow(shopId)).body;
    const hostile: Record<string, Buffer> = {
      svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      html: Buffer.from('<html><script>alert(1)</script></html>'),
      empty: Buffer.alloc(0),
      'gif and script': Buffer.from('GIF89a/*<svg/onload=alert(1)>*/=1;'),
      'cut off': png.subarray(0, 40),
      zip: Buffer.from('504b0304140000000800', 'hex'),
    };
    const flood = Buffer.from(png);
    flood.writeUInt32BE(50_000, 16);
    flood.writeUInt32BE(50_000, 20);
    for (const [name, bytes] of Object.entries({ ...hostile, flood })) {
      const answer = await upload(token, bytes);
      expect([name, answer.status]).toEqual([name, 415]);
    }
    expect((await upload(token, Buffer.alloc(10_000_001, 0x20))).status).toBe(413);
  });
});
