import type { Condition } from './flows/flow-definition.ts';
import type { FlowRun, TurnFacts } from './types.ts';
import { lookUp } from './view.ts';

/** Whether a flow's condition holds for what is known now. */
export function isTrue(condition: Condition, context: { run: FlowRun; facts: TurnFacts }): boolean {
  if ('supports' in condition) return context.facts.store.actions.includes(condition.supports);
  if ('needsPaymentMethod' in condition) {
    return context.facts.store.needsPaymentMethod?.includes(condition.needsPaymentMethod) ?? false;
  }
  if ('humansAvailable' in condition) return context.facts.humansAvailable === condition.humansAvailable;
  if ('all' in condition) return condition.all.every((one) => isTrue(one, context));
  if ('any' in condition) return condition.any.some((one) => isTrue(one, context));
  if ('not' in condition) return !isTrue(condition.not, context);
  const viewed = lookUp(condition.value, context);
  if ('exists' in condition) return (viewed !== undefined) === condition.exists;
  return viewed !== undefined && condition.in.includes(viewed.raw);
}
