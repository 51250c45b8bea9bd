import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeText } from '../normalize/normalize-text.ts';
import { createEntityReader } from './extract-entities.ts';

const today = { year: 2026, month: 11, day: 21, weekday: 6 };
const read = createEntityReader({
  products: [
    { id: 'jacket', names: ['轻云防泼水冲锋衣', 'Light Cloud Jacket'] },
    { id: 'shirt', names: ['T-Shirt'] },
    { id: 'earbuds', names: ['无线耳机', 'Wireless Earbuds'] },
  ],
  options: [
    { name: '颜色', values: ['雾霾蓝', 'navy'] },
    { name: '尺码', values: ['S', 'M', 'L', 'XL'] },
  ],
  orderNumberPatterns: ['#?W\\d{7}', '('],
});
const found = (text: string) => read(text, normalizeText(text), today);
const brief = (text: string) => found(text).map(({ type, value }) => `${type} ${value}`);

describe('entities', () => {
  it.each([
    ['订单号2026111800447123 帮我查下', ['order-number 2026111800447123']],
    ['my orders #W2378156 and w1234567', ['order-number #W2378156', 'order-number #W1234567']],
    ['快递单号 SF1234567890123', ['tracking-number SF1234567890123']],
    ['运单号78123456789012', ['tracking-number 78123456789012']],
    ['１３８００１３８０００', ['phone 13800138000']],
    ['138-0013-8000', ['phone 13800138000']],
    ['0912-345-678', ['phone 0912345678']],
    ['+44 20 7946 0958', ['phone +442079460958']],
    ['Foo.Bar@Example.com', ['email foo.bar@example.com']],
    ['看看 https://shop.example/item?id=123&x=y 这个', ['link https://shop.example/item?id=123&x=y']],
    ['税号91330106MA2CFXXX1X', ['tax-number 91330106MA2CFXXX1X']],
    ['邮编310000', ['zip 310000']],
  ])('numbers and addresses of the net: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['我叫张小明，在吗', ['person-name 张小明']],
    ['我叫王小二要退货', ['person-name 王小二']],
    ['我是说这个不行', []],
    ['请转给李女士', ['person-name 李女士']],
    ['my name is yusuf rossi and my zip code is 19122', ['person-name yusuf rossi', 'zip 19122']],
    [
      '王芳 13912345678 浙江省杭州市西湖区文三路123号3幢2单元501室',
      ['person-name 王芳', 'phone 13912345678', 'address 浙江省杭州市西湖区文三路123号3幢2单元501室'],
    ],
    [
      '深圳市南山区科发路8号2栋 王芳收 13912345678',
      ['address 深圳市南山区科发路8号2栋', 'person-name 王芳', 'phone 13912345678'],
    ],
    ['台北市信義區忠孝東路五段1號10樓', ['address 台北市信義區忠孝東路五段1號10樓']],
    ['改成上海市浦东新区张江路88号2栋301，谢谢', ['address 上海市浦东新区张江路88号2栋301']],
    [
      '742 Cedar Avenue, Suite 190, San Diego, CA 92112',
      ['address 742 Cedar Avenue, Suite 190, San Diego, CA 92112', 'zip 92112'],
    ],
    ['寄到北京要几天', []],
    ['抬头 杭州某某科技有限公司', []],
  ])('people and places: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['159 105斤 穿啥码', ['height 159 cm', 'weight 52.5 kg']],
    ['一米七 130', ['height 170 cm', 'weight 65 kg']],
    ['身高一米六五 体重一百二', ['height 165 cm', 'weight 60 kg']],
    ['175/140', ['height 175 cm', 'weight 70 kg']],
    ['165 52', ['height 165 cm', 'weight 52 kg']],
    ['男 178 80公斤', ['height 178 cm', 'weight 80 kg']],
    ['175 28', []],
  ])('bodies: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['浙江杭州余杭五常大道168号', ['address 浙江杭州余杭五常大道168号']],
    ['沪 浦东新区张江路88号', ['address 沪 浦东新区张江路88号']],
    ['粤深圳南山科苑路15号', ['address 粤深圳南山科苑路15号']],
    ['北京朝阳', ['address 北京朝阳']],
    ['余杭发货吗', []],
  ])('short names of places: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['卡号6222021234567890123', []],
    ['银行卡号: 6222 0212 3456', ['payment-method debit-card']],
    ['身份证330106199001011234', []],
    ['【淘宝】https://m.tb.cn/h.5RkPq2z?tk=W8nM 「睡衣」', ['link https://m.tb.cn/h.5RkPq2z?tk=W8nM']],
  ])('no order numbers: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['上周买的那件', ['purchase 2026-11-09/2026-11-15']],
    ['昨天那单', ['purchase 2026-11-20/2026-11-20', 'date 2026-11-20']],
    ['我上次买的那款', ['purchase last']],
    ['上个月买的无线耳机', ['purchase 2026-10-01/2026-10-31', 'product earbuds']],
    ['三天前下的单', ['purchase 2026-11-18/2026-11-18', 'duration P3D']],
    ['the one i bought last week', ['purchase 2026-11-09/2026-11-15']],
    ['上周末发货吗', ['date 2026-11-14']],
  ])('purchases that are pointed at: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['明天能到吗', ['date 2026-11-22']],
    ['下周三之前要', ['date 2026-11-25']],
    ['11月25日生日', ['date 2026-11-25']],
    ['1月3号', ['date 2027-01-03']],
    ['2026-02-30', []],
    ['next monday', ['date 2026-11-23']],
    ['by Nov 25', ['date 2026-11-25']],
    ['等了一个多星期了', ['duration P1W']],
    ['两三天', ['duration P3D']],
    ['24小时内发货', ['duration PT24H']],
    ['in 2 weeks', ['duration P2W']],
    ['买了半个月', ['duration P15D']],
  ])('days and spans: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['便宜50块行吗', ['money 50.00 CNY']],
    ['三百五十元', ['money 350.00 CNY']],
    ['1万块', ['money 10000.00 CNY']],
    ['NT$1,290', ['money 1290.00 TWD']],
    ['$45.50', ['money 45.50 USD']],
    ['身高165体重110斤', ['height 165 cm', 'weight 55 kg']],
    ['我1米7 130斤', ['height 170 cm', 'weight 65 kg']],
    ['5\'6" 140 lbs', ['height 168 cm', 'weight 63.5 kg']],
    ['要两件', ['quantity 2']],
    ['尺码38', ['size 38']],
    ['第二个', ['option-ordinal 2']],
    ['最后一个', ['option-ordinal -1']],
    ['the first one', ['option-ordinal 1']],
    ['第二天', []],
    ['用支付宝付的', ['payment-method alipay']],
    ['put it on my credit card', ['payment-method credit-card']],
    ['微信号多少', []],
  ])('amounts and choices: %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['冲锋衣还有雾霾蓝吗', ['product jacket', 'variant-option 雾霾蓝']],
    ['two t-shirts in navy', ['product shirt', 'variant-option navy']],
    ['earbuds', ['product earbuds']],
    ['XL', ['size XL', 'variant-option XL']],
    ['navygator', []],
  ])("the shop's own words: %s", (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it('point into the original text, not the normalised one', () => {
    const text = '😀😀 訂單號：２０２６１１１８００４４７１２３，謝謝';
    expect(found(text).map((entity) => text.slice(entity.start, entity.end))).toEqual([
      '２０２６１１１８００４４７１２３',
    ]);
  });

  it('never throw and always lie inside the text, whatever it is', () => {
    const pieces = fc.constantFrom(
      '订单',
      '1234567890123',
      '138',
      '0013',
      '8000',
      '浙江省杭州市',
      '文三路1号',
      '😀',
      '\ud800',
      'Ｘ',
      '¥',
      '5',
      '米',
      '"',
      '\n',
      'T-Shirt',
      '第',
      '二',
      '个',
      '月',
      '@a.com',
      'http://',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const { start, end, text: written } of found(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(written);
        }
      }),
      { numRuns: 300 },
    );
  });
});
