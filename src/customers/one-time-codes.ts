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

export type CodeMade =
  | { ok: true; code: string; codeId: string; expiresAt: Date }
  /** `open` is the code that is on its way already to the same address, good for another try. */
  | { ok: false; waitSeconds: number; open?: { codeId: string; expiresAt: Date } };

/**
 * Makes a code of six digits, in the caller's transaction; the code itself is nowhere stored. Too many codes for one address,
 * or for one customer, are refused with the seconds to wait. A new code ends the one before.
 */
export async function makeCode(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, customerId, channel, target, now }: CodeRequest,
): Promise<CodeMade> {
  const targetHash = hashOfTarget(secrets, target);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/codes/${targetHash.toString('hex')}`}, 0))`;
  const sent = await sql<{ at: Date }[]>`
    select created_at as at from one_time_codes
    where shop_id = ${shopId} and (target_hash = ${targetHash} or customer_id = ${customerId})
      and created_at > ${new Date(now.getTime() - 86_400_000)} order by created_at desc`;
  const waitSeconds = waitFor(
    sent.map((row) => row.at),
    now,
  );
  if (waitSeconds > 0)
    return { ok: false, waitSeconds, ...(await openCode(sql, { shopId, customerId, targetHash, now })) };
  const codeId = v7();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(now.getTime() + codeMinutes * 60_000);
  await sql`
    update one_time_codes set expires_at = ${now} where shop_id = ${shopId} and customer_id = ${customerId} and expires_at > ${now}`;
  await sql`
    insert into one_time_codes (shop_id, code_id, customer_id, channel, target_hash, code_hash, created_at, expires_at)
    values (${shopId}, ${codeId}, ${customerId}, ${channel}, ${targetHash}, ${hashOf(secrets, codeId, code)}, ${now}, ${expiresAt})`;
  return { ok: true, code, codeId, expiresAt };
}

export type CodeTry = {
  shopId: ShopId;
  customerId: CustomerId;
  code: string;
  bound: { codeId: string } | { targets: readonly string[] };
  now: Date;
};

export type CodeVerdict = 'right' | 'wrong' | 'no-more-tries' | 'expired';

async function openCode(
  sql: Sql,
  wanted: { shopId: ShopId; customerId: CustomerId; targetHash: Buffer; now: Date },
): Promise<{ open?: { codeId: string; expiresAt: Date } }> {
  const [row] = await sql<{ codeId: string; expiresAt: Date }[]>`
    select code_id as "codeId", expires_at as "expiresAt" from one_time_codes
    where shop_id = ${wanted.shopId} and customer_id = ${wanted.customerId} and target_hash = ${wanted.targetHash}
      and used_at is null and tries < ${codeTries} and expires_at > ${wanted.now} order by created_at desc limit 1`;
  return row === undefined ? {} : { open: row };
}

/**
 * Tries a code of a customer, in the caller's transaction; each try counts, and a right one is used up. `bound` says what the code must
 * have been made for: exactly that one, or one of these addresses. A code to somebody's own address proves nothing of anybody else.
 */
export async function tryCode(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, customerId, code, bound, now }: CodeTry,
): Promise<CodeVerdict> {
  const targets =
    'targets' in bound ? bound.targets.map((target) => hashOfTarget(secrets, target).toString('hex')) : [];
  const which =
    'codeId' in bound ? sql`code_id = ${bound.codeId}` : sql`encode(target_hash, 'hex') = any(${targets}::text[])`;
  const [row] = await sql<{ codeId: string; codeHash: Uint8Array; tries: number }[]>`
    select code_id as "codeId", code_hash as "codeHash", tries from one_time_codes
    where shop_id = ${shopId} and customer_id = ${customerId} and used_at is null and expires_at > ${now} and ${which}
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

function hashOfTarget(secrets: ShopSecrets, target: string): Buffer {
  return secrets.keyedHash('one_time_codes/target', target.trim().toLowerCase());
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
