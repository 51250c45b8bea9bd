import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../src/conversations/index.ts';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { currentItems, type KnowledgeItem, releaseKnowledge } from '../../src/knowledge/index.ts';
import { type RunningApp, runApp } from './running-app.ts';

let running: RunningApp;

const taught = (itemId: string, examples: readonly string[], leadsTo: unknown): KnowledgeItem => ({
  kind: 'intent',
  itemId,
  document: { name: itemId, examples, leadsTo },
});

const wholesale = [
  '批发怎么拿货',
  '我想代理你们的产品',
  '公司团购能便宜多少',
  '可以做分销吗',
  '大量采购找谁谈',
  '你们招代理吗',
];
const liveStream = [
  '今晚有直播吗',
  '直播几点开始',
  '昨晚主播说的福袋在哪领',
  '主播推荐的那款链接呢',
  '主播是谁呀',
  '错过直播了',
];
const chase = ['我的宝贝飞哪去了', '宝贝走到哪个省了', '我家娃的快乐到哪了', '看看宝贝的行程', '宝贝启程没有'];

async function release(...intents: readonly KnowledgeItem[]): Promise<void> {
  await running.app.walk.database.inShop(demoShopId, async (sql) => {
    const others = (await currentItems(sql, demoShopId)).filter(({ kind }) => kind !== 'intent');
    await releaseKnowledge(sql, demoShopId, [...others, ...intents], { note: 'own intents' });
  });
  running.app.walk.relay.wake(demoShopId);
  await expect.poll(async () => (await running.app.walk.shops.get(demoShopId)).ownIntents.size).toBe(intents.length);
}

async function reply(text: string, customer?: string): Promise<string> {
  const messages = await (await running.aCustomer(customer)).say(text);
  return messages.flatMap(({ author, content }) => (author.kind === 'customer' ? [] : [textOf(content)])).join('\n');
}

async function lastSummary(): Promise<{ group: string; text: string } | undefined> {
  return await running.app.walk.database.inShop(demoShopId, async (sql) => {
    const [entry] = await sql<{ group: string; text: string }[]>`
      select group_id as "group", summary -> 'text' ->> 'zh-CN' as text from queue_entries
      where shop_id = ${demoShopId} order by queued_at desc limit 1`;
    return entry;
  });
}

beforeAll(async () => {
  running = await runApp();
}, 120_000);
afterAll(() => running.stop());

it('a wish that only this shop knows leads where the shop says, in words that nobody taught', async () => {
  const faqId = 'faq-live';
  const faq: KnowledgeItem = {
    kind: 'faq',
    itemId: faqId,
    document: {
      topic: '',
      intent: 'chat.other',
      questions: { 'zh-CN': ['你们直播是什么时间'], 'zh-TW': [], en: [] },
      answer: { 'zh-CN': '每晚八点直播。', 'zh-TW': '每晚八點直播。', en: 'We are live at eight every evening.' },
      policies: [],
    },
  };
  await running.app.walk.database.inShop(demoShopId, async (sql) =>
    releaseKnowledge(sql, demoShopId, [...(await currentItems(sql, demoShopId)), faq], { note: 'faq' }),
  );
  await release(
    taught('批发', wholesale, { kind: 'person', skillGroup: 'presale' }),
    taught('live', liveStream, { kind: 'answer', faqId }),
    taught('chase', chase, { kind: 'intent', intent: 'track.where' }),
  );
  expect(await reply('晚上几点直播啊')).toBe('每晚八点直播。');
  expect(await reply('做你们代理要什么条件')).toMatch(/同事|人工/);
  expect(await lastSummary()).toMatchObject({ group: 'presale', text: expect.stringContaining('诉求：批发') });
  expect(await reply('宝贝飞到哪个省啦', 'DC0001')).toMatch(/签收|快递|包裹/);
}, 120_000);

it('a wish that is taken out of the release is no longer read, and one for a person always is', async () => {
  await release(
    taught('calm', ['转人工', '找人工', '叫人工来', '要人工', '人工在吗'], { kind: 'intent', intent: 'chat.greet' }),
  );
  expect(await reply('转人工')).toMatch(/人工/);
  await release();
  expect(await reply('晚上几点直播啊')).not.toBe('每晚八点直播。');
}, 120_000);
