import { describe, expect, it } from 'vitest';
import { chooseLanguage, texts, translator, widgetLanguages } from './i18n.ts';

const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the words of the window', () => {
  it.each(widgetLanguages)('%s has every key, with the same slots and no empty words', (language) => {
    const first = texts['zh-CN'];
    expect(Object.keys(texts[language]).sort()).toEqual(Object.keys(first).sort());
    for (const [key, text] of Object.entries(texts[language])) {
      expect(text.trim(), key).not.toBe('');
      expect(slots(text), key).toEqual(slots(Object.entries(first).find(([name]) => name === key)?.[1] ?? ''));
    }
  });

  it('keeps the words of the mainland out of those for Taiwan', () => {
    const all = Object.values(texts['zh-TW']).join('');
    expect(all).not.toMatch(/物流|包裹信息|在线|信息|网|发送|支付宝|人工客服|视频|优惠/);
  });

  it('fills in what is asked for and drops what is not known', () => {
    expect(translator('en')('status.agent', { name: 'Lin' })).toBe('You are talking to Lin');
    expect(translator('zh-CN')('status.queue-place', { position: 3 })).toBe('排队中，第 3 位');
    expect(translator('en')('status.agent')).toBe('You are talking to ');
  });
});

describe('the language of the window', () => {
  it.each([
    { wanted: [undefined, 'zh-HK'], chosen: 'zh-TW' },
    { wanted: ['zh-Hant-TW'], chosen: 'zh-TW' },
    { wanted: ['zh'], chosen: 'zh-CN' },
    { wanted: ['fr-FR', 'en-GB'], chosen: 'en' },
    { wanted: ['ja'], chosen: 'zh-CN' },
    { wanted: ['en', 'zh-CN'], chosen: 'en' },
  ])('is $chosen for $wanted', ({ wanted, chosen }) => {
    expect(chooseLanguage(wanted)).toBe(chosen);
  });
});
