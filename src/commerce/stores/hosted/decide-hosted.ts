import type { CheckedAction } from '../../action-arguments.ts';
import { refused } from '../../verdict-keys.ts';
import { decideExchange, decideReturn } from './after-sales-rules.ts';
import { decidePriceProtection, decideProblem, decideRefund } from './claim-rules.ts';
import type { HostedDecision, HostedSituation } from './hosted-situation.ts';
import { decideAddress, decideCancel, decideDefaultAddress, decideItems, decideUrge } from './order-rules.ts';
import { decideInvoice, decideWithdraw } from './service-rules.ts';

/** The rules of a hosted shop: what an action would do, or why it may not be done. Pure. */
export function decideHosted(situation: HostedSituation, action: CheckedAction): HostedDecision {
  if (action.name === 'change-default-address') return decideDefaultAddress(situation, action.given);
  if (action.name === 'withdraw-case') return decideWithdraw(situation, action.given.caseId);
  const { order } = situation;
  if (order === undefined) return refused('refused.unknown-order', { orderId: action.given.orderId });
  const own = { ...situation, order };
  switch (action.name) {
    case 'cancel-order':
      return decideCancel(own, action.given);
    case 'change-address':
      return decideAddress(own, action.given);
    case 'change-items':
      return decideItems(own, action.given);
    case 'urge-shipping':
      return decideUrge(own);
    case 'request-return':
      return decideReturn(own, action.given);
    case 'request-exchange':
      return decideExchange(own, action.given);
    case 'request-refund':
      return decideRefund(own, action.given);
    case 'report-problem':
      return decideProblem(own, action.given);
    case 'request-invoice':
      return decideInvoice(own, action.given);
    case 'request-price-protection':
      return decidePriceProtection(own, action.given);
    case 'change-payment':
      return refused('refused.not-offered', { action: action.name });
  }
}
