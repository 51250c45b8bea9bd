import type { ReturnClass } from '../types.ts';
import { type CompiledRule, type PolicySet, type PolicyTopic, type RuleName, ruleOf } from './policy-rules.ts';
import { addDays, addMonths } from './shop-days.ts';

/** What is asked of the shop's policy: the goods, what became of them, and when. Days are YYYY-MM-DD in the shop's zone. */
export type PolicyFacts = {
  category?: string | undefined;
  returnClass: ReturnClass;
  province?: string | undefined;
  /** When the order was placed, milliseconds: its terms are those of that moment. */
  boughtAt: number;
  /** Day on which the period begins to count (the day of delivery or payment is day 0). */
  since: string;
  today: string;
  /** The goods as the customer describes them. */
  condition?: 'intact' | 'opened' | 'activated' | undefined;
  /** The customer confirmed the exception before paying. */
  isConfirmed?: boolean | undefined;
  isPublicHoliday: (day: string) => boolean;
};

/** The policy's answer; `why` is the key of its sentence, `rule` the policy that says so. */
export type PolicyAnswer = {
  isAllowed: boolean;
  why: 'in-period' | 'period-over' | 'class' | 'opened' | 'activated' | 'no-rule' | 'warranty-over';
  rule: RuleName | undefined;
  /** Months for a warranty. */
  days: number;
  /** Empty where no period counts. */
  lastDay: string;
};

/** Whether goods may come back without a reason: the class's exceptions first, then the period. Pure. */
export function askNoReasonReturn(set: PolicySet, facts: PolicyFacts): PolicyAnswer {
  return exceptionFor(set, facts) ?? askPeriod(set, 'no-reason', facts);
}

/** Whether goods may be exchanged for another variant; what cannot come back without a reason cannot be exchanged either. */
export function askExchange(set: PolicySet, facts: PolicyFacts): PolicyAnswer {
  return exceptionFor(set, facts) ?? askPeriod(set, 'exchange', facts);
}

/** Whether a period of days is still running; the last day counts, and a public holiday moves it. */
export function askPeriod(
  set: PolicySet,
  topic: Extract<PolicyTopic, 'no-reason' | 'exchange' | 'fault' | 'price-protection' | 'invoice'>,
  facts: PolicyFacts,
): PolicyAnswer {
  const rule = ruleOf(set, topic, { at: facts.boughtAt, ...facts });
  if (rule === undefined) return { isAllowed: false, why: 'no-rule', rule: undefined, days: 0, lastDay: '' };
  const lastDay = lastDayOf(rule, facts);
  const isAllowed = facts.today <= lastDay;
  return { isAllowed, why: isAllowed ? 'in-period' : 'period-over', rule, days: rule.period, lastDay };
}

/** Whether a fault is still under warranty: the product's own months, or those of the shop's rule for its category. Pure. */
export function askWarranty(set: PolicySet, facts: PolicyFacts & { productMonths: number }): PolicyAnswer {
  const rule = ruleOf(set, 'warranty', { at: facts.boughtAt, ...facts });
  const months = facts.productMonths > 0 ? facts.productMonths : (rule?.period ?? 0);
  if (months === 0) return { isAllowed: false, why: 'no-rule', rule, days: 0, lastDay: '' };
  const lastDay = addMonths(facts.since, months);
  const isAllowed = facts.today <= lastDay;
  return { isAllowed, why: isAllowed ? 'in-period' : 'warranty-over', rule, days: months, lastDay };
}

/** Who pays for the way back, whether an insurer pays the customer for it, and by which rules. */
export function askReturnFreight(
  set: PolicySet,
  reason: 'no-reason' | 'quality' | 'wrong' | 'missing' | 'damaged',
  facts: Pick<PolicyFacts, 'boughtAt' | 'category' | 'province'>,
): { paidBy: 'buyer' | 'shop'; isInsured: boolean; rule: RuleName | undefined } {
  const at = { at: facts.boughtAt, category: facts.category, province: facts.province };
  const rule = ruleOf(set, 'freight', at);
  const paidBy = rule?.paidBy[reason] === 'shop' || (rule === undefined && reason !== 'no-reason') ? 'shop' : 'buyer';
  return { paidBy, isInsured: paidBy === 'buyer' && ruleOf(set, 'insurance', at) !== undefined, rule };
}

function exceptionFor(set: PolicySet, facts: PolicyFacts): PolicyAnswer | undefined {
  const rule = ruleOf(set, 'exception', { at: facts.boughtAt, ...facts });
  const exception = rule?.exceptions.find((one) => one.returnClass === facts.returnClass && isMet(one, facts));
  if (rule === undefined || exception === undefined) return undefined;
  const why = exception.when === 'opened' || exception.when === 'activated' ? exception.when : 'class';
  return { isAllowed: false, why, rule, days: 0, lastDay: '' };
}

/** Opened or activated goods are excepted only if the customer knew it before paying (消费者权益保护法 art. 25). */
function isMet(exception: CompiledRule['exceptions'][number], facts: PolicyFacts): boolean {
  if (exception.needsConfirmation && facts.isConfirmed !== true) return false;
  return exception.when === 'always' || exception.when === facts.condition;
}

/** 民法典 art. 203: a period whose last day is a public holiday ends on the day after the holidays. */
function lastDayOf(rule: CompiledRule, { since, isPublicHoliday }: PolicyFacts): string {
  let day = addDays(since, rule.period);
  for (let moved = 0; rule.isExtended && moved < 15 && isPublicHoliday(day); moved += 1) day = addDays(day, 1);
  return day;
}
