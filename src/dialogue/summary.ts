import type { LocalizedText } from '../commerce/index.ts';
import { builtInFlows } from './flows/load-flows.ts';
import { orderItems } from './order-words.ts';
import { textOf } from './slots/slot-reader.ts';
import { collectedSlots } from './step-context.ts';
import type { DialogueState, FlowRun, HandOffReason, TurnFacts } from './types.ts';
import { fill } from './wording/fill.ts';
import { hasWording, joinLocalized, localized, packs, sameInAll } from './wording/packs.ts';

export type HandOffInput = {
  reason: HandOffReason;
  state: DialogueState;
  facts: TurnFacts;
  emotion: string;
  intensity: number;
  lastMessages: readonly { from: 'customer' | 'shop'; text: string }[];
  /** Name of a wish that only this shop knows, where the last one was such. */
  ownWish?: string | undefined;
  /** What was done in this turn, as in the turn trace. */
  actions?: readonly { name: string; state: 'checked' | 'refused' | 'done' | 'read' }[];
};

/** What the person who takes over reads first; texts in all languages, since nobody knows yet who it will be. */
export type HandOffSummary = {
  reason: HandOffReason;
  /** A few sentences: who, why, about what, how the customer feels. */
  text: LocalizedText;
  flow?: string;
  slots: readonly { label: LocalizedText; value: LocalizedText }[];
  orderId?: string;
  emotion: string;
  intensity: number;
  tried: readonly LocalizedText[];
  lastMessages: HandOffInput['lastMessages'];
};

/** Sums a conversation up for the person who takes it over, so that the customer repeats nothing. */
export function summarizeHandOff(input: HandOffInput): HandOffSummary {
  const { reason, state, emotion, intensity, lastMessages } = input;
  const run = state.stack.at(-1);
  const orderId = orderIdOf(input, run);
  return {
    reason,
    text: textFor(input, run),
    ...(run === undefined ? {} : { flow: run.flow }),
    slots: run === undefined ? [] : slotsOf(run, input.facts),
    ...(orderId === undefined ? {} : { orderId }),
    emotion,
    intensity,
    tried: triedOf(input, run),
    lastMessages,
  };
}

function textFor(input: HandOffInput, run: FlowRun | undefined): LocalizedText {
  const { facts, reason, emotion, intensity, lastMessages } = input;
  const last = lastMessages.filter((message) => message.from === 'customer').at(-1)?.text ?? '';
  const order = facts.orders.find((one) => one.orderId === orderIdOf(input, run));
  const wish = run === undefined ? wishOf(input) : builtInFlows().get(run.flow)?.title;
  const sentences = [
    phrase('summary.reason', { reason: localized(`summary.reason.${reason}`) }),
    ...(wish === undefined ? [] : [phrase('summary.wish', { wish })]),
    ...(facts.customer === undefined
      ? [phrase('summary.unknown-customer')]
      : [phrase('summary.customer', { name: facts.customer.name })]),
    ...(order === undefined
      ? []
      : [
          phrase('summary.order', {
            orderId: order.orderId,
            status: localized(`order-status-word.${order.status}`),
            items: orderItems(order, facts),
          }),
        ]),
    ...(intensity >= 1 && emotion !== 'neutral'
      ? [
          phrase('summary.emotion', {
            emotion: localized(`emotion.${emotion}`),
            intensity: localized(`intensity.${intensity}`),
          }),
        ]
      : []),
    ...(last === '' ? [] : [phrase('summary.last', { text: last.slice(0, 200) })]),
  ];
  return joinLocalized(sentences, { 'zh-CN': '', 'zh-TW': '', en: ' ' });
}

function wishOf({ ownWish, state }: HandOffInput): LocalizedText | undefined {
  if (ownWish !== undefined) return sameInAll(ownWish);
  const key = `intent.${state.lastIntent}`;
  return packs.en[key] === undefined ? undefined : localized(key);
}

function orderIdOf({ state }: HandOffInput, run: FlowRun | undefined): string | undefined {
  const orderId = run?.slots.order ?? state.focus.orderId;
  return typeof orderId === 'string' && orderId !== '' ? orderId : undefined;
}

function slotsOf(run: FlowRun, facts: TurnFacts): HandOffSummary['slots'] {
  const definition = builtInFlows().get(run.flow);
  return Object.entries(collectedSlots(run)).flatMap(([name, value]) => {
    const text = slotWords(name, textOf(value), run, facts);
    if (text === undefined) return [];
    const label = definition?.slots[name]?.label;
    return [{ label: localized(label ?? `field.${name}`), value: text }];
  });
}

/** Ids become names: lines their goods, options their buttons. */
function slotWords(name: string, text: string, run: FlowRun, facts: TurnFacts): LocalizedText | undefined {
  if (text === '') return undefined;
  const slot = builtInFlows().get(run.flow)?.slots[name];
  const option = slot?.options?.find((one) => one.value === text);
  if (option !== undefined) return localized(option.label);
  const reason = slot?.action && facts.store.reasons[slot.action]?.find((one) => one.value === text);
  if (reason) return reason.label;
  const method = facts.customer?.paymentMethods.find((one) => one.methodId === text);
  if (method !== undefined) return sameInAll(method.label);
  // A code of the shop's system tells an agent nothing.
  if (name === 'reason') return reasonWords(text, facts);
  const lines = facts.orders.flatMap((order) => order.lines).filter((line) => text.split(' ').includes(line.lineId));
  if (name === 'lines' || name === 'line') return joinLocalized(lines.map((line) => line.title));
  return sameInAll(text);
}

/** A reason that another action offers, or free words; a code that nobody offers is left out. */
function reasonWords(text: string, { store }: TurnFacts): LocalizedText | undefined {
  const offered = Object.values(store.reasons).flatMap((reasons) => reasons ?? []);
  const known = offered.find((one) => one.value === text)?.label;
  return known ?? (/^[a-z]+(-[a-z]+)*$/.test(text) ? undefined : sameInAll(text));
}

function triedOf({ actions = [] }: HandOffInput, run: FlowRun | undefined): readonly LocalizedText[] {
  const done = actions.filter((one) => one.name !== 'identify' && one.name !== 'find-order');
  const now = done.map((one) => phrase(`summary.tried.${one.state}`, { action: actionWords(one.name) }));
  const refusals = Object.values(run?.results ?? {}).filter(
    (result) => !result.ok && result.key.startsWith('refused.'),
  );
  const earlier = refusals.map((result) => filled(result.key, result.parameters));
  return [...now, ...earlier];
}

/** Actions are called as in the explanation of a turn; those with a flow of their own as the flow. */
function actionWords(name: string): LocalizedText {
  const key = `explain.action-name.${name}`;
  return builtInFlows().get(name)?.title ?? (hasWording(key) ? localized(key) : sameInAll(name));
}

function phrase(key: string, parameters: Readonly<Record<string, string | LocalizedText>> = {}): LocalizedText {
  return filled(key, parameters);
}

function filled(key: string, parameters: Readonly<Record<string, string | number | LocalizedText>>): LocalizedText {
  const words = localized(key);
  const one = (language: 'zh-CN' | 'zh-TW' | 'en') =>
    fill(words[language], parameters, { language, timeZone: 'Asia/Shanghai', currency: 'CNY' });
  return { 'zh-CN': one('zh-CN'), 'zh-TW': one('zh-TW'), en: one('en') };
}
