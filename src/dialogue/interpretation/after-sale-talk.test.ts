import { describe, expect, it } from 'vitest';
import { someFacts } from '../fixtures/a-shop.ts';
import type { SlotDefinition } from '../flows/flow-definition.ts';
import { amendAddress } from '../slots/amend-address.ts';
import { parseAddress } from '../slots/parse-address.ts';
import { invoiceTitleReader } from '../slots/plain-texts.ts';
import { slotReaders } from '../slots/readers.ts';
import type { SlotContext } from '../slots/slot-reader.ts';
import { plainWishes, wordedFlows } from './intent-commands.ts';
import { readPause } from './read-confirmation.ts';
import { isRemark, spokenAside } from './spoken-aside.ts';

describe('what customers say after buying', () => {
  it.each(['等等 先别改 我量一下', '等下', '我再想想', '先别退', '我问问我妈', 'hold on'])('%s only waits', (text) => {
    expect(readPause(text)).toBe(true);
  });

  it.each(['等等 换成L', '先别退 给我换一件', '可以', '不要了', '我想退货', '等等吗?'])('%s is no waiting', (text) => {
    expect(readPause(text)).toBe(false);
  });

  it.each([
    ['杭州西湖区文二路391号', '浙江省', '杭州市', '西湖区', '文二路391号'],
    ['改成浙江杭州余杭区五常大道1号2幢', '浙江省', '杭州市', '余杭区', '五常大道1号2幢'],
  ])('%s is a whole address although its divisions are short', (text, province, city, district, detail) => {
    expect(parseAddress(text)).toEqual({ province, city, district, detail });
  });

  it.each([
    ['今天天气真冷啊哈哈', true],
    ['下雨天好困呀', true],
    ['明天下雨吗', false],
    ['帮我写首下雨的诗', false],
  ])('%s gets a friendly word: %s', (text, isFriendly) => {
    expect(isRemark(text)).toBe(isFriendly);
  });

  it.each([
    ['通融一下嘛', 'plea'],
    ['能先退给我不', 'plea'],
    ['求求你了帮帮忙', 'plea'],
    ['帮我查下快递', undefined],
  ])('%s asks for an exception: %s', (text, topic) => {
    expect(spokenAside(text)).toBe(topic);
  });

  it.each([
    ['耳机到哪了', 'track.where'],
    ['等了好些天了还没见着', 'track.delay'],
    ['都半个月了没收到', 'track.delay'],
    ['我那个耳塞子几时送来哟', 'track.eta'],
    ['清关清这么久', 'track.delay'],
    ['钱几时到账', undefined],
    ['钱还没到', undefined],
    ['申请到哪了', undefined],
  ])('%s by its plain words is %s', (text, intent) => {
    const found = plainWishes.find(({ words }) => words.test(text))?.intent;
    expect(found?.startsWith('track.') === true ? found : undefined).toBe(intent);
  });

  it.each([
    ['退货怎么给我拒了', 'refund-progress'],
    ['我就想知道耳机的钱退到哪了', 'refund-progress'],
    ['凭什么驳回我的退款', 'refund-progress'],
    ['不要钱 给我重新发一件', 'request-reship'],
    ['我拒收了会退款吗', undefined],
  ])('%s starts %s', (text, flow) => {
    expect(wordedFlows.find(({ isPlain, words }) => isPlain && words.test(text))?.flow).toBe(flow);
  });

  it.each([
    ['个人 王雨桐 wyt@example.com', '王雨桐'],
    ['个人的 名字王雨桐 邮箱wyt@example.com', '王雨桐'],
    ['个人发票就行', undefined],
    ['开个公司的票', undefined],
  ])('the title in "%s" is %s', (words, title) => {
    const filled = invoiceTitleReader.fill(toldTo('title', 'invoice-title', words));
    expect(filled?.value).toBe(title);
  });

  it('an address of mail told on the way goes before the one on file', () => {
    const filled = slotReaders.email.fill(toldTo('email', 'email', '个人的\n邮箱wyt@example.com'));
    expect(filled?.value).toBe('wyt@example.com');
  });

  it('whose mother is to receive it is called by her name', () => {
    const known = { name: '陈思琪', phone: '18600816905', province: '福建省', city: '厦门市', detail: '建设路 64 号' };
    const amended = amendAddress(known, '收件人改成我妈 陈桂兰，号码 15899887766，地址还是原来那个');
    expect(amended).toMatchObject({ name: '陈桂兰', phone: '15899887766', detail: '建设路 64 号' });
  });

  it('a street in one message and its district in the next are one address', () => {
    const context = toldTo('address', 'address', '能改地址不\n改成文二路 391号\n杭州西湖区啊');
    const reading = slotReaders.address.read('杭州西湖区啊', context);
    expect(reading).toMatchObject({ ok: true, value: { city: '杭州市', district: '西湖区', detail: '文二路 391号' } });
  });
});

function toldTo(name: string, type: SlotDefinition['type'], words: string): SlotContext {
  const run = { runId: 'run-1', flow: 'any', version: 1, step: 'any', slots: {}, attempts: {}, results: {} };
  const flags = { isOptional: false, takesWords: false, takesWishes: false };
  const slot: SlotDefinition = { type, ask: `ask.${name}`, attempts: 2, ...flags };
  return { name, slot, run, facts: someFacts(), order: undefined, language: 'zh-CN', said: words, words };
}
