import type { IntentScore } from '../../understanding/index.ts';
import { dialogueSettings } from '../dialogue-settings.ts';
import { type ReasonTopic, topicOf } from '../slots/read-reason.ts';
import type { Command } from '../types.ts';
import { clauseWishes } from './clause-wishes.ts';
import { clausesOf } from './clauses.ts';
import { followUpOf, sameForOther } from './follow-ups.ts';
import { commandOfIntent, type IntentCommand, plainWishes, ruleIntents, wordedFlows } from './intent-commands.ts';
import { identityWords, isOnlyIdentity, slotsOfMessage, valuesOf } from './message-slots.ts';
import { optionQuestion, ownFact } from './own-facts.ts';
import { plainWish } from './plain-wish.ts';
import { isRuleQuestion, looksLikeQuestion } from './rule-question.ts';
import { answer, commandsForIntent, type WishContext, wishesOf } from './wishes.ts';

/** Commands of a message that answers nothing: its wishes one after the other, or a question back where it is in doubt. */
export function freshWishes(context: WishContext): readonly Command[] {
  const { understanding } = context;
  const [main] = understanding.intents;
  if (context.facts.customer === undefined && isOnlyIdentity(understanding, context.message)) {
    return commandsForIntent('chat.inform', context);
  }
  const sameOfOther = sameOfOtherOrder(context);
  if (sameOfOther !== undefined) return [sameOfOther];
  const elsewhere = sameForOther(context);
  if (elsewhere !== undefined) return [{ kind: 'start-flow', ...elsewhere }];
  const followUp = followUpOf(context);
  if (followUp !== undefined) return commandsForIntent(followUp, withFormerQuestion(context));
  const several = severalWishes(context);
  if (several.length > 0) return several;
  const told = toldWish(context);
  if (told !== undefined) return told;
  if (main === undefined || main.confidence < dialogueSettings.acceptConfidence) {
    const plain = plainWish(context) ?? wordedWish(context) ?? likelyWish(context);
    return plain === undefined ? unsureOrKnown(context) : commandsForIntent(plain, context);
  }
  const wishes = withoutConditions(withoutPleasantries(wishesOf(understanding)), understanding.normalized);
  const parts = clausesOf(context, wishes.length);
  // Asked about in general as a whole ("可以开发票吗,多久能收到"), no part of it is a wish.
  const isRule = isRuleQuestion(understanding.normalized);
  const meant = isRule && ruleIntents[wishes[0]?.intent ?? ''] !== undefined ? wishes.filter(isNoOwnOrder) : wishes;
  const commands = meant.flatMap((wish, at) => {
    const part = parts[at]?.understanding.normalized;
    const isAsked = part === undefined || looksLikeQuestion(part);
    const isWhole = isRule && isAsked && ruleIntents[wish.intent] !== undefined;
    return commandsForIntent(wish.intent, (isWhole ? undefined : parts[at]) ?? context);
  });
  return [...commands, ...questionsBeside(wishes, context)];
}

/** Time and place of one's own parcel are no part of a question about the rules. */
function isNoOwnOrder({ intent }: IntentScore): boolean {
  return ruleIntents[intent] !== undefined || commandOfIntent(intent).do !== 'own-order';
}

/** A question that only makes sense behind the one before is asked with it ("运费险 … 什么时候赔"). */
function withFormerQuestion(context: WishContext): WishContext {
  const { state, message, facts } = context;
  const former = state.lastQuestion;
  const known = state.focus.productIds;
  const productIds =
    known.length > 0 ? known : (facts.orders[0]?.lines.slice(0, 1).map((line) => line.productId) ?? []);
  const told = former === undefined ? message.text : `${former} ${message.text}`;
  return {
    ...context,
    state: { ...state, focus: { ...state.focus, productIds } },
    message: { ...message, text: told },
  };
}

/** Readings that are in doubt by themselves and agree in what is to be done: two kinds of fault are one report. */
function likelyWish(context: WishContext): string | undefined {
  const { understanding, facts } = context;
  // Late, to be hurried, where it is: whichever is meant, it is the best of them about what was ordered and has not come.
  const [likeliest] = understanding.intents;
  const awaited = understanding.intents.filter(({ intent }) => awaitedIntents.has(intent));
  const ofAwaited = awaited.reduce((sum, { confidence }) => sum + confidence, 0);
  if (likeliest === awaited[0] && ofAwaited >= dialogueSettings.acceptConfidence) return likeliest?.intent;
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
  const topic = facts.orders.some(({ status }) => status === 'delivered') ? topicOf(text, toldFault) : undefined;
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

/** Wishes that follow one another in one message; who writes is said once for all of them. */
function severalWishes(context: WishContext): readonly Command[] {
  const wishes = clauseWishes(context);
  const identity = identityWords(context.understanding, context.message);
  if (wishes.length === 0) return [];
  const asked = wishesOf(context.understanding)
    .filter((one) => isSureQuestion(one))
    .slice(0, 2);
  const commands = [
    ...wishes.flatMap(({ intent, context: part }) => commandsForIntent(intent, part)),
    ...asked.flatMap((one) => commandsForIntent(one.intent, context)),
  ];
  return commands.map((command) =>
    command.kind === 'start-flow' ? { ...command, slots: { ...identity, ...command.slots } } : command,
  );
}

function isSureQuestion({ intent, confidence }: IntentScore): boolean {
  const isQuestion = commandOfIntent(intent).do === 'answer' && intent !== 'product.link';
  return isQuestion && confidence >= dialogueSettings.digressionConfidence;
}

/** What the words say beyond doubt goes before what the classifier takes them for. */
export function toldWish(context: WishContext): readonly Command[] | undefined {
  const { understanding, message, facts } = context;
  if (asksForPerson.test(understanding.normalized.toLowerCase())) return commandsForIntent('human.request', context);
  const flow = ownFact(context);
  if (flow !== undefined)
    return [{ kind: 'start-flow', flow, slots: slotsOfMessage(understanding, message, facts.now) }];
  const question = optionQuestion(context);
  if (question !== undefined) return [answer(question, context)];
  const worded = plainFlow(context);
  if (worded !== undefined) return commandsForIntent(worded, context);
  if (isAboutGenuine.test(understanding.normalized.toLowerCase())) return [answer('product.authentic', context)];
  const plain = plainWish(context);
  const isPlain = plain !== undefined && (isDoubtful(context) || isMistaken(plain, context));
  return isPlain ? commandsForIntent(plain, context) : undefined;
}

/** Intent under which the flow runs whose words are unmistakable ("change the payment of #W…"). */
function plainFlow({ understanding, flows }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  return wordedFlows.find((one) => one.isPlain && flows.has(one.flow) && one.words.test(text))?.intents[0];
}

/** Whether the goods are genuine is answered first, whatever else is wrong with them. */
const isAboutGenuine =
  /(?:是不是|会不会|该不会|不会|怕是?|感觉是?|怀疑|像|别是).{0,4}(?:假货|假的|高仿|山寨|冒牌|仿品|盗版)|(?:是|保证|确定).{0,3}正品|(?:假货|正品|高仿)[吗么吧?？]|\b(?:is|are) (?:it|this|they|these|that) (?:real|genuine|authentic|fake|a fake|counterfeit)\b|\b(?:fake|counterfeit|genuine|authentic)\?/;

/** Taken for one change of an order while the words name another ("swap the backpack" is no return). */
function isMistaken(plain: string, { understanding }: WishContext): boolean {
  const main = understanding.intents[0]?.intent ?? '';
  const own = plainWishes.find((wish) => wish.intent === main);
  // A new address with the wish to have it sent there is no question about regions.
  const hasAddress = valuesOf(understanding, 'address').length > 0;
  if (plain === 'order.change_address' && hasAddress && main.startsWith('ship.')) return true;
  return (
    waysBack.includes(main) &&
    waysBack.includes(plain) &&
    own?.words.test(understanding.normalized.toLowerCase()) === false
  );
}

const waysBack: readonly string[] = [
  'return.request',
  'exchange.request',
  'refund.request',
  'order.change_item',
  'order.change_address',
];

/** A person is asked for in so many words, whatever else the message tells. */
const asksForPerson =
  /(?<![不别勿])(?:^|[,，。!！ 请帮我给要直接快])转(?:接)?人工(?!.{0,6}(?:吗|几点|怎么|如何))|\b(?:speak|talk|chat)\b.{0,6}\b(?:to|with)\b (?:someone|somebody|a (?:real )?(?:person|human)|an? (?:live )?agent|a representative|your (?:manager|supervisor))\b/;

/**
 * Whether the classifier's first guess may yield to plain words: it is in doubt, only informs ("return the blanket of
 * #W…, my e-mail is …"), or speaks of goods in general although an order is named.
 */
function isDoubtful({ understanding }: WishContext): boolean {
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

/** "另一个呢" right after an order was told: the same again for the customer's other one. */
function sameOfOtherOrder({ understanding, state, facts, flows }: WishContext): Command | undefined {
  const text = understanding.normalized.toLowerCase();
  const { orderId } = state.focus;
  if (orderId === undefined || facts.orders.length < 2 || state.lastIntent === undefined) return undefined;
  if (!otherOne.test(text)) return undefined;
  const last = commandOfIntent(state.lastIntent);
  const flow = last.do === 'flow' || last.do === 'own-order' ? last.flow : undefined;
  if (flow === undefined || !flows.has(flow)) return undefined;
  return { kind: 'start-flow', flow, slots: { order: `other:${orderId}` } };
}

/** Nothing but the other one; with more words it is a wish of its own. */
const otherOne =
  /^(那|还有|那么)?(另一?|另外[一那]|别的)(单|笔|个|件|个订单)(呢|怎么样|到哪了?)?[?？。!~]*$|^(and |what about |how about )+the other (one|order)\W*$/;

/** What is no wish beside a wish: "你好,我要退货", "cancel it, I don't need it". */
const idle: readonly IntentCommand['do'][] = ['small-talk', 'affirm', 'deny', 'inform', 'decline', 'rephrase'];

function withoutPleasantries<Wish extends { intent: string }>(all: readonly Wish[]): readonly Wish[] {
  const wishes = all.filter((wish) => !idle.includes(commandOfIntent(wish.intent).do));
  return wishes.length > 0 ? wishes : all.slice(0, 1);
}

/**
 * What stands beside a wish and is none: "还没发货吧" makes sure that it is not too late, and a fault told beside a return or
 * an exchange is its reason.
 */
function withoutConditions<Wish extends { intent: string }>(all: readonly Wish[], text: string): readonly Wish[] {
  const hasWayBack = all.some(({ intent }) => reasoned.includes(intent));
  const isIdle = (intent: string) =>
    (intent === 'ship.urge' && isNotTooLate.test(text)) || (hasWayBack && intent.startsWith('issue.'));
  const wishes = all.filter(({ intent }) => !isIdle(intent));
  return wishes.length > 0 ? wishes : all;
}

const reasoned: readonly string[] = ['return.request', 'exchange.request', 'refund.request'];
const isNotTooLate =
  /(?:还没|没|未|还未)(?:有)?(?:发货?|寄出?|出货).{0,2}吧|\b(?:hasn't|has not|not) shipped yet,? (?:right|has it)\b/;

/** Time and cost of a delivery are asked in one breath; the one that was not heard is answered, too. */
function questionsBeside(wishes: readonly IntentScore[], context: WishContext): readonly Command[] {
  const text = context.understanding.normalized.toLowerCase();
  const heard = wishes.map(({ intent }) => intent);
  if (!heard.some((intent) => deliveryIntents.includes(intent))) return [];
  return besideDelivery
    .filter(({ intent, words }) => words.test(text) && !heard.includes(intent))
    .filter(({ intent }) => intent === 'ship.fee' || !heard.some((one) => one !== 'ship.fee'))
    .map(({ intent }) => answer(intent, context));
}

const deliveryIntents: readonly string[] = ['track.eta', 'ship.when', 'ship.region', 'ship.fee'];
const besideDelivery = [
  { intent: 'ship.fee', words: /运费|邮费|快递费|包邮|\b(?:cost|fee|price|how much)\b/ },
  { intent: 'track.eta', words: /几天(?:能)?到|多久(?:能)?到|几天送到|\bhow long\b|\bhow many days\b/ },
] as const;

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
  return isTold ? commandsForIntent('chat.inform', context) : [unsure(context)];
}

function unsure({ understanding }: WishContext): Command {
  const best = understanding.intents.filter((one) => one.intent !== 'oos' && !one.intent.startsWith('chat.'));
  return { kind: 'clarify', options: best.slice(0, 2).map((one) => one.intent) };
}
