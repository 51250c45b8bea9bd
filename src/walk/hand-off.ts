import { type Message, textOf } from '../conversations/index.ts';
import { summarizeHandOff } from '../dialogue/index.ts';
import type { ShopEvent, Sql } from '../platform/index.ts';
import { enterQueue, groupFor, priorityOf, readRoutingSettings, urgencyOf } from '../routing/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import { orderStageOf } from './order-stage.ts';
import { ownWishOf } from './own-intent.ts';
import type { Read } from './understand.ts';

/** Last messages that an agent reads in the summary. */
const summaryMessages = 6;

/**
 * Writes the queue entry of a hand-off with its reason and everything said so far, inside the turn's commit; routing assigns it.
 * Returns the events of it; nothing for any other decision.
 */
export async function handOff(
  sql: Sql,
  turn: Turn,
  decided: Decided,
  read: Read,
  replies: readonly Pick<Message, 'author' | 'content'>[],
  now: Date,
): Promise<ShopEvent[]> {
  if (decided.decision.kind !== 'hand-off') return [];
  const { reason, skillGroup } = decided.decision.handOff;
  const { conversation, shop } = turn;
  const { emotion, intensity } = read.understanding;
  const summary = summarizeHandOff({
    reason,
    state: decided.state,
    facts: decided.facts,
    emotion,
    intensity,
    lastMessages: [...turn.incoming, ...replies].slice(-summaryMessages).map((message) => ({
      from: message.author.kind === 'customer' ? ('customer' as const) : ('shop' as const),
      text: textOf(message.content),
    })),
    actions: decided.actions,
    ownWish: ownWishOf(turn, read.understanding),
  });
  const urgency = {
    reason,
    emotion: summary.emotion,
    intensity: summary.intensity,
    memberLevel: decided.facts.customer?.memberLevel ?? '',
  };
  const { promiseSeconds, groups } = await readRoutingSettings(sql, shop.shopId);
  const targetSeconds = promiseSeconds[conversation.channelId] ?? promiseSeconds['*'];
  const intent = read.understanding.intents[0]?.intent ?? '';
  const { channelId, language } = conversation;
  const groupId = groupFor(groups, skillGroup, { channelId, language, intent, reason });
  await enterQueue(sql, {
    shopId: shop.shopId,
    conversationId: conversation.conversationId,
    groupId,
    priority: priorityOf(urgency),
    urgency: urgencyOf({
      ...urgency,
      orderStage: orderStageOf(decided.facts.orders, summary.orderId, now),
      ...(targetSeconds === undefined ? {} : { targetSeconds }),
    }),
    intent,
    reason,
    summary,
    language: conversation.language,
    now,
  });
  return [
    {
      type: 'conversation.queued',
      shopId: shop.shopId,
      conversationId: conversation.conversationId,
      payload: { reason, skill: groupId },
    },
  ];
}
