import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { CaseStep } from '../../case-machine.ts';
import type { ActionName } from '../../store-connector.ts';
import type { AfterSalesCase, Order } from '../../types.ts';
import { listVerdictKeys, refusals } from '../../verdict-keys.ts';
import {
  addressDocument,
  caseDocument,
  customerDocument,
  orderDocument,
  personalDocument,
  productDocument,
} from '../records/record-documents.ts';
import { fieldsOf, testOpenShop } from './connect-shop.ts';
import type { RemotePage, RemotePlatform, RemoteShop, RemoteWanted } from './remote-platform.ts';

/** One write of the scenario; each is done on an order (or case) of its own. */
export type RemoteWrite = {
  action: ActionName;
  orderId: string;
  given: unknown;
  amount?: number;
  opened?: (order: Order) => AfterSalesCase;
  /** How many times it has happened there. */
  count(): Promise<number>;
};

/** What a platform's shop for these tests has: a real server, or a fake one that refuses what the documents do not know. */
export type RemoteScenario = {
  platform: RemotePlatform;
  /** The shop as it is connected rightly. */
  shop: RemoteShop;
  orderIds: readonly string[];
  unknownOrderId: string;
  writes: readonly RemoteWrite[];
  /** Something that the platform refuses, such as an order that it does not have in the right state. */
  refusedWrite?: Omit<RemoteWrite, 'count'>;
  wrongKey: () => RemoteShop;
  /** The time there, where it is not the machine's. */
  now?: () => Date;
  /** Before every order; said where a platform answers for short spans only. */
  since?: string;
  /** What the lists have to tell, where it is known. */
  productIds?: readonly string[];
  caseIds?: readonly string[];
  /** Steps of the shop, each in a case of its own. */
  steps?: readonly { step: CaseStep; caseId: string; note: string; count(): Promise<number> }[];
  /** The next request is answered as the platform does where there were too many. */
  limit?: () => void;
  /** The token ends before its time. */
  endToken?: () => void;
  /** A day goes by and then an order changes; `since` is shortly before that. */
  changeLater?: () => { orderId: string; since: string };
  /** The shop at an address where nobody listens, and at one where a web page is; absent where the address is fixed. */
  at?: (address: string) => RemoteShop;
};

/** Writes that say what shall be, so that doing them twice is doing them once. */
const repeatable: readonly ActionName[] = ['change-address'];

/** Before every order. */
const beginning = '2000-01-01T00:00:00.000Z';

/** The rules of every remote platform. */
export function testRemotePlatform(name: string, open: () => Promise<RemoteScenario>): void {
  describe(`${name} as a remote platform`, () => {
    test('says how to connect, in three languages, and keeps keys secret', async () => {
      const { platform } = await open();
      for (const field of fieldsOf(platform)) {
        for (const text of [field.label, field.help])
          expect(
            Object.values(text).every((words) => words.length > 0),
            field.key,
          ).toBe(true);
        if (/secret|password|token$|apikey/i.test(field.key) && field.kind !== 'text')
          expect(field.kind, field.key).toMatch(/^(secret|choice|switch)$/);
      }
      expect(new Set(platform.fields.map((field) => field.key)).size).toBe(platform.fields.length);
    });

    test('its capabilities are what its shop can do', async () => {
      const { platform, shop } = await open();
      expect(platform.capabilities.push).toBe(platform.readPush !== undefined);
      if (!platform.capabilities.products) expect(shop.listProducts).toBeUndefined();
      if (!platform.capabilities.cases) expect([shop.listCases, shop.steps]).toEqual([undefined, undefined]);
    });

    test('orders come page by page, each whole, and a cursor goes on where it was', async () => {
      const { shop, orderIds, since = beginning } = await open();
      const pages = await pagesOf((cursor) => shop.listOrders({ since, cursor }));
      const found = pages.flatMap((page) => page.items.map((item) => item.order.orderId));
      expect([...new Set(found)].toSorted()).toEqual([...orderIds].toSorted());
      for (const { order, customer, cases = [] } of pages.flatMap((page) => page.items)) {
        const { address, ...rest } = order;
        orderDocument.parse(rest);
        addressDocument.parse(address);
        customerDocument.parse(customer);
        personalDocument.parse(customer);
        for (const one of cases) caseDocument.parse({ ...one, sealedDetails: '' });
        expect(order.storeCustomerId).toBe(customer.storeCustomerId);
        const lineIds = order.lines.map((line) => line.lineId);
        expect(new Set(lineIds).size).toBe(lineIds.length);
      }
      const cursor = pages[0]?.next;
      if (cursor === undefined) return;
      const again = await pagesOf((next) => shop.listOrders({ since, cursor: next }), cursor);
      expect(again.flatMap((page) => page.items.map((item) => item.order.orderId))).toEqual(
        pages.slice(1).flatMap((page) => page.items.map((item) => item.order.orderId)),
      );
    });

    test('nothing has changed in the future', async () => {
      const { shop, now = () => new Date() } = await open();
      const since = new Date(now().getTime() + 3 * 86_400_000).toISOString();
      const pages = await pagesOf((cursor) => shop.listOrders({ since, cursor }));
      expect(pages.flatMap((page) => page.items)).toEqual([]);
    });

    test('an order is found by its number, and none by a wrong one', async () => {
      const { shop, orderIds, unknownOrderId } = await open();
      const [orderId = ''] = orderIds;
      expect((await shop.findOrder(orderId))?.order.orderId).toBe(orderId);
      expect(await shop.findOrder(unknownOrderId)).toBeUndefined();
    });

    test('what changes after the shop was opened is told by the next poll', async () => {
      const { shop, changeLater } = await open();
      if (changeLater === undefined) return;
      const { orderId, since } = changeLater();
      const pages = await pagesOf((cursor) => shop.listOrders({ since, cursor }));
      expect(pages.flatMap((page) => page.items.map((item) => item.order.orderId))).toEqual([orderId]);
    });

    test('products have whole prices, and each is told once', async () => {
      const { platform, shop, productIds } = await open();
      const { listProducts } = shop;
      if (listProducts === undefined) return;
      const pages = await pagesOf((cursor) => listProducts.call(shop, cursor));
      const products = pages.flatMap((page) => page.items);
      for (const product of products) {
        productDocument.parse(product);
        expect(product.variants.length, product.productId).toBeGreaterThan(0);
      }
      const found = products.map((product) => product.productId);
      expect(new Set(found).size, platform.platform).toBe(found.length);
      if (productIds !== undefined) expect(found.toSorted()).toEqual([...productIds].toSorted());
    });

    test('cases come page by page, each whole', async () => {
      const { shop, caseIds, since = beginning } = await open();
      const { listCases } = shop;
      if (listCases === undefined || caseIds === undefined) return;
      const cases = (await pagesOf((cursor) => listCases.call(shop, { since, cursor }))).flatMap((page) => page.items);
      for (const one of cases) caseDocument.parse({ ...one, sealedDetails: '' });
      expect([...new Set(cases.map((one) => one.caseId))].toSorted()).toEqual([...caseIds].toSorted());
    });

    test('what the descriptor offers can be written, and a write that has arrived is known', async () => {
      const { platform, shop, writes } = await open();
      expect(Object.keys(shop.perform).toSorted()).toEqual([...platform.descriptor.actions].toSorted());
      for (const write of writes) {
        const action = shop.perform[write.action];
        const wanted = await wantedOf(shop, write);
        if (action === undefined) throw new Error(`${write.action} is not offered`);
        expect(await action.alreadyDone(wanted), write.action).toBe(false);
        expect(await action.write(wanted), write.action).toMatchObject({ ok: true });
        if (!(await action.alreadyDone(wanted))) {
          // Whether it has arrived cannot be seen there: then it has to be harmless to do it again.
          expect(platform.capabilities.idempotentWrites || repeatable.includes(write.action), write.action).toBe(true);
          expect(await action.write(wanted), write.action).toMatchObject({ ok: true });
        }
        expect(await write.count(), write.action).toBe(1);
      }
    });

    test('a step of the shop is taken in its case, and one that has arrived is known', async () => {
      const { shop, steps = [] } = await open();
      for (const { step, caseId, note, count } of steps) {
        const taken = shop.steps?.[step];
        const known = await shop.findCase?.(caseId);
        if (taken === undefined || known === undefined) throw new Error(`${step} cannot be taken in ${caseId}`);
        const wanted = { case: known, note, idempotencyKey: `suite/${step}/${caseId}` };
        expect(await taken.alreadyDone(wanted), step).toBe(false);
        expect(await taken.write(wanted), step).toMatchObject({ ok: true });
        expect(await taken.alreadyDone(wanted), step).toBe(true);
        expect(await count(), step).toBe(1);
      }
    });

    test('a platform that wants fewer requests is asked again a little later', async () => {
      const { shop, orderIds, limit } = await open();
      if (limit === undefined) return;
      limit();
      expect((await shop.findOrder(orderIds[0] ?? ''))?.order.orderId).toBe(orderIds[0]);
    });

    test('a token that ends before its time is renewed', async () => {
      const { shop, orderIds, endToken } = await open();
      if (endToken === undefined) return;
      for (const orderId of orderIds.slice(0, 2)) {
        endToken();
        expect((await shop.findOrder(orderId))?.order.orderId).toBe(orderId);
      }
    });

    test("the platform's no is an answer with its own words", async () => {
      const { shop, refusedWrite } = await open();
      if (refusedWrite === undefined) return;
      const outcome = await shop.perform[refusedWrite.action]?.write(await wantedOf(shop, refusedWrite));
      expect(outcome).toMatchObject({ ok: false, platformCode: expect.any(String), platformText: expect.any(String) });
      if (outcome?.ok === false && outcome.reasonKey !== undefined)
        expect([...Object.keys(refusals), ...listVerdictKeys()]).toContain(outcome.reasonKey);
    });

    test('a test of the connection says in plain words what is wrong', async () => {
      const { platform, shop, wrongKey, at } = await open();
      expect(await testOpenShop(platform, shop)).toMatchObject({ ok: true, shopName: expect.stringMatching(/./) });
      expectPlain(await testOpenShop(platform, wrongKey()));
      if (at === undefined) return;
      expectPlain(await testOpenShop(platform, at('http://127.0.0.1:9')));
      const page = createServer((_request, response) => response.end('<html><body>Welcome</body></html>'));
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
      const address = page.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const answer = await testOpenShop(platform, at(`http://127.0.0.1:${port}`));
      await new Promise((resolve) => page.close(resolve));
      expectPlain(answer);
    });
  });
}

/** Words for a shop's owner: in Chinese too, without codes, names of classes or JSON. */
function expectPlain(answer: Awaited<ReturnType<RemoteShop['test']>>): void {
  expect(answer.ok).toBe(false);
  if (answer.ok) return;
  expect(answer.problem['zh-CN']).toMatch(/\p{Script=Han}/u);
  for (const words of Object.values(answer.problem)) expect(words).not.toMatch(/[{}]|Error:|\bundefined\b|\bat \w+\./);
}

async function wantedOf(shop: RemoteShop, write: Omit<RemoteWrite, 'count'>): Promise<RemoteWanted> {
  const order = (await shop.findOrder(write.orderId))?.order;
  if (order === undefined) throw new Error(`the order ${write.orderId} is not there`);
  return {
    order,
    given: write.given,
    idempotencyKey: `suite/${write.action}/${write.orderId}`,
    ...(write.amount === undefined ? {} : { amount: write.amount }),
    ...(write.opened === undefined ? {} : { opened: write.opened(order) }),
  };
}

async function pagesOf<T>(
  list: (cursor: string | undefined) => Promise<RemotePage<T>>,
  from?: string,
): Promise<RemotePage<T>[]> {
  const pages: RemotePage<T>[] = [];
  for (let cursor = from; ; ) {
    const page = await list(cursor);
    pages.push(page);
    if (page.next === undefined) return pages;
    if (pages.length > 200) throw new Error('the pages do not come to an end');
    cursor = page.next;
  }
}
