import type { Command, Question } from '../dialogue/index.ts';
import type { Turn } from './gather.ts';
import { goodsAsked, isSaid } from './product-question.ts';

/**
 * Two things asked in one breath ("棉拖鞋有没 到贵阳几天", "灰的多少钱 有货不"): where several clauses each ask something plain of their
 * own, every one is answered, in the customer's order. What was understood as a single question stays as it is.
 */
export function withEveryQuestion(turn: Turn, commands: readonly Command[]): readonly Command[] {
  if (turn.state.stack.length > 0 || !isSaid(turn) || !commands.every(isOpen)) return commands;
  const clauses = turn.incomingText.text.split(between).filter((clause) => clause.trim().length > 1);
  if (clauses.length < 2 || clauses.length > mostClauses) return commands;
  const asked = clauses.filter((clause) => asks.test(clause)).flatMap((clause) => readClause(turn, clause));
  const isOfGoods = asked.some(({ intent }) => /^(?:product\.(?!recommend)|price\.)/.test(intent));
  // What seems to be looked for beside goods that are asked about is a part of them ("有水杨酸没").
  const meant = asked.filter(
    ({ intent }) => intent !== 'product.link' && !(isOfGoods && intent === 'product.recommend'),
  );
  const questions = meant.filter((one, at) => meant.findIndex((other) => isSame(one, other)) === at);
  return questions.length < 2 ? commands : questions.map((question) => ({ kind: 'answer', question }));
}

const between = /[\s,，。;；?？!！、]+|另外|还有|顺便|\band\b(?= (?:how|what|does|is|can|do)\b)/iu;
const mostClauses = 4;

const asks =
  /[吗么嘛呢伐不没]$|(.)[不没]\1|多少|几|啥|什么|怎|咋|哪|能|可以|有没|有货|现货|别放|\b(?:how|what|which|is|are|do|does|can|could|any)\b/iu;

/** What may be more than it was taken for: a question, or words that were not understood. */
function isOpen(command: Command): boolean {
  return command.kind === 'answer' || command.kind === 'clarify';
}

/** One clause by its own words: about the shop, about a delivery, about goods. */
function readClause(turn: Turn, clause: string): readonly Question[] {
  const { shop, state, incomingText } = turn;
  const own = shop.knowledge.recogniseShopQuestion(clause, undefined);
  if (own?.isPlain) return [{ intent: own.intent, text: own.text, productIds: state.focus.productIds }];
  if (delivery.test(clause)) return [{ intent: 'track.eta', text: clause, productIds: state.focus.productIds }];
  const found = goodsAsked(turn, clause);
  if (found === undefined || !found.isStated) return [];
  // Colour and size are said once for the price and for the stock.
  const text = wholeIntents.has(found.intent) ? incomingText.text : clause;
  return [{ intent: found.intent, text, productIds: found.productIds }];
}

const delivery = /(?:到|寄|发|送).{1,6}(?:要|得|大概)?(?:几天|多久)|\bhow long\b.{0,12}\bto\b/iu;
const wholeIntents: ReadonlySet<string> = new Set(['price.inquiry', 'product.stock']);

function isSame(one: Question, other: Question): boolean {
  return one.intent === other.intent && (one.text === other.text || one.productIds[0] === other.productIds[0]);
}
