import { describe, expect, it } from 'vitest';
import { builtInFlows, checkFlow, loadFlows } from './load-flows.ts';

const sentence = { 'zh-CN': '甲', 'zh-TW': '甲', en: 'A' };

function aFlow(steps: readonly unknown[], slots: Record<string, unknown> = {}) {
  return { flow: 'a-flow', version: 1, title: sentence, description: '', skillGroup: 'aftersale', slots, steps };
}

describe('the built-in flows', () => {
  it('are all valid', () => {
    expect(loadFlows().faults).toEqual([]);
  });

  it('name only flows that exist', () => {
    const flows = builtInFlows();
    const named = [...flows.values()].flatMap((flow) => [
      ...(flow.whenUnsupported?.flows ?? []).map((one) => one.flow),
      ...flow.steps.flatMap((step) => {
        if (step.kind === 'check') return step.alternatives.map((one) => one.flow);
        if (step.kind === 'say')
          return step.buttons.flatMap((button) => (button.value.startsWith('flow:') ? [button.value.slice(5)] : []));
        if (step.kind !== 'branch') return [];
        return [...step.cases.map((one) => one.to), ...(step.otherwise ? [step.otherwise] : [])].flatMap((to) =>
          'flow' in to ? [to.flow] : [],
        );
      }),
    ]);
    expect(named.filter((flow) => !flows.has(flow))).toEqual([]);
  });
});

describe('an edited flow', () => {
  const confirmed = [
    { id: 'check', kind: 'check', action: 'cancel-order', arguments: { orderId: 'order' } },
    { id: 'confirm', kind: 'confirm', check: 'check' },
    { id: 'perform', kind: 'perform', check: 'check' },
  ];
  const order = { order: { type: 'order', ask: 'ask.order' } };

  it('replaces the built-in one of the same name', () => {
    const edited = { ...aFlow([{ id: 'end', kind: 'end' }]), flow: 'human', version: 7 };
    expect(loadFlows([edited]).flows.get('human')?.version).toBe(7);
  });

  it('is left out with its faults while the built-in one stays', () => {
    const { flows, faults } = loadFlows([{ ...aFlow([]), flow: 'human' }]);
    expect(flows.get('human')?.version).toBe(1);
    expect(faults).toHaveLength(1);
  });

  it.each([
    ['a change without a yes', [confirmed[0], confirmed[2]], order, /without a confirm/],
    ['a step that does not exist', [{ id: 'a', kind: 'end', next: 'b' }], {}, /unknown step b/],
    ['a slot that does not exist', [{ id: 'a', kind: 'collect', slots: ['x'] }], {}, /unknown slot x/],
    [
      'two steps of one name',
      [
        { id: 'a', kind: 'end' },
        { id: 'a', kind: 'end' },
      ],
      {},
      /twice/,
    ],
    ['a misspelt field', [{ id: 'a', kind: 'end', sey: 'x' }], {}, /sey|nrecognized/],
  ])('is refused for %s', (_, steps, slots, fault) => {
    const reading = checkFlow(aFlow(steps, slots));
    expect(reading.ok ? '' : reading.faults.join()).toMatch(fault);
  });

  it('with check, confirm and perform is accepted', () => {
    expect(checkFlow(aFlow(confirmed, order)).ok).toBe(true);
  });

  it('can express procedures of other shops: look up the account, validate, ask, decide by level, act, notify a team', () => {
    const steps = [
      { id: 'account', kind: 'identify' },
      { id: 'purchase', kind: 'find-order', slot: 'order' },
      { id: 'reason', kind: 'collect', slots: ['reason', 'contact'] },
      {
        id: 'level',
        kind: 'branch',
        cases: [{ when: { value: 'customer.memberLevel', in: ['gold'] }, to: { step: 'check' } }],
        otherwise: { step: 'team' },
      },
      ...confirmed,
      { id: 'done', kind: 'end' },
      {
        id: 'team',
        kind: 'create-ticket',
        ticket: 'follow-up',
        title: 'leave-message.ticket-title',
        details: { reason: 'slot.reason' },
      },
      { id: 'person', kind: 'hand-off', skillGroup: 'aftersale' },
    ];
    const slots = {
      ...order,
      reason: { type: 'choice', ask: 'ask.reason', options: [{ value: 'a', label: 'button.yes' }] },
      contact: { type: 'email', ask: 'ask.email' },
    };
    expect(checkFlow(aFlow(steps, slots))).toMatchObject({ ok: true });
  });
});
