import qrCode from 'qrcode';
import { z } from 'zod';
import { AppError, SessionId, ShopId } from '../../platform/index.ts';
import {
  abilitiesOf,
  acceptInvitation,
  changePassword,
  confirmTotp,
  demoPassword,
  listRoutableStaff,
  listSessions,
  listStaff,
  removeTotp,
  revokeSession,
  type StaffMember,
  signIn,
  startTotp,
} from '../../staff/index.ts';
import { findShop } from '../../walk/index.ts';
import { sessionCookieHeader } from '../http/callers.ts';
import { demoShopId } from '../http/origins.ts';
import { EdgeError } from '../http/problem.ts';
import { none, publicRoute, type Reply, type Route, staffRoute } from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';
import type { SessionView } from '../protocol/views.ts';
import type { ServerParts } from '../server-parts.ts';
import { toStaffView } from '../views/staff-view.ts';

const shopId = ShopId.schema;
const password = z.string().min(1).max(200);
const code = z.string().regex(/^\d{6}$/);

/** Signing in and out, the second factor, open sessions. */
export const sessionRoutes: readonly Route[] = [
  publicRoute({
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in; `needsCode` asks for the code of the authenticator app',
    params: none,
    query: none,
    body: z.strictObject({ shopId, email: z.string().min(3).max(300), password, code: code.optional() }),
    response: z.union([
      z.object({ staff: z.unknown(), shop: z.unknown(), abilities: z.record(z.string(), z.boolean()) }),
      z.object({ needsCode: z.literal(true) }),
    ]),
    handle: async ({ parts, edge, meta }, { body }) => {
      takeToken(edge.limits.signIns, meta.address);
      refuseKnownPassword(parts, body.password);
      const { code: given, ...rest } = body;
      const outcome = await signIn(staffParts(parts), edge.failedSignIns, {
        ...rest,
        ...(given === undefined ? {} : { code: given }),
        address: meta.address,
        userAgent: meta.userAgent,
      });
      switch (outcome.kind) {
        case 'needs-code':
          return { body: { needsCode: true } };
        case 'locked':
          throw new EdgeError(429, 'problem.sign-in-locked', 'locked', {
            retryAfterSeconds: outcome.retryAfterSeconds,
          });
        case 'refused':
          throw signInRefused();
        case 'signed-in':
          return await signedInReply(parts, body.shopId, outcome);
      }
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/api/v1/session/hint',
    summary: 'Accounts of the demo shop; only while it is served without a public address',
    params: none,
    query: none,
    body: none,
    response: z.object({
      shopId: z.string(),
      password: z.string(),
      accounts: z.array(z.object({ email: z.string(), name: z.string(), role: z.string() })),
    }),
    handle: async ({ parts }) => ({ body: await readDemoHint(parts) }),
  }),
  staffRoute('signed-in', {
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who is signed in, and what that person may do',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await toSessionView(parts, who.shopId, who.staff) }),
  }),
  staffRoute('signed-in', {
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }) => {
      await end(parts, { shopId: who.shopId, staffId: who.staff.staffId, sessionId: who.sessionId });
      return { body: {}, headers: { 'set-cookie': sessionCookieHeader('', new Date(0), isSecure(parts)) } };
    },
  }),
  staffRoute('signed-in', {
    method: 'POST',
    path: '/api/v1/session/totp/start',
    summary: 'Begin to set up the authenticator app',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    response: z.object({ secret: z.string(), otpauthUrl: z.string(), qrSvg: z.string() }),
    handle: async ({ parts, who }) => {
      const shop = await parts.walk.database.inShop(who.shopId, (sql) => findShop(sql, who.shopId));
      const started = await startTotp(staffParts(parts), who, shop.name[shop.language]);
      return { body: { ...started, qrSvg: await qrCode.toString(started.otpauthUrl, { type: 'svg', margin: 1 }) } };
    },
  }),
  staffRoute('signed-in', {
    method: 'POST',
    path: '/api/v1/session/totp/confirm',
    summary: 'Turn the authenticator app on with its first code',
    params: none,
    query: none,
    body: z.strictObject({ code }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, who }, { body }) => {
      takeToken(edge.limits.signIns, who.staff.staffId);
      if (await confirmTotp(staffParts(parts), who, body.code)) return { body: {} };
      throw new AppError('invalid', 'wrong code', { field: 'code', userMessageKey: 'problem.wrong-code' });
    },
  }),
  staffRoute('signed-in', {
    method: 'DELETE',
    path: '/api/v1/session/totp',
    summary: 'Turn the authenticator app off',
    params: none,
    query: none,
    body: z.strictObject({ password }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, who }, { body }) => {
      takeToken(edge.limits.signIns, who.staff.staffId);
      if (await removeTotp(staffParts(parts), who, body.password)) return { body: {} };
      throw wrongPassword();
    },
  }),
  staffRoute('signed-in', {
    method: 'POST',
    path: '/api/v1/session/password',
    summary: 'Change the own password; ends all own sessions',
    params: none,
    query: none,
    body: z.strictObject({ password, newPassword: password }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, who }, { body }) => {
      takeToken(edge.limits.signIns, who.staff.staffId);
      if (await changePassword(staffParts(parts), who, body)) return { body: {} };
      throw wrongPassword();
    },
  }),
  staffRoute('signed-in', {
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'Own open sessions',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const now = parts.walk.clock.now();
      const sessions = await parts.walk.database.inShop(who.shopId, (sql) =>
        listSessions(sql, who.shopId, who.staff.staffId, now),
      );
      return { body: { sessions: sessions.map((one) => ({ ...one, isCurrent: one.sessionId === who.sessionId })) } };
    },
  }),
  staffRoute('signed-in', {
    method: 'DELETE',
    path: '/api/v1/sessions/:sessionId',
    summary: 'End an own session; its windows close within a second',
    params: z.strictObject({ sessionId: SessionId.schema }),
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params }) => {
      await end(parts, { shopId: who.shopId, staffId: who.staff.staffId, sessionId: params.sessionId });
      return { body: {} };
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/api/v1/invitations/accept',
    summary: 'Make the account of an invitation and sign in',
    params: none,
    query: none,
    body: z.strictObject({ shopId, token: z.string().max(200), name: z.string().trim().min(1).max(100), password }),
    handle: async ({ parts, edge, meta }, { body }) => {
      takeToken(edge.limits.signIns, meta.address);
      const staff = await acceptInvitation(staffParts(parts), body);
      const outcome = await signIn(staffParts(parts), edge.failedSignIns, {
        shopId: body.shopId,
        email: staff.email,
        password: body.password,
        address: meta.address,
        userAgent: meta.userAgent,
      });
      if (outcome.kind !== 'signed-in') throw new AppError('unauthenticated', 'sign in again');
      return await signedInReply(parts, body.shopId, outcome);
    },
  }),
];

/** What the sign-in page of the demo shop may show; AppError 'not-found' anywhere else. */
async function readDemoHint(parts: ServerParts) {
  const demo = ShopId.check(demoShopId);
  const members =
    parts.ground.config.publicUrl === undefined
      ? await parts.walk.database.inShop(demo, (sql) => listStaff(sql, demo))
      : [];
  const accounts = members.filter((one) => !one.isDisabled).map(({ email, name, role }) => ({ email, name, role }));
  if (accounts.length === 0) throw new AppError('not-found', 'no demo shop here');
  return { shopId: demo, password: demoPassword, accounts };
}

/** Everybody can read the demo's password: behind a public address it opens nothing. */
function refuseKnownPassword(parts: ServerParts, password: string): void {
  if (parts.ground.config.publicUrl !== undefined && password === demoPassword) throw signInRefused();
}

function signInRefused(): AppError {
  return new AppError('unauthenticated', 'sign-in refused', { userMessageKey: 'problem.sign-in-refused' });
}

/** The parts that the staff room works with. */
export function staffParts(parts: ServerParts) {
  const { database, clock, relay } = parts.walk;
  return { database, clock, relay, secrets: parts.ground.secrets };
}

/** Account, shop and abilities, as the workspace starts with. */
export async function toSessionView(parts: ServerParts, shop: ShopId, staff: StaffMember): Promise<SessionView> {
  const { registered, routables } = await parts.walk.database.inShop(shop, async (sql) => ({
    registered: await findShop(sql, shop),
    routables: await listRoutableStaff(sql, shop),
  }));
  const { name, language, timeZone, currency } = registered;
  return {
    staff: toStaffView(
      staff,
      routables.find((one) => one.staffId === staff.staffId),
    ),
    shop: { shopId: shop, name: name[language], timeZone, currency, language },
    abilities: abilitiesOf(staff.role),
  };
}

async function signedInReply(
  parts: ServerParts,
  shop: ShopId,
  outcome: { token: string; staff: StaffMember; expiresAt: Date },
): Promise<Reply> {
  return {
    body: await toSessionView(parts, shop, outcome.staff),
    headers: { 'set-cookie': sessionCookieHeader(outcome.token, inTwoWeeks(parts), isSecure(parts)) },
  };
}

async function end(parts: ServerParts, session: Omit<Parameters<typeof revokeSession>[1], 'now'>): Promise<void> {
  const { database, clock, relay } = parts.walk;
  const isEnded = await database.inShop(session.shopId, (sql) => revokeSession(sql, { ...session, now: clock.now() }));
  if (!isEnded) throw new AppError('not-found', 'no such session');
  relay.wake(session.shopId);
}

/** The cookie may live as long as a session at most can; when the session ends is decided here. */
function inTwoWeeks(parts: ServerParts): Date {
  return new Date(parts.walk.clock.now().getTime() + 14 * 86_400_000);
}

function isSecure(parts: ServerParts): boolean {
  return parts.ground.config.publicUrl?.startsWith('https:') ?? false;
}

function wrongPassword(): AppError {
  return new AppError('invalid', 'wrong password', { field: 'password', userMessageKey: 'problem.wrong-password' });
}
