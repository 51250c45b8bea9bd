import type { Order, OrderStatus } from '../../commerce/index.ts';
import { localDay } from '../../platform/index.ts';
import type { StepOf } from '../flows/flow-definition.ts';
import { orderChoice, orderItems } from '../order-words.ts';
import { linesMentioned } from '../slots/mentions.ts';
import { listOf, textOf } from '../slots/slot-reader.ts';
import {
  hintOf,
  type StepContext,
  type StepOutcome,
  say,
  withAttempt,
  withoutHint,
  withSlot,
} from '../step-context.ts';
import type { FlowRun, Saying } from '../types.ts';
import { inLanguage } from '../wording/in-language.ts';

type Find = { step: StepOf<'find-order'>; context: StepContext };

/**
 * Settles which order is meant: the number given, the goods named, "the last one", the order spoken of before, the only
 * one that fits; else the customer chooses. An order taken without being named is said aloud.
 */
export function runFindOrder(step: StepOf<'find-order'>, context: StepContext): StepOutcome {
  const { run, facts, result } = context;
  if (result?.phase === 'find-order') return afterSearch({ step, context }, result.order, result.isForeign);
  const known = textOf(run.slots[step.slot]);
  if (known !== '') return takeOrSearch({ step, context }, run, known);
  const named = textOf(hintOf(run, step.slot));
  const open = withoutHint(run, step.slot);
  const byWords = named === '' ? undefined : fromWords(named, { step, context });
  if (byWords?.kind === 'number') return takeOrSearch({ step, context }, open, byWords.orderId);
  if (facts.orders.length === 0) return { kind: 'end', run: open, speech: { sayings: [say('order.none')] } };
  const all = fitting({ step, context });
  const goods = byGoods({ step, context });
  const meant = byWords?.kind === 'some' ? ofGoods(byWords.orders, goods) : (goods ?? all);
  // A day of buying that is off by one leaves no doubt where there is one order only.
  const candidates = meant.length === 0 && named.startsWith('placed:') && all.length === 1 ? all : meant;
  const [only, ...others] = candidates;
  const strange = strangeGoods(context);
  if (only !== undefined && others.length === 0) return take({ step, context }, open, only, true, strange);
  const focus = named === '' ? candidates.find((order) => order.orderId === context.state.focus.orderId) : undefined;
  if (focus !== undefined) return take({ step, context }, open, focus, true);
  return ask(
    { step, context },
    open,
    candidates,
    named !== '' && candidates.length === 0 ? [say('invalid.order')] : [],
    strange,
  );
}

/** Goods that are named and in no order of the customer's are said to be in none, before another order is looked at. */
function strangeGoods({ definition, run, facts }: StepContext): readonly Saying[] {
  // Where goods are exchanged or a wrong one came, other goods are named on purpose.
  if (definition.slots.variants !== undefined || definition.slots.problem !== undefined) return [];
  const products = listOf(hintOf(run, 'products'));
  const isBought = facts.orders.some((order) => order.lines.some((line) => products.includes(line.productId)));
  const said = textOf(hintOf(run, 'said')).toLowerCase();
  const product = products.map((id) => facts.findProduct(id)).find((one) => one !== undefined);
  if (product === undefined || isBought) return [];
  const nickname = product.nicknames.find((name) => said.includes(name.toLowerCase()));
  return [say('order.goods-not-found', { item: nickname ?? product.name })];
}

/** Of the orders of those days the ones with the goods named; the goods count more where the days hold none of them. */
function ofGoods(orders: readonly Order[], goods: readonly Order[] | undefined): readonly Order[] {
  if (goods === undefined) return orders;
  const both = orders.filter((order) => goods.some(({ orderId }) => orderId === order.orderId));
  return both.length > 0 || orders.length > 0 ? (both.length > 0 ? both : orders) : goods;
}

type OrderWords = { kind: 'number'; orderId: string } | { kind: 'some'; orders: readonly Order[] } | undefined;

/** Reads "#W123", "ends in 66", "latest", "other:<id>", "placed:<from>/<to>" or an ordinal. */
function fromWords(words: string, find: Find): OrderWords {
  const { orders } = find.context.facts;
  const all = fitting(find);
  if (words === 'latest') return { kind: 'some', orders: all.slice(0, 1) };
  if (words === 'earliest') return { kind: 'some', orders: all.slice(-1) };
  if (words.startsWith('other:')) {
    const isOther = (order: Order) => order.orderId !== words.slice(6);
    // The other one may be in a state that the flow does not look at first.
    return { kind: 'some', orders: all.some(isOther) ? all.filter(isOther) : orders.filter(isOther) };
  }
  if (words.startsWith('placed:')) {
    const [from = '', to = ''] = words.slice(7).split('/');
    const day = (order: Order) => dayOf(order.placedAt, find.context.facts.timeZone);
    return { kind: 'some', orders: orders.filter((order) => day(order) >= from && day(order) < to) };
  }
  const exact = orders.find((order) => plainId(order.orderId) === plainId(words));
  if (exact !== undefined) return { kind: 'number', orderId: exact.orderId };
  const digits = words.replace(/\D/g, '');
  const ending = digits.length >= 2 ? orders.filter((order) => plainId(order.orderId).endsWith(digits)) : [];
  if (digits.length >= 2 && digits.length < 6) return { kind: 'some', orders: ending };
  if (ending.length === 1 && ending[0] !== undefined) return { kind: 'number', orderId: ending[0].orderId };
  return digits.length >= 6 ? { kind: 'number', orderId: words } : undefined;
}

function byGoods(find: Find): readonly Order[] | undefined {
  const { run, facts } = find.context;
  const said = textOf(hintOf(run, 'said'));
  const naming = facts.orders.filter((order) => linesMentioned(order, run, facts, said).length > 0);
  return naming.length === 0 ? undefined : inSaidState(find, naming);
}

/** Orders in the first group of states that fits; all of them where none does, so that the shop's rule can explain itself. */
function fitting(find: Find): readonly Order[] {
  return inSaidState(find, find.context.facts.orders);
}

/** What the words tell of an order's state: "the mouse I received", "my pending order". */
const saidStates: readonly { words: RegExp; states: readonly OrderStatus[] }[] = [
  { words: /收到|到货了|签收|\b(received|arrived|delivered)\b/i, states: ['delivered', 'completed'] },
  {
    words:
      /还?没发货?|未发货|待发货|刚(买|拍|下单)|\b(pending|not shipped|hasn'?t shipped|just (placed|ordered|bought))\b/i,
    states: ['unpaid', 'pending', 'pending-modified', 'processing'],
  },
];

function inSaidState({ step, context }: Find, orders: readonly Order[]): readonly Order[] {
  const said = textOf(hintOf(context.run, 'said'));
  const cue = saidStates.find(({ words }) => words.test(said));
  const meant = orders.filter((order) => cue?.states.includes(order.status));
  return meant.length > 0 ? meant : firstGroup(step, orders);
}

function firstGroup(step: StepOf<'find-order'>, orders: readonly Order[]): readonly Order[] {
  const groups = (step.statuses ?? []).map((group) => orders.filter((order) => group.includes(order.status)));
  return groups.find((group) => group.length > 0) ?? orders;
}

function takeOrSearch(find: Find, run: FlowRun, orderId: string): StepOutcome {
  const { facts } = find.context;
  const own = facts.orders.find((order) => order.orderId === orderId);
  if (own !== undefined) return take(find, run, own, false);
  return { kind: 'act', run: withSlot(run, find.step.slot, orderId), request: { phase: 'find-order', orderId } };
}

function afterSearch(find: Find, order: Order | undefined, isForeign: boolean): StepOutcome {
  const { step, context } = find;
  const wanted = textOf(context.run.slots[step.slot]);
  if (order !== undefined && !isForeign) return take(find, context.run, order, false);
  const { [step.slot]: _unknown, ...slots } = context.run.slots;
  const problem = say(isForeign ? 'order.foreign' : 'order.not-found', { orderId: wanted });
  return ask(find, { ...context.run, slots }, fitting(find), [problem]);
}

function take(
  { step, context }: Find,
  run: FlowRun,
  order: Order,
  isGuess: boolean,
  strange: readonly Saying[] = [],
): StepOutcome {
  const isNew = run.slots[step.slot] !== order.orderId;
  const settled = isNew ? withSlot(run, step.slot, order.orderId) : run;
  const sayings: readonly Saying[] =
    isGuess && isNew && order.orderId !== context.state.focus.orderId
      ? [say('order.taken', { orderId: order.orderId, items: orderItems(order, context.facts) })]
      : [];
  const focus = { orderId: order.orderId, productIds: order.lines.map((line) => line.productId) };
  return { kind: 'next', run: settled, speech: { sayings: [...strange, ...sayings] }, patch: { focus } };
}

function ask(
  { step, context }: Find,
  run: FlowRun,
  candidates: readonly Order[],
  problems: readonly Saying[],
  strange: readonly Saying[] = [],
): StepOutcome {
  const slot = context.definition.slots[step.slot];
  const hasFailed = problems.length > 0 || context.isAnswerTried;
  const counted = hasFailed ? withAttempt(run, step.slot) : run;
  if ((counted.attempts[step.slot] ?? 0) >= Math.max(slot?.attempts ?? 2, wrongNumbers)) {
    const sayings = [...problems.slice(0, 1), say('hand-off.attempts')];
    return { kind: 'hand-off', run: counted, reason: 'flow-step', speech: { sayings } };
  }
  const shown = (candidates.length > 0 ? candidates : fitting({ step, context })).slice(0, 5);
  const choices = shown.map((order) => orderChoice(order, context.facts));
  const question = say(shown.length > 0 ? (slot?.ask ?? 'ask.order') : 'ask.order-number');
  return {
    kind: 'ask',
    run: counted,
    slot: step.slot,
    options: choices.map((choice) => ({ value: choice.value, label: inLanguage(choice.label, context.language) })),
    speech: { sayings: [...strange, ...problems, question], buttons: choices },
  };
}

/** Wrong numbers that nobody is sent away for: they are long, and quickly mistyped. */
const wrongNumbers = 3;

/** The calendar day of an instant in the shop's time zone; empty where the platform tells no time. */
function dayOf(instant: string, timeZone: string): string {
  return instant === '' ? '' : localDay(instant, timeZone);
}

function plainId(orderId: string): string {
  return orderId.replace(/[^\p{L}\d]/gu, '').toUpperCase();
}
