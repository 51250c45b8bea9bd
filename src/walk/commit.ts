import { appendMessages, findConversation, type Message, updateConversation } from '../conversations/index.ts';
import { linkStoreCustomer } from '../customers/index.ts';
import { appendOutbox, type ShopEvent, type Sql, type TurnId } from '../platform/index.ts';
import { type LoadLevel, leaveQueue } from '../routing/index.ts';
import { type ReadyTurn, storedReplies } from './commit-together.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { Guarded } from './guard.ts';
import { handOff } from './hand-off.ts';
import type { WalkParts } from './parts.ts';
import { settleTurn } from './turn-ledger.ts';
import { eventsOfTurn, isLeaving, recordTurn, type TurnRecord } from './turn-record.ts';
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

/**
 * Redoing a turn for newer messages more often than this would starve a customer who never stops typing. In a crowd a reply is not thrown
 * away at all: what was written since gets its own, in the next turn.
 */
const overtakenAtMost: Readonly<Record<LoadLevel, number>> = { normal: 3, busy: 1, surge: 0, overload: 0 };

/**
 * Writes the turn in one transaction: reply, state, queue entry, trace, outbox, "turn done"; only on the version it has read. Turns that
 * are ready now share it. Where the conversation has moved meanwhile, a transaction of its own locks it and looks closer.
 */
export async function commit(
  parts: WalkParts,
  turn: Turn,
  read: Read,
  decided: Decided,
  guarded: Guarded,
): Promise<CommitResult> {
  const { shopId } = turn.shop;
  const { lastSeq, version } = turn.conversation;
  const record = recordTurn(turn, read, decided, guarded, parts.clock.now());
  const events = eventsOfTurn(turn, decided, record, { lastSeq, version: version + 1, queued: [] });
  const ready: ReadyTurn = { turn, record, events };
  if (decided.decision.kind === 'hand-off' || decided.identified || isLeaving(turn, decided))
    ready.also = async (sql) => {
      const [queued] = await Promise.all([queue(sql, turn, read, decided, record), identify(sql, turn, decided)]);
      return queued;
    };
  if (await parts.commits.run(shopId, ready))
    return committed(decided, record, { messages: storedReplies(ready), isDueAgain: false });
  return await parts.database.inShop(shopId, (sql) => commitAlone(sql, turn, read, decided, record));
}

/** Into the queue, or out of it. */
async function queue(sql: Sql, turn: Turn, read: Read, decided: Decided, record: TurnRecord): Promise<ShopEvent[]> {
  if (isLeaving(turn, decided)) await leaveQueue(sql, turn.shop.shopId, turn.conversation.conversationId);
  return await handOff(sql, turn, decided, read, record.replies, record.now);
}

async function identify(sql: Sql, turn: Turn, { identified }: Decided): Promise<void> {
  const { shopId } = turn.shop;
  const { customerId } = turn.conversation;
  if (identified) await linkStoreCustomer(sql, { shopId, customerId, identity: 'matched', ...identified });
}

async function commitAlone(
  sql: Sql,
  turn: Turn,
  read: Read,
  decided: Decided,
  record: TurnRecord,
): Promise<CommitResult> {
  const { shopId } = turn.shop;
  const { conversationId } = turn.conversation;
  const { answeredSeq, now, replies, trace, turnId } = record;
  const [current, hasNewer] = await Promise.all([
    findConversation(sql, shopId, conversationId, { lock: true }),
    hasNewerWords(sql, turn, answeredSeq),
  ]);
  const isOvertaken = current?.version !== turn.conversation.version;
  // What was done in the shop's system must be told, even if an agent took over in the meantime.
  if (!decided.hasActed) {
    if (isOvertaken) return { kind: 'overtaken', reason: 'version' };
    if (hasNewer && turn.claim.attempts <= overtakenAtMost[turn.facts.loadLevel])
      return { kind: 'overtaken', reason: 'newer-messages' };
  }
  const lastSeq = current?.lastSeq ?? turn.conversation.lastSeq;
  const version = current?.version ?? turn.conversation.version;
  const queued = isOvertaken ? [] : await queue(sql, turn, read, decided, record);
  // The lock is held, so that nothing here depends on another answer: all of it is one flight.
  const flight = Promise.all([
    appendMessages(sql, shopId, replies, { areLocked: true }),
    settleTurn(sql, { ...turn.claim, answeredSeq, now }),
    updateConversation(sql, shopId, conversationId, version, patchFor(record, isOvertaken)),
    identify(sql, turn, decided),
    insertTurnTrace(sql, {
      shopId,
      turnId,
      conversationId,
      fromSeq: turn.claim.firstSeq,
      toSeq: answeredSeq,
      trace,
      now,
    }),
    appendOutbox(sql, eventsOfTurn(turn, decided, record, { lastSeq, version: version + 1, queued })),
  ]);
  sql.finish();
  const [messages, { isDueAgain }] = await flight;
  return committed(decided, record, { messages, isDueAgain });
}

/** Whoever took the conversation over keeps it: no queue then. */
function patchFor({ patch }: TurnRecord, isOvertaken: boolean): TurnRecord['patch'] {
  if (!isOvertaken || patch.handler === undefined) return patch;
  const { handler: _handler, status: _status, ...rest } = patch;
  return rest;
}

function committed(
  decided: Decided,
  { turnId, trace }: TurnRecord,
  written: { messages: readonly Message[]; isDueAgain: boolean },
): CommitResult {
  return { kind: 'committed', turnId, decision: decided.decision, trace, ...written };
}

async function hasNewerWords(sql: Sql, turn: Turn, answeredSeq: number): Promise<boolean> {
  const rows = await sql`
    select 1 from messages where shop_id = ${turn.shop.shopId} and conversation_id = ${turn.conversation.conversationId}
      and seq > ${answeredSeq} and author_kind = 'customer' limit 1`;
  return rows.length > 0;
}
