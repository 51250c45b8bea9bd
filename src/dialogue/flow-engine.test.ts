import { describe, expect, it } from 'vitest';
import { aCustomer, aLine, anOrder } from './fixtures/a-shop.ts';
import { aTalk, type FakeStore } from './fixtures/a-talk.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const second = anOrder('PD20260004', 'pending', [aLine('l6', 'cup-red')]);
const delivered = anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]);
const store: FakeStore = { customer: aCustomer, orders: [pending, second, delivered] };

describe('a digression', () => {
  it('is answered, and the open question is asked again', () => {
    const talk = aTalk(store);
    talk.say('我要退货', 'return.request');
    const reply = talk.say('运费谁出', 'return.freight');
    expect(reply.decision).toMatchObject({ kind: 'answer', question: { intent: 'return.freight' } });
    expect(reply.text).toMatch(/退货/);
    expect(reply.buttons).toContain('全部');
    expect(talk.say('全部').decision).toMatchObject({ kind: 'ask', slot: 'reason' });
  });

  it('does not count as a failed answer', () => {
    const talk = aTalk(store);
    talk.say('我要退货', 'return.request');
    for (const question of ['运费谁出', '几天到账', '寄到哪里', '可以寄到付吗']) {
      expect(talk.say(question, 'return.policy').decision.kind).toBe('answer');
    }
  });

  it('into another flow comes back with a sentence', () => {
    const talk = aTalk({ ...store, orders: [delivered, anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')])] });
    talk.say('PD20260002 我要退货', 'return.request');
    const reply = talk.say('PD20260003 到哪了', 'track.where');
    expect(reply.text).toMatch(/退货/);
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'lines' });
  });
});

describe('a correction', () => {
  it('"another order" goes back to the order and forgets what belonged to the old one', () => {
    const talk = aTalk(store);
    talk.say('PD20260001 取消', 'order.cancel');
    talk.say('拍错了');
    const reply = talk.say('不对,是另一单');
    expect(reply.text).toContain('PD20260004');
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ arguments: { orderId: 'PD20260004' } }]);
  });

  it('of the goods before the yes needs a new preview and a new yes', () => {
    const talk = aTalk(store);
    talk.say('裙子不喜欢,退货 PD20260002', 'return.request');
    const reply = talk.say('不对,还有杯子也一起退');
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'confirm' });
    expect(talk.performed()).toEqual([]);
    talk.say('确认', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ arguments: { lineIds: ['l2', 'l3'] } }]);
  });

  it('of the reason is taken at the preview', () => {
    const talk = aTalk(store);
    talk.say('PD20260001 不想要了,取消', 'order.cancel');
    talk.say('原因选错了,是拍错了');
    talk.say('好', 'chat.affirm');
    expect(talk.performed()).toMatchObject([{ arguments: { reason: 'mistake' } }]);
  });

  it('of the wish changes the flow and keeps order and goods', () => {
    const talk = aTalk(store);
    talk.say('PD20260002 的裙子退货', 'return.request');
    const reply = talk.say('算了还是换货吧', 'exchange.request');
    expect(talk.state().stack.map((run) => run.flow)).toEqual(['request-exchange']);
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'variants' });
  });
});

describe('giving up', () => {
  it.each(['算了不退了', '不退了', '先不退'])('"%s" ends the flow with nothing changed', (words) => {
    const talk = aTalk(store);
    talk.say('PD20260002 退货', 'return.request');
    expect(talk.say(words, 'buy.decline').text).toMatch(/没有做任何改动|保持原样/);
    expect(talk.state().stack).toEqual([]);
  });
});

describe('bounded attempts', () => {
  it('two answers that do not fit bring a person', () => {
    const talk = aTalk(store);
    talk.say('PD20260002 退货', 'return.request');
    expect(talk.say('呃这个').decision).toMatchObject({ kind: 'ask', slot: 'lines' });
    expect(talk.say('哈哈哈').decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'flow-step', skillGroup: 'aftersale' },
    });
  });

  it('keeps the flow in the state so that the summary can tell what was collected', () => {
    const talk = aTalk(store);
    talk.say('PD20260002 退货', 'return.request');
    talk.say('呃这个');
    talk.say('哈哈哈');
    expect(talk.state().stack.at(-1)?.slots.order).toBe('PD20260002');
  });
});

describe('two wishes in one message', () => {
  it('are done one after the other', () => {
    const talk = aTalk({ ...store, orders: [delivered, anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')])] });
    talk.say({ text: 'PD20260002 的裙子要退,另外查下杯子到哪了', intent: 'return.request', further: ['track.where'] });
    talk.say('不喜欢');
    const reply = talk.say('好', 'chat.affirm');
    expect(talk.performed()).toHaveLength(1);
    expect(reply.text).toContain('PD20260003');
  });

  it('a question beside a wish is answered in the same reply', () => {
    const reply = aTalk(store).say({
      text: '我要退货,运费谁出',
      intent: 'return.request',
      further: ['return.freight'],
    });
    expect(reply.decision).toMatchObject({ kind: 'answer', question: { intent: 'return.freight' } });
    expect(reply.buttons).toContain('全部');
  });

  it('two questions are both handed to knowledge', () => {
    const reply = aTalk(store).say({ text: '多少钱,有货吗', intent: 'price.inquiry', further: ['product.stock'] });
    expect(reply.decision).toMatchObject({
      question: { intent: 'price.inquiry' },
      furtherQuestions: [{ intent: 'product.stock' }],
    });
  });
});

describe('what the rules refuse', () => {
  const refusing: FakeStore = {
    ...store,
    check: () => ({
      ok: false,
      reasonKey: 'refused.return-period-over',
      parameters: { item: '茶歇裙', days: 7, lastDay: '2026-11-10' },
      facts: [],
    }),
  };

  it('is explained with what is possible instead', () => {
    const reply = aTalk(refusing).say('PD20260002 的裙子不喜欢,退货', 'return.request');
    expect(reply.text).toContain('11月10日');
    expect(reply.values).toEqual(expect.arrayContaining(['flow:request-exchange', 'intent:human.request']));
    expect(reply.decision.kind).toBe('answer');
  });

  it('asks again for the one thing that was wrong, then the refusal stands', () => {
    const talk = aTalk({
      ...store,
      check: () => ({ ok: false, reasonKey: 'refused.photo-missing', parameters: {}, facts: [] }),
    });
    talk.say('PD20260002 的杯子摔坏了,杯身有一个大洞,要退款', 'issue.damaged');
    const reply = talk.say('没有照片');
    expect(reply.text).toMatch(/照片/);
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'images' });
    expect(talk.say('没有').decision.kind).toBe('answer');
  });

  it('goes to a person when the customer insists', () => {
    const talk = aTalk(refusing);
    talk.say('PD20260002 的裙子不喜欢,退货', 'return.request');
    expect(talk.say('我就是要退 PD20260002 的裙子,不喜欢', 'return.request').decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'no-right' },
    });
  });
});

describe('what is known', () => {
  it('the order spoken of before is not asked again', () => {
    const talk = aTalk(store);
    talk.say('PD20260004 到哪了', 'order.status');
    expect(talk.say('那取消吧', 'order.cancel').state.stack.at(-1)?.slots.order).toBe('PD20260004');
  });

  it('an order is found by its goods, by "the last one" and by the end of its number', () => {
    const newest = anOrder('PD20260009', 'pending', [aLine('l9', 'cup-white')]);
    for (const [words, orderId] of [
      ['取消杯子', 'PD20260004'],
      ['取消尾号0001的订单', 'PD20260001'],
    ]) {
      expect(aTalk(store).say(words ?? '', 'order.cancel').text).toContain(orderId);
    }
    expect(aTalk({ ...store, orders: [newest, pending] }).say('取消最近一单', 'order.cancel').text).toContain(
      'PD20260009',
    );
  });

  it('an order that is not in the list is looked up', () => {
    const talk = aTalk({ ...store, orders: [pending] });
    const reply = talk.say('取消 PD99999999', 'order.cancel');
    expect(talk.requests).toMatchObject([{ phase: 'find-order', orderId: 'PD99999999' }]);
    expect(reply.text).toMatch(/没有找到|查不到/);
  });
});

describe('under surge', () => {
  it('asks by form instead of one by one and drops pleasantries', () => {
    const talk = aTalk(store, { loadLevel: 'surge' });
    const asked = talk.say('PD20260002 的杯子有问题', 'issue.quality');
    const form = asked.decision.kind === 'ask' ? asked.decision.plan.form : undefined;
    expect(form?.fields.map((field) => field.name)).toEqual(['problem', 'wish', 'description', 'images']);
    const reply = talk.say({
      text: '',
      form: {
        formId: form?.formId ?? '',
        values: { problem: 'damaged', wish: 'refund', description: '杯口破了', images: '' },
      },
    });
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'images' });
    talk.say('没有');
    expect(talk.say('好', 'chat.affirm').text).not.toMatch(/还有/);
  });
});
