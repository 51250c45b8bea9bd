import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createEmbedding } from '../dialogue/models/embedding.ts';
import type { ModelGateway } from '../dialogue/models/index.ts';
import { createOpenAiCompatibleEmbedder } from '../dialogue/models/openai-compatible/openai-compatible-embedder.ts';
import { aContent, same } from '../knowledge/__fixtures__/a-shop.ts';
import { buildKnowledgeIndex, type FaqEntry, type KnowledgeIndex } from '../knowledge/index.ts';
import { createMetrics, fixedClock, ShopId, silentLog } from '../platform/index.ts';
import { meaningOf } from './question-meaning.ts';

const clock = fixedClock('2026-11-21T04:00:00Z');
const shopId = ShopId.check('meaning');

/** Things that people speak of, in words that share no character; a text's vector says how much it speaks of each. */
const topics = [
  ['邮费', '运费', '包邮', '快递费', '寄过来要钱'],
  ['开票', '发票', '报销凭证', '税票'],
  ['赠礼', '礼盒', '送人的包装', '精美盒子'],
  ['保修', '质保', '坏了免费弄好'],
  ['门店', '实体店', '线下看货'],
];
let server: Server | undefined;
afterEach(() => void server?.close());

/** An embedding server; `asked` are the texts that it got. */
async function anEmbedder(answer: 'vectors' | 'hangs' | 'fails' = 'vectors') {
  const asked: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => {
      const { input } = JSON.parse(body);
      asked.push(...input);
      if (answer === 'hangs' && input.length === 1) return;
      response.statusCode = answer === 'fails' ? 500 : 200;
      const data = input.map((text: string, index: number) => ({ index, embedding: vectorOf(text) }));
      response.end(JSON.stringify({ data }));
    });
  });
  const port = await new Promise<number>((resolve) => {
    server?.listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const embedder = createOpenAiCompatibleEmbedder({ url: `http://127.0.0.1:${port}/v1`, name: 'made', send: fetch });
  const { embed } = createEmbedding({ embedder, clock, log: silentLog(), metrics: createMetrics() });
  const models: ModelGateway = {
    understand: async () => undefined,
    word: async () => undefined,
    health: () => undefined,
    embed: (_shop, texts) => embed(texts),
  };
  return { asked, parts: { models, clock } };
}

function vectorOf(text: string): number[] {
  const spoken = topics.map((words) => (words.some((word) => text.includes(word)) ? 1 : 0.05));
  return [...spoken, 0.3, (text.length % 5) / 20];
}

function faq(id: string, questions: readonly string[], answer: string): FaqEntry {
  return {
    id,
    topic: '',
    intent: `shop.${id}`,
    questions: { 'zh-CN': questions, 'zh-TW': [], en: [] },
    answer: same(answer),
    policies: [],
  };
}

const faqs = [
  faq('freight', ['邮费多少', '包邮吗', '运费谁出'], '满 59 包邮'),
  faq('invoice', ['怎么开票', '能开发票吗'], '可以开'),
  faq('gift', ['有礼盒吗', '可以赠礼吗'], '有礼盒'),
  faq('repair', ['保修多久', '质保几年'], '一年'),
  faq('store', ['有门店吗', '实体店在哪'], '没有门店'),
];

const ask = (index: KnowledgeIndex, text: string, vector?: Float32Array) =>
  index.answer({
    intent: 'chat.other',
    text,
    language: 'zh-CN',
    productIds: [],
    asOf: clock.now(),
    ...(vector ? { vector } : {}),
  });

/** The first message starts the learning and is answered without it; then it is done. */
async function learned(parts: Parameters<typeof meaningOf>[0], index: KnowledgeIndex): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await meaningOf(parts, shopId, index, '你好')) !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a shop with an embedder', () => {
  test('answers what is asked in wholly other words; what means nothing it knows stays unknown', async () => {
    const { parts } = await anEmbedder();
    const index = buildKnowledgeIndex(aContent({ faqs }));
    for (const text of ['报销凭证怎么弄', '要线下看货']) expect(ask(index, text).kind).not.toBe('approved');
    await learned(parts, index);
    for (const [text, id] of [
      ['报销凭证怎么弄', 'invoice'],
      ['寄过来要钱不', 'freight'],
      ['想要个精美盒子', 'gift'],
      ['坏了免费弄好不', 'repair'],
    ] as const) {
      const meaning = await meaningOf(parts, shopId, index, text);
      expect(ask(index, text, meaning?.vector), text).toMatchObject({ kind: 'approved', faqId: id });
    }
    const strange = await meaningOf(parts, shopId, index, '今天股市怎么样');
    expect(ask(index, '今天股市怎么样', strange?.vector).kind).toBe('unknown');
  });

  test('asks for each phrasing once and never before a customer writes', async () => {
    const { parts, asked } = await anEmbedder();
    const index = buildKnowledgeIndex(aContent({ faqs }));
    expect(asked).toEqual([]);
    await learned(parts, index);
    expect(asked.filter((text) => text === '包邮吗')).toHaveLength(1);
  });
});

test.each(['hangs', 'fails'] as const)(
  'an embedder that %s keeps nobody waiting, and the words answer alone',
  async (how) => {
    const { parts } = await anEmbedder(how);
    const index = buildKnowledgeIndex(aContent({ faqs }));
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await meaningOf(parts, shopId, index, '邮费贵不贵')).toBeUndefined();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(ask(index, '包邮吗')).toMatchObject({ kind: 'approved', faqId: 'freight' });
  },
);

test('without an embedder everything is as before', async () => {
  const index = buildKnowledgeIndex(aContent({ faqs }));
  expect(await meaningOf({ clock }, shopId, index, '包邮吗')).toBeUndefined();
});
