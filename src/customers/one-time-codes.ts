import { randomInt, timingSafeEqual } from 'node:crypto';
import { v7 } from 'uuid';
import type { CustomerId, ShopId, ShopSecrets, Sql } from '../platform/index.ts';

/** How long a code is good, and how often it may be tried. */
export const codeMinutes = 10;
export const codeTries = 3;

/** Codes to one address at most; what carriers and mail servers bear as well (1 a minute, 5 an hour, 10 a day). */
const sendLimits = [
  { minutes: 1, codes: 1 },
  { minutes: 60, codes: 5 },
  { minutes: 1440, codes: 10 },
] as const;

export type CodeRequest = {
  shopId: ShopId;
  customerId: CustomerId;
  channel: 'email' | 'sms';
  /** Where it goes; stored only as a keyed hash. */
  target: string;
  now: Date;
};

/**
 * Makes a code of six digits, in the caller's transaction; the code itself is nowhere stored. Too many codes for one address,
 * or for one customer, are refused with the seconds to wait. A new code ends the one before.
 */
export async function makeCode(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, customerId, channel, target, now }: CodeRequest,
): Promise<{ ok: true; code: string; expiresAt: Date } | { ok: false; waitSeconds: number }> {
  const targetHash = secrets.keyedHash('one_time_codes/target', target.trim().toLowerCase());
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/codes/${targetHash.toString('hex')}`}, 0))`;
  const sent = await sql<{ at: Date }[]>`
    select created_at as at from one_time_codes
    where shop_id = ${shopId} and (target_hash = ${targetHash} or customer_id = ${customerId})
      and created_at > ${new Date(now.getTime() - 86_400_000)} order by created_at desc`;
  const waitSeconds = waitFor(
    sent.map((row) => row.at),
    now,
  );
  if (waitSeconds > 0) return { ok: false, waitSeconds };
  const codeId = v7();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(now.getTime() + codeMinutes * 60_000);
  await sql`
    update one_time_codes set expires_at = ${now} where shop_id = ${shopId} and customer_id = ${customerId} and expires_at > ${now}`;
  await sql`
    insert into one_time_codes (shop_id, code_id, customer_id, channel, target_hash, code_hash, created_at, expires_at)
    values (${shopId}, ${codeId}, ${customerId}, ${channel}, ${targetHash}, ${hashOf(secrets, codeId, code)}, ${now}, ${expiresAt})`;
  return { ok: true, code, expiresAt };
}

export type CodeVerdict = 'right' | 'wrong' | 'no-more-tries' | 'expired';

/** Tries a code of a customer, in the caller's transaction; each try counts, and a right one is used up. */
export async function tryCode(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, customerId, code, now }: { shopId: ShopId; customerId: CustomerId; code: string; now: Date },
): Promise<CodeVerdict> {
  const [row] = await sql<{ codeId: string; codeHash: Uint8Array; tries: number }[]>`
    select code_id as "codeId", code_hash as "codeHash", tries from one_time_codes
    where shop_id = ${shopId} and customer_id = ${customerId} and used_at is null and expires_at > ${now}
    order by created_at desc limit 1 for update`;
  if (row === undefined) return 'expired';
  if (row.tries >= codeTries) return 'no-more-tries';
  const isRight = timingSafeEqual(hashOf(secrets, row.codeId, code.trim()), Buffer.from(row.codeHash));
  await sql`
    update one_time_codes set tries = tries + 1, used_at = ${isRight ? now : null}
    where shop_id = ${shopId} and code_id = ${row.codeId}`;
  if (isRight) return 'right';
  return row.tries + 1 >= codeTries ? 'no-more-tries' : 'wrong';
}

/** Seconds until one more code may be sent; `sent` newest first. */
function waitFor(sent: readonly Date[], now: Date): number {
  const waits = sendLimits.map(({ minutes, codes }) => {
    const oldest = sent[codes - 1];
    return oldest === undefined ? 0 : Math.ceil((oldest.getTime() + minutes * 60_000 - now.getTime()) / 1_000);
  });
  return Math.max(0, ...waits);
}

/** Bound to its row: a stolen hash says nothing about another code. */
function hashOf(secrets: ShopSecrets, codeId: string, code: string): Buffer {
  return secrets.keyedHash('one_time_codes/code', `${codeId}/${code}`);
}
