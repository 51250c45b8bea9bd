import type { Question } from '../dialogue/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { Turn } from './gather.ts';
import type { Read } from './understand.ts';

/** A question of the turn with what knowledge says to it now. */
export type Retrieved = { question: Question; answer: KnowledgeAnswer };

/** Asks the shop's knowledge, as of the turn's moment, with what is known of the customer. */
export function retrieve(turn: Turn, read: Read, questions: readonly Question[]): readonly Retrieved[] {
  const { understanding } = read;
  const entity = (type: string) => understanding.entities.find((one) => one.type === type)?.value;
  const number = (type: string) => {
    const value = Number.parseFloat(entity(type) ?? '');
    return Number.isFinite(value) ? value : undefined;
  };
  const { customer } = turn.facts;
  const province = customer?.defaultAddress?.province;
  const heightCm = number('height');
  const weightKg = number('weight');
  const known = knownOf(turn);
  const saidBefore = turn.context.findLast((line) => line.from === 'customer')?.text;
  return questions.map((question) => ({
    question,
    answer: turn.shop.knowledge.answer({
      intent: question.intent,
      text: question.text,
      language: understanding.language,
      productIds: question.productIds,
      ...(question.seenIds === undefined ? {} : { seenIds: question.seenIds }),
      asOf: turn.facts.now,
      // Near misses of the classifier help only where the question is what the whole message is about.
      ...(question.intent === understanding.intents[0]?.intent
        ? { alternatives: understanding.intents.slice(0, 5) }
        : {}),
      ...(customer?.memberLevel ? { memberLevel: customer.memberLevel } : {}),
      ...(customer !== undefined && customer.spent > 0 ? { memberSpent: customer.spent } : {}),
      ...(province ? { province } : {}),
      ...(saidBefore === undefined ? {} : { saidBefore }),
      ...known,
      ...(turn.meaning !== undefined && turn.meaning.text === question.text ? { vector: turn.meaning.vector } : {}),
      ...(heightCm === undefined ? {} : { heightCm }),
      ...(weightKg === undefined ? {} : { weightKg }),
    }),
  }));
}

/** What a recommendation may go by: goods of the customer's own orders, and the words that staff keep about them. */
function knownOf({ facts, customer }: Turn): { boughtIds?: readonly string[]; portrait?: readonly string[] } {
  const bought = [...new Set(facts.orders.flatMap((order) => order.lines.map((line) => line.productId)))];
  const { tags } = customer.profile;
  return {
    ...(bought.length > 0 ? { boughtIds: bought.slice(0, mostBought) } : {}),
    ...(tags !== undefined && tags.length > 0 ? { portrait: tags } : {}),
  };
}

const mostBought = 20;
