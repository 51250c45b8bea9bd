import type { CustomerConversation, ServerLine, WidgetSession } from '../../api/index.ts';
import { currentThread, withMessages } from './threads.ts';
import {
  type AskContext,
  type ConnectionState,
  initialState,
  type PendingMessage,
  type ShownMessage,
  type Trouble,
  type Upload,
  type WidgetState,
} from './widget-state.ts';

/** Everything that can happen to the window. `now` is the window's clock in ms. */
export type WidgetAction =
  | { type: 'opened' | 'closed' | 'older-started' | 'older-failed' | 'forgotten' | 'rating-asked' }
  | { type: 'session'; session: WidgetSession; now: number }
  | { type: 'history'; messages: readonly ShownMessage[]; conversation?: CustomerConversation; now: number }
  | { type: 'older'; conversationId: string; messages: readonly ShownMessage[]; hasMore: boolean }
  | { type: 'line'; line: ServerLine; now: number; isWatched: boolean }
  | { type: 'connection'; connection: ConnectionState }
  | { type: 'refused'; refusal: Trouble }
  | { type: 'pending-added'; message: PendingMessage }
  | { type: 'pending-changed'; clientId: string; status: PendingMessage['status']; trouble?: Trouble }
  | { type: 'pending-removed'; clientId: string }
  | { type: 'upload'; upload: Upload }
  | { type: 'upload-removed'; uploadId: string }
  | { type: 'context'; context?: AskContext | undefined }
  | { type: 'read'; seq: number }
  | { type: 'streaming-stopped' | 'typing-stopped' }
  | { type: 'revealed'; messageId: string }
  | { type: 'rating-skipped'; conversationId: string };

type Action<Type extends WidgetAction['type']> = Extract<WidgetAction, { type: Type }>;

/** The next state of the window; pure. */
export function reduce(state: WidgetState, action: WidgetAction): WidgetState {
  switch (action.type) {
    case 'opened':
      return { ...state, isOpen: true };
    case 'closed':
      return { ...state, isOpen: false };
    case 'forgotten':
      return forget(state);
    case 'session':
      return openSession(state, action);
    case 'history':
      return withHistory(state, action);
    case 'older-started':
      return { ...state, isLoadingOlder: true };
    case 'older-failed':
      return { ...state, isLoadingOlder: false };
    case 'older':
      return {
        ...state,
        isLoadingOlder: false,
        hasOlder: action.hasMore,
        threads: withMessages(state.threads, action.conversationId, action.messages),
      };
    case 'line':
      return takeLine(state, action);
    case 'connection':
      return state.connection === action.connection ? state : { ...state, connection: action.connection };
    case 'refused':
      return { ...state, refusal: action.refusal, connection: 'idle' };
    case 'context':
      return action.context ? { ...state, context: action.context } : without(state, 'context');
    case 'read':
      return withReadMark(state, action.seq);
    case 'streaming-stopped':
      return state.streamed === '' ? state : { ...state, streamed: '' };
    case 'typing-stopped':
      return without(state, 'typing');
    case 'revealed':
      return { ...state, revealed: new Set([...state.revealed].filter((id) => id !== action.messageId)) };
    case 'rating-asked':
      return { ...state, isRating: true };
    case 'rating-skipped':
      return { ...state, isRating: false, ratingSkipped: new Set([...state.ratingSkipped, action.conversationId]) };
    default:
      return reduceOutgoing(state, action);
  }
}

function reduceOutgoing(
  state: WidgetState,
  action: Action<'pending-added' | 'pending-changed' | 'pending-removed' | 'upload' | 'upload-removed'>,
): WidgetState {
  switch (action.type) {
    case 'pending-added':
      if (state.pending.some((one) => one.clientId === action.message.clientId)) return state;
      return { ...state, pending: [...state.pending, action.message], isRating: false };
    case 'pending-changed':
      return {
        ...state,
        pending: state.pending.map((one) => (one.clientId === action.clientId ? withStatus(one, action) : one)),
      };
    case 'pending-removed':
      return { ...state, pending: state.pending.filter((one) => one.clientId !== action.clientId) };
    case 'upload': {
      const isKnown = state.uploads.some((one) => one.uploadId === action.upload.uploadId);
      const uploads = isKnown
        ? state.uploads.map((one) => (one.uploadId === action.upload.uploadId ? action.upload : one))
        : [...state.uploads, action.upload];
      return { ...state, uploads };
    }
    case 'upload-removed':
      return { ...state, uploads: state.uploads.filter((one) => one.uploadId !== action.uploadId) };
  }
}

/** Another customer: nothing of the one before stays but what is still to be sent. */
function forget({ isOpen, shop, pending, uploads, context, connection }: WidgetState): WidgetState {
  return {
    ...initialState,
    isOpen,
    pending,
    uploads,
    connection,
    ...(shop ? { shop } : {}),
    ...(context ? { context } : {}),
  };
}

function withStatus(
  { clientId, content, createdAt }: PendingMessage,
  { status, trouble }: Action<'pending-changed'>,
): PendingMessage {
  return { clientId, content, createdAt, status, ...(trouble ? { trouble } : {}) };
}

/** Messages of one answer of the server; with fewer there are no older ones. */
export const pageSize = 50;

function openSession(state: WidgetState, { session, now }: Action<'session'>): WidgetState {
  const { shop, conversation, messages } = session;
  const base = { ...without(state, 'refusal'), shop };
  return withHistory(base, { type: 'history', messages, ...(conversation ? { conversation } : {}), now });
}

function withHistory(state: WidgetState, { messages, conversation, now }: Action<'history'>): WidgetState {
  if (!conversation) return state;
  const isKnown = state.threads.some((thread) => thread.conversationId === conversation.conversationId);
  const threads = withMessages(state.threads, conversation.conversationId, messages);
  const hasOlder = isKnown ? state.hasOlder : messages.length >= pageSize;
  return withoutConfirmed(withConversation({ ...state, threads, hasOlder }, conversation, now), messages);
}

function takeLine(state: WidgetState, { line, now, isWatched }: Action<'line'>): WidgetState {
  switch (line.type) {
    case 'message':
      return withMessage(state, line.conversationId, line.message, isWatched);
    case 'ack': {
      const pending = state.pending.find((one) => one.clientId === line.clientId);
      if (!pending) return state;
      const { conversationId, type: _, ...stored } = line;
      const message = { ...stored, content: pending.content, author: { kind: 'customer' as const } };
      return withMessage(state, conversationId, message, false);
    }
    case 'reply-delta':
      // The first reply may overtake the word that the first message has arrived.
      if (state.threads.length > 0 && line.conversationId !== currentThread(state.threads)?.conversationId)
        return state;
      // A piece after one that was missed is left out; the finished message has all of it.
      if (line.from > state.streamed.length) return state;
      return { ...without(state, 'typing'), streamed: state.streamed.slice(0, line.from) + line.text };
    case 'typing':
      if (line.by === 'customer') return state;
      if (line.by === 'ai' && !line.isTyping) return { ...without(state, 'typing'), streamed: '' };
      return line.isTyping ? { ...state, typing: { by: line.by, name: line.name } } : without(state, 'typing');
    case 'conversation':
      return 'shopReadSeq' in line.conversation ? withConversation(state, line.conversation, now) : state;
    case 'queue':
      if (line.conversationId !== state.conversation?.conversationId) return state;
      return { ...state, conversation: { ...state.conversation, queue: line.place } };
    default:
      return state;
  }
}

function withMessage(
  state: WidgetState,
  conversationId: string,
  message: ShownMessage,
  isWatched: boolean,
): WidgetState {
  const threads = withMessages(state.threads, conversationId, [message]);
  if (threads === state.threads) return withoutConfirmed(state, [message]);
  const isReply = message.author.kind === 'ai' || message.author.kind === 'agent';
  const isRevealed = isWatched && message.author.kind === 'ai' && state.streamed === '';
  const next = isReply ? { ...without(state, 'typing'), streamed: '' } : state;
  const revealed = isRevealed ? new Set([...state.revealed, message.messageId]) : state.revealed;
  const isNewConversation = state.conversation !== undefined && state.conversation.conversationId !== conversationId;
  const base = isNewConversation && threads.at(-1)?.conversationId === conversationId ? forgetConversation(next) : next;
  return withoutConfirmed({ ...base, threads, revealed }, [message]);
}

function forgetConversation(state: WidgetState): WidgetState {
  return { ...without(without(state, 'conversation'), 'queuedSince'), hasOlder: false };
}

function withConversation(state: WidgetState, conversation: CustomerConversation, now: number): WidgetState {
  const { conversationId } = conversation;
  const threads = withMessages(state.threads, conversationId, []);
  // News of a conversation before the current one change nothing that is shown.
  if (currentThread(threads)?.conversationId !== conversationId) return state;
  const same = state.conversation?.conversationId === conversationId ? state.conversation : undefined;
  const customerReadSeq = Math.max(conversation.customerReadSeq, same?.customerReadSeq ?? 0);
  const isSameHandler = same?.handler === conversation.handler && conversation.status !== 'closed';
  const base = isSameHandler ? state : { ...without(state, 'typing'), streamed: '' };
  const next = { ...base, threads, conversation: { ...conversation, customerReadSeq } };
  if (conversation.handler !== 'queue' || conversation.status === 'closed') return without(next, 'queuedSince');
  return { ...next, queuedSince: state.queuedSince ?? now };
}

function withReadMark(state: WidgetState, seq: number): WidgetState {
  const { conversation } = state;
  if (!conversation || conversation.customerReadSeq >= seq) return state;
  return { ...state, conversation: { ...conversation, customerReadSeq: seq } };
}

function withoutConfirmed(state: WidgetState, messages: readonly ShownMessage[]): WidgetState {
  const confirmed = new Set(messages.map((message) => message.clientId).filter(Boolean));
  if (!state.pending.some((one) => confirmed.has(one.clientId))) return state;
  return { ...state, pending: state.pending.filter((one) => !confirmed.has(one.clientId)) };
}

function without<Key extends 'conversation' | 'context' | 'typing' | 'refusal' | 'queuedSince'>(
  state: WidgetState,
  key: Key,
): Omit<WidgetState, Key> {
  if (!(key in state)) return state;
  const { [key]: _, ...rest } = state;
  return rest;
}
