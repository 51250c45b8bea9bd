import type { FlowDefinition, FlowLibrary } from '../flows/flow-definition.ts';
import { commandOfIntent } from '../interpretation/intent-commands.ts';
import { slotsOfMessage } from '../interpretation/message-slots.ts';
import { answer } from '../interpretation/wishes.ts';
import { identitySlot } from '../steps/identify-step.ts';
import type { Command, SlotValue } from '../types.ts';
import { clueSlots, type WireCommand } from './command-schema.ts';
import type { UnderstandRequest } from './gateway-types.ts';

export type Acceptance = {
  request: UnderstandRequest;
  /** What the embedded understander makes of the same message. */
  embedded: readonly Command[];
  flows: FlowLibrary;
  /** Puts hidden values back; undefined for an invented placeholder. */
  restore: (text: string) => string | undefined;
};

/** A message has at most a few wishes; more is a model that runs wild. */
const mostCommands = 5;

/**
 * The model's commands, if every one of them is borne out: flows, slots and intents exist, each value stands in the customer's words
 * or is an option that was offered. One that is not makes the whole reply worthless: undefined, and the embedded commands stand.
 * A yes to a preview never comes from a model alone.
 */
export function acceptCommands(wire: readonly WireCommand[], acceptance: Acceptance): readonly Command[] | undefined {
  if (wire.length === 0 || wire.length > mostCommands) return undefined;
  const commands: Command[] = [];
  for (const one of wire) {
    const command = acceptOne(one, acceptance);
    if (command === undefined || contradicts(one, acceptance)) return undefined;
    commands.push(command);
  }
  return commands;
}

/** From here on the embedded understander is sure, and an intent below the other line is none of its candidates. */
const sure = 0.8;
const candidate = 0.02;

/**
 * Small models copy the examples of their prompt. Where the embedded understander is sure of the message, a wish or question that it does
 * not even think of is the model's own.
 */
function contradicts(wire: WireCommand, { request }: Acceptance): boolean {
  const { intents } = request.understanding;
  if ((intents[0]?.confidence ?? 0) < sure) return false;
  const known = intents.filter((one, at) => at === 0 || one.confidence >= candidate).map((one) => one.intent);
  if (wire.kind === 'answer') return !known.includes(wire.intent);
  if (wire.kind !== 'start-flow') return false;
  return !known.some((intent) => {
    const command = commandOfIntent(intent);
    return 'flow' in command && command.flow === wire.flow;
  });
}

function acceptOne(wire: WireCommand, acceptance: Acceptance): Command | undefined {
  const { request, embedded } = acceptance;
  switch (wire.kind) {
    case 'start-flow':
      return startFlow(wire, acceptance);
    case 'set-slot':
    case 'correct-slot':
      return fillSlot(wire, acceptance);
    case 'answer':
      return isQuestion(wire.intent, acceptance) ? answer(wire.intent, wishContext(acceptance)) : undefined;
    case 'clarify': {
      const areKnown = wire.intents.length <= 3 && wire.intents.every((intent) => isIntent(intent, acceptance));
      return areKnown ? { kind: 'clarify', options: wire.intents } : undefined;
    }
    case 'small-talk':
      return { kind: 'small-talk', topic: wire.topic };
    case 'cancel-flow':
      return request.state.stack.length > 0 ? { kind: 'cancel-flow' } : undefined;
    case 'hand-off':
      return asksForPerson(acceptance) ? { kind: 'hand-off', reason: 'asked' } : undefined;
    case 'affirm':
    case 'deny':
      return embedded.some((command) => command.kind === wire.kind) ? { kind: wire.kind } : undefined;
  }
}

/** What the flow needs is read from the message by our own readers; the model's slots only add to it. */
function startFlow(wire: Extract<WireCommand, { kind: 'start-flow' }>, acceptance: Acceptance): Command | undefined {
  const definition = acceptance.flows.get(wire.flow);
  if (definition === undefined || (wire.flow === 'human' && !asksForPerson(acceptance))) return undefined;
  const given: Record<string, SlotValue> = {};
  for (const { slot, value } of wire.slots) {
    const checked = isSlotOf(definition, slot) ? valueInWords(value, acceptance) : undefined;
    if (checked === undefined) return undefined;
    given[slot] = checked;
  }
  const { understanding, text, facts } = acceptance.request;
  return {
    kind: 'start-flow',
    flow: wire.flow,
    slots: { ...given, ...slotsOfMessage(understanding, { text }, facts.now) },
  };
}

function fillSlot(wire: Extract<WireCommand, { slot: string }>, acceptance: Acceptance): Command | undefined {
  const { state } = acceptance.request;
  const running = acceptance.flows.get(state.stack.at(-1)?.flow ?? '');
  if (running === undefined) return undefined;
  const isClue = state.expecting?.slot === identitySlot && clueSlots.includes(wire.slot);
  if (!isClue && !isSlotOf(running, wire.slot)) return undefined;
  const isAsked = state.expecting?.flow === running.flow && state.expecting.slot === wire.slot;
  const value = (isAsked ? optionNamed(wire.value, acceptance) : undefined) ?? valueInWords(wire.value, acceptance);
  return value === undefined ? undefined : { kind: wire.kind, slot: wire.slot, value };
}

function isSlotOf(definition: FlowDefinition, slot: string): boolean {
  return Object.hasOwn(definition.slots, slot);
}

function optionNamed(value: string, { request, restore }: Acceptance): string | undefined {
  const wanted = plain(restore(value) ?? '');
  const options = request.state.expecting?.options ?? [];
  return options.find((option) => wanted !== '' && [option.value, option.label].some((one) => plain(one) === wanted))
    ?.value;
}

/** The value where the customer has written just that; a model neither translates nor completes what was said. */
function valueInWords(value: string, { request, restore }: Acceptance): string | undefined {
  const restored = restore(value)?.trim();
  if (restored === undefined || plain(restored) === '') return undefined;
  const isSaid = [request.text, request.understanding.normalized].some((words) => holds(plain(words), plain(restored)));
  return isSaid ? restored : undefined;
}

/** Latin words and numbers count as said only as a whole: "1234" is not in "91234567", nor "L" in "XL". */
function holds(words: string, value: string): boolean {
  const isCut = (left = '', right = '') => /[a-z\d]/.test(left) && /[a-z\d]/.test(right);
  for (let at = words.indexOf(value); at >= 0; at = words.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (!isCut(words[at - 1], value[0]) && !isCut(value.at(-1), words[end])) return true;
  }
  return false;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function isIntent(intent: string, { request }: Acceptance): boolean {
  const { intents, furtherIntents } = request.understanding;
  return [...intents, ...furtherIntents].some((one) => one.intent === intent);
}

/** Intents that knowledge answers; wishes come as flows. */
function isQuestion(intent: string, acceptance: Acceptance): boolean {
  return isIntent(intent, acceptance) && ['answer', 'own-order'].includes(commandOfIntent(intent).do);
}

/** Handing over is the customer's wish or the rules' decision; a model alone cannot flood the people on duty. */
function asksForPerson({ request, embedded }: Acceptance): boolean {
  const isRead = request.understanding.intents.some((one) => one.intent === 'human.request' && one.confidence >= 0.2);
  return isRead || embedded.some((command) => command.kind === 'hand-off') || personWords.test(request.text);
}

const personWords = /人工|真人|客服|专员|專員|\b(?:human|agent|person|representative|someone)\b/i;

function wishContext({ request, flows }: Acceptance): Parameters<typeof answer>[1] {
  const { understanding, state, facts, text } = request;
  return { understanding, state, facts, message: { text }, flows };
}
