import { describe, expect, it } from 'vitest';
import { explainTurn } from './explain.ts';
import { aCustomer, aLine, anOrder, someFacts } from './fixtures/a-shop.ts';
import { aTalk } from './fixtures/a-talk.ts';
import { anUnderstanding } from './fixtures/an-understanding.ts';
import { readDialogueState } from './read-dialogue-state.ts';
import { summarizeHandOff } from './summary.ts';

const delivered = anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]);
const store = { customer: aCustomer, orders: [delivered] };

describe('summarizeHandOff', () => {
  const talk = aTalk(store);
  talk.say('PD20260002 的裙子不喜欢,退货', 'return.request');
  const reply = talk.say('转人工', 'human.request');
  const summary = summarizeHandOff({
    reason: 'asked',
    state: reply.state,
    facts: someFacts({ orders: [delivered], customer: aCustomer }),
    emotion: 'angry',
    intensity: 2,
    lastMessages: [{ from: 'customer', text: '转人工' }],
    actions: [{ name: 'request-return', state: 'checked' }],
  });

  it('tells who, why, what, which order and how the customer feels, in three languages', () => {
    for (const part of ['客户要求人工', '退货', '王芳', 'PD20260002', '愤怒', '转人工'])
      expect(summary.text['zh-CN']).toContain(part);
    for (const part of ['returning goods', 'PD20260002', 'angry']) expect(summary.text.en).toContain(part);
    expect(summary.text['zh-TW']).toContain('顧客');
  });

  it('lists what was collected in words, not ids', () => {
    expect(summary.slots.map((slot) => slot.value['zh-CN'])).toEqual(
      expect.arrayContaining(['PD20260002', '茶歇裙', '不喜欢或不想要']),
    );
    expect(summary.tried.map((one) => one.en)).toEqual(['Checked the rules: returning goods']);
  });
});

describe('explainTurn', () => {
  it('says how the message was read, what was done and what the reply rests on', () => {
    const understanding = anUnderstanding({
      text: '取消订单',
      intent: 'order.cancel',
      emotion: 'angry',
      intensity: 2,
      risks: ['authority'],
    });
    const lines = explainTurn(
      {
        understanding,
        understoodBy: 'model',
        decisions: [
          { kind: 'act', reason: '' },
          { kind: 'ask', reason: '' },
        ],
        actions: [{ name: 'cancel-order', state: 'checked' }],
        facts: [{ id: 'x', title: '金额', kind: 'money', value: 12900 }],
        flow: 'cancel-order',
        draftedBy: 'template',
        guard: { verdict: 'replaced', violations: ['value: 99'] },
        loadLevel: 'surge',
      },
      'zh-CN',
    );
    expect(lines.join('\n')).toMatch(
      /取消订单.*90%[\s\S]*愤怒[\s\S]*authority[\s\S]*模型[\s\S]*规则允许[\s\S]*追问[\s\S]*金额 = 12900[\s\S]*value: 99[\s\S]*surge/,
    );
  });

  it.each(['zh-CN', 'zh-TW', 'en'] as const)('leaves no key or placeholder bare in %s', (language) => {
    const understanding = anUnderstanding({ text: 'x', intent: 'order.cancel', further: ['invoice.request'] });
    for (const kind of ['answer', 'ask', 'act', 'hand-off', 'wait', 'close'] as const) {
      const lines = explainTurn(
        {
          understanding,
          decisions: [{ kind, reason: '' }],
          facts: [],
          draftedBy: 'none',
          handOff: { reason: 'asked' },
          actions: [{ name: 'find-order', state: 'read' }],
        },
        language,
      );
      expect(lines.filter((line) => /explain\.|[{}]/.test(line))).toEqual([]);
    }
  });
});

describe('readDialogueState', () => {
  it('reads back what was stored, and nothing else', () => {
    const talk = aTalk(store);
    const { state } = talk.say('PD20260002 退货', 'return.request');
    expect(readDialogueState(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(readDialogueState({ stack: 'x' })).toBeUndefined();
    expect(readDialogueState(undefined)).toBeUndefined();
  });
});
