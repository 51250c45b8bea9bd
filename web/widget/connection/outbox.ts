import type { ClientLine, ServerLine } from '../../api/index.ts';
import type { Store } from '../state/store.ts';
import type { CustomerPart, PendingMessage } from '../state/widget-state.ts';
import type { WidgetStorage } from '../storage.ts';
import { type Failure, toFailure, troubleOf } from './failure.ts';

export type OutboxOptions = {
  store: Store;
  storage: WidgetStorage;
  /** False when there is no connection now. */
  say(line: ClientLine): boolean;
  onSignedOut(): void;
  makeId?(): string;
  now?(): Date;
};

/** Messages on their way: kept until the server has confirmed them, sent one after another, each stored once. */
export type Outbox = ReturnType<typeof createOutbox>;

/** Without an answer a message is sent again after this long (ms); its client id keeps it single. */
const answerPatience = 12_000;
const awayPause = 3_000;
const prefix = 'pending.';

/** Makes the outbox; messages that an earlier page view could not send are taken up again. */
export function createOutbox(options: OutboxOptions) {
  const { store, storage, makeId = newId, now = () => new Date() } = options;
  let waitingFor: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The server asked to wait until then (ms). */
  let heldUntil = 0;

  for (const message of readStored(storage)) store.dispatch({ type: 'pending-added', message });

  store.subscribe((state, before) => {
    if (state.pending === before.pending) return;
    const kept = new Set(state.pending.map((one) => one.clientId));
    for (const one of before.pending) if (!kept.has(one.clientId)) storage.remove(prefix + one.clientId);
    for (const one of state.pending)
      if (!before.pending.includes(one)) storage.set(prefix + one.clientId, JSON.stringify(one));
    // Confirmed over another way: by the message itself, or in another tab.
    if (waitingFor !== undefined && !kept.has(waitingFor)) settled();
  });

  const settled = (pause = 0) => {
    waitingFor = undefined;
    heldUntil = now().getTime() + pause;
    clearTimeout(timer);
    timer = setTimeout(sendNext, pause);
  };

  const sendNext = () => {
    if (waitingFor !== undefined || now().getTime() < heldUntil) return;
    clearTimeout(timer);
    const next = store.get().pending.find((one) => one.status === 'waiting');
    if (!next) return;
    const { clientId, content } = next;
    waitingFor = clientId;
    if (!options.say({ type: 'send', clientId, content, isPrivate: false })) {
      waitingFor = undefined;
      return;
    }
    timer = setTimeout(() => settled(), answerPatience);
  };

  const refused = (clientId: string, failure: Failure) => {
    const trouble = troubleOf(failure);
    if (failure.kind === 'signed-out') {
      waitingFor = undefined;
      options.onSignedOut();
    } else if (failure.kind === 'rate-limited' || failure.kind === 'busy') {
      store.dispatch({ type: 'pending-changed', clientId, status: 'waiting', trouble });
      settled((failure.retryAfterSeconds ?? 2) * 1_000);
    } else if (failure.kind === 'away') settled(awayPause);
    else {
      store.dispatch({ type: 'pending-changed', clientId, status: 'failed', trouble });
      settled();
    }
  };

  return {
    add: (content: readonly CustomerPart[]) => {
      const message: PendingMessage = {
        clientId: makeId(),
        content,
        createdAt: now().toISOString(),
        status: 'waiting',
      };
      store.dispatch({ type: 'pending-added', message });
      sendNext();
    },
    retry: (clientId: string) => {
      store.dispatch({ type: 'pending-changed', clientId, status: 'waiting' });
      sendNext();
    },
    discard: (clientId: string) => store.dispatch({ type: 'pending-removed', clientId }),
    clear: () => {
      for (const { clientId } of store.get().pending) store.dispatch({ type: 'pending-removed', clientId });
    },
    /** The connection is open, for the first time or again. */
    opened: () => {
      waitingFor = undefined;
      heldUntil = 0;
      sendNext();
    },
    /** Hears what the server answered. Called after the line is in the state. */
    hear: (line: ServerLine) => {
      if (line.type === 'ack' && line.clientId === waitingFor) settled();
      if (line.type === 'reject') refused(line.clientId, toFailure(0, line.problem));
    },
    stop: () => clearTimeout(timer),
  };
}

function readStored(storage: WidgetStorage): PendingMessage[] {
  return storage
    .names(prefix)
    .flatMap((name) => {
      try {
        const message: PendingMessage = JSON.parse(storage.get(name) ?? '');
        return typeof message.clientId === 'string' && Array.isArray(message.content) ? [message] : [];
      } catch {
        return [];
      }
    })
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

/** Unguessable enough to be single; `crypto.randomUUID` is missing on pages without TLS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
