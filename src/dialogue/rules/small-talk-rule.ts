import { joinSpeech, say } from '../step-context.ts';
import { answered, decided, goOn, planOf, type Rule, type Turn } from '../turn.ts';
import type { Command, Saying, SmallTalkTopic } from '../types.ts';
import { localized } from '../wording/packs.ts';

/** Greeting, thanks, goodbye and the like between flows; goodbye closes. */
export function smallTalkRule(turn: Turn): ReturnType<Rule['apply']> {
  const spokenOf = [...smallTalkSayings(turn.input.commands), ...idleSayings(turn.input.commands)].slice(0, 1);
  // Nothing but angry faces: cheerfulness would be out of place.
  const isUpset = turn.input.understanding.emotion === 'angry';
  const hasPicture = (turn.input.message?.images ?? []).length > 0;
  const inPlace = hasPicture ? say('small-talk.picture') : say('small-talk.upset');
  const isOther = hasPicture || isUpset;
  // "请讲" to who has just told the matter would be deaf.
  const isTold = turn.state.lastIntent !== undefined;
  const sayings = spokenOf.map((one) => {
    if (isTold && one.key === 'small-talk.urge-reply') return say('small-talk.urge-reply.behind');
    return isOther && one.key === 'small-talk.other' ? inPlace : one;
  });
  if (sayings.length === 0) return goOn(turn);
  const topics = turn.input.commands.flatMap((command) => (command.kind === 'small-talk' ? [command.topic] : []));
  const buttons = topics.map((topic) => topicButtons[topic]).find(Boolean) ?? (hasPicture ? pictureButtons : []);
  const spoken: Turn = {
    ...turn,
    state: { ...turn.state, notUnderstood: 0 },
    speech: joinSpeech(turn.speech, { sayings, buttons }),
  };
  const isBye = turn.input.commands.some((command) => command.kind === 'small-talk' && command.topic === 'bye');
  if (!isBye) return { output: answered(spoken, 'small talk') };
  const closed = { ...spoken, state: { ...spoken.state, closed: true } };
  return {
    output: decided(closed, { kind: 'close', plan: planOf(closed, true), reason: 'the customer says goodbye' }),
  };
}

export function smallTalkSayings(commands: readonly Command[]): readonly Saying[] {
  return commands.flatMap((command) => (command.kind === 'small-talk' ? [say(`small-talk.${command.topic}`)] : []));
}

/** A yes, a no or a "never mind" that nothing was asked for. */
function idleSayings(commands: readonly Command[]): readonly Saying[] {
  const keys: Readonly<Partial<Record<Command['kind'], string>>> = {
    affirm: 'small-talk.affirm',
    deny: 'small-talk.deny',
    'cancel-flow': 'small-talk.decline',
  };
  return commands.flatMap((command) => {
    const key = keys[command.kind];
    return key === undefined ? [] : [say(key)];
  });
}

const pictureButtons = buttonsFor(['issue.quality', 'return.request', 'human.request']);

/** Ways on that a kind of small talk offers. */
const topicButtons: Readonly<Partial<Record<SmallTalkTopic, ReturnType<typeof buttonsFor>>>> = {
  greet: buttonsFor(['order.status', 'track.where', 'return.request', 'human.request']),
  plea: buttonsFor(['human.request']),
};

function buttonsFor(intents: readonly string[]) {
  return intents.map((intent) => ({ label: localized(`intent.${intent}`), value: `intent:${intent}` }));
}
