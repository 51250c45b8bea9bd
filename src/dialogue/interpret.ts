import type { Understanding } from '../understanding/index.ts';
import { dialogueSettings } from './dialogue-settings.ts';
import type { FlowLibrary } from './flows/flow-definition.ts';
import { builtInFlows } from './flows/load-flows.ts';
import {
  askedAside,
  laterSlots,
  moneyAsked,
  moreWords,
  reasonAgain,
  repeatedWish,
  toldAside,
} from './interpretation/asides.ts';
import { type BareAnswer, readBareAnswer } from './interpretation/bare-answer.ts';
import { chasedParcel } from './interpretation/chased-parcel.ts';
import { correctionsIn } from './interpretation/corrections.ts';
import { objectedRule } from './interpretation/follow-ups.ts';
import { freshWishes } from './interpretation/fresh-wishes.ts';
import { commandOfIntent } from './interpretation/intent-commands.ts';
import { labelledCorrections } from './interpretation/labelled-corrections.ts';
import { withoutPerson } from './interpretation/no-person.ts';
import { clearOtherWish, isOtherWish } from './interpretation/other-wish.ts';
import { readPause } from './interpretation/read-confirmation.ts';
import { looksLikeQuestion } from './interpretation/rule-question.ts';
import { type Reading, type Running, runningFlow } from './interpretation/running-flow.ts';
import { turnedWish } from './interpretation/turned-wish.ts';
import {
  askedAs,
  answer as askKnowledge,
  commandsForIntent,
  complaintNamed,
  type WishContext,
} from './interpretation/wishes.ts';
import { steeringWords } from './interpretation/words.ts';
import { topicOf } from './slots/read-reason.ts';
import { confirmSlot } from './steps/action-steps.ts';
import { verificationSlot } from './steps/prove-identity.ts';
import type { Command, DialogueState, IncomingMessage, SlotValue, TurnFacts } from './types.ts';

/**
 * The embedded understander's commands for one message: what it means where the conversation stands. Pure; the flows
 * decide what comes of it.
 */
export function interpret(
  understanding: Understanding,
  state: DialogueState,
  facts: TurnFacts,
  message: IncomingMessage = { text: understanding.normalized },
  flows: FlowLibrary = builtInFlows(),
): readonly Command[] {
  const context: WishContext = { understanding, state, facts, message, flows };
  const pressed = pressedCommands(context);
  if (pressed !== undefined) return pressed;
  const form = message.form === undefined ? undefined : formCommands(message.form, message.images ?? []);
  if (form !== undefined && runningFlow(state, flows) !== undefined) return form;
  const rest = withoutPerson(understanding.normalized);
  return rest === undefined ? read(context) : withoutHandOff(rest, context);
}

/** A message in words: in the flow that runs, or a wish of its own. */
function read(context: WishContext): readonly Command[] {
  const { state, flows } = context;
  const running = runningFlow(state, flows);
  const chased = state.expecting?.slot === confirmSlot ? undefined : chasedParcel(context);
  if (chased !== undefined) return [chased];
  if (running === undefined) return freshWishes(context);
  return duringFlow(running, context);
}

/** No person is wanted: word for people is not left any more, nobody is handed over, and what else is said is read by itself. */
function withoutHandOff(rest: string, context: WishContext): readonly Command[] {
  const { state, understanding, message } = context;
  const top = state.stack.at(-1)?.flow;
  const isLeaving = top === 'leave-message' || top === 'human';
  const left: readonly Command[] = isLeaving ? [{ kind: 'cancel-flow' }] : [];
  if (rest === '' && top === undefined) return [{ kind: 'small-talk', topic: 'no-person' }];
  if (rest === '' && isLeaving) return left;
  const intents = understanding.intents.filter(({ intent }) => intent !== 'human.request');
  const told = rest === '' ? context : { ...context, message: { ...message, text: rest } };
  const { expecting: _open, ...others } = state;
  const commands = read({
    ...told,
    state: isLeaving ? { ...others, stack: state.stack.slice(0, -1) } : state,
    understanding: { ...understanding, intents, ...(rest === '' ? {} : { normalized: rest }) },
  });
  return [...left, ...commands.filter(({ kind }) => kind !== 'hand-off')];
}

/** Buttons that carry a command: `intent:<id>` and `flow:<id>`. */
function pressedCommands(context: WishContext): readonly Command[] | undefined {
  const text = context.message.text.trim();
  if (/^intent:[\w.]+$/.test(text)) return commandsForIntent(text.slice(7), context);
  if (!/^flow:[a-z-]+$/.test(text)) return undefined;
  const flow = text.slice(5);
  const { orderId } = context.state.focus;
  return [{ kind: 'start-flow', flow, slots: orderId === undefined ? {} : { order: orderId } }];
}

/** A form's fields are one slot (id with three parts) or one slot each. */
function formCommands(form: NonNullable<IncomingMessage['form']>, images: readonly string[]): readonly Command[] {
  const [, , slot] = form.formId.split('.');
  const pictures: readonly Command[] = images.length === 0 ? [] : [{ kind: 'set-slot', slot: 'images', value: images }];
  if (slot !== undefined) return [{ kind: 'set-slot', slot, value: form.values }, ...pictures];
  const given = Object.entries(form.values).filter(([, value]) => value.trim() !== '');
  return [...given.map(([name, value]): Command => ({ kind: 'set-slot', slot: name, value })), ...pictures];
}

/** In a running flow: giving up, putting right, the answer, a digression, and only then "not understood". */
function duringFlow(running: Running, context: WishContext): readonly Command[] {
  const { state, understanding, facts, message } = context;
  const reading: Reading = { understanding, facts, text: understanding.normalized };
  const { expecting } = state;
  if (expecting !== undefined && readPause(understanding.normalized)) return [{ kind: 'small-talk', topic: 'pause' }];
  const answer = expecting && readBareAnswer({ expecting, running, reading, message });
  if (answer?.isStrong) return [...answer.commands, ...besides(running, context)];
  const turned = turnedTo(running, context);
  if (turned !== undefined) return turned;
  if (givesUp(running, context)) return [{ kind: 'cancel-flow' }, ...besides(running, context)];
  const labelled = labelledCorrections(running, reading, context.state.expecting?.slot);
  if (labelled.length > 0) return labelled;
  if (answer !== undefined && tellsMatter(running, context)) return answer.commands;
  const corrections = correctionsIn(running, reading, context);
  if (corrections.length > 0) return corrections;
  return withoutStrongAnswer(running, context, answer);
}

/** The wish that the customer turns to instead: one of the same kind takes over what is known, any other begins anew. */
function turnedTo(running: Running, context: WishContext): readonly Command[] | undefined {
  const { expecting } = context.state;
  const isOption = expecting?.options.some((option) => context.message.text.includes(option.label)) ?? false;
  const wish = isOption || choosesHere(running, context) ? undefined : turnedWish(running, context);
  if (wish === undefined) return undefined;
  const commands = commandsForIntent(wish, context);
  return isOfFamily(wish, running, context) ? commands : [{ kind: 'cancel-flow' }, ...commands];
}

/** The running flow has that choice itself ("还是退款吧" where a new piece or the money is to be chosen). */
function choosesHere({ definition }: Running, { understanding }: WishContext): boolean {
  const text = understanding.normalized.toLowerCase();
  return Object.values(definition.slots).some(
    (slot) =>
      slot.type === 'choice' && (slot.options ?? []).some(({ words }) => words.some((word) => text.includes(word))),
  );
}

/** What is wrong is being told in free words; they are no correction of what is known unless they say so. */
function tellsMatter({ definition }: Running, { state, understanding }: WishContext): boolean {
  const text = understanding.normalized.toLowerCase();
  const isFree = definition.slots[state.expecting?.slot ?? '']?.type === 'text';
  const isElse = steeringWords.correction.test(text) || steeringWords.turning.test(text) || looksLikeQuestion(text);
  return isFree && state.expecting?.slot === 'description' && !isElse;
}

function withoutStrongAnswer(
  running: Running,
  context: WishContext,
  answer: BareAnswer | undefined,
): readonly Command[] {
  const [wish] = context.understanding.intents;
  // "什么意思": the open question is asked again in other words.
  const isPuzzled = wish !== undefined && commandOfIntent(wish.intent).do === 'rephrase';
  if (isPuzzled && wish.confidence >= dialogueSettings.digressionConfidence) return [];
  const aside = toldAside(running, context);
  if (aside.length > 0) return aside;
  const objected = objectedRule(context.understanding.normalized, context.state.lastIntent);
  if (objected !== undefined) return [askedAs(objected.asks, askKnowledge(objected.intent, context))];
  if (isScolding(running, context)) return [];
  if (moneyAsked(running, context)) return [{ kind: 'small-talk', topic: 'money-back' }];
  const asked = askedAside(running, context);
  if (asked !== undefined) return [asked];
  const again = reasonAgain(running, context);
  if (again !== undefined) return [again];
  const later = laterSlots(running, context);
  if (later.length > 0) return [...(answer?.commands ?? []), ...later];
  const other = clearOtherWish(running, context.understanding);
  const isInstead = other !== undefined && steeringWords.instead.test(context.understanding.normalized);
  if (isInstead && !isOfFamily(other, running, context)) return [{ kind: 'cancel-flow' }, ...freshWishes(context)];
  if (answer !== undefined && other !== undefined && isWordsForPeople(other, running, context)) return answer.commands;
  if (other !== undefined) return freshWishes(context);
  if (answer !== undefined) return answer.commands;
  const identity = moreWords(running, context);
  if (identity.length > 0) return identity;
  // The running wish once more ("cancel it!!") is no failed answer to the open question.
  const repeated = repeatedWish(running, context);
  if (repeated !== undefined) return [repeated];
  const isSmallTalk = wish !== undefined && commandOfIntent(wish.intent).do === 'small-talk';
  if (isSmallTalk && wish.confidence >= dialogueSettings.acceptConfidence)
    return commandsForIntent(wish.intent, context);
  const { expecting } = context.state;
  const spoken: SlotValue = context.message.text;
  // What is no number and names no goods is no order; a look-up of it would be a look-up of anything.
  const isReadable =
    expecting !== undefined && !['confirm', 'identity', 'order', verificationSlot].includes(expecting.slot);
  return isReadable ? [{ kind: 'set-slot', slot: expecting.slot, value: spoken }] : [{ kind: 'clarify', options: [] }];
}

/** Anger at the matter in hand ("凭什么要寄回去") is its tone and no matter of its own, unless a complaint is named. */
function isScolding({ definition }: Running, { understanding, state }: WishContext): boolean {
  const isOpenText = definition.slots[state.expecting?.slot ?? '']?.type === 'text';
  return (
    !isOpenText && understanding.intents[0]?.intent === 'complaint' && !complaintNamed.test(understanding.normalized)
  );
}

/** A wish of the same kind takes the running one's place with all that is known; any other begins anew. */
function isOfFamily(other: string, { definition }: Running, { flows }: WishContext): boolean {
  const command = commandOfIntent(other);
  const family = command.do === 'flow' ? flows.get(command.flow)?.family : undefined;
  return command.do !== 'flow' || (family !== undefined && family === definition.family);
}

/** Somebody unknown leaves word for people: a wish that would change something is part of the word. */
function isWordsForPeople(other: string, { definition }: Running, { state, facts, flows }: WishContext): boolean {
  const slot = definition.slots[state.expecting?.slot ?? ''];
  const command = commandOfIntent(other);
  const changes = command.do === 'flow' && flows.get(command.flow)?.action !== undefined;
  // What somebody complains of is the complaint, not a report of its own.
  const isMatter = definition.skillGroup === 'complaint' && other.startsWith('issue.');
  return slot?.takesWishes === true && (isMatter || (facts.customer === undefined && changes));
}

function givesUp(running: Running, context: WishContext): boolean {
  const { understanding } = context;
  const other = clearOtherWish(running, context.understanding);
  if (other !== undefined && commandOfIntent(other).do === 'flow') return false;
  const text = understanding.normalized.toLowerCase();
  if (steeringWords.allOfIt.test(text)) return false;
  const isDeclined =
    understanding.intents[0]?.intent === 'buy.decline' && text.length <= 12 && !tellsReason(running, text);
  return steeringWords.cancel.test(text) || (isDeclined && !/不要了|不想要/.test(text));
}

/** "那就尺码不合适呗" sounds like giving up and is the reason that was asked for. */
function tellsReason({ definition }: Running, text: string): boolean {
  const hasReason = Object.values(definition.slots).some(({ type }) => type === 'reason');
  const topic = topicOf(text, dialogueSettings.acceptConfidence);
  // "先不要好了" is a no, whatever it is a reason for.
  return hasReason && topic !== undefined && topic !== 'no-need';
}

/** Questions and wishes that come along with an answer ("第二个,另外发票怎么开"). */
function besides(running: Running, context: WishContext): readonly Command[] {
  const { furtherIntents } = context.understanding;
  const wishes = furtherIntents.filter((one) => isOtherWish(one.intent, running));
  return wishes.flatMap((one) => commandsForIntent(one.intent, context));
}
