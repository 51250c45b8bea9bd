import type { SourceReference } from '../conversations/index.ts';
import { explainTurn } from '../dialogue/index.ts';
import { AppError, type ConversationId, type TurnId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { findTurnTrace } from '../walk/index.ts';
import type { DeskParts } from './desk-parts.ts';
import { languageOf } from './detail.ts';

/** Answer to "why did it say that?". */
export type ExplainedTurn = {
  sentences: readonly string[];
  sources: readonly SourceReference[];
  timings: Readonly<Record<string, number>>;
  decision: { kind: string; reason: string };
};

/** Explains one turn of a conversation; AppError 'not-found' where this conversation has no such turn. */
export async function explainTurnOf(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  turnId: TurnId,
): Promise<ExplainedTurn> {
  const found = await parts.database.inShop(who.shopId, (sql) => findTurnTrace(sql, who.shopId, turnId));
  if (found?.conversationId !== conversationId) throw new AppError('not-found', 'no such turn');
  const { trace } = found;
  const last = trace.decisions.at(-1);
  return {
    sentences: explainTurn(trace, languageOf(who)),
    sources: trace.sources,
    timings: trace.milliseconds,
    decision: { kind: last?.kind ?? 'wait', reason: last?.reason ?? '' },
  };
}
