import { mergeResult, runFlows } from '../flow-engine.ts';
import { joinSpeech, say } from '../step-context.ts';
import { confirmSlot } from '../steps/action-steps.ts';
import { clueSlots, identitySlot } from '../steps/identify-step.ts';
import { answered, decided, draftOf, goOn, planOf, type Rule, type Turn } from '../turn.ts';
import type { Command, DecideOutput, Saying } from '../types.ts';
import { sameInAll } from '../wording/packs.ts';
import { handOff } from './hand-off.ts';
import { smallTalkSayings } from './small-talk-rule.ts';

/** Runs the flows that the commands have started or fed; a digression is answered and the open question asked again. */
export function flowRule(turn: Turn): ReturnType<Rule['apply']> {
  const wasRunning = turn.input.state.stack.length > 0;
  if (turn.state.stack.length === 0) {
    const isJustCancelled = wasRunning && turn.speech.sayings.length > 0;
    return isJustCancelled ? { output: answered(turn, 'the customer gave the wish up') } : goOn(turn);
  }
  const paused = pausedAt(turn);
  if (paused !== undefined) return { output: paused };
  const isDigression = wasRunning && turn.questions.length > 0 && turn.input.state.expecting !== undefined;
  const spoken = { ...turn, speech: joinSpeech(turn.speech, { sayings: bridgeTo(turn, isDigression) }) };
  return { output: continueFlows(forgiven(spoken)) };
}

/** "等等,我再想想": nothing is shown again, the open question waits with its buttons. */
function pausedAt(turn: Turn): DecideOutput | undefined {
  const { commands, state } = turn.input;
  const [command, further] = commands;
  const isPause = command?.kind === 'small-talk' && command.topic === 'pause' && further === undefined;
  if (!isPause || state.expecting === undefined) return undefined;
  const { flow, slot, options } = state.expecting;
  const sayings = [say(slot === confirmSlot ? 'confirm.paused' : 'flow.paused')];
  const buttons = options.map(({ value, label }) => ({ value, label: sameInAll(label) }));
  const plan = planOf({ ...turn, speech: joinSpeech(turn.speech, { sayings, buttons }) }, true);
  return decided(turn, { kind: 'ask', plan, slot, reason: `${flow} waits while the customer thinks` });
}

/** Runs the stack on and turns its stop into a decision; also the second half of a turn after an action. */
export function continueFlows(turn: Turn): DecideOutput {
  const { input, flows } = turn;
  const reply = replyOf(turn);
  const result = input.actionResult;
  const output = runFlows({
    state: turn.state,
    facts: mergeResult(input.facts, result),
    flows,
    language: input.understanding.language,
    speech: turn.speech,
    isAnswerTried: isAnswerTried(turn),
    ...(reply === undefined ? {} : { reply }),
    ...(result === undefined ? {} : { result }),
  });
  const moved = { ...turn, state: output.state, speech: output.speech };
  const { stop } = output;
  switch (stop.kind) {
    case 'ask':
      return asked(moved, stop.slot, stop.flow);
    case 'act': {
      const state = { ...moved.state, turn: draftOf(moved) };
      return {
        decision: { kind: 'act', request: stop.request, reason: `${stop.flow}: ${stop.request.phase}` },
        state,
        commands: [],
      };
    }
    case 'hand-off': {
      const { actionResult: _used, ...rest } = input;
      return handOff({ ...moved, input: rest }, stop.reason, { skillGroup: stop.skillGroup });
    }
    case 'done':
      return answered(moved, 'the flow is done');
  }
}

function asked(turn: Turn, slot: string, flow: string): DecideOutput {
  if (turn.questions.length > 0) return answered(turn, `answers the question; ${flow} then asks for ${slot}`);
  return decided(turn, { kind: 'ask', plan: planOf(turn, true), slot, reason: `${flow} needs ${slot}` });
}

/** A yes or no counts only for the preview that the last reply showed, and only alone. */
function replyOf({ input, state }: Turn): 'yes' | 'no' | undefined {
  const { expecting } = input.state;
  const top = state.stack.at(-1);
  if (input.actionResult !== undefined || expecting?.slot !== confirmSlot || expecting.flow !== top?.flow)
    return undefined;
  if (input.commands.some((command) => changing.includes(command.kind))) return undefined;
  if (input.commands.some((command) => command.kind === 'affirm')) return 'yes';
  return input.commands.some((command) => command.kind === 'deny') ? 'no' : undefined;
}

const changing: readonly Command['kind'][] = [
  'set-slot',
  'correct-slot',
  'start-flow',
  'cancel-flow',
  'answer',
  'hand-off',
];

function isAnswerTried({ input, state }: Turn): boolean {
  const { expecting } = input.state;
  if (input.actionResult !== undefined || expecting === undefined || expecting.flow !== state.stack.at(-1)?.flow)
    return false;
  const isElse = input.commands.some(
    (command) =>
      ['start-flow', 'answer', 'cancel-flow'].includes(command.kind) ||
      (command.kind === 'small-talk' &&
        ['greet', 'thanks', 'urge-reply', 'remark', 'money-back'].includes(command.topic)),
  );
  // Words for another slot are no failed answer, and the wish told again says nothing of who somebody is.
  const asked = expecting.slot === identitySlot ? clueSlots : [expecting.slot];
  const isFor = (command: Command) =>
    (command.kind !== 'set-slot' && command.kind !== 'correct-slot') || asked.includes(command.slot);
  const isForQuestion = input.commands.some(isFor);
  return !isElse && isForQuestion && input.commands.length > 0;
}

function bridgeTo(turn: Turn, isDigression: boolean) {
  const smallTalk = turn.input.state.stack.length > 0 ? smallTalkSayings(turn.input.commands).map(asidePhrase) : [];
  const top = turn.state.stack.at(-1);
  const title = top && turn.flows.get(top.flow)?.title;
  const isSame = top?.runId === turn.input.state.stack.at(-1)?.runId;
  return isDigression && isSame && title !== undefined ? [...smallTalk, say('flow.resume', { title })] : smallTalk;
}

/** Somebody who is in a flow has said what it is about; "please go on" would be asked for nothing. */
function asidePhrase(saying: Saying): Saying {
  return saying.key === 'small-talk.urge-reply' ? say('small-talk.urge-reply.aside') : saying;
}

/** Somebody who is in a flow was understood. */
function forgiven(turn: Turn): Turn {
  const isMissed = turn.input.commands.some((command) => command.kind === 'clarify');
  return isMissed ? turn : { ...turn, state: { ...turn.state, notUnderstood: 0, lowConfidence: 0 } };
}
