import { isTrue } from '../condition.ts';
import type { FlowStep, SlotDefinition, StepOf } from '../flows/flow-definition.ts';
import { addressFields } from '../slots/address.ts';
import { slotReaders } from '../slots/readers.ts';
import { type SlotContext, textOf } from '../slots/slot-reader.ts';
import {
  hintOf,
  orderOf,
  type StepContext,
  type StepOutcome,
  say,
  withAttempt,
  withoutHint,
  withoutSlot,
  withSlot,
} from '../step-context.ts';
import type { FlowRun, FormPlan, Saying } from '../types.ts';
import { inLanguage } from '../wording/in-language.ts';

/** Fills the step's slots one after the other: what was said, what is the only choice, then the question. */
export function runCollect(step: StepOf<'collect'>, context: StepContext): StepOutcome {
  let run = context.run;
  const sayings: Saying[] = [];
  for (const name of step.slots) {
    const slot = context.definition.slots[name];
    if (slot === undefined || (slot.when && !isTrue(slot.when, { run, facts: context.facts }))) continue;
    const reading = readSlot(name, slot, { ...context, run });
    run = reading.run;
    if (reading.isComplete) {
      sayings.push(...reading.sayings);
      continue;
    }
    const asked = askSlot(step, name, slot, { ...context, run }, reading);
    return asked.kind === 'ask'
      ? { ...asked, speech: { ...asked.speech, sayings: [...sayings, ...(asked.speech?.sayings ?? [])] } }
      : asked;
  }
  return { kind: 'next', run, speech: { sayings } };
}

/** Whether a step asks for the slot; the engine goes back there when the customer corrects it. */
export function asksFor(step: FlowStep, slot: string): boolean {
  if (step.kind === 'find-order') return step.slot === slot;
  return step.kind === 'collect' && step.slots.includes(slot);
}

export function slotContext(name: string, slot: SlotDefinition, context: StepContext): SlotContext {
  const { run, facts, language } = context;
  const words = textOf(hintOf(run, 'said'));
  return { name, slot, run, facts, language, order: orderOf(run, facts), said: words.toLowerCase(), words };
}

/** `note` says why what was said already will not do; a problem is a failed answer. */
type SlotState = { run: FlowRun; isComplete: boolean; sayings: readonly Saying[]; problem?: Saying; note?: Saying };

function readSlot(name: string, slot: SlotDefinition, context: StepContext): SlotState {
  const reader = slotReaders[slot.type];
  const known = context.run.slots[name];
  const hint = hintOf(context.run, name);
  const isKnown = known !== undefined && (reader.isComplete?.(known, slotContext(name, slot, context)) ?? true);
  if (hint !== undefined) {
    const reading = reader.read(hint, slotContext(name, slot, context));
    if (reading.ok)
      return { run: withSlot(context.run, name, reading.value), isComplete: reading.isPartial !== true, sayings: [] };
    // Words that correct a known value and cannot be read put it in question again.
    const run = isKnown ? withoutSlot(context.run, name) : withoutHint(context.run, name);
    return { run, isComplete: false, sayings: [], problem: reading.problem };
  }
  if (isKnown) return { run: context.run, isComplete: true, sayings: [] };
  const filled = known === undefined ? reader.fill(slotContext(name, slot, context)) : undefined;
  if (filled === undefined) {
    const note = reader.unfit?.(slotContext(name, slot, context));
    return { run: context.run, isComplete: false, sayings: [], ...(note === undefined ? {} : { note }) };
  }
  const run = withSlot(context.run, name, filled.value);
  return { run, isComplete: filled.isPartial !== true, sayings: filled.sayings ?? [] };
}

function askSlot(
  step: StepOf<'collect'>,
  name: string,
  slot: SlotDefinition,
  context: StepContext,
  reading: SlotState,
): StepOutcome {
  const isOpenQuestion = context.state.expecting?.slot === name && context.state.expecting.flow === context.run.flow;
  const hasOtherWords = step.slots.some((other) => other !== name && hintOf(context.run, other) !== undefined);
  const isProgress = (context.run.slots[name] !== undefined || hasOtherWords) && reading.problem === undefined;
  const hasFailed = reading.problem !== undefined || (context.isAnswerTried && isOpenQuestion && !isProgress);
  const run = hasFailed ? withAttempt(context.run, name) : context.run;
  if (hasFailed && slot.isOptional)
    return runCollect(step, {
      ...context,
      run: withSlot(run, name, slot.type === 'images' ? [] : ''),
      isAnswerTried: false,
    });
  const problem = reading.problem ?? reading.note ?? (hasFailed ? say('invalid.text') : undefined);
  if ((run.attempts[name] ?? 0) >= slot.attempts) {
    return { kind: 'hand-off', run, reason: 'flow-step', speech: { sayings: [say('hand-off.attempts')] } };
  }
  return questionFor(step, name, slot, { ...context, run }, problem);
}

function questionFor(
  step: StepOf<'collect'>,
  name: string,
  slot: SlotDefinition,
  context: StepContext,
  problem: Saying | undefined,
): StepOutcome {
  const { run, language } = context;
  const details = slotContext(name, slot, context);
  const reader = slotReaders[slot.type];
  const choices = reader.options(details);
  const nothing = nothingToChoose[slot.type];
  if (nothing !== undefined && choices.length === 0) return { kind: 'end', run, speech: { sayings: [say(nothing)] } };
  const question = reader.question?.(details) ?? say(slot.ask);
  const form = formFor(step, name, context);
  return {
    kind: 'ask',
    run,
    slot: name,
    options: choices.map((choice) => ({ value: choice.value, label: inLanguage(choice.label, language) })),
    speech: {
      sayings: [...(problem ? [problem] : []), question],
      buttons: choices,
      ...(form === undefined ? {} : { form }),
    },
  };
}

/** Slots that live on the customer's records alone: without any there is nothing to ask for. */
const nothingToChoose: Readonly<Partial<Record<SlotDefinition['type'], string>>> = {
  'payment-method': 'none.payment-method',
  case: 'withdraw-case.none',
};

/** A form instead of a long dialogue: for addresses, where the flow wants one, and under surge. */
function formFor(step: StepOf<'collect'>, name: string, context: StepContext): FormPlan | undefined {
  const slot = context.definition.slots[name];
  if (slot?.type === 'address')
    return { formId: formId(context.run, step, name), titleKey: 'form.address', fields: addressFields };
  const isCrowded = context.facts.loadLevel === 'surge' || context.facts.loadLevel === 'overload';
  const open = step.slots.filter((one) => isOpen(one, context));
  if (!(step.asForm || isCrowded) || open.length < 2) return undefined;
  const fields = open.flatMap((one) => fieldFor(one, context));
  return fields.length < 2 ? undefined : { formId: formId(context.run, step, ''), titleKey: 'form.details', fields };
}

function isOpen(name: string, context: StepContext): boolean {
  const slot = context.definition.slots[name];
  if (slot === undefined || context.run.slots[name] !== undefined) return false;
  return slot.when === undefined || isTrue(slot.when, context);
}

function fieldFor(name: string, context: StepContext): FormPlan['fields'] {
  const slot = context.definition.slots[name];
  const reader = slot && slotReaders[slot.type];
  if (slot === undefined || reader?.field === undefined) return [];
  const options = reader.options(slotContext(name, slot, context));
  const field = { name, labelKey: slot.label ?? slot.ask, required: !slot.isOptional };
  return [
    options.length > 0 && reader.field !== 'image'
      ? { ...field, type: 'select', options }
      : { ...field, type: reader.field },
  ];
}

/** `<flow>.<step>` or `<flow>.<step>.<slot>`; the answer's fields become that slot or one slot each. */
function formId(run: FlowRun, step: { id: string }, name: string): string {
  return [run.flow, step.id, ...(name === '' ? [] : [name])].join('.');
}
