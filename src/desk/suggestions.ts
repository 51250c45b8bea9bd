import { v7 } from 'uuid';
import { type Conversation, listMessages, type Message, type SourceReference, textOf } from '../conversations/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { ConversationId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { type DeskParts, readConversation } from './desk-parts.ts';
import { wordAnswer } from './desk-words.ts';

/** An answer that the agent may send as it is, with what it stands on. */
export type Suggestion = { suggestionId: string; text: string; sources: readonly SourceReference[]; score: number };

/** Intents that are tried for one message, the likeliest first. */
const intentsTried = 3;
const messagesRead = 12;

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
  const asked = lastWords(messages);
  if (asked.text === '') return [];
  const shop = await parts.shops.get(who.shopId);
  const suggestions = answersFor(shop, conversation, asked, parts.clock.now()).flatMap(({ answer, score }) => {
    const text = wordAnswer(shop, conversation.language, answer);
    return text === undefined ? [] : [{ suggestionId: v7(), text, sources: sourcesOf(answer), score }];
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

type Asked = { text: string; context: readonly { from: 'customer' | 'shop'; text: string }[] };

/** What the customer has written since the last answer, or the last message if everything was answered. */
function lastWords(messages: readonly Message[]): Asked {
  const spoken = messages.filter((message) => message.author.kind !== 'system');
  const lastAnswer = spoken.findLastIndex((message) => message.author.kind !== 'customer');
  const open = spoken.slice(lastAnswer + 1);
  const lastOwn = spoken.findLastIndex((message) => message.author.kind === 'customer');
  const from = open.length > 0 ? lastAnswer + 1 : Math.max(0, lastOwn);
  const asked = open.length > 0 ? open : spoken.slice(from, from + 1);
  const before = spoken.slice(0, from);
  return {
    text: asked
      .map((message) => textOf(message.content))
      .join('\n')
      .trim(),
    context: before.map((message) => ({
      from: message.author.kind === 'customer' ? ('customer' as const) : ('shop' as const),
      text: textOf(message.content),
    })),
  };
}

function answersFor(
  shop: ShopRuntime,
  conversation: Conversation,
  asked: Asked,
  asOf: Date,
): { answer: KnowledgeAnswer; score: number }[] {
  const understanding = shop.understander.understand(asked.text, asked.context);
  const productIds = understanding.entities.filter((entity) => entity.type === 'product').map((entity) => entity.value);
  const intents = [...understanding.intents, ...understanding.furtherIntents].slice(0, intentsTried);
  return intents.flatMap(({ intent }) => {
    const answer = shop.knowledge.answer({
      intent,
      text: asked.text,
      language: conversation.language,
      productIds,
      asOf,
    });
    return answer.kind === 'facts' || answer.kind === 'approved' ? [{ answer, score: answer.score }] : [];
  });
}

function sourcesOf(answer: KnowledgeAnswer): SourceReference[] {
  if (answer.kind === 'unknown') return [];
  return answer.facts.slice(0, 8).map((fact) => ({ id: fact.id, title: fact.title, value: String(fact.value) }));
}
