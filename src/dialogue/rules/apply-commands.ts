import { queueFlow, startFlow, takeWords } from '../flow-stack.ts';
import { steeringWords } from '../interpretation/words.ts';
import { textOf } from '../slots/slot-reader.ts';
import { hintOf, joinSpeech, say, withHint } from '../step-context.ts';
import type { Turn } from '../turn.ts';
import type { Command, DialogueState } from '../types.ts';

/** Carries the commands into the state: words to the running flow, new wishes onto or below the stack, questions aside. */
export function applyCommands(turn: Turn): Turn {
  const { commands } = turn.input;
  const firstStart = commands.findIndex((command) => command.kind === 'start-flow');
  const hears = commands.some((command) => command.kind === 'set-slot' || command.kind === 'correct-slot');
  const heard = hears ? hear(turn) : turn;
  return commands.reduce((one, command, at) => applyCommand(one, command, at === firstStart), heard);
}

function applyCommand(turn: Turn, command: Command, isFirstStart: boolean): Turn {
  const { state, flows } = turn;
  switch (command.kind) {
    case 'set-slot':
    case 'correct-slot':
      return { ...turn, state: takeWords(state, { [command.slot]: command.value }, flows) };
    case 'start-flow': {
      if (!isFirstStart) return { ...turn, state: queueFlow(state, command, flows) };
      const isAddition = steeringWords.addition.test(turn.input.understanding.normalized.toLowerCase());
      const started = startFlow(state, { ...command, isAddition }, flows);
      return { ...turn, state: started.state, speech: joinSpeech(turn.speech, { sayings: started.sayings }) };
    }
    case 'cancel-flow':
      return cancelled(turn);
    case 'answer':
      return { ...turn, questions: [...turn.questions, command.question] };
    case 'small-talk':
      return command.topic === 'bye' ? left(turn) : turn;
    default:
      return turn;
  }
}

/** The customer gives the running wish up; nothing has been changed. */
function cancelled(turn: Turn): Turn {
  const { expecting: _closed, ...state } = turn.state;
  const top = state.stack.at(-1);
  if (top === undefined) return turn;
  const title = turn.flows.get(top.flow)?.title ?? top.flow;
  const below: DialogueState = { ...state, stack: state.stack.slice(0, -1) };
  return { ...turn, state: below, speech: joinSpeech(turn.speech, { sayings: [say('flow.cancelled', { title })] }) };
}

/** A goodbye in the middle of a flow ends it; nothing has been changed. */
function left(turn: Turn): Turn {
  const { expecting: _closed, ...state } = turn.state;
  return { ...turn, state: { ...state, stack: [] } };
}

/** The running flow keeps what was said to it, so that slots asked later find it. */
function hear(turn: Turn): Turn {
  const { state, input } = turn;
  const top = state.stack.at(-1);
  if (top === undefined) return turn;
  const said = `${textOf(hintOf(top, 'said'))}\n${input.understanding.normalized}`.trim().slice(-600);
  return { ...turn, state: { ...state, stack: [...state.stack.slice(0, -1), withHint(top, 'said', said)] } };
}
