import type { Order } from '../../commerce/index.ts';
import type { ReplyLanguage } from '../../understanding/index.ts';
import type { SlotDefinition } from '../flows/flow-definition.ts';
import type { Choice, FlowRun, FormPlan, Saying, SlotValue, TurnFacts } from '../types.ts';

export type SlotContext = {
  name: string;
  slot: SlotDefinition;
  run: FlowRun;
  facts: TurnFacts;
  order: Order | undefined;
  language: ReplyLanguage;
  /** All that the customer has said to this flow, lower case. */
  said: string;
  /** The same as it was written. */
  words: string;
};

/** What came of reading the customer's words: a value, a part of one, or why it will not do. */
export type SlotReading = { ok: true; value: SlotValue; isPartial?: boolean } | { ok: false; problem: Saying };

/** Reads one type of slot against the shop's records; pure. */
export type SlotReader = {
  read(value: SlotValue, context: SlotContext): SlotReading;
  /** Choices shown as buttons; empty where the answer is free. */
  options(context: SlotContext): readonly Choice[];
  /** Value that needs no question: the only choice, or what the customer has said already. */
  fill(context: SlotContext): { value: SlotValue; isPartial?: boolean; sayings?: readonly Saying[] } | undefined;
  /** False while a value covers a part only. */
  isComplete?(value: SlotValue, context: SlotContext): boolean;
  /** Why what was said before cannot fill the slot; told along with the question, and no failed answer. */
  unfit?(context: SlotContext): Saying | undefined;
  /** Replaces the flow's question where the slot asks for one thing after the other. */
  question?(context: SlotContext): Saying;
  field?: FormPlan['fields'][number]['type'];
};

export function textOf(value: SlotValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? Object.values(value).join(' ') : String(value);
}

export function listOf(value: SlotValue | undefined): readonly string[] {
  if (value === undefined || value === '') return [];
  return isList(value) ? value : [textOf(value)];
}

export function isList(value: SlotValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

export function isRecord(value: SlotValue | undefined): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Button or name of a choice that the text names: exactly, then as a part; undefined unless exactly one fits. */
export function choiceNamed(text: string, choices: readonly Choice[]): Choice | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  const exact = choices.filter((choice) => choice.value.toLowerCase() === wanted || labelsOf(choice).includes(wanted));
  if (exact[0] !== undefined) return exact[0];
  const parts = choices.filter((choice) => labelsOf(choice).some((label) => isPartOf(wanted, label)));
  return parts.length === 1 ? parts[0] : undefined;
}

export function labelsOf(choice: Choice): readonly string[] {
  const labels = typeof choice.label === 'string' ? [choice.label] : Object.values(choice.label);
  return [...new Set(labels.map((label) => label.trim().toLowerCase()))].filter((label) => label !== '');
}

function isPartOf(wanted: string, label: string): boolean {
  const isHan = /\p{Script=Han}/u.test(label);
  if (wanted.includes(label)) return label.length >= (isHan ? 2 : 3);
  return label.includes(wanted) && wanted.length >= (isHan ? 2 : 4);
}
