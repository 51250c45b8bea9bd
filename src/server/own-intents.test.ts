import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let trainer: SignedInTester;
let agent: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  const shopId = await server.test.makeShop();
  trainer = await server.makeStaff(shopId, 'trainer');
  agent = await server.makeStaff(shopId, 'agent');
});
afterAll(() => server.close());

const examples = ['批发怎么拿货', '我想代理你们的产品', '可以做分销吗', '大量采购找谁谈', '你们招代理吗'];
const wish = (leadsTo: unknown, given: readonly string[] = examples) => ({ name: '批发', examples: given, leadsTo });
const keep = (document: unknown) =>
  server.as(trainer, 'PUT', '/api/v1/knowledge/drafts', { items: [{ kind: 'intent', itemId: 'wholesale', document }] });

it('a taught wish may lead to intents with a name, to groups of people and to approved answers', async () => {
  const { body } = await server.as(agent, 'GET', '/api/v1/intents');
  const named = { 'zh-CN': expect.any(String), 'zh-TW': expect.any(String), en: expect.any(String) };
  expect(body).toMatchObject({ intents: expect.arrayContaining([{ intent: 'track.where', name: named }]) });
  expect((await keep(wish({ kind: 'person', skillGroup: 'presale' }))).status).toBe(200);
  expect((await keep(wish({ kind: 'intent', intent: 'track.where' }))).status).toBe(200);
});

it.each([
  ['an intent that nobody knows', wish({ kind: 'intent', intent: 'moon.landing' })],
  ['people that nobody knows', wish({ kind: 'person', skillGroup: 'astronauts' })],
  ['fewer than five examples', wish({ kind: 'person', skillGroup: 'presale' }, examples.slice(0, 4))],
  ['an empty example', wish({ kind: 'person', skillGroup: 'presale' }, [...examples, '  '])],
])('a wish with %s is refused with its name', async (_what, document) => {
  const refused = await keep(document);
  expect(refused.status).toBe(400);
  expect(JSON.stringify(refused.body)).toContain('wholesale');
});

it('a message is tried out with a wish that is not kept, by those who may write', async () => {
  const body = {
    text: '做你们的代理',
    intent: { itemId: 'wholesale', document: wish({ kind: 'person', skillGroup: 'presale' }) },
  };
  const tried = await server.as(trainer, 'POST', '/api/v1/intents/read', body);
  expect(tried.body).toMatchObject({ own: null, builtIn: [{ intent: 'ship.when', name: expect.any(Object) }] });
  expect((await server.as(agent, 'POST', '/api/v1/intents/read', body)).status).toBe(403);
  const wrong = { ...body, intent: { itemId: 'wholesale', document: {} } };
  expect((await server.as(trainer, 'POST', '/api/v1/intents/read', wrong)).status).toBe(400);
});
