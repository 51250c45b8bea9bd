import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import {
  type BackOfficeParts,
  checkWithdrawal,
  readCustomerCases,
  readShopCase,
  readShopCases,
  readShopOrder,
  readShopOrders,
  readShopProducts,
  stepShopCase,
  withdrawCase,
} from '../../src/desk/index.ts';
import { SessionId } from '../../src/platform/index.ts';
import { listStaff, type Role, type SignedIn } from '../../src/staff/index.ts';
import { noon, type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;
let parts: BackOfficeParts;

beforeAll(async () => {
  running = await runApp();
  parts = { ...running.app.walk, secrets: running.app.ground.secrets };
});
afterAll(() => running.stop());

async function as(role: Role): Promise<SignedIn> {
  const staff = await parts.database.inShop(demoShopId, (sql) => listStaff(sql, demoShopId));
  const person = staff.find((one) => one.role === role);
  if (person === undefined) throw new Error(`the demo shop has no ${role}`);
  return { sessionId: SessionId.make(), shopId: demoShopId, staff: person, expiresAt: noon };
}

describe('the orders of a shop', () => {
  it('come newest first by pages, each once, and none is left out', async () => {
    const who = await as('agent');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readShopOrders(parts, who, { limit: 60, cursor });
      seen.push(...page.items.map((order) => order.orderId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const [counted] = await parts.database.inShop(
      demoShopId,
      (sql) => sql<{ count: number }[]>`select count(*)::int as count from store_orders`,
    );
    expect(seen).toHaveLength(counted?.count ?? -1);
    expect(new Set(seen).size).toBe(seen.length);
    await expect(readShopOrders(parts, who, { limit: 5, cursor: 'nonsense' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('are found by number, parcel, phone and e-mail, and filtered by state; names are masked in the list', async () => {
    const who = await as('agent');
    const { store } = await running.app.shops.get(demoShopId);
    const customer = await store.findCustomer({ by: 'id', storeCustomerId: 'DC0001' });
    const own = (await store.listOrders('DC0001', 100)).map((order) => order.orderId).sort();
    for (const search of [customer?.phone, customer?.email]) {
      const found = await readShopOrders(parts, who, { limit: 100, search });
      expect(found.items.map((order) => order.orderId).sort()).toEqual(own);
      expect(JSON.stringify(found)).not.toContain(customer?.name);
    }
    const shipped = await readShopOrders(parts, who, { limit: 100, status: 'shipped' });
    expect(new Set(shipped.items.map((order) => order.status))).toEqual(new Set(['shipped']));
    const orderId = shipped.items[0]?.orderId ?? '';
    const { order } = await readShopOrder(parts, who, orderId);
    const byNumber = await readShopOrders(parts, who, { limit: 5, search: orderId.slice(-8) });
    expect(byNumber.items.map((one) => one.orderId)).toContain(orderId);
    const byParcel = await readShopOrders(parts, who, { limit: 5, search: order.parcels[0]?.trackingNumber });
    expect(byParcel.items.map((one) => one.orderId)).toEqual([orderId]);
    expect((await readShopOrders(parts, who, { limit: 5, search: '%' })).items).toEqual([]);
    await expect(readShopOrder(parts, who, 'nothing')).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a case of the shop', () => {
  it('is found among those that wait for the shop, approved once, and its customer is told in the talk', async () => {
    const who = await as('agent');
    const customer = await running.aCustomer('DC0001');
    await customer.say('商品有质量问题，我要退货');
    for (const words of ['开线了', '跳过', '确认', '确认']) await customer.say(words);
    const { store } = await running.app.shops.get(demoShopId);
    const caseId = (await store.listCases('DC0001')).find((one) => one.owner === 'shop')?.caseId ?? '';
    const { items, counts } = await readShopCases(parts, who, { view: 'mine', search: caseId, limit: 100 });
    expect(items.map((one) => one.case.caseId)).toEqual([caseId]);
    expect(counts.all).toBe(counts.open + counts.done);
    const before = await readShopCase(parts, who, caseId);
    const [next] = before.steps;
    if (next === undefined) throw new Error(`the case ${caseId} can take no step in ${before.case.state}`);
    const wanted = { caseId, step: next.step, note: '', idempotencyKey: 'once' };
    const length = (await customer.thread()).length;
    const first = await stepShopCase(parts, who, wanted);
    expect(first.outcome.ok).toBe(true);
    expect(await stepShopCase(parts, who, wanted)).toEqual(first);
    const after = await readShopCase(parts, who, caseId);
    expect(after.case.history.length).toBeGreaterThan(before.case.history.length);
    const told = (await customer.thread()).slice(length);
    expect(told).toHaveLength(1);
    expect(wordsIn(told)).toContain(caseId);
    expect(after.conversationId).toBeDefined();
  });
});

describe("a customer's own cases", () => {
  it("stand in words with what comes next, and are withdrawn once, by the same rules; nobody touches a stranger's", async () => {
    const { database } = parts;
    const [found] = await database.inShop(
      demoShopId,
      (sql) => sql<{ owner: string }[]>`
        select store_customer_id as owner from store_cases where state in ('applied', 'wait-buyer-ship') order by case_id limit 1`,
    );
    const owner = found?.owner ?? '';
    const customer = await running.aCustomer(owner);
    const { customerId: ownId } = await customer.send('你好');
    const asking = { shopId: demoShopId, customerId: ownId, language: 'zh-CN' as const };
    const { store } = await running.app.shops.get(demoShopId);
    const cases = await readCustomerCases(parts, asking);
    const own = cases?.find((one) => one.mayWithdraw);
    expect(own?.text).toMatch(/。/);
    expect(own?.stateText).not.toMatch(/^[a-z-]+$/);
    const wanted = { caseId: own?.caseId ?? '', idempotencyKey: 'withdraw-once' };
    expect((await checkWithdrawal(parts, asking, wanted.caseId)).ok).toBe(true);
    const done = await withdrawCase(parts, asking, wanted);
    expect(done.ok).toBe(true);
    expect(await withdrawCase(parts, asking, wanted)).toEqual(done);
    const after = (await readCustomerCases(parts, asking))?.find((one) => one.caseId === wanted.caseId);
    expect(after?.mayWithdraw).toBe(false);
    const foreign = (await store.listCases('DC0001'))[0]?.caseId ?? '';
    expect((await checkWithdrawal(parts, asking, foreign)).ok).toBe(false);
    expect((await withdrawCase(parts, asking, { caseId: foreign, idempotencyKey: 'foreign-1' })).ok).toBe(false);

    const stranger = await running.aCustomer();
    const { customerId } = await stranger.send('你好');
    expect(await readCustomerCases(parts, { ...asking, customerId })).toBeUndefined();
    await expect(checkWithdrawal(parts, { ...asking, customerId }, foreign)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});

describe('the products of a shop', () => {
  it('are found by words and show stock as it is now', async () => {
    const who = await as('agent');
    const all = await readShopProducts(parts, who, { search: '', from: 0, limit: 5 });
    expect(all.items).toHaveLength(5);
    const name = all.items[0]?.name['zh-CN'] ?? '';
    const found = await readShopProducts(parts, who, { search: name, from: 0, limit: 5 });
    expect(found.items.map((product) => product.productId)).toContain(all.items[0]?.productId);
  });
});
