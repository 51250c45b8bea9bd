import { describe, expect, it } from 'vitest';
import { aCustomer, aLine, anOrder } from '../fixtures/a-shop.ts';
import { aTalk } from '../fixtures/a-talk.ts';

const pending = anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]);
const store = { customer: aCustomer, orders: [pending] };
const closed = { humansAvailable: false, humansOpenAt: '2026-11-22T01:00:00Z' };

describe('complaint', () => {
  it('apologises, writes the complaint down and brings a person', () => {
    const talk = aTalk(store);
    talk.say('我要投诉', 'complaint');
    const reply = talk.say('客服态度特别差,问了三次没人理');
    expect(talk.requests).toMatchObject([
      { phase: 'create-ticket', ticket: { kind: 'complaint', details: { message: '客服态度特别差,问了三次没人理' } } },
    ]);
    expect(reply.decision).toMatchObject({ kind: 'hand-off', handOff: { skillGroup: 'complaint' } });
    expect(reply.text).toContain('T1001');
  });

  it('takes what was said at once instead of asking again', () => {
    const talk = aTalk(store);
    talk.say('我要投诉你们客服,态度特别差还挂我电话', 'complaint');
    expect(talk.requests.at(-1)).toMatchObject({ phase: 'create-ticket' });
  });

  it('out of hours leaves the ticket and the AI goes on', () => {
    const talk = aTalk(store, closed);
    const reply = talk.say('我要投诉你们客服,态度特别差还挂我电话', 'complaint');
    expect(reply.decision.kind).toBe('answer');
    expect(talk.say('我的订单呢', 'order.status').text).toContain('PD20260001');
  });
});

describe('a person out of hours', () => {
  it('says when people are back, takes a message and writes one task', () => {
    const talk = aTalk(store, closed);
    const asked = talk.say('转人工', 'human.request');
    expect(asked.text).toContain('11月22日 09:00');
    expect(talk.say('发票抬头开错了').text).toContain('T1001');
    expect(talk.requests).toMatchObject([
      { phase: 'create-ticket', ticket: { kind: 'follow-up', details: { message: '发票抬头开错了', why: 'asked' } } },
    ]);
  });

  it('names the task instead of writing a second one', () => {
    const talk = aTalk(store, closed);
    talk.say('转人工', 'human.request');
    talk.say('发票抬头开错了');
    expect(talk.say('人工呢', 'human.request').text).toContain('T1001');
    expect(talk.requests).toHaveLength(1);
  });

  it('asks somebody unknown for a contact once, and does without', () => {
    const talk = aTalk({ orders: [] }, { ...closed, customer: undefined });
    talk.say('转人工', 'human.request');
    expect(talk.say('想问批发价').decision).toMatchObject({ kind: 'ask', slot: 'contact' });
    talk.say('13912345678');
    expect(talk.requests.at(-1)).toMatchObject({
      ticket: { details: { message: '想问批发价', contact: '13912345678' } },
    });
  });
});

describe('order-remark and compensation', () => {
  it('passes the note to the warehouse', () => {
    const talk = aTalk(store);
    talk.say('备注一下', 'order.remark');
    talk.say('请多包一层气泡膜');
    expect(talk.requests).toMatchObject([
      { ticket: { orderId: 'PD20260001', details: { remark: '请多包一层气泡膜' } } },
    ]);
  });

  it('promises nothing and offers a person', () => {
    const talk = aTalk(store);
    expect(talk.say('赔我点优惠券吧', 'compensation.request').text).toMatch(/核实/);
    expect(talk.say('是').decision).toMatchObject({ kind: 'hand-off', handOff: { reason: 'no-right' } });
  });
});
