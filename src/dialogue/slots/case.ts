import { say } from '../step-context.ts';
import type { Choice } from '../types.ts';
import { joinLocalized, localized, sameInAll } from '../wording/packs.ts';
import { choiceNamed, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';

const finalStates: readonly string[] = ['success', 'closed', 'cancelled', 'failed'];

/** One of the customer's running after-sales cases. */
export const caseReader: SlotReader = {
  read: (value, context) => {
    const found = choiceNamed(textOf(value), caseChoices(context))?.value;
    return found === undefined ? { ok: false, problem: say('invalid.choice') } : { ok: true, value: found };
  },
  options: caseChoices,
  fill: (context) => {
    const [only, ...others] = caseChoices(context);
    return only !== undefined && others.length === 0 ? { value: only.value } : undefined;
  },
};

function caseChoices({ facts, run }: SlotContext): readonly Choice[] {
  const orderId = run.slots.order;
  const open = facts.cases.filter((one) => !finalStates.includes(one.state));
  const own = open.filter((one) => orderId === undefined || one.orderId === orderId);
  return (own.length > 0 ? own : open).map((one) => ({
    value: one.caseId,
    label: joinLocalized([localized(`case-kind.${one.kind}`), sameInAll(one.orderId)], sameInAll(' ')),
  }));
}
