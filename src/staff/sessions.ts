import { appendOutbox, makeToken, SessionId, type ShopId, type Sql, type StaffId } from '../platform/index.ts';
import { type StaffRow, toStaffMember } from './staff-store.ts';
import type { StaffMember } from './types.ts';

/** A session ends this long after it was last used, and in any case this long after the sign-in. */
const idleHours = 12;
const longestDays = 14;
/** The end is moved at most this often. */
const slideSeconds = 60;
const hour = 3_600_000;

/** A signed-in person. */
export type SignedIn = { sessionId: SessionId; shopId: ShopId; staff: StaffMember; expiresAt: Date };

/** One sign-in as its owner sees it in the list. */
export type SessionSummary = {
  sessionId: SessionId;
  createdAt: string;
  lastSeenAt: string;
  userAgent: string;
};

/** Opens a session; the token is given out once and only its hash is kept. */
export async function insertSession(
  sql: Sql,
  input: { shopId: ShopId; staffId: StaffId; userAgent: string; now: Date },
): Promise<{ token: string; sessionId: SessionId; expiresAt: Date }> {
  const { token, tokenHash } = makeToken(input.shopId);
  const sessionId = SessionId.make();
  const expiresAt = new Date(input.now.getTime() + idleHours * hour);
  await sql`
    insert into staff_sessions (shop_id, session_id, staff_id, token_hash, created_at, last_seen_at, expires_at, user_agent)
    values (${input.shopId}, ${sessionId}, ${input.staffId}, ${tokenHash}, ${input.now}, ${input.now}, ${expiresAt},
            ${input.userAgent.slice(0, 300)})`;
  return { token, sessionId, expiresAt };
}

type SessionRow = StaffRow & { session_id: SessionId; expires_at: Date; last_seen_at: Date; session_created_at: Date };

/** Who holds this token now, or undefined (unknown, revoked, expired, account disabled). Moves the end of the session forward. */
export async function findSignedIn(
  sql: Sql,
  input: { shopId: ShopId; tokenHash: Buffer; now: Date },
): Promise<SignedIn | undefined> {
  const { shopId, now } = input;
  const rows = await sql<SessionRow[]>`
    select staff.*, session_id, expires_at, last_seen_at, staff_sessions.created_at as session_created_at
    from staff_sessions join staff using (shop_id, staff_id)
    where shop_id = ${shopId} and token_hash = ${input.tokenHash} and revoked_at is null and expires_at > ${now}
      and disabled_at is null`;
  const [row] = rows;
  if (!row) return undefined;
  const expiresAt = slidEnd(row, now);
  if (now.getTime() - row.last_seen_at.getTime() > slideSeconds * 1_000)
    await sql`
      update staff_sessions set last_seen_at = ${now}, expires_at = ${expiresAt}
      where shop_id = ${shopId} and session_id = ${row.session_id}`;
  return { sessionId: row.session_id, shopId, staff: toStaffMember(row), expiresAt };
}

/** Open sessions of a person, latest use first. */
export async function listSessions(sql: Sql, shopId: ShopId, staffId: StaffId, now: Date): Promise<SessionSummary[]> {
  const rows = await sql<{ session_id: SessionId; created_at: Date; last_seen_at: Date; user_agent: string }[]>`
    select session_id, created_at, last_seen_at, user_agent from staff_sessions
    where shop_id = ${shopId} and staff_id = ${staffId} and revoked_at is null and expires_at > ${now}
    order by last_seen_at desc limit 100`;
  return rows.map((row) => ({
    sessionId: row.session_id,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    userAgent: row.user_agent,
  }));
}

/** Ends one session of a person; false where there is none. The event closes its sockets. */
export async function revokeSession(
  sql: Sql,
  input: { shopId: ShopId; staffId: StaffId; sessionId: SessionId; now: Date },
): Promise<boolean> {
  const { shopId, staffId, sessionId, now } = input;
  const rows = await sql`
    update staff_sessions set revoked_at = ${now}
    where shop_id = ${shopId} and staff_id = ${staffId} and session_id = ${sessionId} and revoked_at is null
    returning session_id`;
  if (rows.length === 0) return false;
  await appendOutbox(sql, [{ type: 'session.revoked', shopId, payload: { sessionId, staffId } }]);
  return true;
}

/** Ends all sessions of a person, e.g. when the account is disabled or the role has changed. */
export async function revokeAllSessions(
  sql: Sql,
  input: { shopId: ShopId; staffId: StaffId; now: Date },
): Promise<void> {
  const { shopId, staffId, now } = input;
  await sql`
    update staff_sessions set revoked_at = ${now}
    where shop_id = ${shopId} and staff_id = ${staffId} and revoked_at is null`;
  await appendOutbox(sql, [{ type: 'session.revoked', shopId, payload: { staffId } }]);
}

function slidEnd(row: SessionRow, now: Date): Date {
  const longest = row.session_created_at.getTime() + longestDays * 24 * hour;
  return new Date(Math.min(longest, now.getTime() + idleHours * hour));
}
