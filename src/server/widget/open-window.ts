import { loadWidgetSecrets, readIdentityToken, type VerifiedIdentity, widgetChannelId } from '../../channels/index.ts';
import { type Conversation, findContinuable, listMessages, type Message } from '../../conversations/index.ts';
import { type OpenedWidgetSession, openWidgetSession, updateProfile } from '../../customers/index.ts';
import { SessionId, type ShopId, type Sql } from '../../platform/index.ts';
import { findStaff } from '../../staff/index.ts';
import { findWindowByToken } from '../http/callers.ts';
import type { ServerParts } from '../server-parts.ts';

export type WindowRequest = {
  shopId: ShopId;
  visitorId?: string | undefined;
  token?: string | undefined;
  identityToken?: string | undefined;
  language: 'zh-CN' | 'zh-TW' | 'en';
  page?: { title: string; url: string } | undefined;
};

export type OpenedWindow = {
  session: OpenedWidgetSession;
  conversation: Conversation | undefined;
  agentName: string | undefined;
  messages: readonly Message[];
};

/** Messages that a returning customer sees at once. */
const messagesAtFirst = 50;
const pagesKept = 20;

/**
 * Opens or continues the window of a visitor with the history that belongs to it. A forged, foreign or old identity token is refused
 * (AppError 'unauthenticated'), never taken for an anonymous visit.
 */
export async function openWindow(parts: ServerParts, request: WindowRequest): Promise<OpenedWindow> {
  const { shopId, language } = request;
  const now = parts.walk.clock.now();
  const verified = request.identityToken === undefined ? undefined : await verify(parts, shopId, request.identityToken);
  const record = await findWindowByToken(parts.walk.database, request.token, now);
  const previous =
    record?.shopId === shopId && request.token !== undefined ? { token: request.token, record } : undefined;
  const opened = await parts.walk.database.inShop(shopId, async (sql) => {
    const session = await openWidgetSession(sql, {
      shopId,
      visitorId: request.visitorId ?? SessionId.make(),
      language,
      now,
      ...(previous ? { previous } : {}),
      ...(verified ? { verified } : {}),
    });
    if (request.page) await notePage(sql, session, request.page, now);
    const conversation = await findContinuable(sql, shopId, session.customerId, widgetChannelId);
    return { session, conversation, ...(await readThread(sql, conversation)) };
  });
  parts.walk.relay.wake(shopId);
  return opened;
}

async function verify(parts: ServerParts, shopId: ShopId, token: string): Promise<VerifiedIdentity> {
  const shopSecrets = await parts.ground.secrets.forShop(shopId);
  const secrets = await parts.walk.database.inShop(shopId, (sql) => loadWidgetSecrets(sql, shopId, shopSecrets));
  const identity = await readIdentityToken(token, shopId, secrets, parts.walk.clock.now());
  if (identity.name !== '') return identity;
  const { store } = await parts.shops.get(shopId);
  const known = await store
    .findCustomer({ by: 'id', storeCustomerId: identity.storeCustomerId })
    .catch(() => undefined);
  return { ...identity, name: known?.name ?? '' };
}

async function readThread(
  sql: Sql,
  conversation: Conversation | undefined,
): Promise<{ messages: Message[]; agentName: string | undefined }> {
  if (!conversation) return { messages: [], agentName: undefined };
  const { shopId, conversationId, handler } = conversation;
  const page = { limit: messagesAtFirst, withPrivate: false, latest: true };
  const agent = handler.kind === 'agent' ? await findStaff(sql, shopId, handler.staffId) : undefined;
  return { messages: await listMessages(sql, shopId, conversationId, page), agentName: agent?.name };
}

async function notePage(
  sql: Sql,
  session: OpenedWidgetSession,
  page: { title: string; url: string },
  now: Date,
): Promise<void> {
  const seen = session.customer.profile.pagesSeen ?? [];
  if (seen.at(-1)?.url === page.url) return;
  const pagesSeen = [...seen, { ...page, at: now.toISOString() }].slice(-pagesKept);
  await updateProfile(sql, session.shopId, session.customerId, { pagesSeen });
}
