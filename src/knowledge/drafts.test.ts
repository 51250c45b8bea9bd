import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import type { KnowledgeItem } from './content.ts';
import { approveDrafts, discardDrafts, listDrafts, releaseDrafts, saveDrafts } from './drafts.ts';
import { currentItems, listReleases } from './knowledge-store.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const now = new Date('2026-11-21T04:00:00Z');
const faq = (itemId: string, answer: string): KnowledgeItem => ({
  itemId,
  kind: 'faq',
  document: {
    topic: '',
    intent: 'track.eta',
    questions: { 'zh-CN': [itemId], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': answer, 'zh-TW': answer, en: answer },
    policies: [],
  },
});
const key = (itemId: string) => ({ kind: 'faq' as const, itemId });
const by = { name: '训练师', now };

async function answers(shop: ShopId): Promise<Record<string, unknown>> {
  const items = await db.database.inShop(shop, (sql) => currentItems(sql, shop));
  return Object.fromEntries(items.map((item) => [item.itemId, JSON.parse(JSON.stringify(item.document)).answer.en]));
}

test('only what was approved is released, once, beside what the shop knows; a removal too', async () => {
  const shop = await db.makeShop();
  const inShop = <T>(work: Parameters<typeof db.database.inShop<T>>[1]) => db.database.inShop(shop, work);
  await inShop((sql) => saveDrafts(sql, shop, [faq('a', 'one'), faq('b', 'two')], by));
  await expect(inShop((sql) => releaseDrafts(sql, shop, 'first'))).rejects.toMatchObject({ kind: 'conflict' });
  expect(await inShop((sql) => approveDrafts(sql, shop, [key('a')], '主管'))).toBe(1);
  expect(await inShop((sql) => releaseDrafts(sql, shop, 'first'))).toMatchObject({ release: 1, added: 1 });
  expect(await answers(shop)).toEqual({ a: 'one' });
  expect((await inShop((sql) => listDrafts(sql, shop))).map((draft) => draft.itemId)).toEqual(['b']);

  await inShop((sql) => saveDrafts(sql, shop, [{ ...faq('a', ''), document: null }], by));
  await inShop((sql) => approveDrafts(sql, shop, [key('a'), key('b')], '主管'));
  expect(await inShop((sql) => releaseDrafts(sql, shop, 'second'))).toMatchObject({ release: 2, added: 1, removed: 1 });
  expect(await answers(shop)).toEqual({ b: 'two' });
  expect((await inShop((sql) => listReleases(sql, shop))).map((one) => one.note)).toEqual(['second', 'first']);
});

test('a draft that is changed after its approval has to be approved again', async () => {
  const shop = await db.makeShop();
  const drafts = await db.database.inShop(shop, async (sql) => {
    await saveDrafts(sql, shop, [faq('a', 'one')], by);
    await approveDrafts(sql, shop, [key('a')], '主管');
    await saveDrafts(sql, shop, [faq('a', 'changed')], { ...by, source: 'faq.docx' });
    return await listDrafts(sql, shop);
  });
  expect(drafts).toMatchObject([{ state: 'draft', source: 'faq.docx' }]);
  expect(drafts[0]?.approvedBy).toBeUndefined();
});

test('a document that does not fit is named with its field, and nothing of the batch is kept', async () => {
  const shop = await db.makeShop();
  const bad = { ...faq('bad', 'x'), document: { intent: 'x' } };
  await expect(
    db.database.inShop(shop, (sql) => saveDrafts(sql, shop, [faq('a', 'one'), bad], by)),
  ).rejects.toMatchObject({ kind: 'invalid', field: 'bad' });
  expect(await db.database.inShop(shop, (sql) => listDrafts(sql, shop))).toEqual([]);
});

test('a discarded draft leaves what is released as it is', async () => {
  const shop = await db.makeShop();
  await db.database.inShop(shop, async (sql) => {
    await saveDrafts(sql, shop, [faq('a', 'one')], by);
    await approveDrafts(sql, shop, [key('a')], '主管');
    await releaseDrafts(sql, shop, 'first');
    await saveDrafts(sql, shop, [faq('a', 'changed')], by);
    expect(await discardDrafts(sql, shop, [key('a')])).toBe(1);
  });
  expect(await answers(shop)).toEqual({ a: 'one' });
});
