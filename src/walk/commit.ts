import {
  appendMessages,
  type ContentPart,
  findConversation,
  type Message,
  type NewMessage,
  updateConversation,
} from '../conversations/index.ts';
import { linkStoreCustomer } from '../customers/index.ts';
import { appendOutbox, MessageId, type ShopEvent, type Sql, TurnId } from '../platform/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { Guarded } from './guard.ts';
import { handOff } from './hand-off.ts';
import type { WalkParts } from './parts.ts';
import { settleTurn } from './turn-ledger.ts';
import { insertTurnTrace, type TurnTrace } from './turn-trace.ts';
import type { Read } from './understand.ts';

export type CommitResult =
  | {
      kind: 'committed';
      turnId: TurnId;
      messages: readonly Message[];
      decision: Decided['decision'];
      trace: TurnTrace;
      isDueAgain: boolean;
    }
  /** Somebody was faster (an agent took over, newer words came): nothing was written. */
  | { kind: 'overtaken'; reason: 'version' | 'newer-messages' };

/** Redoing a turn for newer messages more often than this would starve a customer who never stops typing. */
const overtakenAtMost = 3;

/** Writes the turn in one transaction: reply, state, queue entry, trace, outbox, "turn done"; only on the version it has read. */
export async function commit(
  parts: WalkParts,
  turn: Turn,
  read: Read,
  decided: Decided,
  guarded: Guarded,
): Promise<CommitResult> {
  const turnId = TurnId.make();
  const now = parts.clock.now();
  const result = await parts.database.inShop(turn.shop.shopId, async (sql): Promise<CommitResult> => {
    const answeredSeq = turn.incoming.at(-1)?.seq ?? 0;
    const [current, hasNewer] = await Promise.all([
      findConversation(sql, turn.shop.shopId, turn.conversation.conversationId, { lock: true }),
      hasNewerWords(sql, turn, answeredSeq),
    ]);
    const isOvertaken = current?.version !== turn.conversation.version;
    // What was done in the shop's system must be told, even if an agent took over in the meantime.
    if (!decided.hasActed) {
      if (isOvertaken) return { kind: 'overtaken', reason: 'version' };
      if (hasNewer && turn.claim.attempts <= overtakenAtMost) return { kind: 'overtaken', reason: 'newer-messages' };
    }
    const { shopId } = turn.shop;
    const { conversationId, customerId } = turn.conversation;
    const version = current?.version ?? turn.conversation.version;
    const replies = toMessages(turn, guarded.content, turnId, now);
    const queued = isOvertaken ? [] : await handOff(sql, turn, decided, read, replies, now);
    const trace = traceOf(turn, read, decided, guarded);
    const events = [
      ...replies.map((reply, index) => sentEvent(turn, reply, (current?.lastSeq ?? 0) + index + 1)),
      ...queued,
      ...committedEvents(turn, { turnId, decision: decided.decision.kind, version: version + 1 }),
    ];
    // The lock is held, so that nothing here depends on another answer: all of it is one flight.
    const flight = Promise.all([
      appendMessages(sql, shopId, replies, { areLocked: true }),
      settleTurn(sql, { ...turn.claim, answeredSeq, now }),
      updateConversation(sql, shopId, conversationId, version, patchOf(turn, read, decided, guarded, isOvertaken, now)),
      decided.identified && linkStoreCustomer(sql, { shopId, customerId, identity: 'matched', ...decided.identified }),
      insertTurnTrace(sql, {
        shopId,
        turnId,
        conversationId,
        fromSeq: turn.claim.firstSeq,
        toSeq: answeredSeq,
        trace,
        now,
      }),
      appendOutbox(sql, events),
    ]);
    sql.finish();
    const [messages, settled] = await flight;
    return { kind: 'committed', turnId, messages, decision: decided.decision, trace, isDueAgain: settled.isDueAgain };
  });
  return result;
}

async function hasNewerWords(sql: Sql, turn: Turn, answeredSeq: number): Promise<boolean> {
  const rows = await sql`
    select 1 from messages where shop_id = ${turn.shop.shopId} and conversation_id = ${turn.conversation.conversationId}
      and seq > ${answeredSeq} and author_kind = 'customer' limit 1`;
  return rows.length > 0;
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

function patchOf(turn: Turn, read: Read, decided: Decided, guarded: Guarded, isOvertaken: boolean, now: Date) {
  const { understanding } = read;
  const hasReplied = guarded.content.length > 0;
  const isHandOff = decided.decision.kind === 'hand-off' && !isOvertaken;
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

function committedEvents(
  turn: Turn,
  done: { turnId: TurnId; decision: Decided['decision']['kind']; version: number },
): ShopEvent[] {
  const { shopId } = turn.shop;
  const { conversationId } = turn.conversation;
  const { turnId, decision, version } = done;
  return [
    { type: 'turn.committed', shopId, conversationId, payload: { turnId, decision } },
    { type: 'conversation.updated', shopId, conversationId, payload: { version } },
  ];
}
