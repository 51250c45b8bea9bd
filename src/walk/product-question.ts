import { type Command, goodsMeant, type Question } from '../dialogue/index.ts';
import type { Understanding } from '../understanding/index.ts';
import type { Turn } from './gather.ts';
import { isOfGoodsMaybe } from './readings-that-yield.ts';

/** What a message was taken for. */
type Taken = { understanding: Understanding; commands: readonly Command[] };
type Recognise = Turn['shop']['knowledge']['recogniseProduct'];
type Recognised = NonNullable<ReturnType<Recognise>>;

/** What words ask of goods, in the talk as it stands; `more` is what else is known of them. */
export function goodsAsked(
  { shop, state }: Turn,
  text: string,
  more: Partial<Parameters<Recognise>[1]> = {},
): Recognised | undefined {
  const { focus, lastIntent, thread } = state;
  const talk = { productIds: focus.productIds, lastIntent, shownIds: thread?.productIds };
  return shop.knowledge.recogniseProduct(text, { ...talk, ...more });
}

/** Whether the customer has said something in words: neither filled in a form nor pressed what stands for a wish. */
export function isSaid({ incomingText: { form, text } }: Turn): boolean {
  return form === undefined && !/^(?:intent|flow):/.test(text);
}

/**
 * A question about goods that the words themselves prove goes to knowledge, although the classifier was in doubt, took it for
 * something of its own ("扫地机器人能过门槛吗" is no wish for a person) or for another kind of question about goods.
 */
export function withProductQuestion(turn: Turn, taken: Taken): Taken {
  const { state, incomingText } = turn;
  if (!isSaid(turn)) return taken;
  const [only, another] = taken.commands;
  if (only?.kind === 'answer' && another === undefined && asksDeposit(only.question)) {
    const amount = { ...only.question, intent: 'promo.inquiry' };
    return { ...taken, commands: [{ kind: 'answer', question: amount }, only] };
  }
  const doubt = doubtOf(taken.commands);
  if (doubt === 'none' || (state.stack.length > 0 && doubt !== 'not-understood')) return taken;
  // Goods of an earlier purchase that is only pointed at ("上次买的那件").
  const isPointed = taken.understanding.entities.some(({ type }) => type === 'purchase');
  const pointed = isPointed ? goodsMeant({ understanding: taken.understanding, facts: turn.facts }) : undefined;
  const found = goodsAsked(turn, incomingText.text, {
    ...(pointed ? { productIds: pointed } : {}),
    namedIds: namedIn(taken.understanding, pointed),
    apartIds: goodsApart(taken.understanding),
    previousText: turn.context.findLast((line) => line.from === 'customer')?.text,
  });
  if (found === undefined || !outweighs(found, doubt, taken)) return taken;
  const { intent, productIds, text } = found;
  return {
    understanding: retold(taken.understanding, found),
    commands: (found.isSought ? [intent, 'product.link'] : [intent]).map((one) => ({
      kind: 'answer',
      question: { intent: one, text, productIds },
    })),
  };
}

/** Words that nobody has understood and that ask something of goods in view are answered from their record, or said not to be in it. */
export function withLastResort(turn: Turn, { understanding, commands }: Taken): Taken {
  const isLost = turn.state.stack.length === 0 && commands.length > 0 && doubtOf(commands) === 'not-understood';
  if (!isLost || !isSaid(turn)) return { understanding, commands };
  const found = goodsAsked(turn, turn.incomingText.text, { namedIds: namedIn(understanding, undefined), isLost: true });
  if (found === undefined) return { understanding, commands };
  const { intent, productIds, text } = found;
  return {
    understanding: retold(understanding, found),
    commands: [{ kind: 'answer', question: { intent, text, productIds } }],
  };
}

/** "定金多少 能退不" of goods asks for its amount beside the rule about it. */
function asksDeposit({ intent, text, productIds }: Question): boolean {
  return intent === 'return.policy' && productIds.length === 1 && /[定订]金.{0,3}(?:多少|几)/.test(text);
}

/** Goods that the words name; of several under one name ("上次买的那件外套") those of the purchase pointed at. */
function namedIn({ entities }: Understanding, pointed: readonly string[] | undefined): readonly string[] {
  const named = [...new Set(entities.filter(({ type }) => type === 'product').map(({ value }) => value))];
  const bought = named.filter((id) => pointed?.includes(id));
  return bought.length > 0 ? bought : named;
}

/** Goods that have a place of the words to themselves: no name that may mean several. */
function goodsApart({ entities }: Understanding): readonly string[] {
  const goods = entities.filter(({ type }) => type === 'product');
  const alone = goods.filter((one) => goods.every((other) => other === one || other.start !== one.start));
  return [...new Set(alone.map(({ value }) => value))];
}

/** A short message that takes up the question about goods before it: a condition more, one of those shown, more pieces. */
export function withFollowUp(turn: Turn, taken: Taken): Taken | undefined {
  const { shop, state, incomingText } = turn;
  if (state.thread === undefined || state.stack.length > 0 || !isSaid(turn)) return undefined;
  const isOpen = doubtOf(taken.commands) !== 'none' || taken.commands.every((command) => isTakenUp(command));
  // "到几点啊" behind an offer sounds like a delivery.
  const isOfTime =
    !isOpen && taken.commands.every((one) => one.kind === 'answer' && /^(?:track|ship)\./.test(one.question.intent));
  if (!isOpen && !isOfTime) return undefined;
  const [pickedId] = state.focus.productIds;
  const found = shop.knowledge.readFollowUp(incomingText.text, { ...state.thread, pickedId });
  if (found === undefined || happened.test(taken.understanding.normalized.toLowerCase())) return undefined;
  const { intent, ...rest } = found;
  if (isOfTime && !intent.startsWith('promo.')) return undefined;
  const understanding = retold(taken.understanding, { ...found, isNamed: true, isQuestion: true, isStated: true });
  return { understanding, commands: [{ kind: 'answer', question: { intent, ...rest } }] };
}

/** What may go on with the thread: a coupon asked for in the middle of a basket, another word of a search, "都行". */
function isTakenUp(command: Command): boolean {
  if (command.kind === 'affirm' || command.kind === 'deny') return true;
  return command.kind === 'answer' && /^(?:promo\.|price\.|product\.recommend)/.test(command.question.intent);
}

/** The same for questions of the shop's offers, members and payment. */
export function withShopQuestion(
  { shop, state, incomingText, facts }: Turn,
  commands: readonly Command[],
): readonly Command[] {
  if (state.stack.length > 0 || incomingText.form !== undefined) return commands;
  const doubt = doubtOf(commands);
  const isOpen = doubt === 'not-understood' || commands.every((command) => isUnanswerable(command));
  // In a hurry before anything was bought: how fast it can be sent, not why nobody answers.
  const isShopping = facts.orders.length === 0 && state.focus.orderId === undefined;
  const isBefore = beforeBuying.test(state.lastIntent ?? '') && !ownOrder.test(incomingText.text);
  const isWeak =
    commands.length > 0 &&
    commands.every((command) => isWeakAnswer(command, isShopping) || (isBefore && isOwnLook(command)));
  if (!isOpen && !isWeak && doubt === 'none') return commands;
  if (commands.some(({ kind }) => kind === 'hand-off') && callsForPerson.test(incomingText.text)) return commands;
  const found = shop.knowledge.recogniseShopQuestion(incomingText.text, state.lastIntent);
  if (found === undefined || (!isOpen && !found.isPlain)) return commands;
  const [first] = commands;
  const productIds = first?.kind === 'answer' ? first.question.productIds : [];
  return [{ kind: 'answer', question: { intent: found.intent, text: found.text, productIds } }];
}

/** A person is called for beside the question who answers ("你是机器人吧,换个人来"). */
const callsForPerson =
  /[换換转轉叫找请請].{0,3}(?:人工|真人|客服|[个個]人|人[来來])|\b(?:get|give|put|transfer|connect|want|need|speak|talk)\b.{0,20}\b(?:human|person|agent|someone|somebody|staff)\b/iu;

/** A question about goods that names none: the words may ask for something else. */
function isUnanswerable(command: Command): boolean {
  return (
    command.kind === 'answer' && goodsIntents.has(command.question.intent) && command.question.productIds.length === 0
  );
}

function isWeakAnswer(command: Command, isShopping: boolean): boolean {
  if (command.kind === 'answer') return true;
  if (command.kind === 'small-talk') return isShopping && command.topic === 'urge-reply';
  return command.kind === 'start-flow' && (mistakableFlows.has(command.flow) || command.flow === 'request-invoice');
}

/** Behind a question of somebody who chooses, "how fast would it get to …" is none about an order of long ago. */
function isOwnLook(command: Command): boolean {
  return command.kind === 'start-flow' && ['order-status', 'track-parcel', 'urge-shipping'].includes(command.flow);
}

const beforeBuying = /^(?:product\.|ship\.|price\.|pay\.method)/;
const ownOrder = /我的|我那|订单|訂單|单号|單號|催|\b(?:my|order|parcel|package|tracking)\b/iu;

type Doubt = 'none' | 'not-understood' | 'goods' | 'other-wish';

/** How far the commands may be mistaken. */
function doubtOf(commands: readonly Command[]): Doubt {
  const isLost = (command: Command) =>
    command.kind === 'clarify' || (command.kind === 'small-talk' && ['other', 'out-of-scope'].includes(command.topic));
  if (commands.every(isLost)) return 'not-understood';
  const isGoods = (command: Command) => command.kind === 'answer' && goodsIntents.has(command.question.intent);
  if (commands.every(isGoods)) return 'goods';
  const isMistakable = (command: Command) =>
    isGoods(command) ||
    isLost(command) ||
    (command.kind === 'hand-off' && command.reason === 'asked') ||
    command.kind === 'cancel-flow' ||
    (command.kind === 'answer' && isOfGoodsMaybe(command.question)) ||
    (command.kind === 'start-flow' && mistakableFlows.has(command.flow));
  return commands.every(isMistakable) ? 'other-wish' : 'none';
}

/** Whether what the words prove goes before what they were taken for. */
function outweighs(found: Recognised, doubt: Doubt, { understanding }: Taken): boolean {
  if (doubt === 'not-understood') return true;
  if (!found.isStated) return false;
  const text = understanding.normalized.toLowerCase();
  if (doubt === 'goods') return found.isNamed || found.isQuestion;
  // What hands or skin have gone through is a need, and no fault of goods.
  return found.isQuestion && (found.intent === 'product.recommend' || !happened.test(text));
}

/** Something that has happened to the customer, or is to be done: no question about goods in general. */
const happened =
  /怎么办|坏了|破了?|裂|漏|脏|掉了|有问题|瑕疵|收到|到货了|签收|我买的|我的订单|订单|退|换货|换一|换个|换成|补发|少了|发错|没用|不能用了|投诉|转人工|客服|真人|\b(?:my order|arrived|received|broken|damaged|refund|return|exchange|agent|human)\b/;

/** Kinds of question about goods that the classifier may confuse with one another. */
const goodsIntents: ReadonlySet<string> = new Set([
  'product.attribute',
  'product.usage',
  'product.size',
  'product.stock',
  'product.expiry',
  'product.contents',
  'product.link',
  'product.compare',
  'price.inquiry',
]);

/** Flows that a question about goods is sometimes taken for. */
const mistakableFlows: ReadonlySet<string> = new Set([
  'report-problem',
  'request-exchange',
  'change-items',
  'order-remark',
]);

/** The reading as it turned out: its intent first, and no other goods than those meant. */
function retold(understanding: Understanding, { intent, productIds }: Recognised): Understanding {
  const others = understanding.intents.filter((one) => one.intent !== intent);
  const meant = understanding.entities.filter(({ type, value }) => type !== 'product' || productIds.includes(value));
  const named = productIds
    .filter((id) => !meant.some(({ type, value }) => type === 'product' && value === id))
    .map((value) => ({ type: 'product' as const, value, text: '', start: 0, end: 0 }));
  return {
    ...understanding,
    intents: [{ intent, confidence: recognisedConfidence }, ...others],
    furtherIntents: [],
    entities: [...meant, ...named],
  };
}

/** What is read by rule is taken for fairly sure, not for certain. */
const recognisedConfidence = 0.7;
