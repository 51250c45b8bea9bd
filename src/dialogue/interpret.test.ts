import { describe, expect, it } from 'vitest';
import { initialDialogueState } from './decide.ts';
import { aCustomer, aLine, anOrder, someFacts } from './fixtures/a-shop.ts';
import { anEntity, anUnderstanding, type Said } from './fixtures/an-understanding.ts';
import { interpret } from './interpret.ts';
import { commandOfIntent } from './interpretation/intent-commands.ts';
import type { Command, DialogueState } from './types.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const delivered = anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]);
const facts = someFacts({ customer: aCustomer, orders: [pending, delivered] });

function read(said: Said, state: DialogueState = initialDialogueState(), known = facts): readonly Command[] {
  const message = {
    text: said.text,
    ...(said.form ? { form: said.form } : {}),
    ...(said.images ? { images: said.images } : {}),
  };
  return interpret(anUnderstanding(said), state, known, message);
}

/** In the middle of a return: order and lines known, `slot` is being asked. */
function asked(slot: string, options: readonly { value: string; label: string }[] = []): DialogueState {
  const run = {
    runId: 'run-1',
    flow: 'request-return',
    version: 1,
    step: 'details',
    slots: { order: 'PD20260002', lines: ['l2'] },
    attempts: {},
    results: {},
  };
  return { ...initialDialogueState(), stack: [run], runCount: 1, expecting: { flow: 'request-return', slot, options } };
}

describe('readings that are in doubt by themselves', () => {
  it('agree where all of them are about goods that have not come', () => {
    const shipped = someFacts({
      customer: aCustomer,
      orders: [anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')])],
    });
    const understanding = {
      ...anUnderstanding({ text: '说好周三的，今天都周六了', emotion: 'angry', intensity: 2 }),
      intents: [
        { intent: 'track.delay', confidence: 0.3 },
        { intent: 'ship.urge', confidence: 0.2 },
        { intent: 'ship.carrier', confidence: 0.1 },
      ],
    };
    const commands = interpret(understanding, initialDialogueState(), shipped, { text: understanding.normalized });
    expect(commands).toMatchObject([{ kind: 'start-flow', flow: 'track-parcel' }]);
  });
});

describe('scolding beside a wish', () => {
  const flowsOf = (text: string) =>
    read({ text, intent: 'track.delay', further: ['complaint'] }).flatMap((one) =>
      one.kind === 'start-flow' ? [one.flow] : [],
    );

  it('is the tone of the wish: nobody is asked what the matter is', () => {
    expect(flowsOf('什么玩意儿，快递几天没动了')).toEqual(['track-parcel']);
  });

  it('is a wish of its own where a complaint is named', () => {
    expect(flowsOf('快递几天没动了，我要投诉')).toContain('complaint');
  });
});

describe('an intent outside of any flow', () => {
  it.each([
    ['取消订单', 'order.cancel', { kind: 'start-flow', flow: 'cancel-order' }],
    ['改地址', 'order.change_address', { kind: 'start-flow', flow: 'change-address' }],
    ['改一下我的默认地址', 'order.change_address', { kind: 'start-flow', flow: 'change-default-address' }],
    ['I want to change the payment to my credit card', 'pay.method', { kind: 'start-flow', flow: 'change-payment' }],
    ['能用信用卡吗', 'pay.method', { kind: 'answer', question: { intent: 'pay.method' } }],
    ['换个颜色', 'order.change_item', { kind: 'start-flow', flow: 'change-items' }],
    ['退货', 'return.request', { kind: 'start-flow', flow: 'request-return' }],
    ['换货', 'exchange.request', { kind: 'start-flow', flow: 'request-exchange' }],
    ['退款', 'refund.request', { kind: 'start-flow', flow: 'request-refund' }],
    ['收到就是碎的', 'issue.damaged', { kind: 'start-flow', flow: 'report-problem', slots: { problem: 'damaged' } }],
    ['开发票', 'invoice.request', { kind: 'start-flow', flow: 'request-invoice' }],
    ['我买完就降价了', 'promo.price_protect', { kind: 'start-flow', flow: 'request-price-protection' }],
    ['支持价保吗', 'promo.price_protect', { kind: 'answer', question: { intent: 'promo.price_protect' } }],
    ['投诉', 'complaint', { kind: 'start-flow', flow: 'complaint' }],
    ['转人工', 'human.request', { kind: 'hand-off', reason: 'asked' }],
    [
      '这条裙子什么面料',
      'product.attribute',
      { kind: 'answer', question: { intent: 'product.attribute', productIds: ['dress'] } },
    ],
    ['你好', 'chat.greet', { kind: 'small-talk', topic: 'greet' }],
    ['写首诗', 'oos', { kind: 'small-talk', topic: 'out-of-scope' }],
    ['my-shop.own-intent', 'shop.pickup', { kind: 'answer', question: { intent: 'shop.pickup' } }],
  ])('"%s" (%s)', (text, intent, command) => {
    expect(read({ text, intent })[0]).toMatchObject(command);
  });

  it('carries order number, goods, mail and phone along', () => {
    const [command] = read({ text: 'PD20260002 的裙子要退,a@b.cn 13912345678', intent: 'return.request' });
    expect(command).toMatchObject({
      slots: { order: 'PD20260002', products: ['dress'], email: ['a@b.cn'], phone: '13912345678' },
    });
  });

  it.each([
    ['取消最近一单', 'latest'],
    ['cancel my last order', 'latest'],
    ['取消尾号 0001 的', '0001'],
    ['the order number ends in 66', '66'],
  ])('"%s" means the order %s', (text, order) => {
    expect(read({ text, intent: 'order.cancel' })[0]).toMatchObject({ slots: { order } });
  });

  it('a day of buying means the orders of that day', () => {
    const entities = [anEntity('date', '2026-11-15', '上周日')];
    expect(read({ text: '上周日买的那个要取消', intent: 'order.cancel', entities })[0]).toMatchObject({
      slots: { order: 'placed:2026-11-15/2026-11-16' },
    });
  });

  it('"when does it ship" is about the own order where there is one that has not left', () => {
    expect(read({ text: '什么时候发货', intent: 'ship.when' })[0]).toMatchObject({ flow: 'order-status' });
    const stranger = someFacts({ orders: [] });
    expect(read({ text: '什么时候发货', intent: 'ship.when' }, undefined, stranger)[0]).toMatchObject({
      kind: 'answer',
    });
    expect(read({ text: '我买的什么时候发货', intent: 'ship.when' }, undefined, stranger)[0]).toMatchObject({
      flow: 'order-status',
    });
  });

  it('a doubtful intent asks, with the best guesses', () => {
    expect(read({ text: '呃', intent: 'return.request', confidence: 0.2 })).toEqual([
      { kind: 'clarify', options: ['return.request', 'return.policy'] },
    ]);
  });

  it('each wish of a message sees its own goods', () => {
    const commands = read({ text: '裙子要退,另外查下杯子快递', intent: 'return.request', further: ['track.where'] });
    expect(commands).toMatchObject([
      { flow: 'request-return', slots: { products: ['dress'] } },
      { flow: 'track-parcel', slots: { products: ['cup'] } },
    ]);
  });

  it.each([
    ['intent:order.status', { kind: 'start-flow', flow: 'order-status' }],
    ['flow:request-return', { kind: 'start-flow', flow: 'request-return' }],
    ['intent:human.request', { kind: 'hand-off' }],
  ])('the button %s is what it says', (text, command) => {
    expect(read({ text, intent: 'oos' })[0]).toMatchObject(command);
  });
});

describe('a message while a question is open', () => {
  const reasons = [
    { value: 'not-wanted', label: '不喜欢或不想要' },
    { value: 'size', label: '尺码不合适' },
    { value: 'quality', label: '质量问题' },
  ];

  it.each([
    ['size', 'size'],
    ['尺码不合适', 'size'],
    ['第二个', 'size'],
    ['2', 'size'],
    ['最后一个', 'quality'],
    ['太大了', '太大了'],
  ])('"%s" answers it with %s', (text, value) => {
    expect(read({ text }, asked('reason', reasons))).toEqual([{ kind: 'set-slot', slot: 'reason', value }]);
  });

  it.each([
    '好的',
    '确认',
    '可以的',
    '嗯嗯',
    '是的,没问题',
    '好的,麻烦帮我办理',
    'yes',
    'Yes, please go ahead',
    'OK',
    "yes, that's correct",
    'sure',
    'go ahead',
  ])('"%s" says yes to a preview', (text) => {
    expect(read({ text, intent: 'chat.affirm' }, asked('confirm'))).toEqual([{ kind: 'affirm' }]);
  });

  it.each(['不', '不用了', '先不办', '不要', 'no', 'No, thanks', 'not now'])('"%s" does not say yes', (text) => {
    const commands = read({ text, intent: 'chat.deny' }, asked('confirm'));
    expect(commands.every((command) => command.kind === 'deny' || command.kind === 'cancel-flow')).toBe(true);
  });

  it.each([
    ['好的,杯子也退', { kind: 'correct-slot', slot: 'lines', value: ['l2', 'l3'] }],
    ['可以,不过只退杯子', { kind: 'correct-slot', slot: 'lines', value: ['l3'] }],
    ['yes but the order is PD20260001', { kind: 'correct-slot', slot: 'order', value: 'PD20260001' }],
  ])('"%s" changes something and is no yes', (text, command) => {
    const commands = read({ text, intent: 'chat.affirm' }, asked('confirm'));
    expect(commands).toMatchObject([command]);
  });

  it('"可以退到微信吗" is a question and no yes', () => {
    expect(
      read({ text: '可以退到微信吗', intent: 'refund.request' }, asked('confirm')).some(
        (command) => command.kind === 'affirm',
      ),
    ).toBe(false);
  });

  it('a clear question is a digression', () => {
    expect(read({ text: '运费谁出', intent: 'return.freight' }, asked('reason', reasons))).toMatchObject([
      { kind: 'answer' },
    ]);
  });

  it('an answer with a question behind it is both', () => {
    expect(read({ text: '第二个', further: ['invoice.request'] }, asked('reason', reasons))).toMatchObject([
      { kind: 'set-slot' },
      { kind: 'start-flow', flow: 'request-invoice' },
    ]);
  });

  it.each(['算了不退了', '不退了', 'never mind', 'I changed my mind', 'keep the order'])(
    '"%s" gives the wish up',
    (text) => {
      expect(read({ text, intent: 'buy.decline' }, asked('reason', reasons))[0]).toEqual({ kind: 'cancel-flow' });
    },
  );

  it('"不想要了" is a reason, not giving up', () => {
    expect(read({ text: '不想要了', intent: 'buy.decline' }, asked('reason', reasons))).toMatchObject([
      { kind: 'set-slot', slot: 'reason' },
    ]);
  });

  it('"另一单" corrects the order', () => {
    expect(read({ text: '不对,是另一单', intent: 'chat.deny' }, asked('reason', reasons))).toEqual([
      { kind: 'correct-slot', slot: 'order', value: 'other:PD20260002' },
    ]);
  });

  it('pictures answer a question for pictures', () => {
    const run = {
      runId: 'run-1',
      flow: 'report-problem',
      version: 1,
      step: 'details',
      slots: { order: 'PD20260002', lines: ['l2'] },
      attempts: {},
      results: {},
    };
    const state: DialogueState = {
      ...initialDialogueState(),
      stack: [run],
      expecting: { flow: 'report-problem', slot: 'images', options: [] },
    };
    expect(read({ text: '', images: ['f1', 'f2'] }, state)).toEqual([
      { kind: 'set-slot', slot: 'images', value: ['f1', 'f2'] },
    ]);
  });

  it('a form fills one slot or several', () => {
    expect(
      read(
        { text: '', form: { formId: 'request-return.details', values: { reason: 'size', lines: 'l3', payment: ' ' } } },
        asked('lines'),
      ),
    ).toEqual([
      { kind: 'set-slot', slot: 'reason', value: 'size' },
      { kind: 'set-slot', slot: 'lines', value: 'l3' },
    ]);
    expect(
      read({ text: '', form: { formId: 'change-address.details.address', values: { city: 'X' } } }, asked('lines')),
    ).toEqual([{ kind: 'set-slot', slot: 'address', value: { city: 'X' } }]);
  });
});

/** In the middle of another flow: `slot` is being asked. */
function inFlow(flow: string, slot: string, slots: Readonly<Record<string, string>> = {}): DialogueState {
  const run = { runId: 'run-1', flow, version: 1, step: 'details', slots, attempts: {}, results: {} };
  return { ...initialDialogueState(), stack: [run], runCount: 1, expecting: { flow, slot, options: [] } };
}

describe('what is no value of the slot that is asked', () => {
  it('answers a question instead of writing it onto the invoice', () => {
    const [first] = read(
      { text: '七天无理由怎么算', intent: 'return.policy' },
      inFlow('request-invoice', 'title', { order: 'PD20260002', titleType: 'personal' }),
    );
    expect(first).toMatchObject({ kind: 'answer', question: { intent: 'return.policy' } });
  });

  it('takes a company that is named like a wish for a name', () => {
    expect(
      read(
        { text: '退货宝科技有限公司', intent: 'return.request' },
        inFlow('request-invoice', 'title', { order: 'PD20260002', titleType: 'company' }),
      ),
    ).toEqual([{ kind: 'set-slot', slot: 'title', value: '退货宝科技有限公司' }]);
  });

  it.each(['好', '好的，我去拍', '稍等拍一下'])('waits for the picture after "%s"', (text) => {
    expect(read({ text, intent: 'chat.affirm' }, inFlow('report-problem', 'images', { order: 'PD20260002' }))).toEqual(
      [],
    );
  });

  it('takes a bare phone number for the way back, not for the message', () => {
    expect(read({ text: '13800000000', intent: 'chat.inform' }, inFlow('leave-message', 'message'))).toEqual([
      { kind: 'set-slot', slot: 'contact', value: '13800000000' },
    ]);
  });
});

describe('what somebody who has bought means', () => {
  it('wants the order cancelled with "不想要了", and only looks around without one', () => {
    expect(read({ text: '不想要了', intent: 'buy.decline' })).toMatchObject([
      { kind: 'start-flow', flow: 'cancel-order' },
    ]);
    const none = someFacts({ customer: aCustomer, orders: [] });
    expect(read({ text: '不想要了', intent: 'buy.decline' }, initialDialogueState(), none)).toEqual([
      { kind: 'cancel-flow' },
    ]);
  });

  it('means the same for the other order with "另一个呢"', () => {
    const state = {
      ...initialDialogueState(),
      focus: { orderId: 'PD20260001', productIds: [] },
      lastIntent: 'order.status',
    };
    expect(read({ text: '另一个呢', intent: 'chat.clarify', confidence: 0.2 }, state)).toEqual([
      { kind: 'start-flow', flow: 'order-status', slots: { order: 'other:PD20260001' } },
    ]);
  });

  it('has two wishes where a word of addition parts them', () => {
    const commands = read({ text: '杯子想换货,还有发票开一下', intent: 'invoice.request' });
    expect(commands.map((command) => command.kind === 'start-flow' && command.flow)).toEqual([
      'request-exchange',
      'request-invoice',
    ]);
  });
});

describe('the table of intents', () => {
  it('answers an intent that nobody listed from knowledge', () => {
    expect(commandOfIntent('shop.something')).toEqual({ do: 'answer' });
  });
});
