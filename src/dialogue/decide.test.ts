import { describe, expect, it } from 'vitest';
import { decide, initialDialogueState, stateAfterPeople } from './decide.ts';
import { aCustomer, aLine, anOrder, someFacts } from './fixtures/a-shop.ts';
import { aTalk } from './fixtures/a-talk.ts';
import { anUnderstanding } from './fixtures/an-understanding.ts';
import { decideUnknown } from './rules/question-rule.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const store = { customer: aCustomer, orders: [pending] };
const closed = { humansAvailable: false, humansOpenAt: '2026-11-22T01:00:00Z' };

describe('the order of the rules', () => {
  it.each([
    ['authority', 'complaint'],
    ['exposure', 'complaint'],
    ['lawsuit', 'complaint'],
    ['safety', 'complaint'],
    ['self-harm', 'complaint'],
    ['fraud', 'complaint'],
  ] as const)('the risk "%s" brings a person before anything else', (risk, skillGroup) => {
    const reply = aTalk(store).say({ text: '取消订单,不然打12315', intent: 'order.cancel', risks: [risk] });
    expect(reply.decision).toMatchObject({ kind: 'hand-off', handOff: { reason: 'risk', skillGroup } });
  });

  it('asking for a person needs no reason and stops a running flow', () => {
    const talk = aTalk(store);
    talk.say('取消订单', 'order.cancel');
    expect(talk.say('转人工', 'human.request').decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'asked' },
    });
    expect(talk.say('在吗', 'chat.greet').decision.kind).toBe('wait');
  });

  it('the group follows what the talk was about', () => {
    const talk = aTalk(store);
    talk.say('这条裙子什么面料', 'product.attribute');
    expect(talk.say('转人工', 'human.request').decision).toMatchObject({ handOff: { skillGroup: expect.any(String) } });
    const invoice = aTalk(store);
    expect(invoice.say('我付了两次钱', 'pay.problem').decision).toMatchObject({ question: { intent: 'pay.problem' } });
  });
});

describe('emotion', () => {
  it('clear anger is met with an apology, the reason from the facts and the next step', () => {
    const reply = aTalk(store).say({ text: '等了一周还不发货', intent: 'ship.urge', emotion: 'angry', intensity: 2 });
    expect(reply.text).toMatch(/抱歉[\s\S]*11月22日/);
    expect(reply.decision).toMatchObject({ kind: 'answer', plan: { isSoothing: true } });
  });

  it('twice in a row a person takes over', () => {
    const talk = aTalk(store);
    talk.say({ text: '等了一周还不发货', intent: 'ship.urge', emotion: 'angry', intensity: 2 });
    expect(
      talk.say({ text: '到底发不发', intent: 'ship.when', emotion: 'anxious', intensity: 2 }).decision,
    ).toMatchObject({ kind: 'hand-off', handOff: { reason: 'emotion' } });
  });

  it('a calm turn in between begins the count anew', () => {
    const talk = aTalk(store);
    talk.say({ text: '等了一周还不发货', intent: 'ship.urge', emotion: 'angry', intensity: 2 });
    talk.say('好的', 'chat.affirm');
    expect(talk.say({ text: '怎么还没发', intent: 'ship.when', emotion: 'anxious', intensity: 2 }).decision.kind).toBe(
      'answer',
    );
  });

  it('full strength brings a person at once', () => {
    expect(
      aTalk(store).say({ text: '骗子!!!退钱!!!', intent: 'refund.request', emotion: 'angry', intensity: 3 }).decision,
    ).toMatchObject({ kind: 'hand-off' });
  });

  it('out of hours writes a task and goes on calmly with the wish', () => {
    const talk = aTalk(store, closed);
    const reply = talk.say({ text: '骗子!!!取消订单!!!', intent: 'order.cancel', emotion: 'angry', intensity: 3 });
    expect(talk.requests[0]).toMatchObject({ phase: 'create-ticket' });
    expect(reply.decision).toMatchObject({ kind: 'ask', plan: { isSoothing: true } });
    expect(reply.text).toMatch(/T1001[\s\S]*取消/);
  });
});

describe('not understood', () => {
  it('offers the best guesses, and a person the second time in a row', () => {
    const talk = aTalk(store);
    const guess = talk.say({ text: '那个啥', intent: 'order.status', confidence: 0.2 });
    expect(guess.values).toEqual(['intent:order.status', 'intent:return.policy', 'intent:human.request']);
    expect(talk.say({ text: '嗯嗯那个', intent: 'order.status', confidence: 0.2 }).decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'not-understood' },
    });
  });

  it('pressing a guess is the wish', () => {
    const talk = aTalk(store);
    talk.say({ text: '那个啥', intent: 'order.status', confidence: 0.2 });
    expect(talk.press('查订单').text).toContain('PD20260001');
  });

  it('the same question for the third time brings a person', () => {
    const talk = aTalk(store);
    expect(talk.say('能用花呗吗', 'pay.method').decision.kind).toBe('answer');
    expect(talk.say('能用花呗吗', 'pay.method').decision.kind).toBe('answer');
    expect(talk.say('能用花呗吗', 'pay.method').decision.kind).toBe('hand-off');
  });

  it('knowledge without an answer is admitted, and handed over the second time', () => {
    const question = { intent: 'product.attribute', text: '?', productIds: [] };
    const base = { understanding: anUnderstanding({ text: '?' }), commands: [], facts: someFacts() };
    const first = decideUnknown({ ...base, state: initialDialogueState() }, question);
    expect(first.decision.kind).toBe('answer');
    expect(decideUnknown({ ...base, state: first.state }, question).decision).toMatchObject({
      kind: 'hand-off',
      handOff: { reason: 'low-confidence', skillGroup: 'presale' },
    });
  });
});

describe('small talk', () => {
  it.each([
    ['你好', 'chat.greet', 'answer'],
    ['谢谢', 'chat.thanks', 'answer'],
    ['再见', 'chat.bye', 'close'],
    ['今天天气怎么样', 'oos', 'answer'],
    ['人呢', 'status.urge_reply', 'answer'],
    ['不买了', 'buy.decline', 'answer'],
    ['好的', 'chat.affirm', 'answer'],
    ['没有了', 'chat.deny', 'answer'],
  ])('"%s" (%s) is %s', (text, intent, kind) => {
    const reply = aTalk(store).say(text, intent);
    expect(reply.decision.kind).toBe(kind);
    expect(reply.text).not.toBe('');
  });

  it('a greeting before a wish is no wish', () => {
    const reply = aTalk(store).say({ text: '你好,我要取消订单', intent: 'chat.greet', further: ['order.cancel'] });
    expect(reply.decision).toMatchObject({ kind: 'ask', slot: 'reason' });
  });

  it('no phrase comes twice in a row', () => {
    const talk = aTalk(store);
    const said = [1, 2, 3].map(() => talk.say('谢谢', 'chat.thanks').text);
    expect(new Set(said).size).toBe(3);
  });
});

describe('purity', () => {
  it('equal inputs give equal decisions, and the input state is left alone', () => {
    const input = {
      understanding: anUnderstanding({ text: '取消', intent: 'order.cancel' }),
      commands: [{ kind: 'start-flow' as const, flow: 'cancel-order', slots: {} }],
      state: initialDialogueState(),
      facts: someFacts({ orders: [pending] }),
    };
    const copy = JSON.stringify(input.state);
    expect(decide(input)).toEqual(decide(input));
    expect(JSON.stringify(input.state)).toBe(copy);
  });

  it('after people the AI begins with a clean stack and what is known', () => {
    const state = {
      ...initialDialogueState(),
      handOff: { reason: 'asked' as const, skillGroup: 'presale' },
      focus: { orderId: 'PD20260001', productIds: [] },
    };
    expect(stateAfterPeople(state)).toMatchObject({ stack: [], focus: { orderId: 'PD20260001' } });
    expect(stateAfterPeople(state).handOff).toBeUndefined();
  });
});
