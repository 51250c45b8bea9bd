import type { Chat, ChatNews } from './chat.ts';
import { countUnread } from './state/thread-rows.ts';
import type { AskContext } from './state/widget-state.ts';

/** What the shop's page can listen to, with what it is told. */
export type PageEvents = {
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A message came in; `text` are its words, for a notice of the page's own. */
  message: { from: 'ai' | 'agent' | 'customer' | 'system'; text: string };
  unread: { count: number };
  /** The session of a signed-in customer is over: identify again. */
  'signed-out': undefined;
  /** The identity token was not accepted. */
  'identity-refused': undefined;
};

export type PageEvent = keyof PageEvents;
type Handler = (detail: PageEvents[PageEvent]) => void;

/** `window.Peakdesk`. */
export type PageApi = {
  /** Says who the customer is, with a token that the shop's server has signed. */
  identify(token: string): void;
  /** Opens the window, about a product if one is named. */
  open(context?: { productId?: string; title?: string }): void;
  close(): void;
  /** Calls back on an event; returns how to stop. */
  on(event: PageEvent, handler: Handler): () => void;
  /** The customer has signed out: forgets everything on this device. */
  reset(): void;
};

/** Makes the page's side of the chat. `announce` passes on what the chat tells. */
export function createPageApi(chat: Pick<Chat, 'store' | 'prepare' | 'identify' | 'reset' | 'marks'>): {
  api: PageApi;
  announce(news: ChatNews): void;
} {
  const handlers = new Map<PageEvent, Set<Handler>>();
  const tell = <Name extends PageEvent>(event: Name, detail: PageEvents[Name]) => {
    for (const handler of [...(handlers.get(event) ?? [])]) {
      // A fault of the shop's page must not end the chat.
      try {
        handler(detail);
      } catch (error) {
        reportError(error);
      }
    }
  };
  let unread = countUnread(chat.store.get());
  chat.store.subscribe((state) => {
    const count = countUnread(state);
    if (count !== unread) tell('unread', { count });
    unread = count;
  });
  const api: PageApi = {
    identify: (token) => {
      if (typeof token === 'string' && token !== '') void chat.identify(token);
    },
    open: (context) => {
      const asked = toContext(context);
      if (asked) chat.store.dispatch({ type: 'context', context: asked });
      if (!chat.store.get().isOpen) {
        chat.store.dispatch({ type: 'opened' });
        tell('open', undefined);
      }
      chat.prepare();
      chat.marks.tell();
    },
    close: () => {
      if (!chat.store.get().isOpen) return;
      chat.store.dispatch({ type: 'closed' });
      tell('close', undefined);
    },
    on: (event, handler) => {
      const known = handlers.get(event) ?? new Set();
      handlers.set(event, known.add(handler));
      return () => known.delete(handler);
    },
    reset: () => void chat.reset(),
  };
  return {
    api,
    announce: (news) => {
      if (news.type === 'message') tell('message', { from: news.message.author.kind, text: wordsOf(news) });
      else tell(news.type, undefined);
    },
  };
}

/** Calls that the page made before the script was there: arrays of a method's name and its arguments. */
export function replay(api: PageApi, queue: unknown): void {
  if (!Array.isArray(queue)) return;
  for (const call of queue) {
    if (!Array.isArray(call)) continue;
    const [method, first, second] = call;
    if (method === 'identify') api.identify(first);
    if (method === 'open') api.open(first);
    if (method === 'close') api.close();
    if (method === 'reset') api.reset();
    if (method === 'on' && typeof second === 'function') api.on(first, second);
  }
}

function toContext(given: { productId?: unknown; title?: unknown } | undefined): AskContext | undefined {
  if (typeof given?.title !== 'string' || given.title.trim() === '') return undefined;
  const title = given.title.trim().slice(0, 200);
  return typeof given.productId === 'string' ? { title, productId: given.productId } : { title };
}

function wordsOf({ message }: Extract<ChatNews, { type: 'message' }>): string {
  return message.content
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .filter(Boolean)
    .join('\n');
}
