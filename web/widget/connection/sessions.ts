import type { WidgetSession } from '../../api/index.ts';
import type { WidgetLanguage } from '../i18n.ts';
import type { WidgetStorage } from '../storage.ts';
import type { Failure } from './failure.ts';
import {
  forgetSession,
  isSessionName,
  keepSession,
  keepShop,
  parseSession,
  readSession,
  type StoredSession,
  subjectOf,
  toStored,
} from './stored-session.ts';
import type { ThreadAnswer, WidgetCalls } from './widget-calls.ts';

export type SessionsOptions = {
  calls: Pick<WidgetCalls, 'openSession' | 'endSession' | 'latest'>;
  storage: WidgetStorage;
  shopId: string;
  language: WidgetLanguage;
  page?: () => { title: string; url: string };
  now?: () => number;
  /** Milliseconds that another tab gets to bring a session of its own. */
  otherTabPatience?: number;
  /** There is a session. `isSame`: of the customer whose messages are shown already. */
  onSession(opened: { history: ThreadAnswer; session?: WidgetSession; isSame: boolean }): void;
  /** No session could be had; `retry` tries the same again. */
  onFailure(failure: Failure, retry: () => Promise<void>): void;
  /** The customer is not known to the shop any more in this window. */
  onSignedOut(): void;
  /** Another tab has forgotten the customer. True if this window needs a session all the same. */
  onForgotten(): boolean;
};

/** The window's session: opened when needed, renewed in silence, the same in all tabs. */
export type Sessions = ReturnType<typeof createSessions>;

/** Makes the keeper of the session. What it does is done one after another. */
export function createSessions(options: SessionsOptions) {
  const { calls, storage, shopId, now = Date.now, otherTabPatience = 1_500 } = options;
  let mine: StoredSession | undefined;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    last = last.then(task, task);
    return last;
  };

  const open = async (identityToken?: string): Promise<void> => {
    const known = mine ?? readSession(storage, now());
    const answer = await calls.openSession({
      shopId,
      language: options.language,
      ...(known ? { visitorId: known.visitorId, token: known.token } : {}),
      ...(identityToken === undefined ? {} : { identityToken }),
      ...(options.page ? { page: options.page() } : {}),
    });
    if (!answer.ok) return options.onFailure(answer.failure, () => inTurn(() => open(identityToken)));
    const session = answer.value;
    const before = mine;
    mine = toStored(session, identityToken === undefined ? '' : subjectOf(identityToken));
    keepSession(storage, mine);
    keepShop(storage, options.language, session.shop);
    const history = {
      messages: session.messages,
      ...(session.conversation ? { conversation: session.conversation } : {}),
    };
    options.onSession({ history, session, isSame: before === undefined || isSameCustomer(before, mine) });
  };

  /** Goes on with a session that this window has not opened itself; false when it is over. */
  const adopt = async (stored: StoredSession): Promise<boolean> => {
    const answer = await calls.latest(stored.token);
    if (!answer.ok && answer.failure.kind === 'signed-out') return false;
    if (!answer.ok) {
      options.onFailure(answer.failure, () => inTurn(async () => void (await adopt(stored))));
      return true;
    }
    const before = mine;
    mine = stored;
    options.onSession({ history: answer.value, isSame: before === undefined || isSameCustomer(before, stored) });
    return true;
  };

  const begin = async (): Promise<void> => {
    const stored = readSession(storage, now());
    // Asked for without a fresh identity token, the server would take a signed-in customer for a stranger.
    if (stored?.isVerified) {
      if (await adopt(stored)) return;
      forgetSession(storage);
      options.onSignedOut();
    }
    await open();
  };

  /** A tab that signs the customer out often signs the next one in right away. */
  const theirsSoon = async (): Promise<StoredSession | undefined> => {
    await new Promise((resolve) => setTimeout(resolve, otherTabPatience));
    return readSession(storage, now());
  };

  /** Another tab has signed the customer out. */
  const followOut = async (): Promise<void> => {
    if (readSession(storage, now())) return;
    mine = undefined;
    const isNeeded = options.onForgotten();
    const theirs = await theirsSoon();
    if (theirs ? !(await adopt(theirs)) : isNeeded) await open();
  };

  const stopHearing = storage.onChange((name, value) => {
    if (!isSessionName(name)) return;
    const theirs = parseSession(value, now());
    if (mine && !theirs) void inTurn(followOut);
    if (mine && theirs && !isSameCustomer(mine, theirs)) void inTurn(async () => void (await adopt(theirs)));
  });

  return {
    token: () => mine?.token ?? '',
    current: () => mine,
    /** Opens or continues the session, unless there is one. */
    start: () => inTurn(async () => (mine ? undefined : await begin())),
    /** The shop's page says who the customer is. */
    identify: (identityToken: string) => inTurn(() => open(identityToken)),
    /** The server has refused this token: goes on with another tab's session, else as a new visitor. */
    renew: (refused: string) =>
      inTurn(async () => {
        const ended = mine;
        // Signing in ends the visitor's session; by now there is the better one.
        if (ended?.token !== refused) return;
        const stored = readSession(storage, now()) ?? (await theirsSoon());
        if (stored && stored.token !== refused && (await adopt(stored))) return;
        if (ended.isVerified) options.onSignedOut();
        forgetSession(storage);
        await open();
      }),
    /** Ends the session and forgets it, e.g. when the customer signs out of the shop. */
    reset: () =>
      inTurn(async () => {
        const ended = mine ?? readSession(storage, now());
        mine = undefined;
        forgetSession(storage);
        if (ended) await calls.endSession(ended.token);
      }),
    stop: stopHearing,
  };
}

/** A visitor who signs in keeps the visitor id only until then, so either sign is enough. */
function isSameCustomer(one: StoredSession, other: StoredSession): boolean {
  if (one.token === other.token) return true;
  if (one.isVerified !== other.isVerified) return false;
  return one.isVerified ? one.subject !== '' && one.subject === other.subject : one.visitorId === other.visitorId;
}
