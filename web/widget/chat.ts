import type { CustomerMessage, ServerLine } from '../api/index.ts';
import { backOff } from './connection/back-off.ts';
import { createConnection } from './connection/connection.ts';
import { type Failure, troubleOf } from './connection/failure.ts';
import { createOutbox } from './connection/outbox.ts';
import { pollTransport } from './connection/poll-transport.ts';
import { createSessions, type SessionsOptions } from './connection/sessions.ts';
import { type Socket, socketTransport } from './connection/socket-transport.ts';
import { readSession, readShop } from './connection/stored-session.ts';
import { createWidgetCalls } from './connection/widget-calls.ts';
import { createPictures } from './images/pictures.ts';
import { createUploads } from './images/uploads.ts';
import { createMarks } from './marks.ts';
import type { WidgetSettings } from './settings.ts';
import { pageSize } from './state/reduce.ts';
import { createResume } from './state/resume.ts';
import { createStore } from './state/store.ts';
import { currentThread } from './state/threads.ts';
import { initialState } from './state/widget-state.ts';
import type { WidgetStorage } from './storage.ts';
import { createTyping } from './typing.ts';

/** What happens in the chat that the shop's page may hear of. */
export type ChatNews =
  | { type: 'message'; message: CustomerMessage }
  | { type: 'signed-out' }
  | { type: 'identity-refused' }
  | { type: 'ready' };

export type ChatParts = {
  settings: WidgetSettings;
  storage: WidgetStorage;
  openSocket(url: string): Socket;
  fetch?: typeof fetch;
  page?(): { title: string; url: string };
  /** Whether the page is shown at all. */
  isPageVisible(): boolean;
  isOnline(): boolean;
  onNews(news: ChatNews): void;
};

/** The chat behind the window: state, session, connection and what the customer can do. */
export type Chat = ReturnType<typeof createChat>;

/** A sign of typing that is not repeated counts for this long (ms); a model may take its time. */
const typingShown = 20_000;

/** Puts the parts of the chat together. Nothing is asked of the server before `start`, `open` or `identify`. */
export function createChat(parts: ChatParts) {
  const { settings, storage } = parts;
  const { host, language, shopId } = settings;
  const knownShop = readShop(storage, language);
  const store = createStore(knownShop ? { ...initialState, shop: knownShop } : initialState);
  const resume = createResume();
  const isLooking = () => store.get().isOpen && parts.isPageVisible();
  let attempts = 0;

  const calls = createWidgetCalls({
    host,
    language,
    token: () => sessions.token(),
    ...(parts.fetch ? { fetch: parts.fetch } : {}),
  });
  const position = {
    token: () => sessions.token(),
    last: () => {
      const thread = currentThread(store.get().threads);
      return thread && { conversationId: thread.conversationId, seq: resume.of(thread.conversationId) };
    },
  };

  const onLine = (line: ServerLine) => {
    const known = new Set(store.get().threads.flatMap((thread) => thread.messages.map((one) => one.messageId)));
    store.dispatch({ type: 'line', line, now: Date.now(), isWatched: isLooking() });
    outbox.hear(line);
    if (line.type === 'message') {
      resume.heard(line.conversationId, [line.message]);
      if (!known.has(line.message.messageId)) parts.onNews({ type: 'message', message: line.message });
      marks.tell();
    }
    if ((line.type === 'typing' && line.isTyping) || line.type === 'reply-delta') forgetTyping();
    if (line.type === 'resync') void reload();
  };

  /** Whoever types and falls silent without a word is not shown for ever. */
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  const forgetTyping = () => {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => {
      store.dispatch({ type: 'typing-stopped' });
      store.dispatch({ type: 'streaming-stopped' });
    }, typingShown);
  };

  /** Too far behind to be told message by message: the latest page counts. */
  const reload = async (): Promise<void> => {
    const answer = await calls.latest();
    if (answer.ok) takeHistory(answer.value);
  };

  const takeHistory: TakeHistory = (history) => {
    store.dispatch({ type: 'history', now: Date.now(), ...history });
    if (history.conversation) resume.heard(history.conversation.conversationId, history.messages);
    marks.tell();
  };

  const connection = createConnection({
    mode: settings.transport,
    socket: socketTransport(() => parts.openSocket(`${host.replace(/^http/, 'ws')}/realtime`), position),
    poll: pollTransport(calls, position),
    onLine,
    onState: (state) => store.dispatch({ type: 'connection', connection: state }),
    onOpen: () => {
      outbox.opened();
      marks.again();
    },
    onRefused: (reason) => {
      if (reason === 'signed-out') void sessions.renew(sessions.token());
      else store.dispatch({ type: 'refused', refusal: troubleOf({ kind: reason }) });
    },
    isOnline: parts.isOnline,
  });

  const onSession: SessionsOptions['onSession'] = ({ history, session, isSame }) => {
    attempts = 0;
    if (!isSame) {
      resume.forget();
      store.dispatch({ type: 'forgotten' });
    }
    if (session) store.dispatch({ type: 'session', session, now: Date.now() });
    takeHistory(history);
    connection.restart();
    parts.onNews({ type: 'ready' });
  };

  const onFailure = (failure: Failure, retry: () => Promise<void>) => {
    if (failure.kind === 'identity-token') {
      parts.onNews({ type: 'identity-refused' });
      if (sessions.current() === undefined) void sessions.start();
    } else if (failure.kind === 'away' || failure.kind === 'rate-limited') {
      attempts += 1;
      store.dispatch({ type: 'connection', connection: parts.isOnline() ? 'away' : 'offline' });
      setTimeout(() => void retry(), backOff(attempts + 1, Math.random()));
    } else store.dispatch({ type: 'refused', refusal: troubleOf(failure) });
  };

  const sessions = createSessions({
    calls,
    storage,
    shopId,
    language,
    ...(parts.page ? { page: parts.page } : {}),
    onSession,
    onFailure,
    onSignedOut: () => parts.onNews({ type: 'signed-out' }),
    onForgotten: () => {
      connection.stop();
      resume.forget();
      store.dispatch({ type: 'forgotten' });
      return store.get().isOpen;
    },
  });
  const outbox = createOutbox({
    store,
    storage,
    say: connection.say,
    onSignedOut: () => void sessions.renew(sessions.token()),
  });
  const marks = createMarks({ store, say: connection.say, isLooking });
  const typing = createTyping(connection.say);
  const pictures = createPictures(calls.picture);
  const uploads = createUploads({ store, calls, pictures, ready: () => sessions.start() });

  return {
    store,
    calls,
    outbox,
    typing,
    pictures,
    uploads,
    marks,
    language,
    shopId,
    storage,
    retryNow: connection.retryNow,
    /** Uploads a picture for a form. */
    uploadPicture: async (file: File, onProgress: (part: number) => void) => {
      await sessions.start();
      const answer = await calls.upload(file, file.name, onProgress);
      if (answer.ok) pictures.know(answer.value.image.fileId, URL.createObjectURL(file));
      return answer;
    },
    /** Goes on where the customer was on the last visit; nothing for somebody who never chatted. */
    resume: () => {
      if (readSession(storage, Date.now()) || store.get().pending.length > 0) void sessions.start();
    },
    /** Gets the session ready, e.g. when the pointer comes near the launcher. */
    prepare: () => void sessions.start(),
    identify: (token: string) => sessions.identify(token),
    reset: async () => {
      connection.stop();
      outbox.clear();
      await sessions.reset();
      resume.forget();
      store.dispatch({ type: 'forgotten' });
      if (store.get().isOpen) await sessions.start();
    },
    loadOlder: async () => {
      const thread = currentThread(store.get().threads);
      const first = thread?.messages[0]?.seq ?? 0;
      if (!thread || first <= 1 || store.get().isLoadingOlder) return;
      store.dispatch({ type: 'older-started' });
      const answer = await calls.older(first, pageSize);
      if (!answer.ok) return store.dispatch({ type: 'older-failed' });
      const { messages } = answer.value;
      const { conversationId } = thread;
      store.dispatch({ type: 'older', conversationId, messages, hasMore: messages.length >= pageSize });
    },
    /** False when it could not be done now. */
    end: async () => (await calls.close()).ok,
  };
}

type TakeHistory = (history: Parameters<SessionsOptions['onSession']>[0]['history']) => void;
