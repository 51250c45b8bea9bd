import { describe, expect, it } from 'vitest';
import { aCase, aCustomer, aLine, anOrder } from '../fixtures/a-shop.ts';
import { aTalk } from '../fixtures/a-talk.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const delivered = anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]);
const shipped = anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')]);
const store = { customer: aCustomer, orders: [pending, delivered, shipped] };

describe('request-return', () => {
  it('asks which goods and why, then shows refund and freight', () => {
    const talk = aTalk(store);
    expect(talk.say('我要退货', 'return.request').buttons).toEqual(['茶歇裙 雾霾蓝 / M', '保温杯 白色', '全部']);
    expect(talk.press('茶歇裙').buttons).toContain('尺码不合适');
    expect(talk.press('尺码').text).toContain('运费由您承担');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      { action: 'request-return', arguments: { orderId: 'PD20260002', lineIds: ['l2'], reason: 'size' } },
    ]);
  });

  it('takes order, goods and reason from one sentence', () => {
    const reply = aTalk(store).say('裙子太小了想退', 'return.request');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'confirm' });
  });

  it.each([
    ['第二个', ['l3']],
    ['2', ['l3']],
    ['都要', ['l2', 'l3']],
    ['杯子', ['l3']],
  ])('understands "%s" as a choice of goods', (words, lineIds) => {
    const talk = aTalk(store);
    talk.say('我要退货', 'return.request');
    talk.say(words);
    talk.say('不喜欢');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()[0]?.arguments.lineIds).toEqual(lineIds);
  });

  it('an order that has not left is cancelled instead', () => {
    const reply = aTalk(store).say('PD20260001 我要退货', 'return.request');
    expect(reply.text).toContain('还没发货');
    expect(reply.state.stack.map((run) => run.flow)).toEqual(['cancel-order']);
  });
});

describe('request-exchange', () => {
  it('asks for the option where several fit', () => {
    const talk = aTalk(store);
    const asked = talk.say('裙子想换个颜色', 'exchange.request');
    expect(asked.buttons).toEqual(['雾霾蓝 / L', '黑色 / L']);
    talk.say('黑色 L');
    talk.say('好的', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      { action: 'request-exchange', arguments: { lines: ['l2'], newVariantIds: ['dress-black-l'] } },
    ]);
  });

  it('looks at the term before it asks for an option', () => {
    const parameters = { item: '茶歇裙', days: 15, lastDay: '2026-11-06', rule: '换货' };
    const over = { ok: false as const, reasonKey: 'refused.exchange-period-over', parameters, facts: [] };
    const reply = aTalk({ ...store, check: () => over }).say('裙子想换个颜色', 'exchange.request');
    expect(reply.text).toContain('15 天换货期');
    expect(reply.decision).not.toMatchObject({ slot: 'variants' });
  });

  it('leaves what only the wanted option decides to the whole check', () => {
    const same = { ok: false as const, reasonKey: 'refused.same-variant', parameters: {}, facts: [] };
    const reply = aTalk({ ...store, check: () => same }).say('裙子想换个颜色', 'exchange.request');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'variants' });
  });
});

describe('request-refund', () => {
  it('cancels an order that has not left', () => {
    const talk = aTalk(store);
    talk.say('PD20260001 不想要了,退款', 'refund.request');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'cancel-order' }]);
  });

  it('asks for goods that arrived whether they come back or something is wrong', () => {
    const talk = aTalk(store);
    expect(talk.say('PD20260002 我要退款', 'refund.request').buttons).toEqual(['退回商品', '商品有问题']);
    expect(talk.press('退回商品').decision).toMatchObject({ kind: 'ask', slot: 'lines' });
  });

  it('applies for goods that are still on their way', () => {
    const talk = aTalk(store);
    // The reason stands in the wish already; it is not asked for again.
    talk.say('PD20260003 一直没收到,我要退款', 'refund.request');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'request-refund', arguments: { reason: 'not-arrived' } }]);
  });
});

describe('report-problem', () => {
  it('leads a vague customer from "something is wrong" to the need', () => {
    const talk = aTalk(store);
    expect(talk.say('东西有问题', 'issue.quality').decision).toMatchObject({ slot: 'lines' });
    expect(talk.press('保温杯').buttons).toEqual(['破损', '发错货', '少件', '质量问题']);
    expect(talk.press('破损').buttons).toEqual(['补发', '退款']);
    expect(talk.press('补发').decision).toMatchObject({ slot: 'description' });
    expect(talk.say('杯口有一道裂缝,漏水').decision).toMatchObject({ slot: 'images' });
    talk.say({ text: '', images: ['file-1'] });
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      {
        action: 'report-problem',
        arguments: { lineIds: ['l3'], problem: 'damaged', wish: 'reship', images: ['file-1'] },
      },
    ]);
  });

  it('goes on without a photo', () => {
    const talk = aTalk(store);
    talk.say('收到的杯子摔坏了,杯身有一个大洞,要退款', 'issue.damaged');
    talk.say('没有');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ arguments: { problem: 'damaged', wish: 'refund', images: [] } }]);
  });
});

describe('refund-progress and withdraw-case', () => {
  const cases = [aCase('C1', 'PD20260002', { state: 'refunding', deadline: '2026-11-23T10:00:00Z' })];

  it('tells state, amount and deadline of the case', () => {
    const { text } = aTalk({ ...store, cases }).say('退款到哪了', 'refund.progress');
    for (const part of ['退款处理中', '¥129.00', '11月23日 18:00']) expect(text).toContain(part);
  });

  it('says honestly that there is none', () => {
    expect(aTalk({ ...store, orders: [pending] }).say('退款呢', 'refund.progress').text).toMatch(/没有查到/);
  });

  it('withdraws on a yes', () => {
    const talk = aTalk({ ...store, cases });
    talk.say('撤销退货申请', 'refund.progress');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'withdraw-case', arguments: { caseId: 'C1' } }]);
  });
});

describe('request-invoice and request-price-protection', () => {
  it('collects a company invoice step by step and by form', () => {
    const talk = aTalk({ customer: aCustomer, orders: [delivered] });
    const asked = talk.say('开发票', 'invoice.request');
    expect(asked.decision.kind === 'ask' && asked.decision.plan.form?.fields.map((field) => field.name)).toEqual([
      'titleType',
      'title',
      'email',
    ]);
    talk.say('企业');
    talk.say('杭州某某科技有限公司');
    talk.say('91330106MA27X12345');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([
      {
        arguments: {
          titleType: 'company',
          title: '杭州某某科技有限公司',
          taxNumber: '91330106MA27X12345',
          email: 'wang@example.com',
        },
      },
    ]);
  });

  it('a wrong tax number is asked again, then a person helps', () => {
    const talk = aTalk({ customer: aCustomer, orders: [delivered] });
    talk.say('开企业发票', 'invoice.request');
    talk.say('抬头是杭州某某科技有限公司');
    expect(talk.say('123').text).toMatch(/税号/);
    expect(talk.say('456').text).toMatch(/税号/);
    expect(talk.say('789').decision).toMatchObject({ kind: 'hand-off', handOff: { skillGroup: 'invoice-payment' } });
  });

  it('asks for the difference of a price that has dropped', () => {
    const talk = aTalk(store);
    talk.say('我买的裙子降价了,能退差价吗,PD20260002', 'promo.price_protect');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ action: 'request-price-protection', arguments: { lineId: 'l2' } }]);
  });
});
