import { createHash } from 'node:crypto';
import { AppError, type Database, type ShopId } from '../../platform/index.ts';
import { EdgeError } from './problem.ts';

/** How long a key is remembered, and after how long a request without an answer is taken for dead. */
const rememberedHours = 24;
const deadAfterSeconds = 60;

export type IdempotentRequest = {
  shopId: ShopId;
  /** Whose key it is: two callers may use the same one. */
  actorId: string;
  key: string;
  /** Method, path and body. */
  content: readonly (string | Uint8Array)[];
};

/** An answer as it was sent. */
export type StoredAnswer = { status: number; text: string };

/**
 * Answers a repeated request with the answer of the first, byte for byte. The same key with another content is a 422, one that still
 * runs a 409. Failures on our side are forgotten, so that a retry may succeed.
 */
export async function answerOnce(
  parts: { database: Database; now: Date },
  request: IdempotentRequest,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { isReplay: boolean }> {
  if (!/^[\x21-\x7e]{1,255}$/.test(request.key))
    throw new AppError('invalid', 'not an idempotency key', { field: 'Idempotency-Key' });
  const known = await claim(parts, request);
  if (known) return { ...known, isReplay: true };
  const forget = () =>
    parts.database.inShop(
      request.shopId,
      (sql) => sql`
        delete from api_idempotency where shop_id = ${request.shopId} and actor_id = ${request.actorId}
          and idempotency_key = ${request.key} and status is null`,
    );
  let answer: StoredAnswer;
  try {
    answer = await work();
  } catch (error) {
    await forget();
    throw error;
  }
  if (answer.status >= 500 || answer.status === 429) await forget();
  else await keep(parts, request, answer);
  return { ...answer, isReplay: false };
}

type Row = { request_hash: string; status: number | null; response: string | null; created_at: Date };

async function claim(
  parts: { database: Database; now: Date },
  request: IdempotentRequest,
): Promise<StoredAnswer | undefined> {
  const { shopId, actorId, key } = request;
  const { now } = parts;
  const requestHash = hashOf(request.content);
  const old = new Date(now.getTime() - rememberedHours * 3_600_000);
  const dead = new Date(now.getTime() - deadAfterSeconds * 1_000);
  return await parts.database.inShop(shopId, async (sql) => {
    await sql`
      delete from api_idempotency where shop_id = ${shopId} and actor_id = ${actorId}
        and (created_at < ${old} or (status is null and created_at < ${dead}))`;
    const inserted = await sql`
      insert into api_idempotency (shop_id, idempotency_key, actor_id, request_hash, created_at)
      values (${shopId}, ${key}, ${actorId}, ${requestHash}, ${now}) on conflict do nothing returning 1`;
    if (inserted.length > 0) return undefined;
    const [row] = await sql<Row[]>`
      select request_hash, status, response #>> '{}' as response, created_at from api_idempotency
      where shop_id = ${shopId} and actor_id = ${actorId} and idempotency_key = ${key}`;
    if (row && row.request_hash !== requestHash)
      throw new EdgeError(422, 'problem.key-reused', 'the key was used for another request', {
        field: 'Idempotency-Key',
      });
    if (!row || row.status === null)
      throw new AppError('conflict', 'the same request still runs', {
        userMessageKey: 'problem.still-running',
        retryAfterSeconds: 1,
      });
    return { status: row.status, text: row.response ?? '' };
  });
}

async function keep(parts: { database: Database }, request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
  await parts.database.inShop(
    request.shopId,
    (sql) => sql`
      update api_idempotency set status = ${answer.status}, response = ${sql.json(answer.text)}
      where shop_id = ${request.shopId} and actor_id = ${request.actorId} and idempotency_key = ${request.key}`,
  );
}

function hashOf(content: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of content) hash.update(typeof part === 'string' ? `${part.length}:${part}` : part);
  return hash.digest('hex');
}
