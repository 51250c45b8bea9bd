import type { Policy } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { type Answerer, answerApproved } from './answerer.ts';

/**
 * The shop's rule on a wish that is only asked about ("改得了地址不", "退款能退到别人卡上吗"): its own words, where no approved
 * question fits better. The rule is known by what it settles, not by its id.
 */
export const answerRule: Answerer = (asked, shop) => {
  const isMeant = rulesOf[asked.intent];
  const policy = isMeant && shop.content.policies.find((one) => isMeant(one) && isValidAt(one, asked.asOf));
  return (
    policy &&
    answerApproved(asked, shop, {
      text: policy.text[asked.language],
      factIds: [`policy:${policy.id}`],
      policyId: policy.id,
    })
  );
};

const rulesOf: Readonly<Record<string, (policy: Policy) => boolean>> = {
  'order.change_address': ({ parameters }) => Array.isArray(parameters.fields) && parameters.allowedUntil !== undefined,
  'order.cancel': ({ kind }) => kind === 'cancellation',
  'order.change_item': ({ kind }) => kind === 'modification' || kind === 'order',
  'invoice.request': ({ kind }) => kind === 'invoice',
  'refund.progress': ({ parameters }) => parameters.refundWithinHours !== undefined,
  'exchange.request': ({ kind, parameters }) => kind === 'exchange' && parameters.days !== undefined,
  'promo.price_protect': ({ kind }) => kind === 'price-protection',
};
