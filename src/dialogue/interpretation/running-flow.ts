import type { Understanding } from '../../understanding/index.ts';
import type { FlowDefinition, FlowLibrary, SlotDefinition } from '../flows/flow-definition.ts';
import { linesMentioned, meansEverything } from '../slots/mentions.ts';
import { namesPaymentMethod } from '../slots/payment-method.ts';
import { slotReaders } from '../slots/readers.ts';
import { isRecord, listOf, type SlotContext } from '../slots/slot-reader.ts';
import { namesWord, wordsOf } from '../slots/variant-words.ts';
import { hintOf, orderOf, refusedValues } from '../step-context.ts';
import type { DialogueState, FlowRun, SlotValue, TurnFacts } from '../types.ts';
import { steeringWords } from './words.ts';

/** The flow that runs, with its definition; undefined between flows. */
export type Running = { run: FlowRun; definition: FlowDefinition };

export function runningFlow(state: DialogueState, flows: FlowLibrary): Running | undefined {
  const run = state.stack.at(-1);
  const definition = run && flows.get(run.flow);
  return run && definition && { run, definition };
}

export type Reading = { understanding: Understanding; facts: TurnFacts; text: string };

/** Slots whose value the text names and that differ from what is known: "use PayPal instead", "the lamp too". */
export function namedSlots({ run, definition }: Running, reading: Reading): Readonly<Record<string, SlotValue>> {
  const found = Object.entries(definition.slots).flatMap(([name, slot]) => {
    const value = namedValue(name, slot, { run, definition }, reading);
    return value === undefined || same(value, run.slots[name]) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

export function slotContextOf(
  name: string,
  slot: SlotDefinition,
  { run }: Running,
  { facts, understanding, text }: Reading,
): SlotContext {
  return {
    name,
    slot,
    run,
    facts,
    language: understanding.language,
    order: orderOf(run, facts),
    said: text.toLowerCase(),
    words: text,
  };
}

/** Types that can be told from any sentence without being asked for. */
const tellingTypes: readonly string[] = [
  'payment-method',
  'choice',
  'reason',
  'address',
  'replacement-variants',
  'email',
  'tax-number',
  'invoice-title',
];

function namedValue(name: string, slot: SlotDefinition, running: Running, reading: Reading): SlotValue | undefined {
  const { run } = running;
  if (slot.type === 'order-lines') return undefined;
  if (!tellingTypes.includes(slot.type) || run.slots[name] === undefined) return undefined;
  const context = slotContextOf(name, slot, running, reading);
  if (slot.type === 'invoice-title')
    return slotReaders[slot.type].fill({ ...context, run: withoutKnown(run, name) })?.value;
  if (slot.type === 'payment-method' || slot.type === 'choice' || slot.type === 'reason') {
    const filled = slotReaders[slot.type].fill({ ...context, run: withoutKnown(run, name) });
    // A method that the shop has refused is put in question as well, so that the customer hears why it will not do.
    const isMethod = slot.type === 'payment-method' && namesPaymentMethod(reading.text) && !/[?？]/.test(reading.text);
    return filled?.value ?? (isMethod && hintOf(run, refusedValues(name)) !== undefined ? reading.text : undefined);
  }
  const read = slotReaders[slot.type].read(reading.text, context);
  if (read.ok) return read.value;
  // "L" once more where L is chosen already corrects nothing.
  const anew = slotReaders[slot.type].read(reading.text, { ...context, run: withoutKnown(run, name) });
  if (anew.ok && same(anew.value, run.slots[name])) return undefined;
  if (slot.type === 'replacement-variants' && repeatsChoice(running, reading)) return undefined;
  // "黑色的" where there is no black: the choice is put in question and asked again.
  const isOption = reading.understanding.entities.some((one) => ['color', 'size', 'variant-option'].includes(one.type));
  if (slot.type === 'replacement-variants' && isOption && !linesNamed(running, reading)) return reading.text;
  // "不对,是8号503室": no whole address, but the one that is known is wrong; it is asked again.
  const isAddressWrong =
    slot.type === 'address' && steeringWords.correction.test(reading.text.toLowerCase()) && /\d/.test(reading.text);
  return isAddressWrong ? reading.text : undefined;
}

/** Slots that are still open and that the text names beyond doubt: an option's own word, a tax number, an address of mail. */
export function openSlots({ run, definition }: Running, reading: Reading): Readonly<Record<string, SlotValue>> {
  const found = Object.entries(definition.slots).flatMap(([name, slot]) => {
    if (run.slots[name] !== undefined || !plainTypes.includes(slot.type)) return [];
    const filled = slotReaders[slot.type].fill(slotContextOf(name, slot, { run, definition }, reading));
    return filled === undefined ? [] : [[name, filled.value] as const];
  });
  return Object.fromEntries(found);
}

const plainTypes: readonly string[] = ['choice', 'reason', 'tax-number'];

/** Goods whose new variant is still to be chosen, else those chosen so far. */
export function productsInHand({ run }: Running, facts: TurnFacts): readonly string[] {
  const known = run.slots.variants;
  const chosen = typeof known === 'object' && !Array.isArray(known) ? Object.keys(known) : [];
  const lines = (orderOf(run, facts)?.lines ?? []).filter((line) => listOf(run.slots.lines).includes(line.lineId));
  const open = lines.find((line) => !chosen.includes(line.lineId));
  return open === undefined ? [] : [open.productId];
}

/** The options named are those of the new piece that is chosen already ("blue again"). */
function repeatsChoice({ run }: Running, { facts, text, understanding }: Reading): boolean {
  const { variants } = run.slots;
  if (!isRecord(variants)) return false;
  const options = understanding.entities.filter(({ type }) => ['color', 'size', 'variant-option'].includes(type));
  const named = new Set(options.map(({ start }) => start)).size;
  const lines = (orderOf(run, facts)?.lines ?? []).filter((line) => variants[line.lineId] !== undefined);
  const chosen = lines.flatMap((line) => {
    const product = facts.findProduct(line.productId);
    const variant = product?.variants.find(({ variantId }) => variantId === variants[line.lineId]);
    return product === undefined || variant === undefined
      ? []
      : Object.values(variant.options).filter((value) =>
          wordsOf(value, product).some((word) => namesWord(text.toLowerCase(), word)),
        );
  });
  return named > 0 && new Set(chosen).size >= named;
}

/** Goods named beside an option mean another piece, not another choice for this one. */
function linesNamed({ run }: Running, { facts, text }: Reading): boolean {
  const order = orderOf(run, facts);
  return order !== undefined && linesMentioned(order, { ...run, slots: {} }, facts, text).length > 0;
}

/** Lines that the text adds to or takes from those chosen; undefined where it names none or nothing changes. */
export function changedLines(running: Running, reading: Reading, words: { isOnly: boolean; isExcept: boolean }) {
  const { run, definition } = running;
  const order = orderOf(run, reading.facts);
  if (order === undefined || definition.slots.lines === undefined || run.slots.lines === undefined) return undefined;
  const fresh = {
    ...run,
    slots: Object.fromEntries(Object.entries(run.slots).filter(([name]) => name !== '?products')),
  };
  const products = reading.understanding.entities
    .filter((entity) => entity.type === 'product')
    .map((entity) => entity.value);
  const withProducts = { ...fresh, slots: { ...fresh.slots, '?products': products } };
  const named = linesMentioned(order, withProducts, reading.facts, reading.text).map((line) => line.lineId);
  const isEverything = meansEverything(reading.text) && wishVerb.test(reading.text.toLowerCase());
  if (named.length === 0 && !isEverything) return undefined;
  const known = listOf(run.slots.lines);
  const wanted = isEverything
    ? order.lines.map((line) => line.lineId)
    : words.isOnly
      ? named
      : words.isExcept
        ? known.filter((id) => !named.includes(id))
        : [...new Set([...known, ...named])];
  const inOrder = order.lines.map((line) => line.lineId).filter((id) => wanted.includes(id));
  return inOrder.length === 0 || same(inOrder, known) ? undefined : inOrder;
}

/** "Return everything" and not "is that all?". */
const wishVerb = /\b(return|exchange|change|swap|refund)\b|退|换|改/;

function withoutKnown(run: FlowRun, name: string): FlowRun {
  return { ...run, slots: Object.fromEntries(Object.entries(run.slots).filter(([key]) => key !== name)) };
}

function same(a: SlotValue, b: SlotValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
