import type { CheckedAction } from '../../action-arguments.ts';
import { type ActionRules, decideAction } from '../../decide-action.ts';
import { decideExchange, decideReturn } from './after-sales-rules.ts';
import { decidePriceProtection, decideProblem, decideRefund } from './claim-rules.ts';
import type { HostedDecision, HostedSituation, OwnOrder } from './hosted-situation.ts';
import { decideAddress, decideCancel, decideDefaultAddress, decideItems, decideUrge } from './order-rules.ts';
import { decideInvoice, decideWithdraw } from './service-rules.ts';

/** The rules of a hosted shop: what an action would do, or why it may not be done. Pure. */
export function decideHosted(situation: HostedSituation, action: CheckedAction): HostedDecision {
  return decideAction(rules, situation, action);
}

const rules: ActionRules<HostedSituation, OwnOrder, HostedDecision> = {
  withoutOrder: {
    'change-default-address': decideDefaultAddress,
    'withdraw-case': (situation, { caseId }) => decideWithdraw(situation, caseId),
  },
  withOrder: {
    'cancel-order': decideCancel,
    'change-address': decideAddress,
    'change-items': decideItems,
    'urge-shipping': decideUrge,
    'request-return': decideReturn,
    'request-exchange': decideExchange,
    'request-refund': decideRefund,
    'report-problem': decideProblem,
    'request-invoice': decideInvoice,
    'request-price-protection': decidePriceProtection,
  },
};
