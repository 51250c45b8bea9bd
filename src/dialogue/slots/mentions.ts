import type { Order, OrderLine } from '../../commerce/index.ts';
import { hintOf } from '../step-context.ts';
import type { FlowRun, TurnFacts } from '../types.ts';
import { sizeOf } from './size-steps.ts';
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
  const lower = text.toLowerCase();
  const whole = order.lines.flatMap((line) => namesOf(line, facts).flatMap((name) => spansOf(lower, name)));
  const named = order.lines.filter(
    (line) => products.includes(line.productId) || placesOf(lower, line, facts, whole).length > 0,
  );
  return narrowByOptions(named.length > 0 ? named : ofKind(order, facts, lower), lower, facts);
}

/** Whether only some of an order's goods are to be given up and others are to come ("耳机那个退了 羽绒服接着发"). */
export function isPartGivenUp(order: Order, run: FlowRun, facts: TurnFacts, text: string): boolean {
  const lower = text.toLowerCase();
  if (order.lines.length < 2 || meansEverything(lower)) return false;
  const named = linesMentioned(order, run, facts, lower).length;
  return named > 0 && (keptWords.test(lower) || (named < order.lines.length && onlyGivenUp.test(lower)));
}

const keptWords =
  /接着发|照发|照常|正常发|继续发|还发|(?:要)?留着|还要|别动|不动|\b(?:keep|still want|still send|leave) (?:the|my|that)\b/;
const onlyGivenUp = /(?:只|就|单独|单).{0,2}(?:取消|退|不要)|\b(?:only|just) cancel\b|\bcancel (?:only|just)\b/;

/**
 * Lines that the words choose for sure. Two pieces of the same article count once unless the words say "both" or name the
 * goods as often; where goods of one product differ and the words do not tell which, nothing is chosen.
 */
export function linesChosen(order: Order, run: FlowRun, facts: TurnFacts, text: string): readonly OrderLine[] {
  const named = linesMentioned(order, run, facts, text);
  if (meansEverything(text)) return named;
  const isEachNamed = (line: OrderLine) => {
    const rivals = named.filter((other) => other.productId === line.productId);
    // Counted within one message: naming the goods again in the next one is no second piece.
    const times = text.split('\n').map((message) => placesOf(message.toLowerCase(), line, facts, []).length);
    return rivals.length > 1 && Math.max(...times) >= rivals.length;
  };
  const isDoubtful = (line: OrderLine) =>
    !isEachNamed(line) &&
    named.some((other) => other.productId === line.productId && other.variantId !== line.variantId);
  if (named.some(isDoubtful)) return [];
  return named.filter(
    (line, at) => isEachNamed(line) || named.findIndex((other) => other.variantId === line.variantId) === at,
  );
}

/**
 * What the words leave out: "everything except the lamp", "除了台灯都退", "台灯不退,其他都退" stand for the other lines of
 * the order, or for those named besides; undefined where nothing is left out.
 */
export function linesBut(order: Order, run: FlowRun, facts: TurnFacts, text: string): readonly OrderLine[] | undefined {
  const lower = text.toLowerCase();
  const [, part] = exceptions.map((pattern) => pattern.exec(lower)).find((match) => match !== null) ?? [];
  if (part === undefined) return undefined;
  const plain = {
    ...run,
    slots: Object.fromEntries(Object.entries(run.slots).filter(([name]) => name !== '?products')),
  };
  const left = linesMentioned(order, plain, facts, part);
  if (left.length === 0) return undefined;
  const named = linesMentioned(order, plain, facts, lower.replace(part, ' '));
  const wanted = named.length > 0 ? named : order.lines;
  return wanted.filter((line) => !left.includes(line));
}

const exceptions: readonly RegExp[] = [
  /\b(?:except(?: for)?|excluding|all but|everything but|but not|apart from|other than|leave out)\b([^\n.;]*)/,
  /\b(?:keep(?:ing)?)\b([^\n.;]*)(?:,| and )[^\n]*\b(?:rest|others?|everything else)\b/,
  /除了?([^\n]*?)(?:以外|之外|外|,|，|都|全|其他|其它|剩下|别的|$)/,
  /([^\n,，。;；]*?)(?:先?不退|不换|不改|留着|保留)[了的]?[,，。 ]*(?:其他|其它|剩下|别的|另外)/,
  /(?:其他|其它|剩下的?|别的)[^\n,，]{0,6}(?:退|换|改)[^\n,，]{0,3}[,，]([^\n]*?)(?:不退|不换|不改|留着|保留)/,
];

/** "米没有", "杯子破了": goods called by the last character of their name, where it stands alone and one line only has it. */
function ofKind(order: Order, facts: TurnFacts, text: string): readonly OrderLine[] {
  const found = order.lines.filter((line) =>
    namesOf(line, facts).some((name) => {
      const last = /\p{Script=Han}$/u.exec(name)?.[0];
      return last !== undefined && new RegExp(`(?<!\\p{Script=Han})${last}(?=[没少漏不坏碎破呢]|$)`, 'u').test(text);
    }),
  );
  return found.length === 1 ? found : [];
}

/** Where in the text the line's product is named; -1 where it is not. */
export function placeOfLine(
  text: string,
  line: OrderLine,
  facts: TurnFacts,
  others: readonly OrderLine[] = [],
): number {
  const lower = text.toLowerCase();
  const whole = others.flatMap((other) => namesOf(other, facts).flatMap((name) => spansOf(lower, name)));
  return placesOf(lower, line, facts, whole)[0] ?? -1;
}

type Span = { start: number; end: number };

function namesOf(line: OrderLine, facts: TurnFacts): readonly string[] {
  const product = facts.findProduct(line.productId);
  const names = [...Object.values(line.title), ...Object.values(product?.name ?? {}), ...(product?.nicknames ?? [])];
  return [...new Set(names.map((name) => name.toLowerCase()).filter((name) => name.length >= 2))];
}

/**
 * The whole names, else the last word of a name in a language with spaces ("mouse" for "Gaming Mouse") outside of other
 * goods' whole names ("camera" is not the action camera where the digital camera is named).
 */
function placesOf(text: string, line: OrderLine, facts: TurnFacts, whole: readonly Span[]): readonly number[] {
  const names = namesOf(line, facts);
  const found = names.flatMap((name) => spansOf(text, name)).map((span) => span.start);
  if (found.length > 0) return [...new Set(found)].sort((a, b) => a - b);
  return names
    .flatMap((name) => lastWordPlaces(text, name))
    .filter((place) => !whole.some((span) => span.start <= place && place < span.end));
}

function spansOf(text: string, name: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    spans.push({ start: at, end: at + name.length });
  }
  return spans;
}

function lastWordPlaces(text: string, name: string): readonly number[] {
  const words = name.split(/\s+/);
  const last = words.at(-1) ?? '';
  if (words.length < 2 || last.length < 4) return [];
  const singular = last.replace(/s$/, '').replace(/[^\p{L}\p{N}]/gu, '.');
  return [...text.matchAll(new RegExp(`\\b${singular}s?\\b`, 'gu'))].map((match) => match.index);
}

/** What stands before "for one with …" tells which piece is meant; what stands behind it is the wanted one. */
const wantedCue =
  /\bfor (?:a|an|one|the)\b|\binto\b|\bto\b(?! (?:return|exchange|change|swap|switch|modify|replace|get|have)\b)|换成|改成|换个|换一|换(?=[a-z\d])/;

/** Among lines of one product, those whose options the text names; all of them where it names none. */
function narrowByOptions(lines: readonly OrderLine[], text: string, facts: TurnFacts): readonly OrderLine[] {
  const cue = wantedCue.exec(text);
  const told = cue === null ? text : text.slice(0, cue.index);
  const score = (line: OrderLine) => {
    const labels = facts.findProduct(line.productId)?.optionLabels ?? {};
    const words = Object.values(line.options).flatMap((value) => [value, ...Object.values(labels[value] ?? {})]);
    return words.filter((word) => word.length >= 2 && told.includes(word.toLowerCase())).length;
  };
  const named = lines.filter((line) => {
    const rivals = lines.filter((other) => other.productId === line.productId);
    return rivals.length === 1 || score(line) === Math.max(...rivals.map(score));
  });
  const comparison = comparisons.find(({ words }) => words.test(told));
  return comparison === undefined ? named : named.filter((line) => leads(line, named, comparison.measure));
}

type Measure = (line: OrderLine) => number | undefined;

/** Whether the piece stands at the end of those of its product that a comparison means; pieces that cannot be measured stay in doubt. */
function leads(line: OrderLine, lines: readonly OrderLine[], measure: Measure): boolean {
  const sizes = lines.filter((other) => other.productId === line.productId).map(measure);
  const known = sizes.filter((size) => size !== undefined);
  return known.length < sizes.length || measure(line) === Math.max(...known);
}

const below = (value: number | undefined) => (value === undefined ? undefined : -value);

/** "The bigger one", "便宜的那个": a piece picked among its like. A wish for a bigger one of what there is is none of these. */
const comparisons: readonly { words: RegExp; measure: Measure }[] = [
  {
    words: /\bthe (?:bigger|larger|biggest|largest|big|large) one\b|(?:大|多)(?:的|一?点的)?那[个個件瓶款双盒]/,
    measure: ({ options }) => sizeOf(options),
  },
  {
    words: /\bthe (?:smaller|smallest|small|little) one\b|小(?:的|一?点的)?那[个個件瓶款双盒]/,
    measure: ({ options }) => below(sizeOf(options)),
  },
  {
    words: /\bthe (?:dearer|pricier|more expensive|most expensive|expensive) one\b|贵(?:的|一?点的)?那[个個件瓶款双盒]/,
    measure: ({ unitPrice }) => unitPrice,
  },
  {
    words: /\bthe (?:cheaper|cheapest|cheap) one\b|便宜(?:的|一?点的)?那[个個件瓶款双盒]/,
    measure: ({ unitPrice }) => below(unitPrice),
  },
];
