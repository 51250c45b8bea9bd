import { type Command, interpret } from '../dialogue/index.ts';
import type { Understanding } from '../understanding/index.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';

/** What was read in the customer's words, and the commands that follow; `by` tells which understander wrote the commands. */
export type Read = {
  understanding: Understanding;
  commands: readonly Command[];
  by: 'embedded' | 'model';
  milliseconds: number;
};

/** Confidence under which a configured model is asked even when the shop is busy. */
const lowConfidence = 0.55;

/**
 * Reads the turn's messages. The embedded understander always runs; a model, where one is configured and the load allows it, may write
 * the commands instead. A model's failure is no failure of the turn: the embedded commands stand.
 */
export async function understand(parts: WalkParts, turn: Turn): Promise<Read> {
  const startedAt = performance.now();
  const understanding = turn.shop.understander.understand(
    turn.incomingText.text,
    turn.context,
    turn.conversation.language,
  );
  const commands = interpret(understanding, turn.state, turn.facts, turn.incomingText);
  const byModel = (await askModel(parts, turn, understanding)) ?? undefined;
  return {
    understanding,
    commands: byModel ?? commands,
    by: byModel ? 'model' : 'embedded',
    milliseconds: performance.now() - startedAt,
  };
}

async function askModel(
  parts: WalkParts,
  turn: Turn,
  understanding: Understanding,
): Promise<readonly Command[] | undefined> {
  const level = turn.facts.loadLevel;
  if (!parts.models || level === 'surge' || level === 'overload') return undefined;
  if (turn.conversation.handler.kind !== 'ai' || understanding.risks.length > 0) return undefined;
  // A model sees words only.
  if (turn.incomingText.form || turn.incomingText.images) return undefined;
  const confidence = understanding.intents[0]?.confidence ?? 0;
  if (level === 'busy' && confidence >= lowConfidence) return undefined;
  return await parts.models.understand({
    shopId: turn.shop.shopId,
    text: turn.incomingText.text,
    context: turn.context,
    state: turn.state,
    understanding,
    facts: turn.facts,
  });
}
