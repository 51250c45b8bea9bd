import { textOf } from '../conversations/index.ts';
import { type CommitResult, commit } from './commit.ts';
import { decide } from './decide.ts';
import { deliver } from './deliver.ts';
import { draft } from './draft.ts';
import { gather, type Turn } from './gather.ts';
import { guard } from './guard.ts';
import { type LiveReply, startLiveReply } from './live-reply.ts';
import type { WalkParts } from './parts.ts';
import { meaningOf } from './question-meaning.ts';
import type { TurnClaim } from './turn-ledger.ts';
import { releaseTurn, settleTurn } from './turn-ledger.ts';
import { understand } from './understand.ts';

/**
 * One turn: everything a customer has written since the last answer, to one reply.
 *
 * The message was received before (`receive`: stored, numbered, turn marked due) and the turn is claimed by lease, so nobody else is
 * in this conversation's turn. Nothing here writes to the database before `commit`; nothing talks to the network inside a transaction.
 */
export async function takeTurn(parts: WalkParts, claim: TurnClaim): Promise<CommitResult | { kind: 'nothing-due' }> {
  // Conversation, customer, orders, flow state, load level.
  const turn = await gather(parts, claim);
  if (!turn) return await endEmptyTurn(parts, claim);

  // Windows see that the AI writes and what it has written so far, until the reply is committed.
  const live = startLiveReply(parts, {
    shopId: turn.shop.shopId,
    conversationId: turn.conversation.conversationId,
    handler: turn.conversation.handler.kind,
    loadLevel: turn.facts.loadLevel,
  });
  try {
    return await answerTurn(parts, claim, turn, live);
  } finally {
    live.end();
  }
}

async function answerTurn(parts: WalkParts, claim: TurnClaim, gathered: Turn, live: LiveReply): Promise<CommitResult> {
  // An embedder, where the shop has one, reads beside the understanding.
  const { shop, incomingText } = gathered;
  const meaning = meaningOf(parts, shop.shopId, shop.knowledge, incomingText.text);

  // Language, intents, entities, emotion, urgency, risk words; and the commands that follow from them.
  const read = await understand(parts, gathered);
  const turn: Turn = { ...gathered, meaning: await meaning };

  // answer · ask · act · hand-off · wait · close, each with a reason. Runs flows; does what they ask for between two decisions.
  const decided = await decide(parts, turn, read);

  // Facts that answer the question, and the words for them.
  const drafted = await draft(parts, turn, read, decided, live);

  // Nothing goes out that the facts do not say.
  const guarded = guard(turn, drafted);
  live.agree(textOf(guarded.content));

  // One transaction: reply, state, trace, queue entry, outbox, turn done; only if nobody was faster.
  const committed = await commit(parts, turn, read, decided, guarded);
  if (committed.kind === 'overtaken') {
    await giveBack(parts, claim);
    return committed;
  }

  // The channel sends; windows hear of it by the outbox.
  deliver(parts, turn, committed);
  live.committed(committed.messages.length > 0);
  return committed;
}

async function endEmptyTurn(parts: WalkParts, claim: TurnClaim): Promise<{ kind: 'nothing-due' }> {
  await parts.database.inShop(claim.shopId, (sql) =>
    settleTurn(sql, { ...claim, answeredSeq: Number.MAX_SAFE_INTEGER, now: parts.clock.now() }),
  );
  return { kind: 'nothing-due' };
}

/** The draft is thrown away; the turn is taken again at once with what is there now. */
async function giveBack(parts: WalkParts, claim: TurnClaim): Promise<void> {
  await parts.database.inShop(claim.shopId, (sql) =>
    releaseTurn(sql, { ...claim, owner: parts.owner, dueAt: parts.clock.now() }),
  );
}
