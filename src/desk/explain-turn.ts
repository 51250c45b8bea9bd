import type { SourceReference } from '../conversations/index.ts';
import { explainTurn } from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
import { AppError, type ConversationId, type TurnId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { findShop, findTurnTrace, type ModelTotal, sumModelCalls } from '../walk/index.ts';
import type { DeskParts } from './desk-parts.ts';
import { languageOf } from './detail.ts';

/** Answer to "why did it say that?". */
export type ExplainedTurn = {
  sentences: readonly string[];
  sources: readonly SourceReference[];
  timings: Readonly<Record<string, number>>;
  decision: { kind: string; reason: string };
  /** Calls of models in this turn, and what the whole conversation has cost; empty where no model was asked. */
  models: readonly ModelCallReport[];
  modelTotal: ModelTotal;
  currency: string;
};

/** Explains one turn of a conversation; AppError 'not-found' where this conversation has no such turn. */
export async function explainTurnOf(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  turnId: TurnId,
): Promise<ExplainedTurn> {
  const { found, modelTotal, shop } = await parts.database.inShop(who.shopId, async (sql) => ({
    found: await findTurnTrace(sql, who.shopId, turnId),
    modelTotal: await sumModelCalls(sql, who.shopId, conversationId),
    shop: await findShop(sql, who.shopId),
  }));
  if (found?.conversationId !== conversationId) throw new AppError('not-found', 'no such turn');
  const { trace } = found;
  const last = trace.decisions.at(-1);
  return {
    sentences: explainTurn(trace, languageOf(who)),
    sources: trace.sources,
    timings: trace.milliseconds,
    decision: { kind: last?.kind ?? 'wait', reason: last?.reason ?? '' },
    models: trace.models ?? [],
    modelTotal,
    currency: shop.currency,
  };
}
