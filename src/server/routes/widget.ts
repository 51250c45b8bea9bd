import { z } from 'zod';
import { widgetChannelId } from '../../channels/index.ts';
import { type Conversation, findContinuable, listMessages, moveMark } from '../../conversations/index.ts';
import { endWidgetSession, type WidgetSessionRecord } from '../../customers/index.ts';
import { closeByCustomer } from '../../desk/index.ts';
import { type Admission, AppError, ShopId } from '../../platform/index.ts';
import { findStaff } from '../../staff/index.ts';
import { tooManyNow } from '../../walk/index.ts';
import { mayOpenWidget, originKind } from '../http/origins.ts';
import { EdgeError } from '../http/problem.ts';
import { none, publicRoute, type Route, widgetRoute } from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';
import type { CustomerConversation, WidgetSession } from '../protocol/views.ts';
import type { ServerParts } from '../server-parts.ts';
import { toCustomerConversation, toCustomerMessages } from '../views/customer-view.ts';
import { openWindow } from '../widget/open-window.ts';
import { receiveFromWindow } from '../widget/receive-from-window.ts';
import { readWidgetShop } from '../widget/widget-shop.ts';

const language = z.enum(['zh-CN', 'zh-TW', 'en']);
const seq = z.coerce.number().int().min(0);

/** What a customer's window does. */
export const widgetRoutes: readonly Route[] = [
  publicRoute({
    method: 'POST',
    path: '/api/v1/widget/sessions',
    summary: "Open or continue a customer's window, with the history that belongs to it",
    params: none,
    query: none,
    body: z.strictObject({
      shopId: ShopId.schema,
      visitorId: z.uuid().optional(),
      token: z.string().max(200).optional(),
      identityToken: z.string().max(4_000).optional(),
      language: language.default('zh-CN'),
      page: z.strictObject({ title: z.string().max(300), url: z.string().max(2_000) }).optional(),
    }),
    handle: async ({ parts, edge, meta }, { body }) => {
      takeToken(edge.limits.sessions, meta.address);
      await checkOrigin(parts, body.shopId, meta);
      const { session, conversation, messages, agentName } = await letIn(edge.limits.openings, body.shopId, () =>
        openWindow(parts, body),
      );
      const place = conversation && parts.router.places(body.shopId).get(conversation.conversationId);
      const opened: WidgetSession = {
        token: session.token,
        visitorId: session.visitorId,
        expiresAt: session.expiresAt.toISOString(),
        shop: await readWidgetShop(parts, body.shopId, body.language),
        language: body.language,
        customerName: session.customer.displayName,
        isVerified: session.isVerified,
        ...(conversation ? { conversation: toCustomerConversation(conversation, { agentName, place }) } : {}),
        messages: toCustomerMessages(messages),
      };
      return { body: opened };
    },
  }),
  widgetRoute({
    method: 'DELETE',
    path: '/api/v1/widget/sessions',
    summary: 'End this window, e.g. when the customer signs out of the shop',
    params: none,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, session }) => {
      const { shopId, sessionId } = session;
      const now = parts.walk.clock.now();
      await parts.walk.database.inShop(shopId, (sql) => endWidgetSession(sql, shopId, sessionId, now));
      parts.walk.relay.wake(shopId);
      return { body: {} };
    },
  }),
  widgetRoute({
    method: 'GET',
    path: '/api/v1/widget/messages',
    summary: 'Messages after `after` (waits up to `wait` seconds for one), or older ones before `before`',
    params: none,
    query: z.strictObject({
      after: seq.optional(),
      wait: z.coerce.number().int().min(0).max(25).default(0),
      before: seq.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    body: none,
    handle: async ({ parts, edge, session, meta }, { query }) => {
      const first = await readThread(parts, session, query);
      if (query.before !== undefined || query.after === undefined || query.wait === 0 || first.messages.length > 0)
        return { body: first };
      const topic = first.conversation?.conversationId ?? `new ${session.sessionId}`;
      const news = await edge.longPoll.wait(topic, query.wait, meta.signal);
      return {
        body: { ...(await readThread(parts, session, query)), ...(news?.typing ? { typing: news.typing } : {}) },
      };
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/messages',
    summary: 'Write to the shop; the same client id stores one message',
    params: none,
    query: none,
    body: z.strictObject({ clientId: z.string().min(8).max(64), content: z.unknown(), language: language.optional() }),
    handle: async ({ parts, edge, session }, { body }) => {
      takeToken(edge.limits.customerMessages, session.customerId);
      const { clientId, content, language: written } = body;
      const message = await receiveFromWindow(parts, session, {
        clientId,
        content,
        ...(written ? { language: written } : {}),
      });
      const { conversationId, seq: number, messageId, createdAt } = message;
      return { body: { conversationId, seq: number, messageId, createdAt } };
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/typing',
    summary: 'The customer types, or has stopped',
    params: none,
    query: none,
    body: z.strictObject({ isTyping: z.boolean() }),
    usesIdempotencyKey: false,
    handle: async ({ parts, session }, { body }) => {
      const running = await findRunning(parts, session);
      if (running)
        parts.walk.relay.announce({
          type: 'typing.changed',
          shopId: session.shopId,
          conversationId: running.conversationId,
          payload: { by: 'customer', isTyping: body.isTyping },
        });
      return { body: {} };
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/marks',
    summary: 'Note what has reached the window and what was read',
    params: none,
    query: none,
    body: z.strictObject({ read: z.number().int().min(0).optional(), delivered: z.number().int().min(0).optional() }),
    usesIdempotencyKey: false,
    handle: async ({ parts, session }, { body }) => {
      const running = await findRunning(parts, session);
      if (running) await moveMarks(parts, session, running, body);
      return { body: {} };
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/close',
    summary: 'End the conversation; a rating request follows',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, session }) => {
      const running = await findRunning(parts, session);
      if (running) await closeByCustomer(parts.walk, session, running.conversationId);
      return { body: {} };
    },
  }),
];

/** Opens a window if windows are opened quickly now; else tells when to come back. */
async function letIn<Result>(openings: Admission, shopId: ShopId, open: () => Promise<Result>): Promise<Result> {
  const place = openings.enter(shopId, 'new');
  if (!place.isIn) throw tooManyNow(place.retryAfterMs);
  try {
    return await open();
  } finally {
    place.leave(true);
  }
}

async function checkOrigin(
  parts: ServerParts,
  shopId: ShopId,
  meta: { origin: string | undefined; ownOrigin: string; host: string | undefined },
): Promise<void> {
  const { config } = parts.ground;
  // Also proves that there is such a shop.
  const { settings } = await parts.shops.get(shopId);
  const kind = originKind(meta.origin, meta.host, config);
  if (!mayOpenWidget(meta.origin, kind, { shopId, trustedOrigins: settings.trustedOrigins }, config))
    throw new EdgeError(403, 'problem.foreign-origin', 'the origin is not trusted by the shop');
}

async function findRunning(parts: ServerParts, session: WidgetSessionRecord): Promise<Conversation | undefined> {
  const { shopId, customerId } = session;
  return await parts.walk.database.inShop(shopId, (sql) => findContinuable(sql, shopId, customerId, widgetChannelId));
}

async function readThread(
  parts: ServerParts,
  session: WidgetSessionRecord,
  query: { after?: number | undefined; before?: number | undefined; limit: number },
): Promise<{ messages: ReturnType<typeof toCustomerMessages>; conversation?: CustomerConversation }> {
  if (query.after !== undefined && query.before !== undefined)
    throw new AppError('invalid', 'after and before exclude each other', { field: 'before' });
  const { shopId, customerId } = session;
  const found = await parts.walk.database.inShop(shopId, async (sql) => {
    const running = await findContinuable(sql, shopId, customerId, widgetChannelId);
    if (!running) return undefined;
    const messages = await listMessages(sql, shopId, running.conversationId, {
      limit: query.limit,
      withPrivate: false,
      ...(query.after === undefined ? { latest: true } : { afterSeq: query.after }),
      ...(query.before === undefined ? {} : { beforeSeq: query.before }),
    });
    const agent = running.handler.kind === 'agent' ? await findStaff(sql, shopId, running.handler.staffId) : undefined;
    return { running, messages, agentName: agent?.name };
  });
  if (!found) return { messages: [] };
  const place = parts.router.places(shopId).get(found.running.conversationId);
  return {
    messages: toCustomerMessages(found.messages),
    conversation: toCustomerConversation(found.running, { agentName: found.agentName, place }),
  };
}

async function moveMarks(
  parts: ServerParts,
  session: WidgetSessionRecord,
  running: Conversation,
  marks: { read?: number | undefined; delivered?: number | undefined },
): Promise<void> {
  const { shopId } = session;
  const { conversationId } = running;
  const wanted = [
    { mark: 'customer-read' as const, seq: marks.read },
    { mark: 'customer-delivered' as const, seq: marks.delivered ?? marks.read },
  ];
  for (const { mark, seq: upTo } of wanted) {
    if (upTo === undefined) continue;
    const hasMoved = await parts.walk.database.inShop(shopId, (sql) =>
      moveMark(sql, { shopId, conversationId, mark, seq: upTo }),
    );
    if (hasMoved)
      parts.walk.relay.announce({ type: 'conversation.marked', shopId, conversationId, payload: { mark, seq: upTo } });
  }
}
