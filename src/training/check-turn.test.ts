import { describe, expect, it } from 'vitest';
import { checkOutcome, checkTurn } from './check-turn.ts';
import type { PlayedTurn } from './play-scenario.ts';
import { scenarioSchema, scenarioTurn } from './scenario.ts';
import { checkWording } from './wording-rules.ts';

function aTurn(reply: string): PlayedTurn {
  return { said: '你好', at: '2026-11-21T04:00:00Z', reply, buttons: [], shown: '', milliseconds: 1 };
}

const scenario = {
  ...scenarioSchema.parse({ title: 'a conversation', flow: 'x', language: 'zh-CN', turns: [{ say: '你好' }] }),
  id: 'demo/x#1',
  shop: 'demo' as const,
  file: 'demo/x.json',
};

describe('a turn is compared with what is expected', () => {
  it('silence is right only where silence is expected', () => {
    expect(checkTurn(aTurn(''), scenarioTurn.parse({ silent: true }))).toEqual([]);
    expect(checkTurn(aTurn('您好'), scenarioTurn.parse({ silent: true }))).toHaveLength(1);
  });

  it('a message that started no turn is a failure', () => {
    expect(checkTurn(aTurn(''), scenarioTurn.parse({ say: '你好' }))[0]?.rule).toBe('answered');
  });
});

describe('what a conversation leaves behind', () => {
  const after = { ...scenario, after: { '000301': 'cancelled' }, cases: ['return'] };
  it.each([
    ['as expected', { orders: { '000301': 'cancelled' }, cases: ['return'], others: [] }, 0],
    ['nothing', { orders: {}, cases: [], others: [] }, 2],
    ['another status', { orders: { '000301': 'pending' }, cases: ['return'], others: [] }, 1],
    [
      "somebody else's order too",
      { orders: { '000301': 'cancelled', NY1: 'cancelled' }, cases: ['return'], others: [] },
      1,
    ],
    ['a row that is gone', { orders: { '000301': 'cancelled' }, cases: ['return'], others: ['orders NY1 removed'] }, 1],
  ])('%s', (_, outcome, faults) => {
    expect(checkOutcome(after, outcome)).toHaveLength(faults);
  });
});

describe('rules for every reply', () => {
  const turn = scenarioTurn.parse({ say: '你好' });
  it.each([
    ['words of the customer', '您好，请问想了解什么？', []],
    ['no words', '', ['words']],
    ['a hole', '订单 {orderId} 已发货', ['whole']],
    ['an internal key', '见 answer.product', ['whole']],
    ['English to a Chinese customer', 'Hello, how can I help you today?', ['language']],
    ['the other script', '請問您要辦理什麼業務呢，這邊幫您確認訂單與發貨時間', ['language']],
    ['a promise', '我保证今天处理', ['no promise']],
  ])('%s', (_, reply, rules) => {
    expect(checkWording(aTurn(reply), turn, scenario, undefined).map((one) => one.rule)).toEqual(rules);
  });

  it('the same long reply twice in a row is a fault', () => {
    const reply = '抱歉，我没太明白，可以换个说法吗？';
    expect(checkWording(aTurn(reply), turn, scenario, aTurn(reply)).map((one) => one.rule)).toEqual(['said before']);
  });

  it('no cheer for somebody upset', () => {
    const upset = scenarioTurn.parse({ say: '气死了', emotion: 'angry' });
    expect(checkWording(aTurn('很高兴为您服务'), upset, scenario, undefined).map((one) => one.rule)).toEqual([
      'no cheer',
    ]);
  });
});
