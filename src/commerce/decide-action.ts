import type { ArgumentsOf } from './action-arguments.ts';
import type { ActionName } from './store-connector.ts';
import { type Refused, refused } from './verdict-keys.ts';

/** Rules of one kind of shop as a table: what needs an order of the customer's, and what does not. */
export type ActionRules<Situation, Own, Decision> = {
  withoutOrder: { readonly [Name in ActionName]?: (situation: Situation, given: ArgumentsOf<Name>) => Decision };
  withOrder: { readonly [Name in ActionName]?: (own: Own, given: ArgumentsOf<Name>) => Decision };
};

/** Finds an action's rule and runs it; what the table does not know is not offered, and no order is an unknown order. Pure. */
export function decideAction<Order, Situation extends { order: Order | undefined }, Decision, Name extends ActionName>(
  rules: ActionRules<Situation, Situation & { order: Order }, Decision>,
  situation: Situation,
  action: { name: Name; given: ArgumentsOf<Name> },
): Decision | Refused {
  const alone = rules.withoutOrder[action.name];
  if (alone !== undefined) return alone(situation, action.given);
  const { order } = situation;
  if (order === undefined) return refused('refused.unknown-order', { orderId: orderIdOf(action.given) });
  const rule = rules.withOrder[action.name];
  if (rule === undefined) return refused('refused.not-offered', { action: action.name });
  return rule({ ...situation, order }, action.given);
}

function orderIdOf(given: object): string {
  return 'orderId' in given ? String(given.orderId) : '';
}
