import type { Command, Question } from '../dialogue/index.ts';
import type { Turn } from './gather.ts';
import { goodsAsked } from './product-question.ts';

/**
 * Somebody who asks about goods and has bought nothing here that is known urges no parcel and reports no fault: "灰的M还剩" asks for the
 * stock, "要不我今天先买 明天便宜了你们退我差价" for the rule, "过了今天呢" for the price.
 */
export function withoutAfterSales(turn: Turn, commands: readonly Command[]): readonly Command[] {
  const [only, second] = commands;
  if (only?.kind !== 'start-flow' || second !== undefined || !isStranger(turn)) return commands;
  const rule = askedRules[only.flow];
  if (rule === undefined) return commands;
  const plain = plainQuestion(turn);
  // "饺子沈阳发不发" is about where these goods go, also as first words.
  if (plain !== undefined && (isTalkOfGoods(turn) || plain.intent === 'ship.region'))
    return [{ kind: 'answer', question: plain }];
  if (!isTalkOfGoods(turn)) return commands;
  if (only.flow === 'report-problem' && !isOfNumber.test(turn.incomingText.text)) return commands;
  if (rule === 'none') return [{ kind: 'clarify', options: [] }];
  const question = { intent: rule, text: turn.incomingText.text, productIds: turn.state.focus.productIds };
  return [{ kind: 'answer', question }];
}

/** What the words plainly ask of the goods that are spoken of. */
function plainQuestion(turn: Turn): Question | undefined {
  const { text } = turn.incomingText;
  const found = goodsAsked(turn, text);
  return found?.isStated ? { intent: found.intent, text, productIds: found.productIds } : undefined;
}

/** "我买两支呢" behind an offer. */
const isOfNumber = /^.{1,8}呢[?？]?$/u;

/** What a wish for after-sales asks about before anything is bought; `none`: it was something else. */
const askedRules: Readonly<Record<string, string>> = {
  'request-price-protection': 'promo.price_protect',
  'order-remark': 'none',
  'urge-shipping': 'none',
  'report-problem': 'none',
  'change-items': 'none',
};

function isTalkOfGoods({ state }: Turn): boolean {
  return state.thread !== undefined && beforeBuying.test(state.lastIntent ?? '');
}

/** No order is known or named, and nothing is told of one. */
function isStranger({ facts, state, incomingText }: Turn): boolean {
  return (
    facts.orders.length === 0 &&
    state.focus.orderId === undefined &&
    state.stack.length === 0 &&
    !bought.test(incomingText.text)
  );
}

const beforeBuying = /^(?:product\.|price\.|promo\.|ship\.|track\.eta|pay\.method|member\.|chat\.)/;

/** Tells of something bought, paid or received. */
const bought =
  /订单|訂單|单号|單號|物流|快递到|收到|签收|到货|(?:买|下单|付款?|拍下?|付)(?:了|过|的)|已经|刚买|上次|之前买|坏了|破了|少了|漏发|没收到|没发货|还没发|不发货|催|投诉|退货|退款|\b(?:my order|order number|arrived|received|bought|ordered|paid|broken|refund|return)\b/iu;
