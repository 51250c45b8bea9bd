import type { Order, OrderLine } from '../../commerce/index.ts';
import { hintOf } from '../step-context.ts';
import type { FlowRun, TurnFacts } from '../types.ts';
import { listOf } from './slot-reader.ts';

const everythingPattern =
  /全部|所有|整单|都要|都退|都换|都改|全要|全退|一起退|两个都|两件都|三件都|\b(all|everything|both|entire|whole)\b/;

/** Whether the words mean every line of an order. */
export function meansEverything(text: string): boolean {
  return everythingPattern.test(text.toLowerCase());
}

/** Lines of the order that the flow's words or product mentions name. */
export function linesMentioned(order: Order, run: FlowRun, facts: TurnFacts, text: string): readonly OrderLine[] {
  const products = listOf(hintOf(run, 'products'));
  const named = order.lines.filter((line) => products.includes(line.productId) || namesLine(text, line, facts));
  return narrowByOptions(named, text, facts);
}

/** Where in the text the line's product is named; -1 where it is not. */
export function placeOfLine(text: string, line: OrderLine, facts: TurnFacts): number {
  const lower = text.toLowerCase();
  const places = namesOf(line, facts)
    .map((name) => placeOfName(lower, name))
    .filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

function namesLine(text: string, line: OrderLine, facts: TurnFacts): boolean {
  return placeOfLine(text, line, facts) >= 0;
}

function namesOf(line: OrderLine, facts: TurnFacts): readonly string[] {
  const product = facts.findProduct(line.productId);
  const names = [...Object.values(line.title), ...Object.values(product?.name ?? {}), ...(product?.nicknames ?? [])];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name.length >= 2))];
}

/** The whole name, else its last word in a language with spaces ("mouse" for "Gaming Mouse"). */
function placeOfName(text: string, name: string): number {
  const whole = text.indexOf(name);
  if (whole >= 0) return whole;
  const words = name.split(/\s+/);
  const last = words.at(-1) ?? '';
  if (words.length < 2 || last.length < 4) return -1;
  const singular = last.replace(/s$/, '');
  const found = new RegExp(`\\b${singular.replace(/[^\p{L}\p{N}]/gu, '.')}s?\\b`, 'u').exec(text);
  return found?.index ?? -1;
}

/** Among lines of one product, those whose options the text names; all of them where it names none. */
function narrowByOptions(lines: readonly OrderLine[], text: string, facts: TurnFacts): readonly OrderLine[] {
  const lower = text.toLowerCase();
  const score = (line: OrderLine) => {
    const labels = facts.findProduct(line.productId)?.optionLabels ?? {};
    const words = Object.values(line.options).flatMap((value) => [value, ...Object.values(labels[value] ?? {})]);
    return words.filter((word) => word.length >= 2 && lower.includes(word.toLowerCase())).length;
  };
  return lines.filter((line) => {
    const rivals = lines.filter((other) => other.productId === line.productId);
    return rivals.length === 1 || score(line) === Math.max(...rivals.map(score));
  });
}
