import { allowedSteps, type CaseRole, type CaseStep, payoutOf } from '../case-machine.ts';
import type { AfterSalesCase, LocalizedText } from '../types.ts';
import stepTexts from './case-step-texts.json' with { type: 'json' };
import texts from './case-texts.json' with { type: 'json' };

/** How a case stands, for its customer: one or two sentences, and what the customer may do now. */
export type CaseDescription = { text: string; steps: readonly { step: CaseStep; label: string }[] };

type Language = keyof LocalizedText;

/** Words for a case's state with its deadline and amount; times are told in the shop's zone. Pure. */
export function describeCase(
  one: AfterSalesCase,
  { language, timeZone, currency }: { language: Language; timeZone: string; currency: string },
  by: CaseRole = 'customer',
): CaseDescription {
  const deadline = one.deadline === undefined ? '' : timeOf(new Date(one.deadline), language, timeZone);
  const amount = moneyOf(payoutOf(one), language, currency);
  return {
    text: templateOf(one, language).replaceAll('{deadline}', deadline).replaceAll('{amount}', amount),
    steps: allowedSteps(one, by).map((step) => ({ step, label: stepLabel(step)[language] })),
  };
}

/** Name of a step as a button shows it. */
export function stepLabel(step: CaseStep): LocalizedText {
  return stepTexts[step];
}

/** The kind's own words where it has some; a case that paid says so. */
function templateOf(one: AfterSalesCase, language: Language): string {
  const table: Readonly<Record<string, string>> = texts[language];
  const isPaid = one.state === 'success' && payoutOf(one) > 0;
  return table[`${one.state}.${isPaid ? 'paid' : one.kind}`] ?? table[one.state] ?? '';
}

const locales: Readonly<Record<Language, string>> = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' };

function timeOf(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone,
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at);
}

function moneyOf(amount: number, language: Language, currency: string): string {
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(amount / 100);
}
