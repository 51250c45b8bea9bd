import type { Order, OrderStatus } from '../../commerce/index.ts';
import type { Entity, IntentScore, Understanding } from '../../understanding/index.ts';
import type { FlowLibrary } from '../flows/flow-definition.ts';
import { isSomethingLate } from '../lateness.ts';
import type { Command, DialogueState, IncomingMessage, Question, SmallTalkTopic, TurnFacts } from '../types.ts';
import { goodsMeant } from './goods-meant.ts';
import { commandOfIntent, ruleIntents, wordedFlows } from './intent-commands.ts';
import { identityAnswer, slotsOfMessage, valuesOf } from './message-slots.ts';
import { isRuleQuestion, looksLikeQuestion } from './rule-question.ts';
import { isRemark } from './spoken-aside.ts';
import { hoursOfService, steeringWords } from './words.ts';

export type WishContext = {
  understanding: Understanding;
  state: DialogueState;
  facts: TurnFacts;
  message: IncomingMessage;
  flows: FlowLibrary;
};

/** Commands for one intent of the message outside of any open question. */
export function commandsForIntent(intent: string, context: WishContext): readonly Command[] {
  const { understanding, message, flows, facts } = context;
  const rule = askedRule(intent, context);
  if (rule !== undefined) return [answer(rule, context)];
  if (intent === 'ship.fee' && isWayBack(context)) return [answer('return.freight', context)];
  const worded = wordedFlow(intent, context);
  if (worded !== undefined) return [worded];
  if (intent === 'ship.urge' && asksWhenOnly(context)) return commandsForIntent('order.status', context);
  const command = commandOfIntent(intent);
  switch (command.do) {
    case 'flow':
      if (!flows.has(command.flow)) return [answer(intent, context)];
      return [
        {
          kind: 'start-flow',
          flow: command.flow,
          slots: { ...slotsOfMessage(understanding, message, facts.now), ...command.slots },
        },
      ];
    case 'own-order':
      return isOwnOrder(command.flow, context)
        ? [{ kind: 'start-flow', flow: command.flow, slots: slotsOfMessage(understanding, message, facts.now) }]
        : [answer(intent, context)];
    case 'small-talk':
      return [{ kind: 'small-talk', topic: saidAs(command.topic, understanding.normalized) }];
    case 'hand-off':
      return [{ kind: 'hand-off', reason: command.reason }];
    case 'affirm':
      return [{ kind: 'affirm' }];
    case 'deny':
      return [{ kind: 'deny' }];
    case 'decline':
      return wantsOrderCancelled(context) ? commandsForIntent('order.cancel', context) : [{ kind: 'cancel-flow' }];
    case 'inform':
      return informed(context);
    case 'rephrase':
      return [answer(intent, context)];
    case 'answer':
      return [answer(intent, context)];
  }
}

/** Freight asked for while goods are to go back is that of the way back. */
function isWayBack({ understanding, state, flows }: WishContext): boolean {
  const command = commandOfIntent(state.lastIntent ?? '');
  const flow = state.stack.at(-1)?.flow ?? (command.do === 'flow' ? command.flow : '');
  const isOfReturn = flows.get(flow)?.family === returnFamily || (state.lastIntent ?? '').startsWith('return.');
  return isOfReturn && !newOrder.test(understanding.normalized.toLowerCase());
}

const returnFamily = 'aftersale';
const newOrder = /再买|下单|买的话|发货|寄到|寄去|包邮|满多少|order again|new order/;

function saidAs(topic: SmallTalkTopic, text: string): SmallTalkTopic {
  return topic === 'out-of-scope' && isRemark(text) ? 'remark' : topic;
}

/** The question behind a wish that only asks how such a thing works here ("拍下还能改地址不"); undefined where it is to be done. */
function askedRule(intent: string, { understanding, facts, state }: WishContext): string | undefined {
  const question = ruleIntents[intent];
  const text = understanding.normalized;
  if (question === undefined || valuesOf(understanding, 'order-number').length > 0) return undefined;
  // Whose goods have arrived tells of a fault ("脱线了,能补一件吗") and does not ask what one would do.
  const hasGoods = facts.orders.some(({ status }) => status === 'delivered' || status === 'completed');
  if (hasGoods && intent.startsWith('issue.')) return undefined;
  // Whose money is on its way asks about that, whatever word is puzzling ("退款处理中是啥意思,到底退没退").
  const isUnderWay = facts.cases.some(({ state }) => !closedStates.includes(state));
  const isOfOwn = ownProgress.test(text) || state.lastIntent === 'refund.progress';
  if (intent === 'refund.progress' && isUnderWay && isOfOwn) return undefined;
  // Whose parcel is late asks for something, and not how such things are done here.
  if (intent === 'compensation.request' && isSomethingLate(facts)) return undefined;
  // People are asked for by questions, too ("有人工吗"); only their hours are a rule.
  if (intent === 'human.request' && !hoursOfService.test(text.toLowerCase())) return undefined;
  const hasNothing = facts.customer !== undefined && facts.orders.length === 0 && intent !== 'human.request';
  if (circumstanceAsked.test(text.toLowerCase()) && waysBack.has(intent)) return question;
  const isAsked = hasNothing ? looksLikeQuestion(text) : isRuleQuestion(text, namesOwnGoods(understanding, facts));
  return isAsked ? question : undefined;
}

const waysBack: ReadonlySet<string> = new Set(['return.request', 'exchange.request', 'issue.quality']);

/** Whether goods can still go back in that state ("穿出去一次 还能退不") asks for the rule, before anything is begun. */
const circumstanceAsked =
  /(?:穿|试|用|洗|拆|剪|扔|丢|开封|激活|弄脏)[^,，。]{0,8}(?:过|了|掉|出).{0,16}(?:还)?(?:能|可以|给|让|支持)(?:不能)?(?:再)?[退换].{0,3}(?:[吗不么嘛?？]|$)|\b(?:wore|worn|washed|opened|tried|used|cut|removed)\b.{0,40}\bcan (?:i|it) (?:still )?(?:be )?(?:send|return|exchang)/;

const closedStates: readonly string[] = ['completed', 'closed', 'rejected', 'cancelled', 'withdrawn', 'refunded'];
const ownProgress = /退没退|到没到|到底|处理中|审核中|到哪|还没|怎么还|我的|我这/;

/** "怎么还不发货" within the promised time asks for the date; nobody is urged unless it is late or plainly wished. */
function asksWhenOnly({ understanding, facts }: WishContext): boolean {
  const text = understanding.normalized.toLowerCase();
  if (steeringWords.urging.test(text) || !looksLikeQuestion(text)) return false;
  const products = valuesOf(understanding, 'product');
  const open = facts.orders.filter((order) => openStates['order-status']?.includes(order.status));
  const named = open.filter((order) => order.lines.some((line) => products.includes(line.productId)));
  const meant = named.length > 0 ? named : open;
  const isLate = (order: Order) => order.shipBy === undefined || Date.parse(order.shipBy) < facts.now.getTime();
  return meant.length > 0 && !meant.some(isLate);
}

function namesOwnGoods(understanding: Understanding, facts: TurnFacts): boolean {
  const products = valuesOf(understanding, 'product');
  return facts.orders.some((order) => order.lines.some((line) => products.includes(line.productId)));
}

/**
 * Every wish of the message, the main one first; wishes said twice count once. Scolding beside a wish is its tone and no wish of its
 * own, unless a complaint is named: who is asked what the matter is has just said it.
 */
export function wishesOf(understanding: Understanding): readonly IntentScore[] {
  const [main] = understanding.intents;
  const all = [...(main === undefined ? [] : [main]), ...understanding.furtherIntents];
  const isNamed = complaintNamed.test(understanding.normalized);
  return all.filter(
    (one, at) =>
      all.findIndex((other) => other.intent === one.intent) === at &&
      (one.intent !== 'complaint' || at === 0 || isNamed),
  );
}

/** Words that name a complaint, beside which scolding is only its tone. */
export const complaintNamed = /投诉|客诉|举报|12315|曝光|差评|平台|工商|消协|complain|report you/i;

/** A question in the customer's words about the goods named, else those spoken of. */
export function answer(intent: string, context: WishContext): Command {
  const { understanding, state, message } = context;
  const productIds = goodsMeant(context) ?? state.focus.productIds;
  const orderId = valuesOf(understanding, 'order-number')[0] ?? state.focus.orderId;
  const question: Question = { intent, text: message.text, productIds, ...(orderId === undefined ? {} : { orderId }) };
  return { kind: 'answer', question };
}

/** The question in plain words, where the customer's are too few to be looked up. */
export function askedAs(text: string, asked: Command): Command {
  return asked.kind === 'answer' ? { ...asked, question: { ...asked.question, text } } : asked;
}

function wordedFlow(intent: string, { understanding, message, flows, facts }: WishContext): Command | undefined {
  const text = understanding.normalized.toLowerCase();
  const found = wordedFlows.find((one) => one.intents.includes(intent) && one.words.test(text) && flows.has(one.flow));
  if (found === undefined) return undefined;
  if (found.flow === 'withdraw-case' && facts.customer !== undefined && facts.cases.length === 0) return undefined;
  const whole: Readonly<Record<string, string>> =
    found.takesText === undefined ? {} : { [found.takesText]: message.text };
  const slots = { ...slotsOfMessage(understanding, message, facts.now), ...found.slots, ...whole };
  return { kind: 'start-flow', flow: found.flow, slots };
}

/** A piece of information that nobody asked for: an order number means that order, goods mean those. */
function informed(context: WishContext): readonly Command[] {
  const { understanding, message, facts } = context;
  if (valuesOf(understanding, 'order-number').length > 0) {
    return [{ kind: 'start-flow', flow: 'order-status', slots: slotsOfMessage(understanding, message, facts.now) }];
  }
  const parcel = valuesOf(understanding, 'tracking-number')[0];
  const sent = facts.orders.find((order) => order.parcels.some((one) => one.trackingNumber === parcel));
  if (parcel !== undefined && sent !== undefined)
    return [
      { kind: 'start-flow', flow: 'track-parcel', slots: { order: sent.orderId, said: understanding.normalized } },
    ];
  const asked = detailsOfRule(context);
  if (asked !== undefined)
    return [{ kind: 'start-flow', flow: asked, slots: slotsOfMessage(understanding, message, facts.now) }];
  const clues = identityAnswer(understanding, message);
  if (
    context.facts.customer === undefined &&
    [clues.email, clues.phone, clues.zip].some((clue) => clue !== undefined)
  ) {
    return [{ kind: 'start-flow', flow: 'identify-customer', slots: clues }];
  }
  if (valuesOf(understanding, 'product').length > 0) return [answer('product.link', context)];
  // What a picture shows nobody has said yet: it is kept, and the customer is asked what it is about.
  return [{ kind: 'small-talk', topic: 'other' }];
}

/** What a rule that was just told asks for ("个人 王雨桐 w@example.com" behind how invoices work): the thing itself is wished. */
function detailsOfRule({ understanding, state, facts, flows }: WishContext): string | undefined {
  const command = commandOfIntent(state.lastIntent ?? '');
  const wanted = command.do === 'flow' ? detailsWanted[command.flow] : undefined;
  if (command.do !== 'flow' || wanted === undefined || !flows.has(command.flow) || facts.orders.length === 0)
    return undefined;
  return understanding.entities.some(({ type }) => wanted.includes(type)) ? command.flow : undefined;
}

const detailsWanted: Readonly<Record<string, readonly Entity['type'][]>> = {
  'request-invoice': ['email', 'tax-number'],
  'change-address': ['address', 'phone'],
};

/** "不想要了" of somebody who has just bought is no "not now" of somebody who looks around. */
function wantsOrderCancelled({ understanding, facts, state }: WishContext): boolean {
  const isBought = facts.orders.some((order) => cancellable.includes(order.status));
  const isLookingAround = state.focus.orderId === undefined && state.focus.productIds.length > 0;
  return isBought && !isLookingAround && steeringWords.notWanted.test(understanding.normalized.toLowerCase());
}

const cancellable: readonly OrderStatus[] = ['unpaid', 'pending', 'pending-modified', 'processing'];

const openStates: Readonly<Record<string, readonly OrderStatus[]>> = {
  'order-status': ['unpaid', 'pending', 'pending-modified', 'processing'],
  'track-parcel': ['processing', 'shipped'],
};

/** Whether "when does it ship" is about an order of the customer's own. */
function isOwnOrder(flow: string, { understanding, facts, state }: WishContext): boolean {
  const text = understanding.normalized.toLowerCase();
  if (valuesOf(understanding, 'order-number').length > 0) return true;
  if (flow === 'request-price-protection')
    return steeringWords.priceDrop.test(text) || (facts.orders.length > 0 && paidMore.test(text));
  if (flow === 'refund-progress')
    return (
      facts.cases.length > 0 || !(steeringWords.generalRefund.test(text) || isSupposed.test(state.lastIntent ?? ''))
    );
  const products = valuesOf(understanding, 'product');
  const isOpen = (order: Order) => openStates[flow]?.includes(order.status) ?? true;
  const open = facts.orders.filter(isOpen);
  if (products.length > 0) return open.some((order) => order.lines.some((line) => products.includes(line.productId)));
  // "how many days" behind the fee to a region asks about that region.
  const isOfRegion =
    flow === 'track-parcel' && regional.test(state.lastIntent ?? '') && state.focus.orderId === undefined;
  if (isOfRegion && !steeringWords.ownOrder.test(text)) return false;
  const isSpokenOf = open.some((order) => order.orderId === state.focus.orderId);
  return isSpokenOf || open.length > 0 || steeringWords.ownOrder.test(text);
}

/** Two prices or the difference itself ("我379买的今天挂279,把一百补回来"). */
const paidMore =
  /补(?:回来|给我|我)|把?.{0,6}(?:差|多)的?.{0,4}(?:补|退)|多(?:花|付|收)了|\d{2,}.{0,3}(?:买|付|拍|到手).{0,14}(?:今天|现在|刚才|这会|挂|标|卖|才)/;

/** Behind a rule on what one might do, the money asked for is that of the same case. */
const isSupposed = /^(?:return\.(?:policy|freight|request)|exchange\.request|order\.cancel)$/;

/** What was asked last is where and at what cost the shop delivers. */
const regional = /^ship\.(?:fee|region)$/;
