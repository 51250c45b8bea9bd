import { findWidgetSessions, type WidgetSessionRecord } from '../../customers/index.ts';
import { type Batches, createBatches, type Database, readToken, type ShopId } from '../../platform/index.ts';
import { findSignedIn, type SignedIn } from '../../staff/index.ts';

/** Name of the cookie that holds a staff session. */
export const sessionCookie = 'peakdesk_session';

/** The member of staff of a session token, or undefined. */
export async function findStaffByToken(
  database: Database,
  token: string | undefined,
  now: Date,
): Promise<SignedIn | undefined> {
  const read = token === undefined ? undefined : readToken(token);
  if (!read) return undefined;
  return await database.inShop(read.shopId, (sql) => findSignedIn(sql, { ...read, now }));
}

/** The customer's window of a session token, or undefined. */
export async function findWindowByToken(
  database: Database,
  token: string | undefined,
  now: Date,
): Promise<WidgetSessionRecord | undefined> {
  const read = token === undefined ? undefined : readToken(token);
  if (!read) return undefined;
  return await windowsOf(database).run(read.shopId, { tokenHash: read.tokenHash, now });
}

type WindowLookups = Batches<ShopId, { tokenHash: Buffer; now: Date }, WidgetSessionRecord | undefined>;
const lookups = new WeakMap<Database, WindowLookups>();
const windowsTogether = 200;
const lookupsAtOnce = 4;

/** Windows that ask together are looked up together: in a rush each request would take a transaction of its own. */
function windowsOf(database: Database): WindowLookups {
  const known = lookups.get(database);
  if (known) return known;
  const made: WindowLookups = createBatches({
    limit: windowsTogether,
    atOnce: lookupsAtOnce,
    work: async (shopId, asked) => {
      const [first] = asked;
      if (!first) return [];
      const tokenHashes = asked.map((one) => one.tokenHash);
      const found = await database.inShop(shopId, (sql) =>
        findWidgetSessions(sql, { shopId, tokenHashes, now: first.now }),
      );
      return tokenHashes.map((hash) => found.get(hash.toString('hex')));
    },
  });
  lookups.set(database, made);
  return made;
}

/** Value of a cookie in a Cookie header. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** The Set-Cookie header of a staff session; an empty token removes it. */
export function sessionCookieHeader(token: string, expiresAt: Date, isSecure: boolean): string {
  const end = token === '' ? new Date(0) : expiresAt;
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${end.toUTCString()}${isSecure ? '; Secure' : ''}`;
}

/** Token of an `Authorization: Bearer` header. */
export function readBearer(header: string | null | undefined): string | undefined {
  const match = /^Bearer ([\w.-]{1,200})$/.exec(header ?? '');
  return match?.[1];
}
