import type { Policy } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { type Answerer, answerApproved } from './answerer.ts';

/**
 * The shop's rule on a wish that is only asked about ("改得了地址不", "退款能退到别人卡上吗"): its own words, where no approved
 * question fits better. The rule is known by what it settles, not by its id, and only where the text speaks of that: a question
 * about something else that is merely taken for such a wish gets no rule.
 */
export const answerRule: Answerer = (asked, shop) => {
  const rule = rulesOf[asked.intent];
  if (!rule?.words.test(asked.normalised)) return undefined;
  const policy = shop.content.policies.find((one) => rule.isMeant(one) && isValidAt(one, asked.asOf));
  return (
    policy &&
    answerApproved(asked, shop, {
      text: policy.text[asked.language],
      factIds: [`policy:${policy.id}`],
      policyId: policy.id,
    })
  );
};

type Rule = { words: RegExp; isMeant: (policy: Policy) => boolean };

const rulesOf: Readonly<Record<string, Rule>> = {
  'order.change_address': {
    words: /地址|收货|收件|电话|手机|名字|address|phone|name/,
    isMeant: ({ parameters }) => Array.isArray(parameters.fields) && parameters.allowedUntil !== undefined,
  },
  'order.cancel': { words: /取消|撤|不要|退|定金|cancel/, isMeant: ({ kind }) => kind === 'cancellation' },
  'order.change_item': {
    words: /订单|下单|拍|颜色|尺码|数量|改|换成|order|colour|color|size/,
    isMeant: ({ kind }) => kind === 'modification' || kind === 'order',
  },
  'invoice.request': {
    words: /发票|开票|专票|普票|抬头|税号|invoice|receipt|vat/,
    isMeant: ({ kind }) => kind === 'invoice',
  },
  'refund.progress': {
    words: /退款|退的钱|到账|退到|退回|refund|money/,
    isMeant: ({ parameters }) => parameters.refundWithinHours !== undefined,
  },
  'exchange.request': {
    words: /换|exchange|swap/,
    isMeant: ({ kind, parameters }) => kind === 'exchange' && parameters.days !== undefined,
  },
  'promo.price_protect': {
    words: /保价|价保|降价|差价|便宜|price|cheaper/,
    isMeant: ({ kind }) => kind === 'price-protection',
  },
};
