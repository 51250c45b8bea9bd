import type { ShownMessage, Thread } from './widget-state.ts';

/**
 * Puts messages into their thread: by seq, each once, whatever order and however often they come. A conversation that is not known yet
 * becomes the current one (the last).
 */
export function withMessages(
  threads: readonly Thread[],
  conversationId: string,
  incoming: readonly ShownMessage[],
): readonly Thread[] {
  const known = threads.find((thread) => thread.conversationId === conversationId);
  if (!known) return [...threads, { conversationId, messages: mergeMessages([], incoming) }];
  const messages = mergeMessages(known.messages, incoming);
  if (messages === known.messages) return threads;
  return threads.map((thread) => (thread === known ? { conversationId, messages } : thread));
}

/** Both lists in one, by seq; the same list when nothing is new. */
export function mergeMessages(
  known: readonly ShownMessage[],
  incoming: readonly ShownMessage[],
): readonly ShownMessage[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  let isChanged = false;
  for (const message of incoming) {
    const before = bySeq.get(message.seq);
    // A confirmation is replaced by the stored message; both have the same seq.
    if (before && JSON.stringify(before) === JSON.stringify(message)) continue;
    bySeq.set(message.seq, message);
    isChanged = true;
  }
  return isChanged ? [...bySeq.values()].sort((one, other) => one.seq - other.seq) : known;
}

/** The conversation that runs now or ran last. */
export function currentThread(threads: readonly Thread[]): Thread | undefined {
  return threads.at(-1);
}

/** All messages that the window shows, oldest first. */
export function shownMessages(threads: readonly Thread[]): readonly ShownMessage[] {
  return threads.flatMap((thread) => thread.messages);
}
