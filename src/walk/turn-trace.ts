import type { Fact } from '../commerce/index.ts';
import type { SourceReference } from '../conversations/index.ts';
import type { Command, Decision, HandOffReason } from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
import type { ConversationId, ShopId, Sql, TurnId } from '../platform/index.ts';
import type { Understanding } from '../understanding/index.ts';

/** Everything about how one turn came to its reply: read by the desk, labelling, evaluation and analytics. */
export type TurnTrace = {
  understanding: Understanding;
  understoodBy: 'embedded' | 'model';
  commands: readonly Command[];
  decisions: readonly { kind: Decision['kind']; reason: string }[];
  actions: readonly { name: string; arguments: unknown; state: 'checked' | 'refused' | 'done' | 'read' }[];
  facts: readonly Fact[];
  sources: readonly SourceReference[];
  flow: string;
  draftedBy: 'template' | 'approved' | 'model' | 'none';
  guard: { verdict: 'passed' | 'replaced'; violations: readonly string[] };
  /** Calls of models on the way to the reply, with their time and cost; absent in turns from before they were kept. */
  models?: readonly ModelCallReport[];
  handOff?: { reason: HandOffReason; skillGroup: string };
  loadLevel: string;
  knowledgeRelease: number;
  milliseconds: Readonly<Record<string, number>>;
};

/** Writes the trace of a turn; called inside the turn's commit. */
export async function insertTurnTrace(
  sql: Sql,
  input: {
    shopId: ShopId;
    turnId: TurnId;
    conversationId: ConversationId;
    fromSeq: number;
    toSeq: number;
    trace: TurnTrace;
    now: Date;
  },
): Promise<void> {
  await sql`
    insert into turn_traces (shop_id, turn_id, conversation_id, from_seq, to_seq, trace, created_at)
    values (${input.shopId}, ${input.turnId}, ${input.conversationId}, ${input.fromSeq}, ${input.toSeq},
            ${sql.json(JSON.parse(JSON.stringify(input.trace)))}, ${input.now})`;
}

/** One turn's trace, or undefined. */
export async function findTurnTrace(
  sql: Sql,
  shopId: ShopId,
  turnId: TurnId,
): Promise<{ conversationId: ConversationId; trace: TurnTrace } | undefined> {
  const rows = await sql<{ conversation_id: ConversationId; trace: TurnTrace }[]>`
    select conversation_id, trace from turn_traces where shop_id = ${shopId} and turn_id = ${turnId}`;
  return rows[0] && { conversationId: rows[0].conversation_id, trace: rows[0].trace };
}

/** The turn that answered a message, or undefined while it is not answered. */
export async function findTurnOf(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  seq: number,
): Promise<{ turnId: TurnId; trace: TurnTrace } | undefined> {
  const rows = await sql<{ turn_id: TurnId; trace: TurnTrace }[]>`
    select turn_id, trace from turn_traces
    where shop_id = ${shopId} and conversation_id = ${conversationId} and from_seq <= ${seq} and to_seq >= ${seq}
    order by created_at desc limit 1`;
  return rows[0] && { turnId: rows[0].turn_id, trace: rows[0].trace };
}

/** Emotion of each turn in order, for the trend beside a conversation. */
export async function listEmotions(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
): Promise<{ seq: number; at: string; emotion: string; intensity: number }[]> {
  const rows = await sql<{ to_seq: number; created_at: Date; emotion: string; intensity: number }[]>`
    select to_seq, created_at, trace -> 'understanding' ->> 'emotion' as emotion,
           (trace -> 'understanding' ->> 'intensity')::int as intensity
    from turn_traces where shop_id = ${shopId} and conversation_id = ${conversationId} order by to_seq limit 200`;
  return rows.map((row) => ({
    seq: row.to_seq,
    at: row.created_at.toISOString(),
    emotion: row.emotion,
    intensity: row.intensity,
  }));
}

/** What models did and cost in a whole conversation. */
export type ModelTotal = { calls: number; tokens: number; cost: number; milliseconds: number };

/** Adds up the model calls of a conversation's turns; all 0 where no model was asked. */
export async function sumModelCalls(sql: Sql, shopId: ShopId, conversationId: ConversationId): Promise<ModelTotal> {
  const rows = await sql<{ calls: number; tokens: number; cost: number; milliseconds: number }[]>`
    select count(*)::int as calls,
           coalesce(sum((call ->> 'inputTokens')::float + (call ->> 'outputTokens')::float), 0)::float as tokens,
           coalesce(sum((call ->> 'cost')::float), 0)::float as cost,
           coalesce(sum((call ->> 'milliseconds')::float), 0)::float as milliseconds
    from turn_traces, jsonb_array_elements(coalesce(trace -> 'models', '[]'::jsonb)) as call
    where shop_id = ${shopId} and conversation_id = ${conversationId}`;
  return rows[0] ?? { calls: 0, tokens: 0, cost: 0, milliseconds: 0 };
}
