import { findWidgetSession, type WidgetSessionRecord } from '../../customers/index.ts';
import { type Database, readToken } from '../../platform/index.ts';
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
  return await database.inShop(read.shopId, (sql) => findWidgetSession(sql, { ...read, now }));
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
