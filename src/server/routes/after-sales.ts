import { z } from 'zod';
import { caseSteps, safetySettings } from '../../commerce/index.ts';
import { answerApproval, readApprovals, readCases, readSafety, saveSafety, stepCase } from '../../desk/index.ts';
import { ConversationId } from '../../platform/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';

const ofConversation = z.strictObject({ conversationId: ConversationId.schema });
const ofCase = ofConversation.extend({ caseId: z.string().min(1).max(200) });
const note = z.string().trim().max(500).default('');

/** After-sales cases of a conversation's customer, and the queue for a second pair of eyes. */
export const afterSalesRoutes: readonly Route[] = [
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/cases',
    summary: "The customer's after-sales cases with deadline and the steps that may be taken",
    params: ofConversation,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { cases: await readCases(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('actions.perform', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/cases/:caseId/steps',
    summary: "Take a step of a case: approve, reject, goods received … Once per the body's key",
    params: ofCase,
    query: none,
    body: z.strictObject({ step: z.enum(caseSteps), note, idempotencyKey: z.string().min(1).max(200) }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { conversationId, caseId }, body }) => ({
      body: await stepCase(parts.walk, who, conversationId, { ...body, caseId }),
    }),
  }),
  staffRoute('settings.read', {
    method: 'GET',
    path: '/api/v1/safety',
    summary: 'Proof, limits and amounts that an action needs in this shop',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: { safety: await readSafety(parts.walk, who) } }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/safety',
    summary: 'Set proof, limits and amounts anew; amounts in minor units, null for no limit',
    params: none,
    query: none,
    // A misspelt limit would be none.
    body: z.strictObject(safetySettings.shape),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => ({ body: { safety: await saveSafety(parts.walk, who, body) } }),
  }),
  staffRoute('approvals.decide', {
    method: 'GET',
    path: '/api/v1/approvals',
    summary: 'Actions above the amount that one person may do alone, newest first',
    params: none,
    query: z.strictObject({ only: z.enum(['pending', 'all']).default('pending') }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({
      body: { approvals: await readApprovals(parts.walk, who, query.only) },
    }),
  }),
  staffRoute('approvals.decide', {
    method: 'POST',
    path: '/api/v1/approvals/:approvalId',
    summary: 'Allow or refuse it; whoever asked cannot, and what is allowed is done at once',
    params: z.strictObject({ approvalId: z.uuid() }),
    query: none,
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), note }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { approvalId }, body }) => ({
      body: { approval: await answerApproval(parts.walk, who, { ...body, approvalId }) },
    }),
  }),
];
