import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createUnderstander } from './create-understander.ts';
import { normalizeText } from './normalize/normalize-text.ts';
import { loadPack } from './pack/load-pack.ts';
import { defaultPackFolder, readPackFiles } from './pack/pack-files.ts';
import { evaluatePack, evaluationFolder, readEvaluation } from './pack-evaluation/evaluate-pack.ts';
import type { ContextLine } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'peakdesk-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

// The models that the build has made already are not trained again.
const pack = loadPack({ cacheFolder: 'dist/models' });
cpSync('dist/models', folder, { recursive: true });
const { understand } = createUnderstander({
  pack,
  catalogue: {
    products: [{ id: 'jacket', names: ['轻云防泼水冲锋衣', 'Light Cloud Jacket'] }],
    options: [
      { name: '颜色', values: ['黑色', '雾霾蓝'] },
      { name: '尺码', values: ['S', 'M', 'L'] },
    ],
    orderNumberPatterns: ['#W\\d{7}'],
  },
  now: () => new Date('2026-11-21T17:00:00Z'),
});
const asked = (text: string): ContextLine[] => [{ from: 'shop', text }];
const intentOf = (text: string, context: ContextLine[] = []) => understand(text, context).intents[0]?.intent;

describe('understanding a message', () => {
  it.each([
    ['什么时候发货', 'ship.when'],
    ['我的快递到哪了', 'track.where'],
    ['我要退货', 'return.request'],
    ['申请退款', 'refund.request'],
    ['能便宜点吗', 'price.bargain'],
    ['優惠券怎麼用', 'promo.coupon'],
    ['转人工', 'human.request'],
    ['你好', 'chat.greet'],
    ['谢谢', 'chat.thanks'],
    ['收到的杯子碎了', 'issue.damaged'],
    ['where is my order', 'track.where'],
    ['cancel my order please', 'order.cancel'],
    ['can I get a refund', 'refund.request'],
    ['今天天气怎么样', 'oos'],
  ])('%s is %s', (text, intent) => {
    expect(intentOf(text)).toBe(intent);
  });

  it.each([
    ['嗯', '您是要退货吗？', 'chat.affirm'],
    ['不用了', '还需要别的吗？', 'chat.deny'],
    ['黑色 L', '请问要什么颜色和尺码？', 'chat.inform'],
    ['13800138000', '请提供收件人电话', 'chat.inform'],
    ['#W1234567', 'Which order is it?', 'chat.inform'],
    ['yes please', 'Shall I cancel the order?', 'chat.affirm'],
    ['冲锋衣', '您说的是哪件商品？', 'chat.inform'],
    ['可以', '给您办理退货可以吗？', 'chat.affirm'],
    ['第二个', '请问您说的是哪一款？', 'chat.inform'],
    ['蓝色的', '您要什么颜色？', 'chat.inform'],
    ['L', '请问您要什么尺码？', 'chat.inform'],
    ['昨天', '请问什么时候收到的？', 'chat.inform'],
    ['1', '请选择：1 退货 2 换货', 'chat.inform'],
    ['没有了', '还有什么可以帮您的吗？', 'chat.bye'],
    ['不是', '是这个订单吗？', 'chat.deny'],
    ['退货', '您要退货还是换货？', 'return.request'],
  ])('%s after "%s" is %s', (text, question, intent) => {
    expect(intentOf(text, asked(question))).toBe(intent);
  });

  it('takes a bare link as the product that is meant', () => {
    const read = understand('https://shop.example/item?id=1');
    expect(read.intents[0]?.intent).toBe('product.link');
    expect(read.emotion).toBe('neutral');
  });

  it('hears two wishes in one message, the main one first', () => {
    const read = understand('我要退货。另外发票怎么开？');
    const all = [read.intents[0]?.intent, ...read.furtherIntents.map(({ intent }) => intent)];
    expect(all).toEqual(expect.arrayContaining(['return.request', 'invoice.request']));
  });

  it('sees danger as urgent and as a risk', () => {
    const read = understand('充电器起火了，孩子手被烫伤了！');
    expect(read.risks).toEqual(['safety']);
    expect(read.urgency).toBe(1);
  });

  it("counts days in the shop's time zone", () => {
    expect(understand('明天能到吗').entities).toMatchObject([{ type: 'date', value: '2026-11-23' }]);
  });

  it('keeps the language of the talk where a message has none', () => {
    expect(understand('XL', [{ from: 'customer', text: 'what size should I take' }]).language).toBe('en');
    expect(understand('👍', [{ from: 'customer', text: '請問有貨嗎' }]).language).toBe('zh-TW');
  });

  it('never throws, gives an intent and shares that fit, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const read = understand(text, asked(text));
        expect(read.intents.length).toBeGreaterThan(0);
        expect(read.intents[0]?.confidence).toBeGreaterThan(0);
        expect(read.urgency).toBeGreaterThanOrEqual(0);
        expect(read.urgency).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it('reads the beginning of a text of a megabyte', () => {
    expect(understand('我要退款。'.repeat(200_000)).normalized.length).toBeLessThan(5_000);
  });
});

describe('emotions', () => {
  it.each([
    ['请问这个有货吗', 'neutral'],
    ['太好用了，谢谢，下次还来', 'satisfied'],
    ['看不懂，这是什么意思', 'confused'],
    ['快点发货啊，我急用！', 'anxious'],
    ['我担心会不会是假货', 'worried'],
    ['太失望了，再也不买了', 'disappointed'],
    ['垃圾店，骗子！', 'angry'],
    ['我谢谢你们全家，等了两周寄来个坏的', 'angry'],
    ['真行啊，等了三天没人理', 'angry'],
    ['thanks for nothing', 'angry'],
    ['oh great, broken again', 'angry'],
    ['thank you so much, works perfectly', 'satisfied'],
    ["I'm worried it got lost", 'worried'],
    ['客服去哪了？？', 'anxious'],
    ['掌柜的在不在？？咋没人应', 'anxious'],
    ['凭啥驳回我的申请？？明明寄来就裂了！', 'angry'],
    ['我上周买的今天便宜了四十？！拿老客户当猴耍', 'angry'],
    ['毛衣洗一次就缩水，做工也太差了', 'disappointed'],
    ['包装里有虫子，恶心', 'disappointed'],
    ['你们客服真让人恶心', 'angry'],
    ['這件外套品質真的很差', 'disappointed'],
    ['帮我催催，周末要穿', 'anxious'],
    ['质量差不差', 'neutral'],
    ['不同意退款的理由是什么', 'neutral'],
  ])('%s is %s', (text, emotion) => {
    expect(understand(text).emotion).toBe(emotion);
  });

  it('are stronger the stronger the words', () => {
    const mild = understand('有点失望').intensity;
    const strong = understand('彻底失望透了！！！再也不会来了！！！').intensity;
    expect(strong).toBeGreaterThan(mild);
    expect(understand('你好').intensity).toBe(0);
  });
});

describe('the built-in collection', () => {
  const evaluation = readEvaluation(evaluationFolder());
  const { intents, emotions } = evaluatePack(pack, evaluationFolder());

  it('holds no utterance of its evaluation', () => {
    const plain = (text: string) => normalizeText(text).text.replace(/[\s,.!?]+/gu, '');
    const evaluated = new Set([...evaluation.values()].flat().map(({ text }) => plain(text)));
    const { utterances } = readPackFiles(defaultPackFolder());
    expect(utterances.filter(({ text }) => evaluated.has(plain(text))).map(({ text }) => text)).toEqual([]);
  });

  it.each([
    ['everyday.zh-CN', 0.9],
    ['talk.zh-CN', 0.86],
    ['late.zh-CN', 0.86],
    ['everyday.zh-TW', 0.85],
    ['everyday.en', 0.75],
  ])('reads %s at least so well', (file, floor) => {
    expect(intents.find((one) => one.file === file)?.accuracy).toBeGreaterThanOrEqual(floor);
  });

  it('sees nine of ten upset customers and seldom one who is not', () => {
    expect(emotions.negativeRecall).toBeGreaterThanOrEqual(0.9);
    expect(emotions.falseAlarms).toBeLessThanOrEqual(0.05);
  });
});

describe('the stored models', () => {
  it('are a few megabytes and are read instead of trained at the next start', () => {
    expect(statSync(join(folder, 'intents.bin')).size).toBeLessThan(4_000_000);
    expect(loadPack({ cacheFolder: folder }).card).toEqual({ ...pack.card, isFresh: false });
  });

  it('are trained anew when one of them is broken', () => {
    writeFileSync(join(folder, 'emotions.bin'), 'broken');
    expect(loadPack({ cacheFolder: folder }).card.isFresh).toBe(true);
    expect(loadPack({ cacheFolder: folder }).card.isFresh).toBe(false);
  });
});
