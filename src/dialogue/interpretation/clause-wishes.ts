import type { Understanding } from '../../understanding/index.ts';
import { commandOfIntent } from './intent-commands.ts';
import { valuesOf } from './message-slots.ts';
import { plainWish } from './plain-wish.ts';
import { looksLikeQuestion } from './rule-question.ts';
import type { WishContext } from './wishes.ts';

/** One wish of a message with the part of the message that speaks of it. */
export type ClauseWish = { intent: string; context: WishContext };

/**
 * The wishes of a message that plainly holds several ("cancel #A and return the lamp of #B, also change my address"), in the
 * customer's order, each with its own part. Empty where there are fewer than two.
 */
export function clauseWishes(context: WishContext): readonly ClauseWish[] {
  const parts = segments(context);
  return parts.length < 2 ? [] : parts.map(({ intent, start, end }) => ({ intent, context: cut(context, start, end) }));
}

/** Clauses that ask something plain about goods which no other clause names ("…,另外A2耳机今天啥价"). */
export function questionClauses(context: WishContext): readonly ClauseWish[] {
  const bounds = [0, ...ends(context.message.text)];
  return bounds.slice(1).flatMap((end, at): readonly ClauseWish[] => {
    const part = cut(context, bounds[at] ?? 0, end);
    const intent = looksLikeQuestion(part.understanding.normalized) ? plainWish(part) : undefined;
    const goods = valuesOf(part.understanding, 'product');
    const others = valuesOf(cut(context, 0, bounds[at] ?? 0).understanding, 'product');
    const isQuestion = intent !== undefined && commandOfIntent(intent).do === 'answer';
    const isApart = goods.length > 0 && others.length > 0 && !goods.some((id) => others.includes(id));
    return isQuestion && isApart ? [{ intent, context: part }] : [];
  });
}

type Segment = { intent: string; start: number; end: number };

/** Clauses without a wish of their own belong to the wish before them, at the beginning to the one behind. */
function segments(context: WishContext): readonly Segment[] {
  const found: Segment[] = [];
  let start = 0;
  for (const end of ends(context.message.text)) {
    const clause = cut(context, start, end);
    const intent = wishOf(clause);
    const last = found.at(-1);
    if (last !== undefined && (intent === undefined || isSame(last, intent, clause, context))) last.end = end;
    else if (last?.intent === 'order.status' && intent !== undefined) Object.assign(last, { intent, end });
    else if (intent !== undefined) found.push({ intent, start: found.length === 0 ? 0 : start, end });
    if (found.length > 0) start = end;
  }
  return found;
}

/** What a clause wants done; its questions are for the classifier, which knows more of them. */
function wishOf(clause: WishContext): string | undefined {
  const text = clause.understanding.normalized.toLowerCase();
  const intent = isRefused.test(text) ? undefined : plainWish(clause);
  return intent !== undefined && intent !== toldReason && isFlowWish(intent) ? intent : undefined;
}

/** "一直没收到,我要退款": waiting told beside a wish is its reason. */
const toldReason = 'track.delay';

/** The same wish goes on, unless it is for another order; the money comes back with what was cancelled or returned. */
function isSame(last: Segment, intent: string, clause: WishContext, context: WishContext): boolean {
  const numbers = valuesOf(clause.understanding, 'order-number');
  const known = valuesOf(cut(context, last.start, last.end).understanding, 'order-number');
  const isOtherOrder = numbers.length > 0 && known.length > 0 && !numbers.some((one) => known.includes(one));
  if (intent === last.intent) return isOtherOrder;
  const isStatus = intent === 'order.status' && !asksStatus.test(clause.understanding.normalized.toLowerCase());
  const isConsequence = isStatus || (consequences[last.intent] ?? []).includes(intent);
  return isConsequence && !isOtherOrder;
}

const consequences: Readonly<Record<string, readonly string[]>> = {
  'order.cancel': ['refund.request', 'return.request'],
  'return.request': ['refund.request'],
  'refund.request': ['return.request'],
  'exchange.request': ['order.change_item', 'return.request'],
  'order.change_item': ['exchange.request'],
  'ship.urge': ['track.where'],
};

/** "My order" beside another wish names it; only these words ask how it stands. */
const asksStatus = /状态|怎么样|到哪|进度|\b(status|where|how is)\b/;

/** What is not to be done is no wish ("don't cancel it", "不退"). */
const isRefused =
  /\b(don'?t|do not|not|instead of|rather than|without) (want to |wish to |need to )?(cancel|return|exchange|refund|chang)|(不|别|不用|不想|先不)(要)?(取消|退|换|改)/;

/** Ends of the clauses: stops, commas, joining words, and "and" before a verb of change. */
function ends(text: string): readonly number[] {
  const cuts = [...text.matchAll(joints)].map((match) => match.index).filter((at) => at > 0);
  return [...cuts, text.length];
}

const joints =
  /[。;；!！?？\n]|\.\s|[,，、](?!\d)|\b(?:and|also|then|plus|after that|as well as)\b(?=.{0,24}\b(?:cancel|return|exchange|change|modify|update|refund|track|swap|switch|check|send|get|where|what|how)\b)|另外|还有|顺便|然后|以及|同时|再(?=帮|把|查|退|换|改|取消|开)/giu;

function cut(context: WishContext, start: number, end: number): WishContext {
  const { understanding, message } = context;
  const text = message.text.slice(start, end);
  const entities = understanding.entities.filter((entity) => entity.start >= start && entity.start < end);
  const part: Understanding = { ...understanding, entities, normalized: text.normalize('NFKC'), furtherIntents: [] };
  return { ...context, understanding: part, message: { ...message, text } };
}

function isFlowWish(intent: string): boolean {
  const command = commandOfIntent(intent);
  return command.do === 'flow' || command.do === 'own-order';
}
