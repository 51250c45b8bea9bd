import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someFacts } from '../fixtures/a-shop.ts';
import { createMask, knownOfFacts, orderPatterns } from './mask.ts';

describe('personal data is hidden however it is written', () => {
  it.each([
    ['a phone', '电话13800001234哈', '13800001234'],
    ['a phone in groups', '电话 138 0000 1234', '0000'],
    ['a phone with hyphens', '138-0000-1234', '0000'],
    ['a phone digit by digit', '1 3 8 0 0 0 0 1 2 3 4', '3 8'],
    ['a phone with zero-width signs', '138\u200b0000\u200b1234', '0000'],
    ['a full-width phone', '\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff11\uff12\uff13\uff14', '\uff13'],
    ['a phone with its country', '+86 13800001234', '1380'],
    ['a phone in words', '一三八零零零零一二三四', '三八'],
    ['a Taiwan phone', '0912-345-678', '345'],
    ['an American phone', '(512) 555-0188', '555'],
    ['a landline', '0571-88886666', '8888'],
    ['an e-mail', '发 mei.lee+shop@example.com 吧', 'mei.lee'],
    ['a full-width e-mail', 'a\uff20example\uff0ecom', 'example'],
    ['an identity card', '身份证 33010619900307421X', '19900307'],
    ['a Taiwan identity card', 'A123456789', '123456'],
    ['a bank card in groups', '6222 0212 3456 7890 123', '3456'],
    ['a parcel number', '单号YT8812345678901', '8812345'],
    ['a 19-digit order number', '2026112112345678901', '12345678'],
    ['an order number of the shop', '#W123', '123'],
    ['a WeChat id', '微信号:wang_fang88', 'wang_fang'],
    ['an address', '改到学院路18号3幢502室', '502'],
    ['a block of flats', '翠苑小区6幢', '6幢'],
    ['an American address', '12 Oak Street, Suite 4', 'Oak'],
    ['a name', '收件人:李晓明', '晓明'],
    ['a name before a phone', '科技园南路8号 林志 13700005555', '林志'],
    ['a tax number', '税号91310000MA1K00XX0T', 'MA1K'],
    ['an English name', 'my name is Mei Lee', 'Lee'],
  ])('%s', (_, text, secret) => {
    const mask = createMask([], orderPatterns(['#W\\d{3}', '(broken']));
    expect(mask.hide(text)).not.toContain(secret);
    expect(mask.restore(mask.hide(text))).toBe(text);
  });

  it('what the records know is hidden anywhere', () => {
    const mask = createMask(knownOfFacts(someFacts()));
    expect(mask.hide('王芳的包裹')).toBe('[NAME_1]的包裹');
  });
});

describe('what is not personal stays', () => {
  it.each([
    '这件 129.00 元,XL 码还有 3 件吗',
    '7天无理由,满 300 减 50',
    '我是来退货的',
    '收件人写谁',
    '2 楼的快递柜',
    'iPhone 15 Pro 256GB',
  ])('%s', (text) => {
    expect(createMask(knownOfFacts(someFacts())).hide(text)).toBe(text);
  });

  it('a short number is not found inside a longer one', () => {
    expect(createMask([{ kind: 'ORDER', value: '1001' }]).hide('21001 和 1001')).toBe('21001 和 [ORDER_1]');
  });
});

describe('putting back', () => {
  it('gives any text back as it was', () => {
    const known = [
      { kind: 'NAME' as const, value: '王芳' },
      { kind: 'ORDER' as const, value: 'PD1.*' },
    ];
    const pieces = fc.array(fc.constantFrom('王芳', 'PD1.*', '[NAME_1]', '13800001234', ' ', '。', '[', 'a', '路5号'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          const mask = createMask(known);
          expect(mask.restore(mask.hide(text))).toBe(text);
        },
      ),
    );
  });

  it('an e-mail takes no words before it along', () => {
    expect(createMask([]).hide('我的邮箱是a@example.com')).toBe('我的邮箱是[EMAIL_1]');
  });

  it('equal values get equal placeholders in all texts of a call', () => {
    const mask = createMask([]);
    expect(mask.hide('13800001234')).toBe(mask.hide('13800001234'));
  });

  it('an invented placeholder is refused', () => {
    const mask = createMask([]);
    mask.hide('13800001234');
    expect(mask.restore('打 [PHONE_2]')).toBeUndefined();
  });
});
