import { createNoteQueue } from './note-queue.ts';
import type { OpenPeerLink, PeerListener } from './peer-link.ts';

/** Links several parts of one process as if they were processes of their own: for tests and rehearsals without a server between them. */
export function createInProcessRoom(): OpenPeerLink {
  const listeners = new Set<PeerListener>();
  return (listener) => {
    listeners.add(listener);
    setImmediate(() => listener.onReady?.());
    const queue = createNoteQueue({
      beatMilliseconds: 0,
      maxBytes: Number.POSITIVE_INFINITY,
      deliver: async (notes) => {
        for (const other of listeners) if (other !== listener) for (const note of notes) other.onNote(note);
      },
    });
    return {
      send: queue.add,
      stop: async () => {
        await queue.finish();
        listeners.delete(listener);
      },
    };
  };
}
