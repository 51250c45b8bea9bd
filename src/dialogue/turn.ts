import type { FlowLibrary } from './flows/flow-definition.ts';
import { emptySpeech, type Speech } from './step-context.ts';
import type {
  AnswerPlan,
  DecideInput,
  DecideOutput,
  Decision,
  DialogueState,
  HandOffReason,
  Question,
  Saying,
} from './types.ts';

/** One turn on its way through the rules. */
export type Turn = {
  input: DecideInput;
  flows: FlowLibrary;
  state: DialogueState;
  /** Words before everything else (an apology). */
  opening: readonly Saying[];
  speech: Speech;
  questions: readonly Question[];
  isSoothing: boolean;
  /** Out of hours: why a task for the morning is to be written before the flow goes on. */
  taskReason?: HandOffReason;
};

/** A rule either decides or hands the turn on, perhaps changed. */
export type Rule = { name: string; apply: (turn: Turn) => { turn: Turn } | { output: DecideOutput } };

export function goOn(turn: Turn): { turn: Turn } {
  return { turn };
}

export function planOf(turn: Turn, isOpeningIncluded: boolean): AnswerPlan {
  // One apology is enough.
  const isSoothed = turn.opening.some((saying) => saying.key.startsWith('soothe.'));
  const said = turn.speech.sayings.filter((saying) => !isSoothed || !saying.key.startsWith('soothe.'));
  const sayings = isOpeningIncluded ? [...turn.opening, ...said] : said;
  return { ...turn.speech, sayings, isSoothing: turn.isSoothing };
}

/** Closes the turn with a decision; nothing of the unfinished draft stays in the state. */
export function decided(turn: Turn, decision: Decision): DecideOutput {
  const { turn: _draft, ...state } = turn.state;
  const isOpen =
    decision.kind === 'ask' ||
    (decision.kind === 'answer' && turn.state.expecting !== undefined && turn.state.stack.length > 0);
  if (isOpen) return { decision, state, commands: [] };
  const { expecting: _closed, ...settled } = state;
  return { decision, state: settled, commands: [] };
}

/** Words, and the answers to questions where there are any. */
export function answered(turn: Turn, reason: string): DecideOutput {
  const [question, ...furtherQuestions] = turn.questions;
  if (question === undefined) return decided(turn, { kind: 'answer', plan: planOf(turn, true), reason });
  const hasWords = turn.speech.sayings.length > 0 || turn.speech.buttons.length > 0;
  return decided(turn, {
    kind: 'answer',
    question,
    ...(furtherQuestions.length > 0 ? { furtherQuestions } : {}),
    ...(turn.opening.length > 0 ? { opening: turn.opening } : {}),
    ...(hasWords ? { plan: planOf(turn, false) } : {}),
    reason,
  });
}

/** What this turn said so far, kept while the walk performs an action. */
export function draftOf(turn: Turn): NonNullable<DialogueState['turn']> {
  return { opening: turn.opening, plan: planOf(turn, false), questions: turn.questions };
}

/** The turn as it stood before the action; an empty one where there was no draft. */
export function resumedTurn(input: DecideInput, flows: FlowLibrary): Turn {
  const draft = input.state.turn;
  const { isSoothing, ...speech } = draft?.plan ?? { ...emptySpeech(), isSoothing: false };
  return {
    input,
    flows,
    state: input.state,
    opening: draft?.opening ?? [],
    speech,
    questions: draft?.questions ?? [],
    isSoothing,
  };
}

export function newTurn(input: DecideInput, flows: FlowLibrary): Turn {
  const { turn: _stale, ...state } = input.state;
  return { input, flows, state, opening: [], speech: emptySpeech(), questions: [], isSoothing: false };
}
