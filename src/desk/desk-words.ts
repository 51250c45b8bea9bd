import type { Fact, LocalizedText } from '../commerce/index.ts';
import type { ReplyLanguage } from '../conversations/index.ts';
import { type AnswerPlan, formatDate, formatMoney, word } from '../dialogue/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { ShopRuntime } from '../walk/index.ts';

/** A verdict's or outcome's key with its parameters, as a sentence for the agent. */
export function wordSaying(
  shop: ShopRuntime,
  language: ReplyLanguage,
  saying: { key: string; parameters: Readonly<Record<string, string | number | LocalizedText>> },
): string {
  const parameters = { currency: shop.currency, ...saying.parameters };
  return wordPlan(shop, language, { ...emptyPlan, sayings: [{ key: saying.key, parameters }] });
}

/** An answer from knowledge as the customer would read it; undefined where there is nothing to say. */
export function wordAnswer(shop: ShopRuntime, language: ReplyLanguage, answer: KnowledgeAnswer): string | undefined {
  if (answer.kind === 'approved') return answer.text;
  if (answer.kind !== 'facts') return undefined;
  const { key, parameters, facts } = answer;
  const text = wordPlan(shop, language, { ...emptyPlan, sayings: [{ key, parameters }], facts });
  return text === '' || text === key ? undefined : text;
}

/** Longest value of a source beside a suggestion; the whole text is the suggestion itself. */
const longestValue = 160;

/** The value of a fact as it is read, not as it is stored. */
export function wordFact(shop: ShopRuntime, fact: Fact, language: ReplyLanguage): string {
  if (fact.kind === 'money') return formatMoney(Number(fact.value), fact.currency ?? shop.currency, language);
  if (fact.kind === 'date' || fact.kind === 'date-time') {
    const format = { language, timeZone: shop.timeZone, currency: shop.currency };
    return formatDate(String(fact.value), format, fact.kind === 'date-time');
  }
  return String(fact.value).slice(0, longestValue);
}

const emptyPlan: AnswerPlan = { sayings: [], facts: [], buttons: [], cards: [], isSoothing: false };

function wordPlan(shop: ShopRuntime, language: ReplyLanguage, plan: AnswerPlan): string {
  return word(plan, language, {
    // An agent sends it in the own name: no pet names of the shop's AI.
    tone: 'formal',
    recentWordings: [],
    loadLevel: 'normal',
    timeZone: shop.timeZone,
    currency: shop.currency,
  }).text;
}
