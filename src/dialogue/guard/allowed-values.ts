import type { Fact, LocalizedText } from '../../commerce/index.ts';
import type { AnswerPlan } from '../types.ts';
import { type Token, tokensOf } from './numbers.ts';

/** What a text may state: the values of the template, of approved text, of the facts and of the sayings' parameters. */
export function allowedValues(plan: AnswerPlan, templateText: string, customerText: string): TokenSet {
  const own = [templateText, plan.approvedText ?? '', ...plan.buttons.map((button) => textsOf(button.label))];
  const parameters = plan.sayings.flatMap((saying) => Object.values(saying.parameters).map(textsOf));
  const said = tokensOf([...own, ...parameters, ...plan.facts.map(textOfFact)].join(' \n '));
  // Order and tracking numbers may be repeated after the customer; amounts and times may not.
  const repeated = tokensOf(customerText).filter((token) => token.kind === 'id' || token.kind === 'email');
  return tokenSet([...said, ...repeated]);
}

/** Values of a text by what they count: "once" is not one yuan, and seven working days are not seven days. */
export type TokenSet = { has(token: Token): boolean };

export function tokenSet(tokens: readonly Token[]): TokenSet {
  const units = new Map<string, Set<string | undefined>>();
  for (const token of tokens) {
    const key = `${token.kind}:${token.value}`;
    units.set(key, (units.get(key) ?? new Set()).add(token.unit));
  }
  return {
    has: ({ kind, value, unit }) => {
      const known = units.get(`${kind}:${value}`);
      // A number that stands alone may be of any unit ("spend 300, save 50").
      return known !== undefined && (unit === undefined || known.has(unit) || known.has(undefined));
    },
  };
}

function textsOf(value: string | number | LocalizedText): string {
  return typeof value === 'object' ? Object.values(value).join(' \n ') : String(value);
}

/** A fact's value in the ways in which a reply may write it. */
function textOfFact({ kind, value }: Fact): string {
  if (kind === 'money') return `${Number(value) / 100} 元`;
  if (kind === 'percent') return `${value} ${100 - Number(value)} ${(100 - Number(value)) / 10}`;
  if (kind === 'date' || kind === 'date-time') return String(value).slice(0, 10);
  return String(value);
}
