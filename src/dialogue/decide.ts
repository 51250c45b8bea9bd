import { dialogueSettings } from './dialogue-settings.ts';
import type { FlowLibrary } from './flows/flow-definition.ts';
import { builtInFlows } from './flows/load-flows.ts';
import { commandOfIntent, intentCommands } from './interpretation/intent-commands.ts';
import { valuesOf } from './interpretation/message-slots.ts';
import { applyCommands } from './rules/apply-commands.ts';
import { clarifyRule } from './rules/clarify-rule.ts';
import { emotionRule } from './rules/emotion-rule.ts';
import { continueFlows, flowRule } from './rules/flow-rule.ts';
import { handOff, withMorningTask } from './rules/hand-off.ts';
import { questionRule } from './rules/question-rule.ts';
import { riskOf } from './rules/risk.ts';
import { smallTalkRule } from './rules/small-talk-rule.ts';
import { decided, goOn, newTurn, type Rule, resumedTurn, type Turn } from './turn.ts';
import type { DecideInput, DecideOutput, DialogueState } from './types.ts';

/**
 * What to do with a message, or with the result of the action asked for before. Pure: equal inputs give equal decisions;
 * the walk performs an `act` and calls again with `actionResult` until the decision is another one.
 */
export function decide(input: DecideInput, flows: FlowLibrary = builtInFlows()): DecideOutput {
  if (input.actionResult !== undefined) return continueFlows(resumedTurn(input, flows));
  let turn = newTurn(input, flows);
  for (const rule of rules) {
    const outcome = rule.apply(turn);
    if ('output' in outcome) return outcome.output;
    turn = outcome.turn;
  }
  return handOff(turn, 'not-understood');
}

/** The order of the rules: the first that decides wins; those before it may have changed the turn. */
export const rules: readonly Rule[] = [
  { name: 'handed-off', apply: whenHandedOff },
  { name: 'memory', apply: (turn) => goOn(remember(turn)) },
  { name: 'risk', apply: whenRisky },
  { name: 'asked-for-person', apply: whenAskedForPerson },
  { name: 'emotion', apply: emotionRule },
  { name: 'commands', apply: (turn) => goOn(applyCommands(turn)) },
  { name: 'morning-task', apply: (turn) => goOn(withMorningTask(turn)) },
  { name: 'repeated-question', apply: whenRepeated },
  { name: 'flows', apply: flowRule },
  { name: 'questions', apply: questionRule },
  { name: 'small-talk', apply: smallTalkRule },
  { name: 'clarify', apply: clarifyRule },
];

/** State of a conversation that has just begun. */
export function initialDialogueState(): DialogueState {
  return {
    stack: [],
    identity: { level: 'none' },
    focus: { productIds: [] },
    notUnderstood: 0,
    lowConfidence: 0,
    negativeTurns: 0,
    repeatedQuestions: 0,
    recentWordings: [],
    runCount: 0,
    refusals: {},
  };
}

/** State when people hand the conversation back to the AI: what is known stays, what was running is over. */
export function stateAfterPeople(state: DialogueState): DialogueState {
  const { handOff: _over, expecting: _closed, turn: _draft, ...rest } = state;
  return { ...rest, stack: [], notUnderstood: 0, lowConfidence: 0, negativeTurns: 0, repeatedQuestions: 0 };
}

/** State with the wordings of the reply that went out, so that none comes twice in a row. */
export function rememberWordings(state: DialogueState, used: readonly string[]): DialogueState {
  return { ...state, recentWordings: [...state.recentWordings, ...used].slice(-dialogueSettings.rememberedWordings) };
}

function whenHandedOff(turn: Turn): ReturnType<Rule['apply']> {
  if (turn.state.handOff === undefined) return goOn(turn);
  return { output: decided(turn, { kind: 'wait', reason: `a person was asked for: ${turn.state.handOff.reason}` }) };
}

/** What the conversation remembers of this message whatever is decided. */
function remember(turn: Turn): Turn {
  const { understanding, commands } = turn.input;
  const intent = understanding.intents[0]?.intent;
  const isWish = commands.some((command) => ['start-flow', 'answer', 'hand-off'].includes(command.kind));
  const question = commands.find((command) => command.kind === 'answer');
  const text = understanding.normalized.trim().toLowerCase();
  const isSame = question !== undefined && text === turn.state.lastQuestion;
  const products = understanding.entities.filter((entity) => entity.type === 'product').map((entity) => entity.value);
  const { thread, told: _told, ...known } = turn.state;
  const isElsewhere = commands.some((command) => command.kind === 'start-flow' || command.kind === 'hand-off');
  return {
    ...turn,
    state: {
      ...known,
      ...(thread === undefined || isElsewhere ? {} : { thread }),
      ...(isWish && intent !== undefined ? { lastIntent: intentBegun(turn) ?? intent } : {}),
      ...(question === undefined
        ? {}
        : { lastQuestion: text, repeatedQuestions: isSame ? turn.state.repeatedQuestions + 1 : 0 }),
      ...picturesOf(turn),
      ...toldBy(turn),
      focus: products.length === 0 ? turn.state.focus : { ...turn.state.focus, productIds: [...new Set(products)] },
    },
  };
}

/** The intent of the flow that the words have begun, where the classifier heard something else in them. */
function intentBegun({ input: { commands, understanding } }: Turn): string | undefined {
  const begun = commands.find((command) => command.kind === 'start-flow');
  const leadsTo = (intent: string) => {
    const command = commandOfIntent(intent);
    return begun !== undefined && (command.do === 'flow' || command.do === 'own-order') && command.flow === begun.flow;
  };
  if (begun === undefined || leadsTo(understanding.intents[0]?.intent ?? '')) return undefined;
  return Object.keys(intentCommands).find(leadsTo);
}

/** The order and the phone that somebody unknown has named; once he is known they are forgotten. */
function toldBy({ input, state }: Turn): Pick<Turn['state'], 'told'> {
  if (input.facts.customer !== undefined) return {};
  const [order = state.told?.order] = valuesOf(input.understanding, 'order-number');
  const [phone = state.told?.phone] = valuesOf(input.understanding, 'phone');
  if (order === undefined && phone === undefined) return {};
  return { told: { ...(order === undefined ? {} : { order }), ...(phone === undefined ? {} : { phone }) } };
}

/** Most pictures that are kept for a flow to come. */
const picturesKept = 9;

function picturesOf({ input, state }: Turn): Pick<Turn['state'], 'pictures'> {
  const images = input.message?.images ?? [];
  if (images.length === 0 || state.stack.length > 0) return {};
  return { pictures: [...(state.pictures ?? []), ...images].slice(-picturesKept) };
}

function whenRisky(turn: Turn): ReturnType<Rule['apply']> {
  const risk = riskOf(turn.input.understanding.risks);
  if (risk === undefined || turn.state.taskId !== undefined) return goOn(turn);
  const soothing = { ...turn, isSoothing: true };
  return { output: handOff(soothing, 'risk', { skillGroup: risk.skillGroup, sayings: risk.sayings }) };
}

function whenAskedForPerson(turn: Turn): ReturnType<Rule['apply']> {
  const asked = turn.input.commands.find((command) => command.kind === 'hand-off');
  if (asked?.kind !== 'hand-off') return goOn(turn);
  return {
    output: handOff(turn, asked.reason, asked.skillGroup === undefined ? {} : { skillGroup: asked.skillGroup }),
  };
}

function whenRepeated(turn: Turn): ReturnType<Rule['apply']> {
  if (turn.state.repeatedQuestions < dialogueSettings.repeatedQuestionLimit) return goOn(turn);
  return { output: handOff({ ...turn, state: { ...turn.state, repeatedQuestions: 0 } }, 'not-understood') };
}
