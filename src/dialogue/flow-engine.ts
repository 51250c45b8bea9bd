import type { ReplyLanguage } from '../understanding/index.ts';
import { isTrue } from './condition.ts';
import { switchRun } from './flow-stack.ts';
import type { FlowDefinition, FlowLibrary, FlowStep } from './flows/flow-definition.ts';
import { unsupportedOutcome } from './flows/unsupported.ts';
import {
  joinSpeech,
  orderOf,
  type Speech,
  type StepContext,
  type StepOutcome,
  say,
  withoutSlot,
} from './step-context.ts';
import { runCheck, runConfirm, runPerform } from './steps/action-steps.ts';
import { runCollect } from './steps/collect-step.ts';
import { runFindOrder } from './steps/find-order-step.ts';
import { runIdentify } from './steps/identify-step.ts';
import { runBranch, runCreateTicket, runEnd, runHandOff, runSay } from './steps/plain-steps.ts';
import type { ActionRequest, ActionResult, DialogueState, FlowRun, HandOffReason, TurnFacts } from './types.ts';

export type EngineInput = {
  state: DialogueState;
  facts: TurnFacts;
  flows: FlowLibrary;
  language: ReplyLanguage;
  speech: Speech;
  /** Yes or no to the preview of the last reply. */
  reply?: 'yes' | 'no';
  /** The message tried to answer the open question. */
  isAnswerTried: boolean;
  result?: ActionResult;
};

export type EngineStop =
  | { kind: 'ask'; slot: string; flow: string }
  | { kind: 'act'; request: ActionRequest; flow: string }
  | { kind: 'hand-off'; reason: HandOffReason; skillGroup: string; flow: string }
  | { kind: 'done' };

export type EngineOutput = { state: DialogueState; speech: Speech; stop: EngineStop };

/** Steps of one round; more than any sound flow needs, so that a flow that turns in circles ends with a person. */
const stepLimit = 80;

/** Runs the stack of flows until a question, an action, a hand-off or the end of the last flow. Pure. */
export function runFlows(input: EngineInput): EngineOutput {
  let current = input;
  for (let count = 0; count < stepLimit; count += 1) {
    const run = current.state.stack.at(-1);
    if (run === undefined) return { state: current.state, speech: current.speech, stop: { kind: 'done' } };
    const definition = current.flows.get(run.flow);
    if (definition === undefined) {
      current = { ...current, state: popped(current.state) };
      continue;
    }
    const moved = takeStep(current, run, definition);
    if ('stop' in moved) return moved;
    current = moved;
  }
  const flow = current.state.stack.at(-1)?.flow ?? '';
  const stop = { kind: 'hand-off' as const, reason: 'flow-step' as const, skillGroup: 'aftersale', flow };
  return { state: current.state, speech: current.speech, stop };
}

function takeStep(input: EngineInput, run: FlowRun, definition: FlowDefinition): EngineInput | EngineOutput {
  const step = definition.steps.find((one) => one.id === run.step);
  if (step === undefined) return carryOut(input, definition, undefined, { kind: 'end', run });
  const context = contextFor(input, run, definition);
  const isPassed = isSkipped(step, context);
  const outcome =
    unsupportedOutcome(context) ?? (isPassed ? passedOver(step, run, definition) : runStep(step, context));
  return carryOut(afterUse(input, step), definition, step, outcome);
}

function contextFor(input: EngineInput, run: FlowRun, definition: FlowDefinition): StepContext {
  const { state, facts, flows, language, reply, result, isAnswerTried } = input;
  return {
    definition,
    run,
    state,
    facts,
    flows,
    language,
    isAnswerTried,
    ...(reply === undefined ? {} : { reply }),
    ...(result === undefined ? {} : { result }),
  };
}

/** On to the step behind; where a step leads after it was taken does not count. */
function passedOver(step: FlowStep, run: FlowRun, definition: FlowDefinition): StepOutcome {
  const behind = definition.steps[definition.steps.findIndex((one) => one.id === step.id) + 1];
  return behind === undefined ? { kind: 'end', run } : { kind: 'next', run, step: behind.id };
}

function isSkipped(step: FlowStep, context: StepContext): boolean {
  return step.when !== undefined && !isTrue(step.when, context);
}

function runStep(step: FlowStep, context: StepContext): StepOutcome {
  const missing = missingOrder(step, context);
  if (missing !== undefined) return missing;
  switch (step.kind) {
    case 'identify':
      return runIdentify(step, context);
    case 'find-order':
      return runFindOrder(step, context);
    case 'collect':
      return runCollect(step, context);
    case 'check':
      return runCheck(step, context);
    case 'confirm':
      return runConfirm(step, context);
    case 'perform':
      return runPerform(step, context);
    case 'say':
      return runSay(step, context);
    case 'branch':
      return runBranch(step, context);
    case 'create-ticket':
      return runCreateTicket(step, context);
    case 'hand-off':
      return runHandOff(step, context);
    case 'end':
      return runEnd(step, context);
  }
}

/** The run's order is no longer among those read for this turn: read it again, or ask anew if it is gone. */
function missingOrder(step: FlowStep, { definition, run, facts, result }: StepContext): StepOutcome | undefined {
  const orderId = run.slots.order;
  if (typeof orderId !== 'string' || orderOf(run, facts) !== undefined) return undefined;
  if (step.kind === 'identify' || step.kind === 'find-order') return undefined;
  if (result === undefined) return { kind: 'act', run, request: { phase: 'find-order', orderId } };
  if (result.phase !== 'find-order') return undefined;
  const finding = definition.steps.find((one) => one.kind === 'find-order');
  return finding === undefined ? undefined : { kind: 'next', run: withoutSlot(run, 'order'), step: finding.id };
}

/** A result, a yes and an attempt belong to the step that waited for them, and are used up by it. */
function afterUse(input: EngineInput, step: FlowStep): EngineInput {
  const { result: _result, reply, ...rest } = input;
  const isReplyOpen = reply !== undefined && step.kind !== 'confirm';
  const waitsForWords = ['identify', 'find-order', 'collect', 'confirm'].includes(step.kind);
  return { ...rest, ...(isReplyOpen ? { reply } : {}), isAnswerTried: waitsForWords ? false : rest.isAnswerTried };
}

function carryOut(
  input: EngineInput,
  definition: FlowDefinition,
  step: FlowStep | undefined,
  outcome: StepOutcome,
): EngineInput | EngineOutput {
  const speech = joinSpeech(input.speech, outcome.speech);
  const state: DialogueState = { ...withTop(input.state, outcome.run), ...outcome.patch };
  const flow = definition.flow;
  switch (outcome.kind) {
    case 'next':
      return advance({ ...input, state, speech }, definition, step, outcome);
    case 'switch':
      return { ...input, speech, state: switchRun(state, outcome.flow, input.flows) };
    case 'end':
      return afterEnd({ ...input, state: popped(state), speech });
    case 'ask': {
      const expecting = { flow, slot: outcome.slot, options: outcome.options };
      return { state: { ...state, expecting }, speech, stop: { kind: 'ask', slot: outcome.slot, flow } };
    }
    case 'act':
      return { state, speech, stop: { kind: 'act', request: outcome.request, flow } };
    case 'hand-off': {
      const skillGroup = outcome.skillGroup ?? definition.skillGroup;
      // The run stays: the person who takes over reads in the summary what was collected.
      return { state, speech, stop: { kind: 'hand-off', reason: outcome.reason, skillGroup, flow } };
    }
  }
}

function advance(
  input: EngineInput,
  definition: FlowDefinition,
  step: FlowStep | undefined,
  outcome: { run: FlowRun; step?: string },
): EngineInput {
  const following = definition.steps[definition.steps.findIndex((one) => one.id === step?.id) + 1];
  const next = outcome.step ?? step?.next ?? following?.id;
  if (next === undefined) return afterEnd({ ...input, state: popped(input.state) });
  return { ...input, state: withTop(input.state, { ...outcome.run, step: next }) };
}

/** The flow below goes on with a sentence: back to it, or now to the next wish. */
function afterEnd(input: EngineInput): EngineInput {
  const run = input.state.stack.at(-1);
  const definition = run && input.flows.get(run.flow);
  if (run === undefined || definition === undefined) return input;
  const isFresh = run.step === definition.steps[0]?.id && Object.keys(run.results).length === 0;
  const bridge = say(isFresh ? 'flow.next' : 'flow.resume', { title: definition.title });
  const spoken = input.speech.sayings.filter((saying) => !offers.includes(saying.key));
  return { ...input, speech: joinSpeech({ ...input.speech, sayings: spoken, buttons: [] }, { sayings: [bridge] }) };
}

/** What is said where nothing else is open. */
const offers: readonly string[] = ['anything-else', 'refused.no-alternative', 'refused.alternatives'];

function withTop(state: DialogueState, run: FlowRun): DialogueState {
  return { ...state, stack: [...state.stack.slice(0, -1), run] };
}

function popped(state: DialogueState): DialogueState {
  const { expecting: _closed, ...rest } = state;
  return { ...rest, stack: state.stack.slice(0, -1) };
}

/** Facts with what the last action has read; the walk does the same for the rounds that follow. */
export function mergeResult(facts: TurnFacts, result: ActionResult | undefined): TurnFacts {
  if (result?.phase === 'try-code' && result.verdict === 'right') {
    return { ...facts, customer: result.customer, orders: result.orders, cases: result.cases };
  }
  if (result?.phase === 'identify' && result.customer !== undefined) {
    return { ...facts, customer: result.customer, orders: result.orders, cases: result.cases };
  }
  if (result?.phase === 'find-order' && result.order !== undefined && !result.isForeign) {
    const { order } = result;
    return { ...facts, orders: [...facts.orders.filter((one) => one.orderId !== order.orderId), order] };
  }
  return facts;
}
