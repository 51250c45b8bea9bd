import { describe, expect, it } from 'vitest';
import { initialDialogueState } from '../decide.ts';
import { aCustomer, aLine, anOrder, someFacts } from '../fixtures/a-shop.ts';
import { anUnderstanding, type Said } from '../fixtures/an-understanding.ts';
import { interpret } from '../interpret.ts';
import type { DialogueState } from '../types.ts';

const facts = someFacts({
  customer: aCustomer,
  orders: [anOrder('PD20260001', 'pending', [aLine('l1', 'mouse-black')])],
});

function read(said: Said, more: Partial<DialogueState> = {}) {
  return interpret(anUnderstanding(said), { ...initialDialogueState(), ...more }, facts, { text: said.text });
}

describe('what was bought, asked for in the words of an English customer', () => {
  it.each<[Said, string]>([
    [{ text: 'can you tell me what ive got on order', intent: 'order.status' }, 'account-orders'],
    [{ text: "what's on order right now", intent: 'order.status' }, 'account-orders'],
    [{ text: 'any news on my mouse?', intent: 'product.stock', confidence: 0.1 }, 'order-status'],
    [{ text: 'the mouse - has that gone out?', intent: 'product.stock' }, 'order-status'],
    [{ text: 'this is ridiculous, where the hell is my mouse', intent: 'complaint' }, 'track-parcel'],
  ])('%j starts %s', (said, flow) => {
    expect(read(said)).toMatchObject([{ kind: 'start-flow', flow }]);
  });

  it('a complaint that is named stays one', () => {
    const said = { text: 'i want to complain, where the hell is my mouse', intent: 'complaint' };
    expect(read(said)).toMatchObject([{ kind: 'start-flow', flow: 'complaint' }]);
  });
});

describe('a further case of the rule told last', () => {
  it.each(['要打统编的话咧', '那要是公司抬头呢'])('"%s" is told, and no invoice is begun', (text) => {
    const before = { lastIntent: 'invoice.request', lastQuestion: '可以开电子发票吗' };
    expect(read({ text, intent: 'invoice.request' }, before)).toMatchObject([
      { kind: 'answer', question: { intent: 'invoice.request', text: `可以开电子发票吗 ${text}` } },
    ]);
  });
});
