import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { ToolAnswer } from '../commerce/index.ts';
import type { ShopId, Sql } from '../platform/index.ts';

/** How long a dry run may be confirmed. */
export const confirmationMinutes = 10;

type Call = { shopId: ShopId; tokenId: string; tool: string; given: unknown };

/** Notes a dry run that may be done: for this token, this tool and exactly these arguments. */
export async function makeConfirmation(
  sql: Sql,
  { shopId, tokenId, tool, given, now }: Call & { now: Date },
): Promise<{ confirmationId: string; expiresAt: Date }> {
  const confirmationId = v7();
  const expiresAt = new Date(now.getTime() + confirmationMinutes * 60_000);
  await sql`
    insert into tool_confirmations (shop_id, confirmation_id, token_id, tool, arguments_hash, created_at, expires_at)
    values (${shopId}, ${confirmationId}, ${tokenId}, ${tool}, ${hashOf(given)}, ${now}, ${expiresAt})`;
  return { confirmationId, expiresAt };
}

export type Confirmed =
  /** Nobody has done it yet, and from now on nobody else does. */
  | { kind: 'mine' }
  | { kind: 'done'; answer: ToolAnswer }
  /** Unknown, too late, of another token, or for other arguments. */
  | { kind: 'refused' }
  /** Begun and never finished: whether it happened has to be looked up. */
  | { kind: 'unclear' };

/** Takes a confirmation, once. */
export async function takeConfirmation(
  sql: Sql,
  { shopId, tokenId, tool, given, confirmationId, now }: Call & { confirmationId: string; now: Date },
): Promise<Confirmed> {
  if (!z.uuid().safeParse(confirmationId).success) return { kind: 'refused' };
  const [row] = await sql<{ used_at: Date | null; expires_at: Date; answer: unknown }[]>`
    select used_at, expires_at, answer from tool_confirmations
    where shop_id = ${shopId} and confirmation_id = ${confirmationId} and token_id = ${tokenId} and tool = ${tool}
      and arguments_hash = ${hashOf(given)} for update`;
  if (row === undefined) return { kind: 'refused' };
  if (row.used_at !== null) {
    const answer = storedAnswer.safeParse(row.answer);
    return answer.success ? { kind: 'done', answer: answer.data } : { kind: 'unclear' };
  }
  if (row.expires_at <= now) return { kind: 'refused' };
  await sql`
    update tool_confirmations set used_at = ${now}
    where shop_id = ${shopId} and confirmation_id = ${confirmationId}`;
  return { kind: 'mine' };
}

/** Keeps what came of it, so that a repeated call is told the same. */
export async function keepAnswer(sql: Sql, shopId: ShopId, confirmationId: string, answer: ToolAnswer): Promise<void> {
  await sql`
    update tool_confirmations set answer = ${sql.json(JSON.parse(JSON.stringify(answer)))}
    where shop_id = ${shopId} and confirmation_id = ${confirmationId}`;
}

const storedAnswer: z.ZodType<ToolAnswer> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown(), amount: z.number().exactOptional() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** Hash of arguments that does not depend on the order of their names. */
function hashOf(given: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(given)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
