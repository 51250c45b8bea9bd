import { createHash } from 'node:crypto';
import type { ShopId, Sql } from '../platform/index.ts';
import type { AuditAction } from './audit-actions.ts';

/** Who did something that is kept for ever. */
export type AuditActor =
  | { kind: 'staff'; staffId: string; name: string }
  /** Another agent that calls the shop's tools. */
  | { kind: 'tool-client'; tokenId: string; name: string }
  | { kind: 'system' }
  | { kind: 'command-line' };

export type AuditDetails = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

export type AuditEntry = {
  auditId: number;
  actor: AuditActor;
  /** One of `auditActions`; a text, as what an older version wrote stays in the trail. */
  action: string;
  /** What it was done to, e.g. 'staff/<id>'. */
  target: string;
  details: AuditDetails;
  createdAt: string;
};

type Row = {
  audit_id: number;
  actor: AuditActor;
  action: string;
  target: string;
  details: AuditDetails;
  previous_hash: Buffer | null;
  hash: Buffer;
  created_at: Date;
};

/**
 * Adds an entry to the shop's trail, in the caller's transaction. Every entry holds the hash of the one before, so that a changed,
 * removed or reordered one is found. Details hold ids and amounts, no personal data.
 */
export async function appendAudit(
  sql: Sql,
  input: { shopId: ShopId; actor: AuditActor; action: AuditAction; target: string; details?: AuditDetails; now: Date },
): Promise<void> {
  const { shopId, actor, action, target, details = {}, now } = input;
  // One writer at a time: the chain needs a certain predecessor.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit/${shopId}`}, 0))`;
  const [last] = await sql<{ hash: Buffer }[]>`
    select hash from audit_events where shop_id = ${shopId} order by audit_id desc limit 1`;
  const previous = last?.hash ?? null;
  const hash = hashOf({ shopId, actor, action, target, details, createdAt: now.toISOString() }, previous);
  await sql`
    insert into audit_events (shop_id, actor, action, target, details, previous_hash, hash, created_at)
    values (${shopId}, ${sql.json(actor)}, ${action}, ${target}, ${sql.json({ ...details })}, ${previous}, ${hash}, ${now})`;
}

/** Newest entries first; `before` is the last id of the page before. */
export async function listAudit(
  sql: Sql,
  shopId: ShopId,
  options: { before?: number; limit: number },
): Promise<AuditEntry[]> {
  const rows = await sql<Row[]>`
    select * from audit_events where shop_id = ${shopId}
      ${options.before === undefined ? sql`` : sql`and audit_id < ${options.before}`}
    order by audit_id desc limit ${options.limit}`;
  return rows.map((row) => ({
    auditId: row.audit_id,
    actor: row.actor,
    action: row.action,
    target: row.target,
    details: row.details,
    createdAt: row.created_at.toISOString(),
  }));
}

/** Outcome of checking a trail; `head` can be kept elsewhere to find a cut-off end the next time. */
export type AuditVerdict =
  | { ok: true; entries: number; head?: { auditId: number; hash: string } }
  | { ok: false; auditId: number; reason: 'changed' | 'broken-chain' | 'end-missing' };

/** Recomputes the whole chain of a shop; `expectedHead` is a head that was seen before and must still be in it. */
export async function verifyAudit(
  sql: Sql,
  shopId: ShopId,
  expectedHead?: { auditId: number; hash: string },
): Promise<AuditVerdict> {
  let previous: Buffer | null = null;
  let last: Row | undefined;
  let entries = 0;
  let isHeadSeen = expectedHead === undefined;
  for (;;) {
    const page: Row[] = await sql<Row[]>`
      select * from audit_events where shop_id = ${shopId} and audit_id > ${last?.audit_id ?? 0} order by audit_id limit 5000`;
    for (const row of page) {
      if (!isSame(row.previous_hash, previous)) return { ok: false, auditId: row.audit_id, reason: 'broken-chain' };
      const content = {
        shopId,
        actor: row.actor,
        action: row.action,
        target: row.target,
        details: row.details,
        createdAt: row.created_at.toISOString(),
      };
      if (!isSame(hashOf(content, previous), row.hash)) return { ok: false, auditId: row.audit_id, reason: 'changed' };
      if (row.audit_id === expectedHead?.auditId && row.hash.toString('hex') === expectedHead.hash) isHeadSeen = true;
      previous = row.hash;
      last = row;
      entries += 1;
    }
    if (page.length < 5000) break;
  }
  if (!isHeadSeen) return { ok: false, auditId: expectedHead?.auditId ?? 0, reason: 'end-missing' };
  return { ok: true, entries, ...(last ? { head: { auditId: last.audit_id, hash: last.hash.toString('hex') } } : {}) };
}

function hashOf(content: unknown, previous: Buffer | null): Buffer {
  return createHash('sha256')
    .update(previous ?? Buffer.alloc(32))
    .update(JSON.stringify(sorted(content)))
    .digest();
}

function isSame(one: Buffer | null, other: Buffer | null): boolean {
  if (one === null || other === null) return one === other;
  return one.equals(other);
}

/** The same value with its keys in order: jsonb gives them back in its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
