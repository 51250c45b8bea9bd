import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
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
  /** The shop at an address where nobody listens, and at one where a web page is; absent where the address is fixed. */
  at?: (address: string) => RemoteShop;
};

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

    test('orders come page by page, each whole, and a cursor goes on where it was', async () => {
      const { shop, orderIds } = await open();
      const pages = await pagesOf((cursor) => shop.listOrders({ since: beginning, cursor }));
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
      const again = await pagesOf((next) => shop.listOrders({ since: beginning, cursor: next }), cursor);
      expect(again.flatMap((page) => page.items.map((item) => item.order.orderId))).toEqual(
        pages.slice(1).flatMap((page) => page.items.map((item) => item.order.orderId)),
      );
    });

    test('nothing has changed in the future', async () => {
      const { shop } = await open();
      const since = new Date(Date.now() + 3 * 86_400_000).toISOString();
      const pages = await pagesOf((cursor) => shop.listOrders({ since, cursor }));
      expect(pages.flatMap((page) => page.items)).toEqual([]);
    });

    test('an order is found by its number, and none by a wrong one', async () => {
      const { shop, orderIds, unknownOrderId } = await open();
      const [orderId = ''] = orderIds;
      expect((await shop.findOrder(orderId))?.order.orderId).toBe(orderId);
      expect(await shop.findOrder(unknownOrderId)).toBeUndefined();
    });

    test('products have whole prices', async () => {
      const { shop } = await open();
      const { listProducts } = shop;
      if (listProducts === undefined) return;
      const pages = await pagesOf((cursor) => listProducts.call(shop, cursor));
      for (const product of pages.flatMap((page) => page.items)) productDocument.parse(product);
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
        expect(await action.alreadyDone(wanted), write.action).toBe(true);
        expect(await write.count(), write.action).toBe(1);
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
