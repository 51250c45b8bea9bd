import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ShopId } from '../platform/index.ts';
import { createToolToken, type NewToolToken, openTransport, revokeToolToken, tokenLimits } from '../tools/index.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
});
afterAll(() => server.close());

async function makeToken(wanted: Partial<NewToolToken> = {}): Promise<{ token: string; tokenId: string }> {
  const given = {
    name: '别家的助手',
    scopes: ['read', 'act'] as const,
    limits: tokenLimits.parse({}),
    expiresAt: null,
  };
  return await server.test.database.inShop(shopId, (sql) =>
    createToolToken(sql, shopId, { ...given, ...wanted, now: new Date() }),
  );
}

async function connect(token: string): Promise<Client> {
  const client = new Client({ name: 'a test', version: '1' });
  await client.connect(openTransport({ url: `${server.address}/mcp`, token, allowsPrivate: true }));
  return client;
}

const textContent = z.array(z.object({ text: z.string() }));

async function call(client: Client, name: string, given: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: given });
  const [part] = textContent.parse(result.content);
  return { isError: result.isError === true, text: part?.text ?? '' };
}

const dryRun = z.object({ status: z.literal('confirmation-needed'), confirm_token: z.string() });

describe('tokens of other agents', () => {
  it('are made and revoked by the owner, told once, and every step is in the trail', async () => {
    const owner = await server.makeStaff(shopId, 'owner');
    const supervisor = await server.makeStaff(shopId, 'supervisor');
    expect((await server.as(supervisor, 'GET', '/api/v1/tools')).status).toBe(403);
    const wanted = { name: '物流助手', scopes: ['read'], days: 30 };
    const made = z
      .object({ token: z.string(), tokenId: z.string() })
      .parse(JSON.parse((await server.as(owner, 'POST', '/api/v1/tools/tokens', wanted)).text));
    const listed = (await server.as(owner, 'GET', '/api/v1/tools')).text;
    expect(listed).toContain('物流助手');
    expect(listed).toContain('/mcp');
    expect(listed).not.toContain(made.token.split('.')[1]);
    await connect(made.token);
    const path = `/api/v1/tools/tokens/${made.tokenId}`;
    expect((await server.as(owner, 'DELETE', path)).status).toBe(200);
    expect((await server.as(owner, 'DELETE', path)).status).toBe(404);
    await expect(connect(made.token)).rejects.toThrow(/401|unauth/i);
    const trail = await server.as(owner, 'GET', '/api/v1/audit');
    expect(trail.body.entries.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['tool-token.created', 'tool-token.revoked']),
    );
  });
});

describe('/mcp', () => {
  it('is closed without a token that holds', async () => {
    await expect(connect(`${shopId}.${'x'.repeat(43)}`)).rejects.toThrow(/401|unauth/i);
    const { token, tokenId } = await makeToken();
    await connect(token);
    await server.test.database.inShop(shopId, (sql) => revokeToolToken(sql, shopId, tokenId, new Date()));
    await expect(connect(token)).rejects.toThrow(/401|unauth/i);
    const old = await makeToken({ expiresAt: new Date(Date.now() - 1_000) });
    await expect(connect(old.token)).rejects.toThrow(/401|unauth/i);
    expect((await fetch(`${server.address}/mcp`, { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('lists the tools of the scope, each with its risk, and reads with personal data masked', async () => {
    const reader = await connect((await makeToken({ scopes: ['read'] })).token);
    const { tools } = await reader.listTools();
    expect(tools.map((tool) => tool.name)).toContain('list_orders');
    expect(tools.every((tool) => tool.annotations?.readOnlyHint === true)).toBe(true);
    expect((await call(reader, 'cancel_order', { customerId: 'C1' })).isError).toBe(true);
    const customer = await call(reader, 'find_customer', { customerId: 'C1' });
    expect(customer.isError).toBe(false);
    expect(customer.text).toContain('***');
    expect((await call(reader, 'list_orders', { limit: 3 })).text).toMatch(/customerId/);
    const { tools: all } = await (await connect((await makeToken()).token)).listTools();
    const cancel = all.find((tool) => tool.name === 'cancel_order');
    expect(cancel?.inputSchema.properties).toHaveProperty('confirm_token');
    expect(cancel?._meta).toEqual({ 'peakdesk/risk': 'money' });
  });

  it('changes nothing without the confirmation of exactly this dry run, and then once', async () => {
    const client = await connect((await makeToken()).token);
    const wanted = { customerId: 'C1', orderId: 'T1002', reason: 'mistake' };
    const before = server.performed.length;
    const preview = dryRun.parse(JSON.parse((await call(client, 'cancel_order', wanted)).text));
    expect(server.performed).toHaveLength(before);
    const other = await call(client, 'cancel_order', {
      ...wanted,
      reason: 'other',
      confirm_token: preview.confirm_token,
    });
    expect(other.isError).toBe(true);
    const stranger = await connect((await makeToken()).token);
    const confirmed = { ...wanted, confirm_token: preview.confirm_token };
    expect((await call(stranger, 'cancel_order', confirmed)).isError).toBe(true);
    expect(server.performed).toHaveLength(before);
    const done = await call(client, 'cancel_order', confirmed);
    expect(done.isError).toBe(false);
    expect(JSON.parse((await call(client, 'cancel_order', confirmed)).text)).toEqual(JSON.parse(done.text));
    expect(server.performed).toHaveLength(before + 1);
    const trail = await server.test.database.inShop(
      shopId,
      (sql) => sql<{ actor: { name: string }; target: string }[]>`
        select actor, target from audit_events where action = 'tool.called'`,
    );
    expect(trail).toMatchObject([{ actor: { name: '别家的助手' }, target: 'tool/cancel_order' }]);
  });

  it('keeps to the limits of the token: tools, changes of the day, calls of the minute', async () => {
    const limits = tokenLimits.parse({ tools: ['cancel_order', 'get_order'], changesPerDay: 0 });
    const client = await connect((await makeToken({ limits })).token);
    expect((await client.listTools()).tools.map((tool) => tool.name).sort()).toEqual(['cancel_order', 'get_order']);
    const wanted = { customerId: 'C1', orderId: 'T1002', reason: 'mistake' };
    const { confirm_token } = dryRun.parse(JSON.parse((await call(client, 'cancel_order', wanted)).text));
    expect((await call(client, 'cancel_order', { ...wanted, confirm_token })).text).toMatch(/used up/);
    const poor = await connect((await makeToken({ limits: tokenLimits.parse({ amountPerChange: 9_899 }) })).token);
    expect((await call(poor, 'cancel_order', wanted)).text).toMatch(/limit/);
    const slow = await makeToken({ limits: tokenLimits.parse({ callsPerMinute: 3 }) });
    const slowly = await connect(slow.token);
    await expect(Promise.all([slowly.listTools(), slowly.listTools(), slowly.listTools()])).rejects.toThrow(
      /429|minute/,
    );
  });
});
