import type { Fact, Order } from '../commerce/index.ts';
import type { ReplyLanguage } from '../understanding/index.ts';
import type { FlowDefinition, FlowLibrary } from './flows/flow-definition.ts';
import type {
  ActionRequest,
  ActionResult,
  AnswerPlan,
  DialogueState,
  FlowRun,
  HandOffReason,
  Saying,
  TurnFacts,
} from './types.ts';

/** What one step may see. */
export type StepContext = {
  definition: FlowDefinition;
  run: FlowRun;
  state: DialogueState;
  facts: TurnFacts;
  flows: FlowLibrary;
  language: ReplyLanguage;
  /** Yes or no to the preview that the last reply showed; consumed by the first confirm. */
  reply?: 'yes' | 'no';
  /** Result of the action that this step asked for. */
  result?: ActionResult;
  /** The message was an attempt to answer this step's open question (a digression is not). */
  isAnswerTried: boolean;
};

export type Speech = Pick<AnswerPlan, 'sayings' | 'facts' | 'buttons' | 'cards' | 'form'>;

/** What a step changes beside its run. */
export type StatePatch = Partial<Pick<DialogueState, 'focus' | 'identity' | 'told' | 'refusals' | 'taskId' | 'proof'>>;

/** What a step came to; the engine carries it out. */
export type StepOutcome = { run: FlowRun; speech?: Partial<Speech>; patch?: StatePatch } & (
  | { kind: 'next'; step?: string }
  | { kind: 'switch'; flow: string }
  | { kind: 'ask'; slot: string; options: readonly { value: string; label: string }[] }
  | { kind: 'act'; request: ActionRequest }
  | { kind: 'hand-off'; reason: HandOffReason; skillGroup?: string }
  | { kind: 'end' }
);

/** Slots whose name begins with this mark hold what the customer said, not yet read against the records. */
const hintMark = '?';

/** The customer's words for a slot that its step has not read yet. */
export function hintOf(run: FlowRun, slot: string): FlowRun['slots'][string] | undefined {
  return run.slots[hintMark + slot];
}

/** Name of the hint that keeps the values of a slot which the shop has refused in this run. */
export function refusedValues(slot: string): string {
  return `refused.${slot}`;
}

export function withHint(run: FlowRun, slot: string, value: FlowRun['slots'][string]): FlowRun {
  return { ...run, slots: { ...run.slots, [hintMark + slot]: value } };
}

/** The run without a slot's value and hint. */
export function withoutSlot(run: FlowRun, slot: string): FlowRun {
  return { ...run, slots: omit(run.slots, [slot, hintMark + slot]) };
}

export function withoutHint(run: FlowRun, slot: string): FlowRun {
  return { ...run, slots: omit(run.slots, [hintMark + slot]) };
}

/** Sets a slot; a yes that was given to other arguments no longer counts. */
export function withSlot(run: FlowRun, slot: string, value: FlowRun['slots'][string]): FlowRun {
  const { confirmed: _void, ...rest } = withoutHint(run, slot);
  return { ...rest, slots: { ...rest.slots, [slot]: value } };
}

export function withAttempt(run: FlowRun, slot: string): FlowRun {
  return { ...run, attempts: { ...run.attempts, [slot]: (run.attempts[slot] ?? 0) + 1 } };
}

/** Slots without the unread hints. */
export function collectedSlots(run: FlowRun): FlowRun['slots'] {
  return omit(
    run.slots,
    Object.keys(run.slots).filter((name) => name.startsWith(hintMark)),
  );
}

export function isHint(name: string): boolean {
  return name.startsWith(hintMark);
}

/** The order this run is about, as far as it is loaded. */
export function orderOf(run: FlowRun, facts: TurnFacts): Order | undefined {
  const orderId = run.slots.order;
  return facts.orders.find((order) => order.orderId === orderId);
}

export function say(key: string, parameters: Saying['parameters'] = {}): Saying {
  return { key, parameters };
}

export function emptySpeech(): Speech {
  return { sayings: [], facts: [], buttons: [], cards: [] };
}

/** The first speech followed by the second; later buttons and forms replace earlier ones. */
export function joinSpeech(first: Speech, second: Partial<Speech> | undefined): Speech {
  if (second === undefined) return first;
  const form = second.form ?? first.form;
  const isNewOffer = (second.buttons ?? []).length > 0;
  return {
    sayings: [...first.sayings, ...(second.sayings ?? [])],
    facts: uniqueFacts([...first.facts, ...(second.facts ?? [])]),
    buttons: isNewOffer ? (second.buttons ?? []) : first.buttons,
    cards: [...first.cards, ...(second.cards ?? [])],
    ...(form === undefined ? {} : { form }),
  };
}

function uniqueFacts(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [`${fact.id}|${fact.value}`, fact])).values()];
}

function omit<Value>(
  record: Readonly<Record<string, Value>>,
  names: readonly string[],
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
