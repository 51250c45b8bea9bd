import type { IncomingMessage } from 'node:http';
import { ConversationId } from '../../platform/index.ts';
import { findStaffByToken, readCookie, sessionCookie } from '../http/callers.ts';
import { mayOpenWidget, originKind } from '../http/origins.ts';
import type { ClientLine, closeCodes } from '../protocol/realtime.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Connection } from './connection.ts';
import type { CustomerDoor } from './customer-door.ts';

export type Hello = Extract<ClientLine, { type: 'hello' }>;

/** Who the window is and what it goes on with, or why it is closed. */
export type Greeting =
  | { ok: true; who: Connection['who']; follow: readonly Following[] }
  | { ok: false; reason: keyof typeof closeCodes };

/** What a window goes on with; `lastSeq` where the conversation was read already and belongs to it. */
export type Following = { conversationId: ConversationId; afterSeq: number; lastSeq?: number };

/** Conversations that one desk follows at a time. */
export const mostWatched = 10;

/** Checks a window's first line: its session, and that its page may have one. The same rules as for HTTP. */
export async function readHello(
  parts: ServerParts,
  door: CustomerDoor,
  request: IncomingMessage,
  hello: Hello,
): Promise<Greeting> {
  if (hello.role === 'staff') return await greetStaff(parts, request, hello);
  return await greetCustomer(parts, door, request, hello);
}

async function greetStaff(parts: ServerParts, request: IncomingMessage, hello: Hello): Promise<Greeting> {
  const kind = originKind(request.headers.origin, request.headers.host, parts.ground.config);
  if (kind === 'foreign') return { ok: false, reason: 'foreignOrigin' };
  // A browser proves itself by its origin and cookie; a program brings the token itself.
  const token = kind === 'own' ? readCookie(request.headers.cookie, sessionCookie) : hello.token;
  const signedIn = await findStaffByToken(parts.walk.database, token, parts.walk.clock.now());
  if (!signedIn) return { ok: false, reason: 'signedOut' };
  const follow = Object.entries(hello.resume)
    .slice(0, mostWatched)
    .flatMap(([id, afterSeq]) => (ConversationId.is(id) ? [{ conversationId: id, afterSeq }] : []));
  return { ok: true, who: { role: 'staff', signedIn }, follow };
}

async function greetCustomer(
  parts: ServerParts,
  door: CustomerDoor,
  request: IncomingMessage,
  hello: Hello,
): Promise<Greeting> {
  const found = await door.find(hello.token);
  if (!found) return { ok: false, reason: 'signedOut' };
  const { session, running } = found;
  const { shopId } = session;
  const { origin, host } = request.headers;
  const kind = originKind(origin, host, parts.ground.config);
  if (kind === 'foreign') {
    const { settings } = await parts.shops.get(shopId);
    const shop = { shopId, trustedOrigins: settings.trustedOrigins };
    if (!mayOpenWidget(origin, kind, shop, parts.ground.config)) return { ok: false, reason: 'foreignOrigin' };
  }
  const follow = running ? [{ ...running, afterSeq: hello.resume[running.conversationId] ?? 0 }] : [];
  return { ok: true, who: { role: 'customer', session }, follow };
}
