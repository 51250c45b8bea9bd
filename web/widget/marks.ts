import type { ClientLine } from '../api/index.ts';
import type { Store } from './state/store.ts';
import { currentThread } from './state/threads.ts';

/**
 * Tells the server what has reached the window and what was read. Read is what came while the customer looked at the window; the mark
 * moves in this window at once.
 */
export function createMarks(given: { store: Store; say(line: ClientLine): boolean; isLooking(): boolean }) {
  const { store, say } = given;
  let told = { conversationId: '', delivered: 0, read: 0 };
  const tell = () => {
    const thread = currentThread(store.get().threads);
    const seq = thread?.messages.at(-1)?.seq ?? 0;
    if (!thread || seq === 0) return;
    const { conversationId } = thread;
    if (told.conversationId !== conversationId) told = { conversationId, delivered: 0, read: 0 };
    if (given.isLooking()) {
      store.dispatch({ type: 'read', seq });
      if (told.read < seq && say({ type: 'read', conversationId, seq })) told = { ...told, read: seq, delivered: seq };
    }
    if (told.delivered < seq && say({ type: 'delivered', conversationId, seq })) told = { ...told, delivered: seq };
  };
  return {
    tell,
    /** After a new connection marks may have been lost; they are told again. */
    again: () => {
      told = { conversationId: '', delivered: 0, read: 0 };
      tell();
    },
  };
}
