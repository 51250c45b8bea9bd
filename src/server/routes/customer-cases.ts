import { z } from 'zod';
import { checkWithdrawal, readCustomerCases, withdrawCase } from '../../desk/index.ts';
import { none, type Route, widgetRoute } from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';

const language = z.enum(['zh-CN', 'zh-TW', 'en']).default('zh-CN');
const ofCase = z.strictObject({ caseId: z.string().min(1).max(200) });

/** What a customer sees and does about the own after-sales cases, beside the talk. */
export const customerCaseRoutes: readonly Route[] = [
  widgetRoute({
    method: 'GET',
    path: '/api/v1/widget/cases',
    summary: "The customer's own cases in words; `isKnown` is false while nobody knows who writes",
    params: none,
    query: z.strictObject({ language }),
    body: none,
    handle: async ({ parts, session }, { query }) => {
      const { shopId, customerId } = session;
      const cases = await readCustomerCases(parts.walk, { shopId, customerId, ...query });
      return { body: { isKnown: cases !== undefined, cases: cases ?? [] } };
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/cases/:caseId/withdrawal',
    summary: 'Say what withdrawing the case would do (without a key), or withdraw it once per key',
    params: ofCase,
    query: none,
    body: z.strictObject({ language, idempotencyKey: z.string().min(8).max(64).optional() }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, session }, { params: { caseId }, body }) => {
      takeToken(edge.limits.customerMessages, session.customerId);
      const { shopId, customerId } = session;
      const asking = { shopId, customerId, language: body.language };
      const { idempotencyKey } = body;
      if (idempotencyKey === undefined) return { body: await checkWithdrawal(parts.walk, asking, caseId) };
      return { body: await withdrawCase(parts.walk, asking, { caseId, idempotencyKey }) };
    },
  }),
];
