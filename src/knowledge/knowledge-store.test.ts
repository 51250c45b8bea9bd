import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import type { KnowledgeItem } from './content.ts';
import { itemsAt, listReleases, loadKnowledge, releaseKnowledge, rollbackKnowledge } from './knowledge-store.ts';
import { readShopFolder } from './read-shop-folder.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const faq = (itemId: string, answer: string): KnowledgeItem => ({
  itemId,
  kind: 'faq',
  document: {
    topic: 'shipping',
    intent: 'ship.fee',
    questions: { 'zh-CN': ['包邮吗'], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': answer, 'zh-TW': answer, en: answer },
    policies: [],
  },
});

describe('releases', () => {
  test('a release adds versions and closes old ones; nothing is edited in place', async () => {
    const shopId = await db.makeShop();
    const inShop = db.database.inShop.bind(db.database);
    const first = await inShop(shopId, (sql) =>
      releaseKnowledge(sql, shopId, [faq('a', 'one'), faq('b', 'two')], { note: 'first' }),
    );
    expect(first).toEqual({ release: 1, added: 2, changed: 0, removed: 0 });
    const second = await inShop(shopId, (sql) => releaseKnowledge(sql, shopId, [faq('a', 'ONE')], { note: 'second' }));
    expect(second).toEqual({ release: 2, added: 0, changed: 1, removed: 1 });
    const old = await inShop(shopId, (sql) => itemsAt(sql, shopId, 1));
    expect(old.map((item) => item.itemId)).toEqual(['a', 'b']);
    expect(JSON.stringify(old)).toContain('one');
  });

  test('releasing the same items again is no release', async () => {
    const shopId = await db.makeShop();
    const items = [faq('a', 'one')];
    await db.database.inShop(shopId, (sql) => releaseKnowledge(sql, shopId, items, { note: '' }));
    const again = await db.database.inShop(shopId, (sql) => releaseKnowledge(sql, shopId, items, { note: '' }));
    expect(again).toEqual({ release: 1, added: 0, changed: 0, removed: 0 });
  });

  test('a document that does not fit refuses the whole release', async () => {
    const shopId = await db.makeShop();
    const bad: KnowledgeItem = { itemId: 'bad', kind: 'faq', document: { intent: 'ship.fee' } };
    await expect(
      db.database.inShop(shopId, (sql) => releaseKnowledge(sql, shopId, [faq('a', 'one'), bad], { note: '' })),
    ).rejects.toMatchObject({ kind: 'invalid' });
    const content = await db.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, []));
    expect(content).toMatchObject({ release: 0, faqs: [] });
  });

  test('a rollback is a new release with the knowledge of the old one', async () => {
    const shopId = await db.makeShop();
    const run = <T>(work: Parameters<typeof db.database.inShop<T>>[1]) => db.database.inShop(shopId, work);
    await run((sql) => releaseKnowledge(sql, shopId, [faq('a', 'one'), faq('b', 'two')], { note: '1' }));
    await run((sql) => releaseKnowledge(sql, shopId, [faq('a', 'wrong')], { note: '2' }));
    expect(await run((sql) => rollbackKnowledge(sql, shopId, 1))).toMatchObject({ release: 3 });
    const content = await run((sql) => loadKnowledge(sql, shopId, []));
    expect(content.faqs.map((entry) => entry.answer['zh-CN'])).toEqual(['one', 'two']);
    expect((await run((sql) => listReleases(sql, shopId))).map((one) => one.release)).toEqual([3, 2, 1]);
    await expect(run((sql) => rollbackKnowledge(sql, shopId, 9))).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('kinds that a release does not speak of stay as they are', async () => {
    const shopId = await db.makeShop();
    const category: KnowledgeItem = {
      itemId: 'food',
      kind: 'category',
      document: { name: { 'zh-CN': '食品', 'zh-TW': '食品', en: 'Food' } },
    };
    await db.database.inShop(shopId, (sql) => releaseKnowledge(sql, shopId, [category], { note: '' }));
    await db.database.inShop(shopId, (sql) =>
      releaseKnowledge(sql, shopId, [faq('a', 'one')], { note: '', kinds: ['faq'] }),
    );
    const content = await db.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, []));
    expect(content.categories.map((one) => one.id)).toEqual(['food']);
  });
});

test('the demo shop folder is released whole, with instants for its relative campaign days', async () => {
  const shopId = await db.makeShop();
  const items = await readShopFolder(
    new URL('../../demo-shop', import.meta.url).pathname,
    new Date('2026-11-21T04:00:00Z'),
  );
  await db.database.inShop(shopId, (sql) => releaseKnowledge(sql, shopId, items, { note: 'seed' }));
  const content = await db.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, []));
  expect(content.problems).toEqual([]);
  expect(content.faqs.length).toBeGreaterThan(200);
  const flash = content.promotions.find((promotion) => promotion.id === 'flash-morning');
  expect(flash).toMatchObject({ validFrom: '2026-11-21T02:00:00.000Z', validTo: '2026-11-21T16:00:00.000Z' });
  expect(content.shipping?.zones.length).toBe(6);
  expect(content.stacking?.maxCoupons).toBe(1);
});
