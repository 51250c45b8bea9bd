import { appendOutbox, type CustomerId, makeToken, SessionId, type ShopId, type Sql } from '../platform/index.ts';
import { findCustomer, findOrCreateCustomer, linkStoreCustomer } from './customer-store.ts';
import type { Customer } from './types.ts';

const widget = 'widget';
const anonymousDays = 30;
/** A proven identity is trusted for half a day; then the shop's page brings a fresh token. */
const verifiedHours = 12;
const hour = 3_600_000;

/** One window of one customer. All open sessions of a verified customer are verified. */
export type WidgetSessionRecord = {
  sessionId: SessionId;
  shopId: ShopId;
  customerId: CustomerId;
  /** Channel identity under which this customer writes. */
  personId: string;
  isVerified: boolean;
  expiresAt: Date;
};

export type OpenedWidgetSession = WidgetSessionRecord & { token: string; visitorId: string; customer: Customer };

export type OpenWidgetSession = {
  shopId: ShopId;
  /** Token of the last visit with its record, as far as it is still valid. */
  previous?: { token: string; record: WidgetSessionRecord };
  visitorId: string;
  /** Proven by a signed token. */
  verified?: { storeCustomerId: string; name: string };
  language: string;
  now: Date;
};

/**
 * Opens the window of a visitor. History comes only with the token of the last visit or with a proven identity, never with a visitor
 * id alone. Somebody who signs in keeps the running conversation; somebody who signs out begins anew.
 */
export async function openWidgetSession(sql: Sql, input: OpenWidgetSession): Promise<OpenedWidgetSession> {
  if (input.verified) return await openVerified(sql, input, input.verified);
  const { previous } = input;
  if (previous && !previous.record.isVerified) return await continueAnonymous(sql, input, previous);
  return await openAnonymous(sql, input);
}

/** The sessions of many tokens by the hexadecimal text of their hashes; unknown, ended and old ones are missing. */
export async function findWidgetSessions(
  sql: Sql,
  input: { shopId: ShopId; tokenHashes: readonly Buffer[]; now: Date },
): Promise<Map<string, WidgetSessionRecord>> {
  const { shopId } = input;
  const hashes = input.tokenHashes.map((hash) => hash.toString('hex'));
  // The limits make it look each one up by its key, however small the tables were when the plan was made.
  const rows = await sql<(SessionRow & { hash: string })[]>`
    select wanted.hash, session_id, customer_id, expires_at, identity.source_id, identity.is_verified
    from unnest(${hashes}::text[]) as wanted(hash)
    cross join lateral (
      select session_id, customer_id, expires_at from widget_sessions
      where shop_id = ${shopId} and token_hash = decode(wanted.hash, 'hex') and revoked_at is null and expires_at > ${input.now}
      limit 1
    ) as session
    cross join lateral (
      select source_id, is_verified from customer_identities
      where shop_id = ${shopId} and customer_id = session.customer_id and channel_id = ${widget}
      order by is_verified desc, created_at limit 1
    ) as identity`;
  return new Map(rows.map((row) => [row.hash, toRecord(shopId, row)]));
}

function toRecord(shopId: ShopId, row: SessionRow): WidgetSessionRecord {
  return {
    sessionId: row.session_id,
    shopId,
    customerId: row.customer_id,
    personId: row.source_id,
    isVerified: row.is_verified,
    expiresAt: row.expires_at,
  };
}

/** Ends one session; its sockets are closed by the event. */
export async function endWidgetSession(sql: Sql, shopId: ShopId, sessionId: SessionId, now: Date): Promise<void> {
  await revoke(sql, shopId, sql`session_id = ${sessionId}`, now);
}

type SessionRow = {
  session_id: SessionId;
  customer_id: CustomerId;
  expires_at: Date;
  source_id: string;
  is_verified: boolean;
};

async function openVerified(
  sql: Sql,
  input: OpenWidgetSession,
  verified: { storeCustomerId: string; name: string },
): Promise<OpenedWidgetSession> {
  const { shopId, now } = input;
  const personId = `user:${verified.storeCustomerId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/${widget}/${personId}`}, 0))`;
  const anonymous = input.previous?.record.isVerified === false ? input.previous.record.customerId : undefined;
  const known = await findByPerson(sql, shopId, personId);
  if (anonymous) {
    // Whoever else holds a token of the anonymous time must not see what a proven customer says.
    await revoke(sql, shopId, sql`customer_id = ${anonymous}`, now);
    if (known) await moveRunningConversations(sql, shopId, anonymous, known);
    else await addIdentity(sql, shopId, anonymous, personId);
  }
  const identity = { channelId: widget, sourceId: personId, isVerified: true };
  const customer = await findOrCreateCustomer(sql, { shopId, identity, language: input.language, now });
  await linkStoreCustomer(sql, {
    shopId,
    customerId: customer.customerId,
    storeCustomerId: verified.storeCustomerId,
    displayName: verified.name,
    identity: 'verified',
  });
  const current = (await findCustomer(sql, shopId, customer.customerId)) ?? customer;
  return await insertSession(sql, input, { customer: current, personId, isVerified: true });
}

async function continueAnonymous(
  sql: Sql,
  input: OpenWidgetSession,
  previous: { token: string; record: WidgetSessionRecord },
): Promise<OpenedWidgetSession> {
  const { record, token } = previous;
  const customer = await findCustomer(sql, input.shopId, record.customerId);
  if (!customer) return await openAnonymous(sql, input);
  const expiresAt = new Date(input.now.getTime() + anonymousDays * 24 * hour);
  await sql`
    update widget_sessions set expires_at = ${expiresAt}
    where shop_id = ${input.shopId} and session_id = ${record.sessionId}`;
  return { ...record, expiresAt, token, visitorId: record.personId.slice(record.personId.indexOf(':') + 1), customer };
}

async function openAnonymous(sql: Sql, input: OpenWidgetSession): Promise<OpenedWidgetSession> {
  const { shopId, language, now } = input;
  const isTaken = (await findByPerson(sql, shopId, `visitor:${input.visitorId}`)) !== undefined;
  const visitorId: string = isTaken ? SessionId.make() : input.visitorId;
  const personId = `visitor:${visitorId}`;
  const identity = { channelId: widget, sourceId: personId, isVerified: false };
  const customer = await findOrCreateCustomer(sql, { shopId, identity, language, now });
  return await insertSession(sql, { ...input, visitorId }, { customer, personId, isVerified: false });
}

async function insertSession(
  sql: Sql,
  input: OpenWidgetSession,
  who: { customer: Customer; personId: string; isVerified: boolean },
): Promise<OpenedWidgetSession> {
  const { token, tokenHash } = makeToken(input.shopId);
  const sessionId = SessionId.make();
  const { customerId } = who.customer;
  const expiresAt = new Date(input.now.getTime() + (who.isVerified ? verifiedHours : anonymousDays * 24) * hour);
  await sql`
    insert into widget_sessions (shop_id, session_id, token_hash, customer_id, created_at, expires_at)
    values (${input.shopId}, ${sessionId}, ${tokenHash}, ${customerId}, ${input.now}, ${expiresAt})`;
  return { sessionId, shopId: input.shopId, customerId, expiresAt, token, visitorId: input.visitorId, ...who };
}

async function findByPerson(sql: Sql, shopId: ShopId, personId: string): Promise<CustomerId | undefined> {
  const rows = await sql<{ customer_id: CustomerId }[]>`
    select customer_id from customer_identities
    where shop_id = ${shopId} and channel_id = ${widget} and source_id = ${personId}`;
  return rows[0]?.customer_id;
}

async function addIdentity(sql: Sql, shopId: ShopId, customerId: CustomerId, personId: string): Promise<void> {
  await sql`
    insert into customer_identities (shop_id, channel_id, source_id, customer_id, is_verified)
    values (${shopId}, ${widget}, ${personId}, ${customerId}, true)`;
}

/** What was begun before signing in goes on under the customer who is known now. */
async function moveRunningConversations(sql: Sql, shopId: ShopId, from: CustomerId, to: CustomerId): Promise<void> {
  if (from === to) return;
  await sql`
    update conversations set customer_id = ${to}, version = version + 1
    where shop_id = ${shopId} and customer_id = ${from} and channel_id = ${widget} and status <> 'closed'`;
}

async function revoke(sql: Sql, shopId: ShopId, which: ReturnType<Sql>, now: Date): Promise<void> {
  const rows = await sql<{ session_id: SessionId }[]>`
    update widget_sessions set revoked_at = ${now}
    where shop_id = ${shopId} and revoked_at is null and ${which} returning session_id`;
  await appendOutbox(
    sql,
    rows.map((row) => ({ type: 'session.revoked' as const, shopId, payload: { sessionId: row.session_id } })),
  );
}
