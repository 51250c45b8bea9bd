import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets, type Secrets } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { saveSettings } from './connection-rows.ts';
import { createTokenStore } from './token-store.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

/** Two nodes with the same shop. */
async function twoNodes() {
  const { database } = testing;
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await database.inShop(shopId, (sql) => saveSettings(sql, shopSecrets, { shopId, platform: 'fake', settings: {} }));
  const node = () => createTokenStore({ database, secrets, shopId });
  return { shopId, nodes: [node(), node()] };
}
const token = (access: string) => ({ access, expiresAt: '2026-11-21T12:00:00.000Z', refresh: 'r' });

test('many that renew at once, on several nodes, make one token', async () => {
  const { nodes, shopId } = await twoNodes();
  let made = 0;
  const make = async () => {
    made += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return token(`T${made}`);
  };
  const tokens = await Promise.all([...nodes, ...nodes].map((node) => node.renew(undefined, make)));
  expect(tokens).toEqual(Array.from({ length: 4 }, () => token('T1')));
  expect(await nodes[1]?.read()).toEqual(token('T1'));
  expect(await nodes[1]?.renew(token('T1'), make)).toEqual(token('T2'));
  expect(await nodes[0]?.renew(token('T1'), make)).toEqual(token('T2'));
  const [row] = await testing.database.inShop(shopId, (sql) => sql`select token_sealed from store_connections`);
  expect(String(row?.token_sealed)).not.toContain('T2');
});

test('a renewal that failed leaves the way to the next one', async () => {
  const { nodes } = await twoNodes();
  const [one, other] = nodes;
  await expect(one?.renew(undefined, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await other?.renew(undefined, async () => token('T1'))).toEqual(token('T1'));
});
