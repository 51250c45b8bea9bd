import { z } from 'zod';
import { agentContentSchema } from '../../conversations/index.ts';
import {
  closeConversation,
  inboxViews,
  markRead,
  readDetail,
  readOlder,
  readPanel,
  reopenConversation,
  returnToAi,
  saveDraft,
  setTags,
  takeConversation,
  transferConversation,
} from '../../desk/index.ts';
import { ConversationId, StaffId } from '../../platform/index.ts';
import { abilitiesOf } from '../../staff/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import { listInboxItems } from '../views/inbox-view.ts';
import { replyAsStaff } from '../views/reply-as-staff.ts';

const params = z.strictObject({ conversationId: ConversationId.schema });
const limit = z.coerce.number().int().min(1).max(100).default(50);

/** The inbox and what an agent does in one conversation. */
export const conversationRoutes: readonly Route[] = [
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations',
    summary: 'A page of the inbox with the counts of all views',
    params: none,
    query: z.strictObject({
      view: z.enum(inboxViews).default('mine'),
      search: z.string().max(200).optional(),
      cursor: z.string().max(300).optional(),
      limit,
    }),
    body: none,
    handle: async ({ parts, who }, { query }) => ({ body: await listInboxItems(parts, who, query) }),
  }),
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId',
    summary: 'A conversation with its latest messages, the hand-off summary and the own draft',
    params,
    query: none,
    body: none,
    handle: async ({ parts, edge, who }, { params: { conversationId } }) => ({
      body: {
        ...(await readDetail(parts.walk, who, conversationId)),
        viewers: edge.hub.viewers(who.shopId, conversationId),
        abilities: abilitiesOf(who.staff.role),
      },
    }),
  }),
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/messages',
    summary: 'Older messages',
    params,
    query: z.strictObject({ before: z.coerce.number().int().min(1).optional(), limit }),
    body: none,
    handle: async ({ parts, who }, { params: { conversationId }, query }) => {
      const { before, limit: size } = query;
      const page = { limit: size, ...(before === undefined ? {} : { before }) };
      return { body: { messages: await readOlder(parts.walk, who, conversationId, page) } };
    },
  }),
  staffRoute('notes.write', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/messages',
    summary: 'Answer, or write a private note; `newer` holds what others wrote after `expectedSeq`',
    params,
    query: none,
    body: z.strictObject({
      clientId: z.string().min(8).max(64),
      content: agentContentSchema,
      isPrivate: z.boolean().default(false),
      expectedSeq: z.number().int().min(0).optional(),
    }),
    response: z.object({
      seq: z.number(),
      messageId: z.string(),
      createdAt: z.string(),
      newer: z.array(z.unknown()).optional(),
    }),
    handle: async ({ parts, who }, { params: { conversationId }, body }) => {
      const { expectedSeq, ...given } = body;
      const reply = { conversationId, ...given, ...(expectedSeq === undefined ? {} : { expectedSeq }) };
      const { message, newer } = await replyAsStaff(parts, who, reply);
      const { seq, messageId, createdAt } = message;
      return { body: { conversationId, seq, messageId, createdAt, ...(newer.length > 0 ? { newer } : {}) } };
    },
  }),
  staffRoute('conversations.take', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/take',
    summary: 'Take the conversation from the AI or the queue',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { conversation: await takeConversation(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('conversations.transfer', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/return',
    summary: 'Give the conversation back to the AI',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { conversation: await returnToAi(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('conversations.transfer', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/transfer',
    summary: "Hand the conversation to a colleague or a group's queue, with a private note",
    params,
    query: none,
    body: z.union([
      z.strictObject({ staffId: StaffId.schema, note: z.string().max(4_000).optional() }),
      z.strictObject({ groupId: z.string().min(1).max(100), note: z.string().max(4_000).optional() }),
    ]),
    handle: async ({ parts, who }, { params: { conversationId }, body }) => {
      const note = body.note ? { note: body.note } : {};
      const to = 'staffId' in body ? { staffId: body.staffId, ...note } : { groupId: body.groupId, ...note };
      return { body: { conversation: await transferConversation(parts.walk, who, conversationId, to) } };
    },
  }),
  staffRoute('conversations.close', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/close',
    summary: 'End the conversation and ask for a rating',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { conversation: await closeConversation(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('conversations.take', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/reopen',
    summary: 'Open a closed conversation again',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: { conversation: await reopenConversation(parts.walk, who, conversationId) },
    }),
  }),
  staffRoute('conversations.tag', {
    method: 'PUT',
    path: '/api/v1/conversations/:conversationId/tags',
    summary: 'Set the tags',
    params,
    query: none,
    body: z.strictObject({ tags: z.array(z.string().min(1).max(40)).max(30) }),
    handle: async ({ parts, who }, { params: { conversationId }, body }) => ({
      body: { conversation: await setTags(parts.walk, who, conversationId, body.tags) },
    }),
  }),
  staffRoute('conversations.read', {
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/read',
    summary: 'Note up to which message staff has read',
    params,
    query: none,
    body: z.strictObject({ seq: z.number().int().min(0) }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { conversationId }, body }) => {
      const { shopId } = who;
      if (await markRead(parts.walk, who, conversationId, body.seq))
        parts.walk.relay.announce({
          type: 'conversation.marked',
          shopId,
          conversationId,
          payload: { mark: 'agent-read', seq: body.seq },
        });
      return { body: {} };
    },
  }),
  staffRoute('notes.write', {
    method: 'PUT',
    path: '/api/v1/conversations/:conversationId/draft',
    summary: 'Keep what was typed and not sent',
    params,
    query: none,
    body: z.strictObject({ text: z.string().max(8_000) }),
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { conversationId }, body }) => {
      const { shopId, staff } = who;
      const now = parts.walk.clock.now();
      await readDetail(parts.walk, who, conversationId);
      await parts.walk.database.inShop(shopId, (sql) =>
        saveDraft(sql, { shopId, conversationId, staffId: staff.staffId, text: body.text, now }),
      );
      return { body: {} };
    },
  }),
  staffRoute('conversations.read', {
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/panel',
    summary: 'The customer with orders, cases and earlier conversations',
    params,
    query: none,
    body: none,
    handle: async ({ parts, who }, { params: { conversationId } }) => ({
      body: await readPanel(parts.walk, who, conversationId),
    }),
  }),
];
