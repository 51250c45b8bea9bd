import { type CaseRole, type CaseStep, isFinal, payoutOf, takeStep, timeOut } from '../case-machine.ts';
import type { AfterSalesCase, CaseEffect } from '../types.ts';

/** A case after a step, with what the shop has to do because of it; the case remembers it, so that it happens once. */
export type Advanced = { case: AfterSalesCase; effects: readonly CaseEffect[] };

/** Takes a step together with its effects; undefined where the case's state or the role does not allow it. Pure. */
export function advance(
  one: AfterSalesCase,
  { step, by, note = '' }: { step: CaseStep; by: CaseRole; note?: string },
  at: Date,
): Advanced | undefined {
  const after = takeStep(one, step, by, at, note);
  return after && withEffects(one, after);
}

/** The case after its deadline with the effects of that; undefined while there is time. Pure. */
export function advanceLate(one: AfterSalesCase, at: Date): Advanced | undefined {
  const after = timeOut(one, at);
  return after && withEffects(one, after);
}

/** The effects of having come from one state to another. */
export function withEffects(before: AfterSalesCase, after: AfterSalesCase): Advanced {
  const had = after.effects ?? [];
  const effects = rules
    .filter((rule) => !had.includes(rule.effect) && rule.isDue(after, before))
    .map((rule) => rule.effect);
  return { case: effects.length === 0 ? after : { ...after, effects: [...had, ...effects] }, effects };
}

type EffectRule = { effect: CaseEffect; isDue: (after: AfterSalesCase, before: AfterSalesCase) => boolean };

const has = (one: AfterSalesCase, effect: CaseEffect) => one.effects?.includes(effect) ?? false;
const isUnsent = (one: AfterSalesCase) => has(one, 'reserve-replacement') && !has(one, 'send-replacement');

/** When each effect is due. Faulty goods that came back are not sold again. */
const rules: readonly EffectRule[] = [
  {
    effect: 'reserve-replacement',
    isDue: (after) =>
      (after.kind === 'exchange' && ['approved', 'wait-buyer-ship'].includes(after.state)) ||
      (after.kind === 'reship' && after.state === 'reshipping'),
  },
  {
    effect: 'restock',
    isDue: (after, before) =>
      (after.kind === 'return' || after.kind === 'exchange') &&
      before.state === 'wait-seller-receive' &&
      (after.state === 'refunding' || after.state === 'exchange-ship') &&
      !faults.includes(after.reason),
  },
  {
    effect: 'send-replacement',
    isDue: (after) => after.state === 'wait-buyer-confirm' && after.kind !== 'repair',
  },
  {
    effect: 'release-replacement',
    isDue: (after) => isUnsent(after) && (after.state === 'refunding' || (isFinal(after.state) && !isSending(after))),
  },
  { effect: 'refund', isDue: (after) => after.state === 'success' && payoutOf(after) > 0 },
];

function isSending(one: AfterSalesCase): boolean {
  return one.history.some((entry) => entry.state === 'wait-buyer-confirm');
}

/** Reasons for which goods that come back are faulty. */
const faults: readonly string[] = ['quality', 'damaged', 'not-as-described'];
