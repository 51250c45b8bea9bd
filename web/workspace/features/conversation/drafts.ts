import { useSyncExternalStore } from 'react';

export type DraftMode = 'reply' | 'note';

const prefix = 'peakdesk.draft';
const listeners = new Set<() => void>();

/** What was typed and not sent, as this browser keeps it. */
export function localDraft(conversationId: string, mode: DraftMode): string {
  return localStorage.getItem(keyOf(conversationId, mode)) ?? '';
}

/** Keeps what is typed; it survives a reload, a crash and a sign-out. */
export function keepLocalDraft(conversationId: string, mode: DraftMode, text: string): void {
  const key = keyOf(conversationId, mode);
  if (text === '') localStorage.removeItem(key);
  else storeOrGiveUp(key, text);
  for (const listener of listeners) listener();
}

/** The kept draft of a reply, for the list. */
export function useLocalDraft(conversationId: string): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localDraft(conversationId, 'reply'),
  );
}

/** What the box starts with: this browser's draft, else the one that the server has kept. */
export function firstDraft(conversationId: string, mode: DraftMode, kept: string): string {
  const local = localDraft(conversationId, mode);
  return local !== '' || mode === 'note' ? local : kept;
}

function keyOf(conversationId: string, mode: DraftMode): string {
  return `${prefix}.${mode}.${conversationId}`;
}

function storeOrGiveUp(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The browser's store is full; the server still keeps the draft.
  }
}
