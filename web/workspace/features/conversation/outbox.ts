import type { QueryClient } from '@tanstack/react-query';
import type { SendFields } from '../../../api/conversation-calls.ts';
import type { ConversationDetail, Message } from '../../../api/index.ts';
import { ProblemError } from '../../../api/problem-error.ts';
import type { SendAnswer } from '../../../api/staff-views.ts';
import { keys } from '../../cache/keys.ts';
import { type Outgoing, withOutgoing, withOutgoingState, withoutStored } from '../../cache/outgoing.ts';

export type OutboxParts = {
  cache: QueryClient;
  send(conversationId: string, fields: SendFields): Promise<SendAnswer>;
  /** Words for a refusal. */
  wordsFor(error: unknown): string;
  /** Somebody else had written what the sender had not seen. */
  onNewer(conversationId: string, newer: readonly Message[]): void;
  /** The message is stored; the line with it may still be on its way. */
  onStored(conversationId: string): void;
  store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
};

/** Messages on their way: shown at once, sent in order, tried again with the same id until the server has them. */
export type Outbox = {
  put(outgoing: Outgoing): void;
  retry(outgoing: Outgoing): void;
  drop(outgoing: Outgoing): void;
  /** Tries all that are held, e.g. when the connection is back; also those of an earlier visit of this browser. */
  retryHeld(): void;
};

const storageKey = 'peakdesk.outbox';

/** Makes the outbox of one window. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { cache } = parts;
  const lines = new Map<string, Promise<void>>();
  const list = (id: string) => cache.getQueryData<readonly Outgoing[]>(keys.outgoing(id)) ?? [];
  const change = (id: string, next: readonly Outgoing[]) =>
    cache.setQueryData<readonly Outgoing[]>(keys.outgoing(id), next);

  const attempt = async (outgoing: Outgoing): Promise<void> => {
    const { conversationId, clientId, content, isPrivate, expectedSeq } = outgoing;
    if (!list(conversationId).some((one) => one.clientId === clientId)) return;
    try {
      const answer = await parts.send(conversationId, { clientId, content, isPrivate, expectedSeq });
      remember(parts.store, (kept) => kept.filter((one) => one.clientId !== clientId));
      const known = cache.getQueryData<ConversationDetail>(keys.conversation(conversationId))?.messages ?? [];
      change(
        conversationId,
        withoutStored(withOutgoingState(list(conversationId), clientId, { state: 'stored' }), known),
      );
      if (answer.newer && answer.newer.length > 0) parts.onNewer(conversationId, answer.newer);
      parts.onStored(conversationId);
    } catch (error) {
      const state = isHeld(error) ? 'held' : 'failed';
      change(
        conversationId,
        withOutgoingState(list(conversationId), clientId, { state, problem: parts.wordsFor(error) }),
      );
      if (state === 'failed') remember(parts.store, (kept) => kept.filter((one) => one.clientId !== clientId));
    }
  };
  const enqueue = (outgoing: Outgoing): void => {
    const before = lines.get(outgoing.conversationId) ?? Promise.resolve();
    lines.set(
      outgoing.conversationId,
      before.then(() => attempt(outgoing)),
    );
  };
  const put = (outgoing: Outgoing): void => {
    const fresh: Outgoing = { ...outgoing, state: 'sending' };
    change(outgoing.conversationId, withOutgoing(list(outgoing.conversationId), fresh));
    remember(parts.store, (kept) => [...kept.filter((one) => one.clientId !== fresh.clientId), fresh]);
    enqueue(fresh);
  };
  return {
    put,
    retry: put,
    drop: (outgoing) => {
      change(
        outgoing.conversationId,
        list(outgoing.conversationId).filter((one) => one.clientId !== outgoing.clientId),
      );
      remember(parts.store, (kept) => kept.filter((one) => one.clientId !== outgoing.clientId));
    },
    retryHeld: () => {
      for (const kept of readKept(parts.store)) {
        const shown = list(kept.conversationId).find((one) => one.clientId === kept.clientId);
        if (!shown || shown.state === 'held') put(shown ?? kept);
      }
    },
  };
}

/** The server was not reached or is busy: the same message may go out later without a decision. */
function isHeld(error: unknown): boolean {
  return error instanceof ProblemError && ['offline', 'unavailable', 'rate-limited'].includes(error.kind);
}

function readKept(store: OutboxParts['store']): Outgoing[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function remember(store: OutboxParts['store'], change: (kept: readonly Outgoing[]) => readonly Outgoing[]): void {
  const next = change(readKept(store));
  try {
    if (next.length === 0) store.removeItem(storageKey);
    else store.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A full store must not keep a message from being sent.
  }
}
