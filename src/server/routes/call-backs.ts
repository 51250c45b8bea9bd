import { z } from 'zod';
import { noteCallOutcome, openNumber } from '../../desk/index.ts';
import { AppError, ConversationId } from '../../platform/index.ts';
import { type CallBack, findCallBack, takeCallBackBack } from '../../routing/index.ts';
import { none, type Route, staffRoute, widgetRoute } from '../http/route.ts';
import type { CallBackView } from '../protocol/views.ts';
import { askToBeCalled } from '../widget/ask-call-back.ts';

const params = z.strictObject({ conversationId: ConversationId.schema });

/** Customers who are called back in their turn: asked for in the window, called and noted at the desk. */
export const callBackRoutes: readonly Route[] = [
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/conversations/:conversationId/call-back',
    summary: 'Keep my place and call me back; out of hours when people come',
    params,
    query: none,
    body: z.strictObject({ phone: z.string().trim().min(1).max(40) }),
    handle: async ({ parts, session }, { params: { conversationId }, body }) => ({
      body: { phone: await askToBeCalled(parts, session, conversationId, body.phone) },
    }),
  }),
  widgetRoute({
    method: 'DELETE',
    path: '/api/v1/widget/conversations/:conversationId/call-back',
    summary: 'Do not call me after all; the place stays',
    params,
    query: none,
    body: none,
    handle: async ({ parts, session }, { params: { conversationId } }) => {
      const { shopId, customerId } = session;
      await parts.walk.database.inShop(shopId, async (sql) => {
        const callBack = await findCallBack(sql, shopId, conversationId);
        if (callBack?.customerId !== customerId) throw new AppError('not-found', 'no such call-back');
        await takeCallBackBack(sql, shopId, conversationId, parts.walk.clock.now());
      });
      return { body: {} };
    },
  }),
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/call-back',
    summary: 'Whether the customer is to be called, with the number masked',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => {
      const callBack = await parts.walk.database.inShop(who.shopId, (sql) =>
        findCallBack(sql, who.shopId, conversationId),
      );
      return { body: { callBack: callBack ? toView(callBack) : null } };
    },
  }),
  staffRoute('customers.call', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/call-back/open',
    summary: 'See the number, for whoever has the conversation; stands in the audit trail',
    params,
    query: none,
    body: none,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { phone: await openNumber({ ...parts.walk, secrets: parts.ground.secrets }, who, conversationId) },
    }),
  }),
  staffRoute('customers.call', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/call-back/outcome',
    summary: 'Note whether the customer was reached; the second unanswered call makes a ticket',
    params,
    query: none,
    body: z.strictObject({ outcome: z.enum(['reached', 'missed']) }),
    handle: async ({ parts, who }, { params: { conversationId }, body: { outcome } }) => ({
      body: { callBack: toView(await noteCallOutcome(parts.walk, who, conversationId, outcome)) },
    }),
  }),
];

function toView(callBack: CallBack): CallBackView {
  const { state, phoneMasked, askedAt, entersAt, tries, triedAt } = callBack;
  return {
    state,
    phoneMasked,
    askedAt: askedAt.toISOString(),
    ...(entersAt ? { entersAt: entersAt.toISOString() } : {}),
    tries,
    ...(triedAt ? { triedAt: triedAt.toISOString() } : {}),
  };
}
