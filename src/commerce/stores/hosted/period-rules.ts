import { dayFact, textFact } from '../../facts.ts';
import {
  askExchange,
  askNoReasonReturn,
  askPeriod,
  askWarranty,
  type PolicyAnswer,
  type PolicyFacts,
} from '../../policy/ask-policy.ts';
import { explainPolicy } from '../../policy/explain-policy.ts';
import type { RuleName } from '../../policy/policy-rules.ts';
import { dayOf } from '../../policy/shop-days.ts';
import type { Fact } from '../../store-connector.ts';
import type { OrderLine } from '../../types.ts';
import { localizedParameter, type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { deliveredAt, itemOf, type OwnOrder } from './hosted-situation.ts';
import { notDelivered } from './open-case.ts';

/** Periods and exceptions of the shop's policies, asked for a line of an order. Pure. */

type Topic = 'no-reason' | 'fault' | 'exchange';

/** Whether a line may still come back or be exchanged; the refusal names the rule. */
export function periodOf(
  situation: OwnOrder,
  line: OrderLine,
  topic: Topic,
  condition?: PolicyFacts['condition'],
): Extract<PolicyAnswer, object> | Refused {
  const arrived = deliveredAt(situation.order, line);
  const facts = factsOf(situation, line, arrived ?? situation.now.toISOString(), condition);
  const answer = ask(situation, topic, facts);
  if (answer.why === 'in-period' || answer.why === 'period-over') {
    if (arrived === undefined) return notDelivered(situation.order);
    if (answer.isAllowed) return answer;
  }
  return refusalOf(answer, topic, line, facts);
}

/** Whether a fault of a line is still repaired under warranty; the refusal says why in the shop's words. */
export function warrantyFault(situation: OwnOrder, line: OrderLine, arrived: string): Refused | undefined {
  const productMonths = situation.findProduct(line.productId)?.warrantyMonths ?? 0;
  const answer = askWarranty(situation.policies, { ...factsOf(situation, line, arrived), productMonths });
  if (answer.isAllowed) return undefined;
  const text = explainPolicy(answer, line.title);
  return refused('refused.shop-rule', { ...localizedParameter('text', text), text: text['zh-CN'] }, ruleFacts(answer));
}

/** What the policies look at for a line whose period began at an instant. */
export function factsOf(
  { order, now, timeZone, findProduct, isPublicHoliday }: OwnOrder,
  line: OrderLine,
  since: string,
  condition?: PolicyFacts['condition'],
): PolicyFacts {
  const product = findProduct(line.productId);
  return {
    category: product?.category,
    returnClass: product?.returnClass ?? 'standard',
    province: order.address.province,
    boughtAt: order.placedAt === '' ? now.getTime() : Date.parse(order.placedAt),
    since: dayOf(since, timeZone),
    today: dayOf(now, timeZone),
    condition,
    isConfirmed: line.isExceptionConfirmed,
    isPublicHoliday,
  };
}

/** The rule's name in three languages, and the rule as a source. */
export function ruleParameter(rule: RuleName | undefined): { rule: string } & VerdictParameters {
  return rule === undefined ? { rule: '' } : { ...localizedParameter('rule', rule.title), rule: rule.title['zh-CN'] };
}

export function ruleFacts(answer: { rule: RuleName | undefined; lastDay: string }): Fact[] {
  const { rule, lastDay } = answer;
  return [
    ...(lastDay === '' ? [] : [dayFact('policy:last-day', '截止日期', lastDay)]),
    ...(rule === undefined ? [] : [textFact(`policy:${rule.id}`, '规则', rule.title['zh-CN'])]),
  ];
}

function ask({ policies }: OwnOrder, topic: Topic, facts: PolicyFacts): PolicyAnswer {
  switch (topic) {
    case 'no-reason':
      return askNoReasonReturn(policies, facts);
    case 'exchange':
      return askExchange(policies, facts);
    case 'fault':
      return askPeriod(policies, 'fault', facts);
  }
}

function refusalOf(answer: PolicyAnswer, topic: Topic, line: OrderLine, { returnClass }: PolicyFacts): Refused {
  const named = { ...itemOf(line), ...ruleParameter(answer.rule) };
  const facts = ruleFacts(answer);
  const { days, lastDay } = answer;
  switch (answer.why) {
    case 'class':
      return refused('refused.return-class', { ...named, returnClass }, facts);
    case 'opened':
    case 'activated':
      return refused('refused.return-condition', { ...named, condition: answer.why }, facts);
    case 'period-over':
      return topic === 'exchange'
        ? refused('refused.exchange-period-over', { ...named, days, lastDay }, facts)
        : refused('refused.return-period-over', { ...named, days, lastDay }, facts);
    default:
      return refused('refused.not-offered', { action: topic === 'exchange' ? 'request-exchange' : 'request-return' });
  }
}
