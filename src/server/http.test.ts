import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { demoPassword, isAllowed, type Role, roles, totpCode } from '../staff/index.ts';
import { routes } from './routes/index.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let otherShop: ShopId;
let staff: Record<Role, SignedInTester>;
let stranger: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  otherShop = await server.test.makeShop();
  const of = (role: Role) => server.makeStaff(shopId, role);
  staff = {
    owner: await of('owner'),
    supervisor: await of('supervisor'),
    agent: await of('agent'),
    trainer: await of('trainer'),
    analyst: await of('analyst'),
  };
  stranger = await server.makeStaff(otherShop, 'owner');
});
afterAll(() => server.close());

async function conversationOf(shop: ShopId): Promise<{ token: string; conversationId: string }> {
  const opened = await server.openWindow(shop);
  const sent = await server.asWindow(opened.body.token, 'POST', '/api/v1/widget/messages', words('你好'));
  return { token: opened.body.token, conversationId: sent.body.conversationId };
}

describe('signing in over HTTP', () => {
  it('gives a strict cookie, then the code is asked for, then the session ends', async () => {
    const person = await server.makeStaff(shopId, 'agent', { password: 'a long password' });
    const credentials = { shopId, email: person.staff.email, password: 'a long password' };
    const signedIn = await server.as(undefined, 'POST', '/api/v1/session', credentials);
    expect(signedIn.status).toBe(200);
    expect(signedIn.body.staff.email).toBe(person.staff.email);
    expect(signedIn.headers.get('set-cookie')).toMatch(/^peakdesk_session=.+; Path=\/; HttpOnly; SameSite=Strict;/);
    const started = await server.as(person, 'POST', '/api/v1/session/totp/start');
    expect(started.body.qrSvg).toContain('<svg');
    expect((await server.as(person, 'POST', '/api/v1/session/totp/confirm', { code: '000000' })).status).toBe(400);
    const code = totpCode(started.body.secret, new Date());
    expect((await server.as(person, 'POST', '/api/v1/session/totp/confirm', { code })).status).toBe(200);
    expect((await server.as(undefined, 'POST', '/api/v1/session', credentials)).body).toEqual({ needsCode: true });
    const replayed = await server.as(undefined, 'POST', '/api/v1/session', { ...credentials, code });
    expect(replayed.status).toBe(401);
    expect((await server.as(person, 'DELETE', '/api/v1/session')).status).toBe(200);
    expect((await server.as(person, 'GET', '/api/v1/session')).status).toBe(401);
  });

  it("behind a public address the demo's well-known password opens nothing", async () => {
    const behindProxy = await startTestServer({ env: { PEAKDESK_PUBLIC_URL: 'https://desk.example' } });
    const shop = await behindProxy.test.makeShop();
    const person = await behindProxy.makeStaff(shop, 'owner', { password: demoPassword });
    const credentials = { shopId: shop, email: person.staff.email, password: demoPassword };
    const refused = await behindProxy.as(undefined, 'POST', '/api/v1/session', credentials);
    await behindProxy.close();
    expect(refused.status).toBe(401);
  });

  it('answers a wrong password and an unknown person alike, and locks with Retry-After', async () => {
    const person = await server.makeStaff(shopId, 'agent', { password: 'a long password' });
    const attempt = (email: string) =>
      server.as(undefined, 'POST', '/api/v1/session', { shopId, email, password: 'wrong' });
    const { traceId: _one, ...wrong } = (await attempt(person.staff.email)).body;
    const { traceId: _two, ...unknown } = (await attempt('nobody@shop.example')).body;
    expect(wrong).toEqual(unknown);
    for (let index = 0; index < 4; index += 1) await attempt(person.staff.email);
    const locked = await attempt(person.staff.email);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('abilities', () => {
  it.each(roles)('of a %s decide every route', async (role) => {
    for (const route of routes) {
      const { access } = route;
      if (access === 'public' || access === 'widget' || access === 'signed-in' || access === 'either') continue;
      const path = route.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
      const answer = await server.as(staff[role], route.method, path, route.method === 'GET' ? undefined : {});
      expect([route.method, route.path, answer.status === 403], `${role} ${route.path}`).toEqual([
        route.method,
        route.path,
        !isAllowed(role, access),
      ]);
    }
  });

  it('without a session everything but the public is 401', async () => {
    for (const route of routes.filter((one) => one.access !== 'public')) {
      const path = route.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
      const answer = await server.as(undefined, route.method, path, route.method === 'GET' ? undefined : {});
      expect([route.path, answer.status]).toEqual([route.path, 401]);
    }
  });
});

describe('two shops', () => {
  it('never see or change anything of each other', async () => {
    const { conversationId, token } = await conversationOf(shopId);
    const paths = ['', '/messages', '/panel', '/suggestions'].map(
      (end) => `/api/v1/conversations/${conversationId}${end}`,
    );
    for (const path of paths) expect([path, (await server.as(stranger, 'GET', path)).status]).toEqual([path, 404]);
    for (const end of ['take', 'return', 'close', 'reopen'])
      expect((await server.as(stranger, 'POST', `/api/v1/conversations/${conversationId}/${end}`, {})).status).toBe(
        404,
      );
    const reply = await server.as(stranger, 'POST', `/api/v1/conversations/${conversationId}/messages`, words('hi'));
    expect(reply.status).toBe(404);
    expect(
      (await server.as(stranger, 'PATCH', `/api/v1/staff/${staff.agent.staff.staffId}`, { capacity: 1 })).status,
    ).toBe(404);
    expect((await server.as(stranger, 'GET', '/api/v1/conversations?view=all')).body.items).toHaveLength(0);
    const forged = token.replace(shopId, otherShop);
    expect((await server.asWindow(forged, 'GET', '/api/v1/widget/messages')).status).toBe(401);
    expect((await server.as(staff.agent, 'GET', `/api/v1/conversations/${conversationId}`)).status).toBe(200);
  });
});

describe('answers', () => {
  it('hold no secret of anybody, on any route that reads', async () => {
    const { conversationId, token } = await conversationOf(shopId);
    const secrets = await server.test.database.inShop(
      shopId,
      (sql) => sql<{ secret: string }[]>`
        select encode(token_hash, 'hex') as secret from staff_sessions union all
        select encode(token_hash, 'base64') from widget_sessions`,
    );
    for (const route of routes.filter((one) => one.method === 'GET')) {
      const path = route.path
        .replace(':conversationId', conversationId)
        .replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000');
      const answer =
        route.access === 'widget'
          ? await server.asWindow(token, 'GET', path)
          : await server.as(staff.owner, 'GET', path);
      expect([path, /password_?hash|token_?hash|sealed|totp_|wrapped/i.test(answer.text)]).toEqual([path, false]);
      for (const { secret } of secrets) expect(answer.text).not.toContain(secret);
    }
  });
});

describe('cross-site requests', () => {
  it('are refused without our header, from a foreign page, and without a cookie of ours', async () => {
    const target = `${server.address}/api/v1/presence`;
    const send = (headers: Record<string, string>) =>
      fetch(target, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', cookie: `peakdesk_session=${staff.agent.token}`, ...headers },
        body: '{"presence":"away"}',
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ 'x-peakdesk': '1', origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ 'x-peakdesk': '1', origin: 'null' })).status).toBe(403);
    expect((await send({ 'x-peakdesk': '1', origin: server.address })).status).toBe(200);
  });
});

describe('idempotency keys', () => {
  it('replay the same answer, refuse another body, and have one effect under concurrency', async () => {
    const body = {
      shortcut: 'once',
      title: { 'zh-CN': 'a', 'zh-TW': 'a', en: 'a' },
      text: { 'zh-CN': 'b', 'zh-TW': 'b', en: 'b' },
    };
    const send = (given: unknown, key = 'key-1') =>
      server.as(staff.owner, 'POST', '/api/v1/canned-replies', given, { 'idempotency-key': key });
    const first = await send(body);
    expect(first.status).toBe(201);
    const again = await send(body);
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([201, first.text, 'true']);
    expect((await send({ ...body, shortcut: 'other' })).status).toBe(422);
    const { conversationId } = await conversationOf(shopId);
    const reply = { clientId: 'client-for-concurrency', content: [{ kind: 'text', text: '您好' }] };
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        server.as(staff.agent, 'POST', `/api/v1/conversations/${conversationId}/messages`, reply, {
          'idempotency-key': 'key-2',
        }),
      ),
    );
    expect(new Set(tries.map((one) => one.status))).toEqual(
      new Set(tries.some((one) => one.status === 409) ? [200, 409] : [200]),
    );
    const detail = await server.as(staff.agent, 'GET', `/api/v1/conversations/${conversationId}`);
    expect(detail.text.split('client-for-concurrency')).toHaveLength(2);
  });
});

describe('bad input', () => {
  it('gets a problem that names the field and shows nothing of the inside', async () => {
    const send = (body: unknown) => server.as(staff.owner, 'PUT', '/api/v1/presence', body);
    const cases: [unknown, number][] = [
      ['{"presence":', 400],
      ['{"presence":"online","shopId":"other"}', 400],
      ['{"__proto__":{"a":1},"presence":"online"}', 400],
      [`{"presence":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400],
      ['{"presence":{"$gt":""}}', 400],
      ['{"presence":1e400}', 400],
      [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ];
    for (const [body, status] of cases) {
      const answer = await server.as(staff.owner, 'PUT', '/api/v1/presence', body, {
        'content-type': 'application/json',
      });
      expect([String(body).slice(0, 40), answer.status]).toEqual([String(body).slice(0, 40), status]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({
        type: expect.stringMatching(/^https:\/\/peakdesk\.dev\/problems\//),
        status,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
      expect(answer.text).not.toMatch(/at \w+.*\.ts|node_modules|zod|select |Error:/);
    }
    expect((await send({ presence: 'online' })).status).toBe(200);
    expect(
      (
        await server.as(staff.owner, 'PUT', '/api/v1/presence', 'x'.repeat(1_000_001), {
          'content-type': 'application/json',
        })
      ).status,
    ).toBe(413);
    expect(
      (await server.as(staff.owner, 'PUT', '/api/v1/presence', 'presence=online', { 'content-type': 'text/plain' }))
        .status,
    ).toBe(415);
    expect((await server.as(staff.owner, 'GET', '/api/v1/conversations?view=mine&account=1')).status).toBe(400);
    expect((await server.as(staff.owner, 'GET', '/api/v1/conversations?cursor=%27%3Bdrop')).status).toBe(400);
    expect((await server.as(staff.owner, 'GET', '/api/v1/nothing')).status).toBe(404);
  });

  it('a bug inside is told without its words', async () => {
    const problem = await server.as(staff.owner, 'GET', '/api/v1/tickets?status=open');
    expect(problem.status).toBe(200);
    const { toProblem } = await import('./http/problem.ts');
    const { problem: told } = toProblem(new TypeError('secret inside'), 'abc', 'zh-CN');
    expect(told).toEqual({
      type: 'https://peakdesk.dev/problems/bug',
      title: 'Internal error',
      status: 500,
      detail: expect.any(String),
      traceId: 'abc',
    });
  });
});

describe('pages', () => {
  it('are well, ready, measured and described', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs'])
      expect([path, (await server.as(undefined, 'GET', path)).status]).toEqual([path, 200]);
    const description = (await server.as(undefined, 'GET', '/openapi.json')).body;
    expect(Object.values(description.paths).flatMap((one) => Object.keys(one))).toHaveLength(routes.length);
    expect((await server.as(undefined, 'GET', '/docs')).headers.get('content-security-policy')).toContain(
      "script-src 'self'",
    );
    expect((await server.as(undefined, 'GET', '/metrics', undefined, { 'x-forwarded-for': '1.2.3.4' })).status).toBe(
      403,
    );
    expect((await server.as(undefined, 'GET', '/..%2f..%2fetc/passwd')).status).not.toBe(200);
  });
});
