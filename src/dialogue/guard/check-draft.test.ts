import { describe, expect, it } from 'vitest';
import type { AnswerPlan } from '../types.ts';
import { checkDraft, type DraftContext } from './check-draft.ts';
import { findForbidden } from './forbidden-words.ts';
import { tokensOf } from './numbers.ts';

const plan: AnswerPlan = {
  sayings: [
    {
      key: 'cancel-order.done',
      parameters: { orderId: 'PD20260001', amount: 12900, currency: 'CNY', refundTo: '支付宝', arrival: '1-7-days' },
    },
  ],
  facts: [{ id: 'a', title: '金额', kind: 'money', value: 12900, currency: 'CNY' }],
  buttons: [],
  cards: [],
  isSoothing: false,
};
const templateText = '订单 PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账。';
const context: DraftContext = { plan, templateText, language: 'zh-CN' };

function violations(text: string, more: Partial<DraftContext> = {}): readonly string[] {
  const verdict = checkDraft(text, { ...context, ...more });
  return verdict.ok ? [] : verdict.violations.map((violation) => violation.kind);
}

describe('a draft that says what the template says', () => {
  it.each([
    '好的,PD20260001 这单已经帮您取消啦,129 元会退回支付宝,1-7 个工作日到账。',
    '已为您取消订单 PD20260001,退款 ¥129.00 原路退到支付宝,预计 1–7 个工作日到账,请留意。',
  ])('passes: %s', (text) => {
    expect(violations(text)).toEqual([]);
  });
});

describe('a draft that says more, less or something else', () => {
  it.each([
    ['another amount', 'PD20260001 已取消,¥139.00 退回支付宝,1–7 个工作日到账。', 'value'],
    ['another time', 'PD20260001 已取消,¥129.00 退回支付宝,3 个工作日到账,最晚 7 天,1 天起。', 'value'],
    ['a number in words', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,两小时内短信通知。', 'value'],
    ['another order', 'PD20260009 已取消,¥129.00 退回支付宝,1–7 个工作日到账。', 'value'],
    ['a day', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,明天查收。', 'value'],
    ['no amount', 'PD20260001 已取消,钱退回支付宝,1–7 个工作日到账。', 'missing'],
    ['a link', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,详见 www.other-shop.com', 'link'],
    ['markup', 'PD20260001 已取消,<b>¥129.00</b> 退回支付宝,1–7 个工作日到账。', 'markup'],
    ['a carrier', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,顺丰会拦截。', 'carrier'],
    ['a promise', 'PD20260001 已取消,保证 ¥129.00 退回支付宝,1–7 个工作日到账。', 'promise'],
    ['a disclaimer', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,仅供参考。', 'hedging'],
    [
      'a way out of the shop',
      'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,加微信 shop_888888 联系。',
      'contact',
    ],
    ['praise', 'PD20260001 已取消,¥129.00 退回支付宝,1–7 个工作日到账,我们是全网最专业的店。', 'advertising'],
    ['another script', '訂單 PD20260001 已取消,¥129.00 退回支付宝,1–7 個工作日到賬,請確認。', 'language'],
    [
      'another language',
      'Order PD20260001 is cancelled; ¥129.00 goes back to 支付宝 within 1–7 days as agreed.',
      'language',
    ],
  ])('is caught: %s', (_, text, kind) => {
    expect(violations(text)).toContain(kind);
  });

  it('amounts that only the customer has named are not facts', () => {
    expect(
      violations('PD20260001 已取消,赔付 500 元,¥129.00 退回支付宝,1–7 个工作日到账。', {
        customerText: '赔我 500 元',
      }),
    ).toContain('value');
  });

  it('a refusal must stay one', () => {
    const refusal = {
      ...plan,
      sayings: [{ key: 'refused.order-packed', parameters: { orderId: 'PD20260001' } }],
      facts: [],
    };
    const more = { plan: refusal, templateText: '订单 PD20260001 已经打包,仓库没法再改了。' };
    expect(violations('订单 PD20260001 已经打包,我帮您修改。', more)).toEqual(['meaning']);
    expect(violations('订单 PD20260001 已打包,不能再改了。', more)).toEqual([]);
  });

  it('an upset customer reads no emoji and nothing to buy', () => {
    const soothing = { plan: { ...plan, isSoothing: true } };
    expect(violations(`${templateText}😊`, soothing)).toContain('emoji');
    expect(violations(`${templateText}看看我们的新品吧。`, soothing)).toContain('selling');
    expect(violations(`${templateText}😊`)).toEqual([]);
  });
});

describe('a deed or a gift that the template does not tell', () => {
  const templateText = '羽绒服现在 ¥399.00，还可以参加：满 300 减 50，全场券满 500 减 60。';
  const more = { templateText, plan: { ...plan, sayings: [], facts: [] } };
  it.each([
    '¥399.00 退款已到账。',
    '已为您退款 399 元。',
    '给您一张 50 元无门槛券。',
    '送您 60 元红包。',
    '订单已经取消了。',
    '地址已经改好了。',
    '您的申请审核通过了。',
    '赔付 50 元。',
  ])('is caught although its numbers are true: %s', (lie) => {
    expect(violations(`${templateText}${lie}`, more)).toContain('claim');
  });

  it('passes where the template tells the same in other words', () => {
    const told = { ...more, templateText: '包裹在路上了。' };
    expect(violations('您的包裹已经发出啦。', told)).not.toContain('claim');
  });
});

describe('forbidden words know their context', () => {
  it.each([
    '最近一次物流更新',
    '最晚 6 点前发出',
    '第一次下单',
    '最新物流',
    '唯一的订单号',
    '100% 纯棉',
    '不能保证时间',
    '不一定能到',
  ])('"%s" is harmless', (text) => {
    expect([...findForbidden(text, 'advertising'), ...findForbidden(text, 'promise')]).toEqual([]);
  });

  it.each([
    ['全网最低价', 'advertising'],
    ['销量第一', 'advertising'],
    ['国家级品质', 'advertising'],
    ['100% 有效', 'advertising'],
    ['今天一定到', 'promise'],
    ['马上退款到账', 'promise'],
    ['保证明天送到', 'promise'],
    ['肯定能修好', 'promise'],
    ['we guarantee it', 'promise'],
    ['it will definitely fit, I promise', 'promise'],
    ['加我V信 abc12345', 'contact'],
  ] as const)('"%s" is caught as %s', (text, kind) => {
    expect(findForbidden(text, kind)).not.toEqual([]);
  });
});

describe('values in a text', () => {
  it.each([
    ['11月21日 18:00', ['day:11-21', 'number:18:00']],
    ['Nov 21, 6 PM', ['day:11-21', 'number:18:00']],
    ['2026-11-21', ['day:11-21']],
    ['¥1,299.00', ['number:1299']],
    ['三天内', ['number:3']],
    ['十五个工作日', ['number:15']],
    ['within three days', ['number:3']],
    ['#W1234567', ['id:W1234567']],
    ['SF123456789', ['id:SF123456789']],
    ['1. 先拍照\n2. 再上传', []],
  ])('"%s"', (text, expected) => {
    expect(tokensOf(text).map((token) => `${token.kind}:${token.value}`)).toEqual(expected);
  });
});
