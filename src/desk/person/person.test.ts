import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, runApp } from '../../../test/walk/running-app.ts';
import { demoShopId } from '../../demo-shop/index.ts';
import { readShopTables } from '../../platform/index.ts';
import { verifyAudit } from '../../staff/index.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await runApp();
});
afterAll(() => running.stop());

const secretWord = `暗号${randomUUID()}`;
const actor = { kind: 'command-line' } as const;

/** Tables of the shop in which a text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const { database } = running.app.walk;
  return await database.inShop(demoShopId, async (sql) => {
    const found: string[] = [];
    for (const { name } of await readShopTables(sql)) {
      const [row] = await sql`select 1 from ${sql(name)} as t where t::text like ${`%${text}%`} limit 1`;
      if (row) found.push(name);
    }
    return found;
  });
}

test('a person gets everything that is kept of them, and after erasure no table knows a word of theirs', async () => {
  const [one, other] = [await running.aCustomer('DC0003'), await running.aCustomer('DC0004')];
  const { conversationId } = await one.send(`我的订单到哪了 ${secretWord}`);
  await other.say('发什么快递');
  await one.settled();
  await one.say('转人工');

  const before = await exportPerson(running.app.walk, demoShopId, 'DC0003');
  expect(JSON.stringify(before.records.messages)).toContain(secretWord);
  expect(before.shop.customer?.storeCustomerId).toBe('DC0003');
  expect(Object.keys(before.records)).toEqual(
    expect.arrayContaining(['customers', 'conversations', 'messages', 'turn_traces', 'queue_entries']),
  );
  expect(JSON.stringify(before)).not.toContain('DC0004');

  const erased = await erasePerson(running.app.walk, {
    shopId: demoShopId,
    id: 'DC0003',
    actor,
    withTradeRecords: false,
  });
  expect(erased.erased.messages).toBe(before.records.messages?.length);
  expect(erased.kept.orders).toBe(before.shop.orders.length);
  expect(await tablesWith(secretWord)).toEqual([]);
  expect(await tablesWith(conversationId)).toEqual([]);
  expect((await other.thread()).length).toBeGreaterThan(1);
  const trail = await running.app.walk.database.inShop(demoShopId, (sql) => verifyAudit(sql, demoShopId));
  expect(trail.ok).toBe(true);
});

test('trade records go only when asked for', async () => {
  const erase = () =>
    erasePerson(running.app.walk, { shopId: demoShopId, id: 'DC0005', actor, withTradeRecords: true });
  const { erased, kept } = await erase();
  expect(erased.store_customers).toBe(1);
  expect(kept).toEqual({ orders: 0, cases: 0 });
  await expect(erase()).rejects.toMatchObject({ kind: 'not-found', field: 'customer' });
});

test('nobody of another shop is found', async () => {
  await expect(exportPerson(running.app.walk, demoShopId, 'yusuf_rossi_9620')).rejects.toMatchObject({
    kind: 'not-found',
  });
});
