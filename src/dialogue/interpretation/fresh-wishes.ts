import type { IntentScore } from '../../understanding/index.ts';
import { dialogueSettings } from '../dialogue-settings.ts';
import type { Command, SmallTalkTopic } from '../types.ts';
import { clauseWishes, questionClauses } from './clause-wishes.ts';
import { clausesOf } from './clauses.ts';
import { doubtfulWishes } from './doubtful-wish.ts';
import { followUpOf, furtherCaseOf, objectedRule, offerAsWell, sameForOther } from './follow-ups.ts';
import { commandOfIntent, type IntentCommand, ruleIntents } from './intent-commands.ts';
import { identityWords, isOnlyIdentity, valuesOf } from './message-slots.ts';
import { plainWish } from './plain-wish.ts';
import { isRuleQuestion, looksLikeQuestion } from './rule-question.ts';
import { spokenAside } from './spoken-aside.ts';
import { toldWish } from './told-wish.ts';
import { answer, askedAs, commandsForIntent, type WishContext, wishesOf } from './wishes.ts';

/** Commands of a message that answers nothing: its wishes one after the other, or a question back where it is in doubt. */
export function freshWishes(context: WishContext): readonly Command[] {
  const { understanding } = context;
  const [main] = understanding.intents;
  if (context.facts.customer === undefined && isOnlyIdentity(understanding, context.message)) {
    return commandsForIntent('chat.inform', context);
  }
  if (isPaymentProof(context)) return [{ kind: 'hand-off', reason: 'no-right' }];
  const sameOfOther = sameOfOtherOrder(context);
  if (sameOfOther !== undefined) return [sameOfOther];
  const elsewhere = sameForOther(context);
  if (elsewhere !== undefined) return [{ kind: 'start-flow', ...elsewhere }];
  const objected = objectedRule(context.understanding.normalized, context.state.lastIntent);
  if (objected !== undefined) return [askedAs(objected.asks, answer(objected.intent, context))];
  const further = furtherCaseOf(context);
  if (further !== undefined) return [answer(further, withFormerQuestion(context))];
  const followUp = followUpOf(context);
  if (followUp !== undefined) return commandsForIntent(followUp, withFormerQuestion(context));
  if (offerAsWell(context)) return [answer('promo.inquiry', context)];
  const aside = asideOf(context);
  if (aside !== undefined) return [{ kind: 'small-talk', topic: aside }];
  const several = severalWishes(context);
  if (several.length > 0) return several;
  const told = toldWish(context);
  if (told !== undefined) return told;
  if (main === undefined || main.confidence < dialogueSettings.acceptConfidence) {
    return doubtfulWishes(context);
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
  return [...commands, ...questionsBeside(wishes, context), ...askedBeside(commands, context)];
}

/** The screenshot or the order number that a trouble with a payment was asked for: what was charged, people look up. */
function isPaymentProof({ understanding, message, state }: WishContext): boolean {
  const isGiven = (message.images ?? []).length > 0 || valuesOf(understanding, 'order-number').length > 0;
  return state.lastIntent === 'pay.problem' && isGiven && !looksLikeQuestion(understanding.normalized);
}

/** A plea, or a wish that is only put off ("那先别取消"), unless something else is wanted beside it. */
function asideOf(context: WishContext): SmallTalkTopic | undefined {
  const { understanding, state } = context;
  const text = understanding.normalized;
  const isElse = (topic: SmallTalkTopic) => topic === 'plea' && plainWish(context) !== undefined;
  const spoken = spokenAside(text);
  if (spoken !== undefined && !isElse(spoken) && state.lastIntent !== undefined) return spoken;
  return isPutOff(context) ? 'kept' : undefined;
}

/** What is not to be done, where nothing is being done and nothing else is wished. */
function isPutOff(context: WishContext): boolean {
  const { understanding, message } = context;
  const text = understanding.normalized.toLowerCase();
  const found = putOff.exec(text);
  if (
    found === null ||
    threatens.test(text) ||
    looksLikeQuestion(text) ||
    text.length > 30 ||
    context.facts.cases.length > 0
  )
    return false;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  const left = {
    ...context,
    understanding: { ...understanding, normalized: rest },
    message: { ...message, text: rest },
  };
  const other = plainWish(left);
  return other === undefined;
}

/** "先别取消", "不退了": put off or given up in so many words; "再不退我就…" is a threat. */
const putOff =
  /^(?:那|行|好|得)?[吧了]?就?拉倒[^,，。]{0,12}$|(?:^|[,，。!！\s那就我还是吧])(?:先(?:别|不)|暂时(?:别|不)|别|不(?:用|想)?)(?:再|帮我|给我|着急)?(?:取消|退|换|改)(?:货|款|订单|单|地址)?(?:了|啦|先|吧|(?=[\s,，。!！]|$))/;
const threatens = /(?:再|还)不.{1,3}|不(?:用|想)?(?:取消|退|换|改)[^,，。!！\s]{0,3}.{0,4}(?:就|的话)/;

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

/** A question about other goods in a clause of its own beside a wish ("羽绒服退了吧,另外耳机今天啥价"), where the classifier hears one thing. */
function askedBeside(commands: readonly Command[], context: WishContext): readonly Command[] {
  const isOnlyFlow = commands.length === 1 && commands[0]?.kind === 'start-flow';
  return isOnlyFlow
    ? questionClauses(context)
        .map(({ intent, context: part }) => answer(intent, part))
        .slice(0, 1)
    : [];
}

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
