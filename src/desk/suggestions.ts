import { v7 } from 'uuid';
import {
  type Conversation,
  listMessages,
  type Message,
  type ReplyLanguage,
  type SourceReference,
  textOf,
} from '../conversations/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { ConversationId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import type { Understanding } from '../understanding/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { type DeskParts, readConversation } from './desk-parts.ts';
import { wordAnswer, wordFact } from './desk-words.ts';

/** An answer that the agent may send as it is, with what it stands on. */
export type Suggestion = { suggestionId: string; text: string; sources: readonly SourceReference[]; score: number };

/** Intents that are tried for one message, the likeliest first. */
const intentsTried = 3;
const messagesRead = 30;
const contextLength = 6;
/** A further wish below this is a guess. */
const leastConfidence = 0.2;

/** Answers from the shop's knowledge for the customer's last words; none when nobody has asked or nothing fits. */
export async function suggestReplies(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<Suggestion[]> {
  const { conversation, messages } = await parts.database.inShop(who.shopId, async (sql) => ({
    conversation: await readConversation(sql, who.shopId, conversationId),
    messages: await listMessages(sql, who.shopId, conversationId, {
      limit: messagesRead,
      withPrivate: false,
      latest: true,
    }),
  }));
  const shop = await parts.shops.get(who.shopId);
  const asked = lastQuestion(shop, messages);
  if (!asked) return [];
  const suggestions = answersFor(shop, conversation, asked, parts.clock.now()).flatMap(({ answer, score }) => {
    const text = wordAnswer(shop, conversation.language, answer);
    const sources = sourcesOf(shop, answer, conversation.language);
    return text === undefined ? [] : [{ suggestionId: v7(), text, sources, score }];
  });
  return suggestions.filter((one, index) => suggestions.findIndex((other) => other.text === one.text) === index);
}

/** Keeps what an agent made of a suggestion; the first word counts. */
export async function recordSuggestion(
  parts: DeskParts,
  who: SignedIn,
  use: {
    conversationId: ConversationId;
    suggestionId: string;
    outcome: 'adopted' | 'edited' | 'ignored';
    text: string;
  },
): Promise<void> {
  await parts.database.inShop(who.shopId, async (sql) => {
    await readConversation(sql, who.shopId, use.conversationId);
    await sql`
      insert into suggestion_uses (shop_id, suggestion_id, conversation_id, staff_id, text, outcome, created_at)
      values (${who.shopId}, ${use.suggestionId}, ${use.conversationId}, ${who.staff.staffId}, ${use.text}, ${use.outcome},
              ${parts.clock.now()})
      on conflict do nothing`;
  });
}

type Asked = { text: string; understanding: Understanding };

/** Wishes that no knowledge answers: talk about the talk itself. */
const noQuestion = /^(chat|human|oos|id)\b/;

/** What the customer has asked last, however the talk went on: "transfer me" after a question is still about the question. */
function lastQuestion(shop: ShopRuntime, messages: readonly Message[]): Asked | undefined {
  const spoken = messages.filter((message) => message.author.kind !== 'system');
  for (const turn of customerTurns(spoken).toReversed()) {
    const understanding = shop.understander.understand(turn.text, turn.context);
    const [main] = understanding.intents;
    if (main && !noQuestion.test(main.intent)) return { text: turn.text, understanding };
  }
  return undefined;
}

type CustomerTurn = { text: string; context: readonly { from: 'customer' | 'shop'; text: string }[] };

/** Customer's messages without an answer between them count as one. */
function customerTurns(spoken: readonly Message[]): CustomerTurn[] {
  const turns: CustomerTurn[] = [];
  spoken.forEach((message, index) => {
    if (message.author.kind !== 'customer') return;
    const text = textOf(message.content);
    const last = turns.at(-1);
    if (last && spoken[index - 1]?.author.kind === 'customer')
      turns[turns.length - 1] = { ...last, text: `${last.text}\n${text}`.trim() };
    else turns.push({ text, context: spoken.slice(Math.max(0, index - contextLength), index).map(toContext) });
  });
  return turns.filter((turn) => turn.text !== '');
}

function toContext(message: Message): { from: 'customer' | 'shop'; text: string } {
  return { from: message.author.kind === 'customer' ? 'customer' : 'shop', text: textOf(message.content) };
}

function answersFor(
  shop: ShopRuntime,
  conversation: Conversation,
  { text, understanding }: Asked,
  asOf: Date,
): { answer: KnowledgeAnswer; score: number }[] {
  const productIds = understanding.entities.filter((entity) => entity.type === 'product').map((entity) => entity.value);
  const wishes = [...understanding.intents, ...understanding.furtherIntents].filter(
    (wish, index) => index === 0 || (wish.confidence >= leastConfidence && !noQuestion.test(wish.intent)),
  );
  return wishes.slice(0, intentsTried).flatMap(({ intent, confidence }) => {
    const answer = shop.knowledge.answer({ intent, text, language: conversation.language, productIds, asOf });
    return answer.kind === 'facts' || answer.kind === 'approved' ? [{ answer, score: answer.score * confidence }] : [];
  });
}

function sourcesOf(shop: ShopRuntime, answer: KnowledgeAnswer, language: ReplyLanguage): SourceReference[] {
  if (answer.kind === 'unknown') return [];
  return answer.facts
    .slice(0, 8)
    .map((fact) => ({ id: fact.id, title: fact.title, value: wordFact(shop, fact, language) }));
}
