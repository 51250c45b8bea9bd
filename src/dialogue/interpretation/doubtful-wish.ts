import { dialogueSettings } from '../dialogue-settings.ts';
import { type ReasonTopic, topicOf } from '../slots/read-reason.ts';
import type { Command } from '../types.ts';
import { commandOfIntent, ruleIntents, wordedFlows } from './intent-commands.ts';
import { identityWords, valuesOf } from './message-slots.ts';
import { plainWish } from './plain-wish.ts';
import { isRuleQuestion } from './rule-question.ts';
import { commandsForIntent, type WishContext } from './wishes.ts';

/** Commands of a message whose main reading is in doubt: by its plainest words, by what its readings agree in, else a question back. */
export function doubtfulWishes(context: WishContext): readonly Command[] {
  const plain = plainWish(context) ?? wordedWish(context) ?? likelyWish(context);
  return plain === undefined ? unsureOrKnown(context) : commandsForIntent(plain, context);
}

/**
 * Whether the classifier's first guess may yield to plain words: it is in doubt, only informs ("return the blanket of
 * #W…, my e-mail is …"), or speaks of goods in general although an order is named.
 */
export function isDoubtful({ understanding }: WishContext): boolean {
  const [main] = understanding.intents;
  if (main === undefined || main.confidence < dialogueSettings.acceptConfidence) return true;
  const command = commandOfIntent(main.intent);
  if (
    command.do === 'inform' ||
    command.do === 'rephrase' ||
    (command.do === 'small-talk' && command.topic !== 'thanks')
  )
    return true;
  const namesOrder = valuesOf(understanding, 'order-number').length > 0;
  return namesOrder && (command.do === 'answer' || isVague.includes(main.intent));
}

/** Wishes that the mere number of an order looks like. */
const isVague: readonly string[] = ['order.status', 'order.remark', 'ship.urge', 'order.change_item', 'track.where'];

/** Readings that are in doubt by themselves and agree in what is to be done: two kinds of fault are one report. */
function likelyWish(context: WishContext): string | undefined {
  const { understanding, facts } = context;
  // Late, to be hurried, where it is: whichever is meant, it is the best of them about what was ordered and has not come.
  const [likeliest] = understanding.intents;
  const awaited = understanding.intents.filter(({ intent }) => awaitedIntents.has(intent));
  const ofAwaited = awaited.reduce((sum, { confidence }) => sum + confidence, 0);
  if (likeliest === awaited[0] && ofAwaited >= awaitedShare) return likeliest?.intent;
  const text = understanding.normalized;
  if (isRuleQuestion(text))
    return understanding.intents
      .filter(({ confidence }) => confidence >= leastShare)
      .find((one) => ruleIntents[one.intent] !== undefined)?.intent;
  const shares = new Map<string, number>();
  for (const { intent, confidence } of understanding.intents) {
    const command = commandOfIntent(intent);
    if (command.do === 'flow') shares.set(command.flow, (shares.get(command.flow) ?? 0) + confidence);
  }
  const [flow, share] = [...shares].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0];
  if (share >= dialogueSettings.acceptConfidence)
    return understanding.intents.find(({ intent }) => {
      const command = commandOfIntent(intent);
      return command.do === 'flow' && command.flow === flow;
    })?.intent;
  // Something more about what was spoken of last ("I asked the neighbours, too") goes on with it.
  const [best] = understanding.intents;
  if (best !== undefined && best.intent === context.state.lastIntent && commandOfIntent(best.intent).do === 'flow')
    return best.intent;
  return facts.orders.some(({ status }) => status === 'delivered') ? faultTold(text) : undefined;
}

/** Intent of the fault of goods that the words tell. */
export function faultTold(text: string): string | undefined {
  const topic = topicOf(text, toldFault);
  return topic === undefined ? undefined : faults[topic];
}

/** What somebody writes who waits for the goods. */
const awaitedIntents: ReadonlySet<string> = new Set([
  'track.where',
  'track.delay',
  'track.eta',
  'ship.urge',
  'order.status',
]);

/** Share of confidence of all readings of waiting together from which somebody waits for the goods. */
const awaitedShare = 0.3;

/** Share of confidence below which a reading is noise. */
const leastShare = 0.03;

/** Share of confidence from which a fault that is told counts as a report of it. */
const toldFault = 0.6;

const faults: Readonly<Partial<Record<ReasonTopic, string>>> = {
  quality: 'issue.quality',
  damaged: 'issue.damaged',
  'wrong-item': 'issue.wrong',
  missing: 'issue.missing',
};

/** A likely intent whose own words ("change the payment to …") are in the message. */
function wordedWish({ understanding }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  const likely = understanding.intents.slice(0, 5).map((one) => one.intent);
  return likely.find((intent) => wordedFlows.some((flow) => flow.intents.includes(intent) && flow.words.test(text)));
}

/** Who writes is kept although the wish was not understood; it need not be told again. */
function unsureOrKnown(context: WishContext): readonly Command[] {
  const { understanding, message, facts } = context;
  const { email, zip, name } = identityWords(understanding, message);
  const isTold = facts.customer === undefined && (email !== undefined || (zip !== undefined && name !== undefined));
  if (!isTold) return [unsure(context)];
  // Who tells who he is wants something of his own: the likeliest wish is begun with it, a question is answered behind it.
  const likely = understanding.intents.find(({ intent, confidence }) => confidence >= besideIdentity && isOwn(intent));
  if (likely === undefined) return commandsForIntent('chat.inform', context);
  const wish = commandsForIntent(likely.intent, context);
  return wish.some(({ kind }) => kind === 'answer') ? [...commandsForIntent('chat.inform', context), ...wish] : wish;
}

/** Share of confidence from which a wish counts beside the words that tell who writes. */
const besideIdentity = 0.15;

function isOwn(intent: string): boolean {
  return ['flow', 'own-order', 'answer'].includes(commandOfIntent(intent).do);
}

function unsure({ understanding }: WishContext): Command {
  const best = understanding.intents.filter((one) => one.intent !== 'oos' && !one.intent.startsWith('chat.'));
  return { kind: 'clarify', options: best.slice(0, 2).map((one) => one.intent) };
}
