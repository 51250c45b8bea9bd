import type { ContentPart, NewMessage } from '../conversations/index.ts';
import { MessageId, type ShopEvent, TurnId } from '../platform/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { Guarded } from './guard.ts';
import type { TurnTrace } from './turn-trace.ts';
import type { Read } from './understand.ts';

/** Everything that a turn writes into its conversation; made before the transaction, so that the transaction is short. */
export type TurnRecord = {
  turnId: TurnId;
  now: Date;
  /** Last message that the turn has read. */
  answeredSeq: number;
  /** What is said; nothing where the AI keeps silent. */
  replies: readonly NewMessage[];
  patch: ReturnType<typeof patchOf>;
  trace: TurnTrace;
};

/** Makes the record of a turn. */
export function recordTurn(turn: Turn, read: Read, decided: Decided, guarded: Guarded, now: Date): TurnRecord {
  const turnId = TurnId.make();
  return {
    turnId,
    now,
    answeredSeq: turn.incoming.at(-1)?.seq ?? 0,
    replies: toMessages(turn, guarded.content, turnId, now),
    patch: patchOf(turn, read, decided, guarded, now),
    trace: traceOf(turn, read, decided, guarded),
  };
}

/** What windows hear of a turn that was written after message `lastSeq`, as version `version` of its conversation. */
export function eventsOfTurn(
  turn: Turn,
  decided: Decided,
  record: TurnRecord,
  written: { lastSeq: number; version: number; queued: readonly ShopEvent[] },
): ShopEvent[] {
  const { shopId } = turn.shop;
  const { conversationId } = turn.conversation;
  const { turnId } = record;
  return [
    ...record.replies.map((reply, index) => sentEvent(turn, reply, written.lastSeq + index + 1)),
    ...written.queued,
    { type: 'conversation.updated', shopId, conversationId, payload: { version: written.version } },
    { type: 'turn.committed', shopId, conversationId, payload: { turnId, decision: decided.decision.kind } },
  ];
}

function toMessages(turn: Turn, content: readonly ContentPart[], turnId: TurnId, now: Date): NewMessage[] {
  if (content.length === 0) return [];
  return [
    {
      conversationId: turn.conversation.conversationId,
      messageId: MessageId.make(),
      channelId: turn.conversation.channelId,
      author: { kind: 'ai' },
      content,
      turnId,
      createdAt: now,
    },
  ];
}

/** Whether the turn takes the conversation out of the queue: the customer wants no person any more, and none is needed for this. */
export function isLeaving({ takenBack }: Turn, { decision }: Decided): boolean {
  return takenBack !== undefined && decision.kind !== 'hand-off';
}

function patchOf(turn: Turn, read: Read, decided: Decided, guarded: Guarded, now: Date) {
  const { understanding } = read;
  const hasReplied = guarded.content.length > 0;
  const isHandOff = decided.decision.kind === 'hand-off';
  const rating = turn.incoming.flatMap((message) => message.content).findLast((part) => part.kind === 'rating');
  return {
    language: understanding.language,
    emotion: understanding.emotion,
    intensity: understanding.intensity,
    dialogueState: guarded.state,
    ...(rating ? { rating: rating.score } : {}),
    ...(turn.conversation.subject === '' && understanding.intents[0]
      ? { subject: understanding.intents[0].intent }
      : {}),
    ...(hasReplied && !turn.conversation.firstReplyAt ? { firstReplyAt: now } : {}),
    ...(isHandOff ? { handler: { kind: 'queue' as const }, status: 'open' as const } : {}),
    ...(isLeaving(turn, decided) ? { handler: { kind: 'ai' as const } } : {}),
    ...(hasReplied && !isHandOff && turn.conversation.handler.kind === 'ai'
      ? { status: 'waiting' as const, waitingSince: null }
      : {}),
    ...(decided.decision.kind === 'close' && turn.conversation.handler.kind === 'ai'
      ? { status: 'closed' as const, closedAt: now, waitingSince: null }
      : {}),
  };
}

function traceOf(turn: Turn, read: Read, decided: Decided, guarded: Guarded): TurnTrace {
  return {
    understanding: read.understanding,
    understoodBy: read.by,
    commands: read.commands,
    decisions: decided.decisions,
    actions: decided.actions,
    facts: guarded.facts,
    sources: guarded.sources,
    flow: decided.state.stack.at(-1)?.flow ?? turn.state.stack.at(-1)?.flow ?? '',
    draftedBy: guarded.by,
    guard: guarded.verdict,
    ...(decided.decision.kind === 'hand-off' ? { handOff: decided.decision.handOff } : {}),
    loadLevel: turn.facts.loadLevel,
    models: [...read.modelCalls, ...guarded.modelCalls],
    knowledgeRelease: turn.shop.knowledge.release,
    milliseconds: {
      understand: read.milliseconds,
      decide: decided.milliseconds,
      draft: guarded.milliseconds,
      total: performance.now() - turn.startedAt,
    },
  };
}

function sentEvent(turn: Turn, message: NewMessage, seq: number): ShopEvent {
  return {
    type: 'message.sent',
    shopId: turn.shop.shopId,
    conversationId: turn.conversation.conversationId,
    payload: {
      messageId: message.messageId,
      seq,
      author: message.author.kind === 'agent' ? 'staff' : message.author.kind === 'ai' ? 'ai' : 'system',
    },
  };
}
