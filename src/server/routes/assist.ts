import { z } from 'zod';
import { actionNames } from '../../commerce/index.ts';
import {
  cannedReplySchema,
  checkAction,
  explainTurnOf,
  listCannedReplies,
  performAction,
  recordSuggestion,
  removeCannedReply,
  saveCannedReply,
  suggestReplies,
} from '../../desk/index.ts';
import { ConversationId, TurnId } from '../../platform/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';

const params = z.strictObject({ conversationId: ConversationId.schema });

/** What helps an agent: suggestions, the reasons of the AI, actions in the shop's system, canned replies. */
export const assistRoutes: readonly Route[] = [
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/suggestions',
    summary: "Answers from the shop's knowledge for the customer's last words",
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { suggestions: await suggestReplies(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('suggestions.use', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/suggestions/:suggestionId',
    summary: 'Note what became of a suggestion',
    params: z.strictObject({ conversationId: ConversationId.schema, suggestionId: z.uuid() }),
    query: none,
    body: z.strictObject({ outcome: z.enum(['adopted', 'edited', 'ignored']), text: z.string().max(8_000) }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: given, body }) => {
      await recordSuggestion(parts.walk, who, { ...given, ...body });
      return { body: {} };
    },
  }),
  staffRoute('turns.explain', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/turns/:turnId',
    summary: 'Why the AI answered as it did',
    params: z.strictObject({ conversationId: ConversationId.schema, turnId: TurnId.schema }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId, turnId } }) => ({
      body: await explainTurnOf(parts.walk, who, conversationId, turnId),
    }),
  }),
  staffRoute('actions.perform', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/actions',
    summary: "Try out or do an action in the shop's system for this customer",
    params,
    query: none,
    body: z.strictObject({
      action: z.enum(actionNames),
      arguments: z.record(z.string().max(100), z.unknown()),
      phase: z.enum(['check', 'perform']),
      idempotencyKey: z.string().min(8).max(200),
    }),
    // Trying out and doing share the key; the shop's system keeps what was done under it.
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { conversationId }, body }) => {
      const { phase, idempotencyKey, ...action } = body;
      const wanted = { conversationId, ...action };
      if (phase === 'check') return { body: await checkAction(parts.walk, who, wanted) };
      return { body: await performAction(parts.walk, who, { ...wanted, idempotencyKey }) };
    },
  }),
  staffRoute('canned-replies.read', {
    method: 'GET',
    path: '/api/v1/canned-replies',
    summary: 'Ready answers by short name',
    params: none,
    query: none,
    body: none,
    response: z.object({ replies: z.array(cannedReplySchema) }),
    handle: async ({ parts, who }) => ({
      body: { replies: await parts.walk.database.inShop(who.shopId, (sql) => listCannedReplies(sql, who.shopId)) },
    }),
  }),
  staffRoute('canned-replies.write', {
    method: 'POST',
    path: '/api/v1/canned-replies',
    summary: 'Add a ready answer, or replace the one of the same short name',
    params: none,
    query: none,
    body: cannedReplySchema,
    handle: async ({ parts, who }, { body }) => {
      await saveCannedReply(parts.walk, who, body);
      return { status: 201, body };
    },
  }),
  staffRoute('canned-replies.write', {
    method: 'DELETE',
    path: '/api/v1/canned-replies/:shortcut',
    summary: 'Take a ready answer out of use',
    params: z.strictObject({ shortcut: z.string().min(1).max(40) }),
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { shortcut } }) => {
      await removeCannedReply(parts.walk, who, shortcut);
      return { body: {} };
    },
  }),
];
