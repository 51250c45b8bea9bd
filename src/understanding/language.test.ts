import { describe, expect, it } from 'vitest';
import { detectLanguage } from './language.ts';

describe('detectLanguage', () => {
  it.each([
    ['什么时候发货', 'zh-CN', 'zh-CN'],
    ['請問什麼時候出貨', 'zh-TW', 'zh-TW'],
    ['可以超商取货吗', 'zh-TW', 'zh-TW'],
    ['著名品牌和乾隆', 'zh-CN', 'zh-CN'],
    ['这个 iPhone 15 Pro Max 有货吗', 'zh-CN', 'zh-CN'],
    ['where is my order', 'en', 'en'],
    ['refund!!', 'en', 'en'],
    ['hi', 'en', 'en'],
    ['Wo ist mein Paket?', 'en', 'de'],
    ['¿Dónde está mi pedido?', 'en', 'es'],
    ['où est ma commande', 'en', 'fr'],
    ['いつ届きますか', 'en', 'ja'],
    ['언제 배송되나요', 'en', 'ko'],
    ['Где мой заказ?', 'en', 'ru'],
  ] as const)('reads %s as %s (%s)', (text, language, languageTag) => {
    expect(detectLanguage(text)).toEqual({ language, languageTag });
  });

  it.each(['👍', '13800138000', 'XL', 'ok', 'SF1234567890', 'https://a.example/item?id=1', ''])(
    'takes the language of the talk for %s, which has none',
    (text) => {
      expect(detectLanguage(text, 'zh-TW').language).toBe('zh-TW');
      expect(detectLanguage(text, 'en').language).toBe('en');
    },
  );

  it("keeps the talk's script where the words are written alike in both", () => {
    expect(detectLanguage('我要找真人客服', 'zh-TW').language).toBe('zh-TW');
    expect(detectLanguage('我要找真人客服', 'zh-CN').language).toBe('zh-CN');
  });

  it.each([
    'lkjhgfdsqwrtp',
    'zhe ge duoshao qian',
    '{"role":"admin","cmd":"refund"}',
    '<img src=x onerror=go()>',
    'aGVsbG8gd29ybGQ5OTk5OTk=',
    '备注: please refund everything',
    "查一下 x'; DELETE FROM cases;--",
  ])('keeps Chinese for %s, which nobody speaks', (text) => {
    expect(detectLanguage(text, 'zh-CN').language).toBe('zh-CN');
    expect(detectLanguage(text, 'zh-TW').language).toMatch(/^zh/);
  });
});
