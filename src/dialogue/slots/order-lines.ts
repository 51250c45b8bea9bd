import { lineChoice } from '../order-words.ts';
import { say } from '../step-context.ts';
import type { Choice, SlotValue } from '../types.ts';
import { linesBut, linesChosen, linesMentioned, meansEverything } from './mentions.ts';
import { choiceNamed, listOf, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';

/** Several lines of the order in hand: by id, product, name, "all of them". */
export const orderLinesReader: SlotReader = {
  read(value, context) {
    const ids = withGoodsNamed(readLines(value, context), context);
    return ids.length > 0 ? { ok: true, value: ids } : { ok: false, problem: say(problemOf(value, context)) };
  },
  options: (context) => {
    const choices = lineChoices(context);
    return choices.length > 1 ? [...choices, { value: 'all', label: allLabel }] : choices;
  },
  fill: (context) => {
    const lines = context.order?.lines ?? [];
    if (lines.length === 1) return { value: lines.map((line) => line.lineId) };
    const mentioned = mentionedIds(context.said, context);
    return mentioned.length > 0 ? { value: mentioned } : undefined;
  },
};

/** A piece that is picked where the words left a doubt does not drop the other goods that were named beside it. */
function withGoodsNamed(picked: readonly string[], context: SlotContext): readonly string[] {
  const { order, run, facts, said } = context;
  const [only, ...others] = picked;
  if (order === undefined || only === undefined || others.length > 0 || run.slots[context.name] !== undefined)
    return picked;
  const productOf = (id: string) => order.lines.find((line) => line.lineId === id)?.productId;
  const named = linesMentioned(order, run, facts, said).filter((line) => line.productId !== productOf(only));
  const isSure = named.every((line) => named.filter((other) => other.productId === line.productId).length === 1);
  if (!isSure || said.includes('除了') || /\b(except|not|keep)\b|不(退|换|改)/.test(said)) return picked;
  return order.lines.map((line) => line.lineId).filter((id) => id === only || named.some((line) => line.lineId === id));
}

function problemOf(value: SlotValue, { order, run, facts }: SlotContext): string {
  const isDoubtful = order !== undefined && linesMentioned(order, run, facts, textOf(value)).length > 1;
  return isDoubtful ? 'invalid.lines-ambiguous' : 'invalid.order-lines';
}

/** Exactly one line of the order in hand. */
export const orderLineReader: SlotReader = {
  read(value, context) {
    const [first, ...others] = readLines(value, context);
    if (first === undefined || others.length > 0) return { ok: false, problem: say('invalid.order-line') };
    return { ok: true, value: first };
  },
  options: lineChoices,
  fill: (context) => {
    const lines = context.order?.lines ?? [];
    const mentioned = lines.length === 1 ? lines.map((line) => line.lineId) : mentionedIds(context.said, context);
    return mentioned.length === 1 && mentioned[0] !== undefined ? { value: mentioned[0] } : undefined;
  },
};

const allLabel = { 'zh-CN': '全部', 'zh-TW': '全部', en: 'All of them' };

function lineChoices({ order, facts }: SlotContext): readonly Choice[] {
  return (order?.lines ?? []).map((line) => lineChoice(line, facts));
}

function readLines(value: SlotValue, context: SlotContext): readonly string[] {
  const lines = context.order?.lines ?? [];
  const wanted = listOf(value).map((one) => one.trim());
  if (wanted.includes('all')) return lines.map((line) => line.lineId);
  const found = wanted.flatMap((one) => readOne(one, context));
  return lines.map((line) => line.lineId).filter((id) => found.includes(id));
}

function readOne(text: string, context: SlotContext): readonly string[] {
  const lines = context.order?.lines ?? [];
  const exact = lines.filter((line) => [line.lineId, line.variantId, line.productId].includes(text));
  if (exact.length > 0) return exact.map((line) => line.lineId);
  const named = choiceNamed(text, lineChoices(context));
  return named === undefined ? mentionedIds(text, context) : [named.value];
}

function mentionedIds(text: string, context: SlotContext): readonly string[] {
  const { order, run, facts } = context;
  if (order === undefined) return [];
  const others = linesBut(order, run, facts, text);
  if (others !== undefined && others.length > 0) return others.map((line) => line.lineId);
  const named = linesChosen(order, run, facts, text);
  if (named.length > 0) return named.map((line) => line.lineId);
  return meansEverything(textOf(text)) ? order.lines.map((line) => line.lineId) : [];
}
