import { v7 } from 'uuid';
import { z } from 'zod';
import { makeToken, readToken, type ShopId, type Sql } from '../platform/index.ts';

/** What a token may do: look things up, or also change them. */
export const toolScopes = ['read', 'act'] as const;
export type ToolScope = (typeof toolScopes)[number];

/** How far a token may go; null is no limit. Amounts in minor units. */
export const tokenLimits = z.strictObject({
  callsPerMinute: z.int().min(1).max(10_000).default(60),
  changesPerDay: z.int().min(0).max(100_000).default(50),
  amountPerChange: z.int().min(0).nullable().default(null),
  /** Only these tools; null is every tool of the scope. */
  tools: z.array(z.string().min(1).max(200)).max(200).nullable().default(null),
});
export type TokenLimits = z.infer<typeof tokenLimits>;

/** A token of another agent, without its secret. */
export type ToolToken = {
  tokenId: string;
  name: string;
  scopes: readonly ToolScope[];
  limits: TokenLimits;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
};

export type NewToolToken = { name: string; scopes: readonly ToolScope[]; limits: TokenLimits; expiresAt: Date | null };

type Row = {
  token_id: string;
  name: string;
  scopes: ToolScope[];
  limits: unknown;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
};

/** Makes a token; its text is told this once and only its hash is kept. */
export async function createToolToken(
  sql: Sql,
  shopId: ShopId,
  wanted: NewToolToken & { now: Date },
): Promise<{ token: string; tokenId: string }> {
  const { token, tokenHash } = makeToken(shopId);
  const tokenId = v7();
  const { name, scopes, limits, expiresAt, now } = wanted;
  await sql`
    insert into tool_tokens (shop_id, token_id, name, token_hash, scopes, limits, created_at, expires_at)
    values (${shopId}, ${tokenId}, ${name}, ${tokenHash}, ${[...scopes]}, ${sql.json(limits)}, ${now}, ${expiresAt})`;
  return { token, tokenId };
}

/** Newest first, revoked ones too. */
export async function listToolTokens(sql: Sql, shopId: ShopId): Promise<ToolToken[]> {
  const rows = await sql<Row[]>`select * from tool_tokens where shop_id = ${shopId} order by created_at desc limit 200`;
  return rows.map(toToken);
}

/** Ends a token at once; false where there is none that still holds. */
export async function revokeToolToken(sql: Sql, shopId: ShopId, tokenId: string, now: Date): Promise<boolean> {
  const revoked = await sql`
    update tool_tokens set revoked_at = ${now}
    where shop_id = ${shopId} and token_id = ${tokenId} and revoked_at is null`;
  return revoked.count > 0;
}

/** The shop and hash that a bearer token names; undefined where the text is none. */
export const readBearer = readToken;

/** The token with this hash that holds now, counted as used for one call; `isOver` where its minute is full. */
export async function useToolToken(
  sql: Sql,
  shopId: ShopId,
  tokenHash: Buffer,
  now: Date,
): Promise<{ token: ToolToken; isOver: boolean } | undefined> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const [row] = await sql<(Row & { minute_calls: number })[]>`
    update tool_tokens set last_used_at = ${now}, minute = ${minute},
      minute_calls = case when minute = ${minute} then minute_calls + 1 else 1 end
    where shop_id = ${shopId} and token_hash = ${tokenHash} and revoked_at is null
      and (expires_at is null or expires_at > ${now})
    returning *`;
  if (row === undefined) return undefined;
  const token = toToken(row);
  return { token, isOver: row.minute_calls > token.limits.callsPerMinute };
}

/** Counts a change of the day; false where the token has had its number. */
export async function countChange(sql: Sql, shopId: ShopId, token: ToolToken, now: Date): Promise<boolean> {
  const day = now.toISOString().slice(0, 10);
  const counted = await sql`
    update tool_tokens set day = ${day}, day_changes = case when day = ${day} then day_changes + 1 else 1 end
    where shop_id = ${shopId} and token_id = ${token.tokenId}
      and (case when day = ${day} then day_changes else 0 end) < ${token.limits.changesPerDay}`;
  return counted.count > 0;
}

function toToken(row: Row): ToolToken {
  const limits = tokenLimits.safeParse(row.limits);
  return {
    tokenId: row.token_id,
    name: row.name,
    scopes: row.scopes,
    // Limits that cannot be read let nothing through.
    limits: limits.success ? limits.data : { callsPerMinute: 1, changesPerDay: 0, amountPerChange: 0, tools: [] },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
