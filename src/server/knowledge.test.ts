import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { ShopId } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let trainer: SignedInTester;
let agent: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  trainer = await server.makeStaff(shopId, 'trainer');
  agent = await server.makeStaff(shopId, 'agent');
});
afterAll(() => server.close());

/** What the routes of this room answer with. */
const answered = z.looseObject({
  drafts: z.array(z.unknown()).default([]),
  releases: z.array(z.object({ release: z.number() })).default([]),
  items: z.array(z.object({ kind: z.string(), itemId: z.string() })).default([]),
  next: z.string().optional(),
});
const bodyOf = (answer: { body: unknown }) => answered.parse(answer.body);

const faq = (itemId: string, answer: string) => ({
  kind: 'faq',
  itemId,
  document: {
    topic: 'shipping',
    intent: 'track.eta',
    questions: { 'zh-CN': [`${itemId}几天能到`], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': answer, 'zh-TW': answer, en: answer },
    policies: [],
  },
});
const keyOf = ({ kind, itemId }: { kind: string; itemId: string }) => ({ kind, itemId });
const put = (items: unknown[]) => server.as(trainer, 'PUT', '/api/v1/knowledge/drafts', { items });
const release = () => server.as(trainer, 'POST', '/api/v1/knowledge/releases', { note: '双十二' });

it('a trainer writes, approves and releases; the release is found, searched and gone back from', async () => {
  const [one, other] = [faq('a', '次日达'), faq('b', '隔日达')];
  expect(bodyOf(await put([one, other])).drafts).toHaveLength(2);
  expect((await release()).status).toBe(409);
  const approved = await server.as(trainer, 'POST', '/api/v1/knowledge/drafts/approve', {
    items: [keyOf(one), keyOf(other)],
  });
  expect(approved.body).toEqual({ approved: 2 });
  expect((await release()).body).toMatchObject({ release: 1, added: 2 });
  const found = await server.as(agent, 'GET', '/api/v1/knowledge?search=%E9%9A%94%E6%97%A5');
  expect(found.body.items).toMatchObject([{ itemId: 'b', kind: 'faq' }]);

  await put([{ ...keyOf(one), document: null }]);
  await server.as(trainer, 'POST', '/api/v1/knowledge/drafts/approve', { items: [keyOf(one)] });
  expect((await release()).body).toMatchObject({ release: 2, removed: 1 });
  expect((await server.as(trainer, 'POST', '/api/v1/knowledge/releases/1/restore')).body).toMatchObject({
    release: 3,
    added: 1,
  });
  const releases = await server.as(agent, 'GET', '/api/v1/knowledge/releases');
  expect(bodyOf(releases).releases.map((one) => one.release)).toEqual([3, 2, 1]);
});

it('an agent reads but does not write; a document that does not fit is named with its field', async () => {
  expect((await server.as(agent, 'GET', '/api/v1/knowledge/drafts')).status).toBe(200);
  expect((await server.as(agent, 'PUT', '/api/v1/knowledge/drafts', { items: [faq('c', 'x')] })).status).toBe(403);
  const wrong = await put([{ ...faq('c', 'x'), document: { intent: 'track.eta' } }]);
  expect(wrong.status).toBe(400);
});

it('pages go on where the last one ended', async () => {
  const many = Array.from({ length: 60 }, (_one, index) => faq(`m${String(index).padStart(2, '0')}`, '好'));
  await put(many);
  await server.as(trainer, 'POST', '/api/v1/knowledge/drafts/approve', { items: many.map(keyOf) });
  await release();
  const first = bodyOf(await server.as(agent, 'GET', '/api/v1/knowledge'));
  const second = bodyOf(await server.as(agent, 'GET', `/api/v1/knowledge?after=${first.next}`));
  const ids = [...first.items, ...second.items].map((item) => item.itemId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(62);
  expect(second.next).toBeUndefined();
});

it('drafts of one shop are not those of another', async () => {
  const stranger = await server.makeStaff(await server.test.makeShop(), 'owner');
  await put([faq('secret', 'x')]);
  expect(bodyOf(await server.as(stranger, 'GET', '/api/v1/knowledge/drafts')).drafts).toEqual([]);
});

it('tells words of a text that advertising law forbids, without keeping it', async () => {
  const checked = await server.as(trainer, 'POST', '/api/v1/knowledge/check-words', {
    text: '最近物流慢，但这是全网销量第一',
  });
  expect(checked).toMatchObject({ status: 200, body: { findings: [{ word: '销量第一', group: 'first' }] } });
});

it('the check-up looks at what is released and how it fared', async () => {
  const checked = await server.as(trainer, 'GET', '/api/v1/knowledge/check');
  expect(checked).toMatchObject({ status: 200, body: { findings: expect.any(Array), problems: [] } });
});
