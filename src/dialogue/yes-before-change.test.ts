import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashArguments } from './confirmation.ts';
import { decide, initialDialogueState } from './decide.ts';
import { aCase, aCustomer, aLine, anOrder, someFacts } from './fixtures/a-shop.ts';
import { anUnderstanding } from './fixtures/an-understanding.ts';
import { mergeResult } from './flow-engine.ts';
import { harmlessActions } from './flows/flow-definition.ts';
import { builtInFlows } from './flows/load-flows.ts';
import { interpret } from './interpret.ts';
import type { ActionRequest, ActionResult, Command, DialogueState, SlotValue, TurnFacts } from './types.ts';

const orders = [
  anOrder('PD20260001', 'pending', [aLine('l1', 'dress-blue-m')]),
  anOrder('PD20260002', 'delivered', [aLine('l2', 'dress-blue-m'), aLine('l3', 'cup-white')]),
  anOrder('PD20260003', 'shipped', [aLine('l4', 'cup-red')]),
];
const facts = someFacts({ customer: aCustomer, orders, cases: [aCase('C1', 'PD20260002')] });
const flows = [...builtInFlows().keys()];
const slotNames = [...new Set([...builtInFlows().values()].flatMap((flow) => Object.keys(flow.slots)))];
const values = [
  'PD20260001',
  'PD20260002',
  'latest',
  'all',
  'l2',
  'mistake',
  '不想要了',
  'refund',
  'damaged',
  'company',
  'yes',
  'C1',
  '黑色 L',
  '浙江省宁波市鄞州区中山路8号',
  '91330106MA27X12345',
  'a@example.com',
  'x',
];

const slot = fc.constantFrom(...slotNames);
const value: fc.Arbitrary<SlotValue> = fc.constantFrom<SlotValue>(...values, ['l2', 'l3'], []);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('start-flow' as const),
      flow: fc.constantFrom(...flows),
      slots: fc.dictionary(slot, value, { maxKeys: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set-slot' as const), slot, value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct-slot' as const), slot, value }) },
  { weight: 4, arbitrary: fc.constant<Command>({ kind: 'affirm' }) },
  fc.constant<Command>({ kind: 'deny' }),
  fc.constant<Command>({ kind: 'cancel-flow' }),
  fc.constant<Command>({ kind: 'clarify', options: [] }),
  fc.constant<Command>({ kind: 'small-talk', topic: 'thanks' }),
  fc.constant<Command>({ kind: 'answer', question: { intent: 'pay.method', text: '?', productIds: [] } }),
);
const turns = fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 10 });

describe('a change in the shop', () => {
  it('is never asked for without a yes to the preview of exactly these arguments in an earlier reply', () => {
    fc.assert(fc.property(turns, fc.boolean(), runAll), { numRuns: 1500 });
  });

  it('is reached by an honest sequence, so that the property is not empty', () => {
    const performed: string[] = [];
    let state = initialDialogueState();
    for (const commands of honest)
      state = oneTurn(state, commands, true, (request) => performed.push(request.action)).state;
    expect(performed).toEqual(['cancel-order']);
  });

  it('is not reached by a yes that comes with other words, nor by a forged confirmation of other arguments', () => {
    const performed: string[] = [];
    const note = (request: Perform) => performed.push(request.action);
    const asked = oneTurn(initialDialogueState(), honest[0] ?? [], true, note).state;
    oneTurn(asked, [{ kind: 'affirm' }, { kind: 'set-slot', slot: 'reason', value: 'not-wanted' }], true, note);
    const run = asked.stack.at(-1);
    const forged = run && {
      ...asked,
      stack: [
        {
          ...run,
          step: 'perform',
          confirmed: hashArguments('cancel-order', { orderId: 'PD20260002', reason: 'mistake' }),
        },
      ],
    };
    if (forged) oneTurn(forged, [{ kind: 'clarify', options: [] }], true, note);
    expect(performed).toEqual([]);
  });
});

describe('a yes in free words', () => {
  const consent = fc.constantFrom(
    '好',
    '行吧',
    '可以',
    '那就',
    '嗯嗯',
    '就这样',
    'ok',
    'yes',
    'sure',
    'go ahead',
    '麻烦了',
    '谢谢',
  );
  const other = fc.constantFrom(
    '换货',
    '换成黑色',
    '退到微信',
    '先别',
    '不过运费你们出',
    '两个都退',
    '多少钱',
    '能便宜吗',
    'but not now',
    'to paypal',
    'except the cup',
    '如果包邮',
    '改地址',
  );
  const around = fc.array(consent, { maxLength: 3 });

  it('changes nothing when anything else stands beside it, and what it changes is what was shown', () => {
    fc.assert(
      fc.property(around, fc.option(other, { nil: undefined }), around, (before, stranger, after) => {
        const text = [...before, ...(stranger === undefined ? [] : [stranger]), ...after].join(' ');
        const performed: Perform[] = [];
        const shown = oneTurn(initialDialogueState(), honest[0] ?? [], true, () => {}).state;
        const said = anUnderstanding({ text, intent: 'chat.affirm' });
        const commands = interpret(said, shown, facts, { text });
        oneTurn(shown, commands, true, (request) => performed.push(request));
        if (stranger !== undefined) expect(performed, text).toEqual([]);
        for (const { action, arguments: given } of performed)
          expect(previewsOf(shown)).toContain(hashArguments(action, given));
      }),
      { numRuns: 1000 },
    );
  });
});

const honest: readonly (readonly Command[])[] = [
  [{ kind: 'start-flow', flow: 'cancel-order', slots: { order: 'PD20260001', reason: 'mistake' } }],
  [{ kind: 'affirm' }],
];

type Perform = Extract<ActionRequest, { phase: 'perform' }>;

function runAll(script: readonly (readonly Command[])[], isAllowed: boolean): void {
  let state = initialDialogueState();
  for (const commands of script) {
    const before = state;
    const previewed = previewsOf(before);
    const hasPlainYes =
      commands.some((one) => one.kind === 'affirm') &&
      !commands.some((one) => ['set-slot', 'correct-slot', 'start-flow', 'cancel-flow', 'answer'].includes(one.kind));
    state = oneTurn(before, commands, isAllowed, (request) => {
      if (harmlessActions.includes(request.action)) return;
      expect(hasPlainYes).toBe(true);
      expect(previewed).toContain(hashArguments(request.action, request.arguments));
    }).state;
  }
}

/** Hashes of the previews that the last reply asked a yes for. */
function previewsOf(state: DialogueState): readonly string[] {
  if (state.expecting?.slot !== 'confirm') return [];
  return Object.values(state.stack.at(-1)?.results ?? {}).flatMap((result) =>
    result.key === 'confirm.asked' ? [String(result.parameters.hash)] : [],
  );
}

function oneTurn(
  state: DialogueState,
  commands: readonly Command[],
  isAllowed: boolean,
  onPerform: (request: Perform) => void,
) {
  const understanding = anUnderstanding({ text: 'x' });
  let known: TurnFacts = facts;
  let output = decide({ understanding, commands, state, facts: known });
  for (let count = 0; output.decision.kind === 'act'; count += 1) {
    expect(count).toBeLessThan(30);
    const { request } = output.decision;
    if (request.phase === 'perform') onPerform(request);
    const actionResult = resultOf(request, isAllowed);
    // The commands come again, as a careless caller would pass them: they must not count twice.
    output = decide({ understanding, commands, state: output.state, facts: known, actionResult });
    known = mergeResult(known, actionResult);
  }
  const { handOff: _over, ...open } = output.state;
  return { state: open };
}

function resultOf(request: ActionRequest, isAllowed: boolean): ActionResult {
  switch (request.phase) {
    case 'identify':
      return { phase: 'identify', customer: aCustomer, orders, cases: [] };
    case 'send-code':
      return { phase: 'send-code', sent: { ok: false, reason: 'not-possible' } };
    case 'try-code':
      return { phase: 'try-code', verdict: 'expired' };
    case 'find-order': {
      const order = orders.find((one) => one.orderId === request.orderId);
      return { phase: 'find-order', ...(order ? { order } : {}), isForeign: false };
    }
    case 'check':
      return isAllowed
        ? { phase: 'check', verdict: { ok: true, facts: [], summaryKey: `${request.action}.summary`, parameters: {} } }
        : { phase: 'check', verdict: { ok: false, facts: [], reasonKey: 'refused.not-offered', parameters: {} } };
    case 'perform':
      return {
        phase: 'perform',
        outcome: { ok: true, facts: [], resultKey: `${request.action}.done`, parameters: {}, changed: [] },
      };
    case 'create-ticket':
      return { phase: 'create-ticket', ticketId: 'T1', dueText: '' };
  }
}
