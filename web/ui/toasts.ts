import { useSyncExternalStore } from 'react';

export type Toast = {
  id: number;
  tone: 'plain' | 'success' | 'danger';
  words: string;
  action?: { label: string; run(): void };
};

const shownFor = 6_000;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Shows a short message for some seconds; it never takes the focus. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  change([...toasts.filter((one) => one.words !== toast.words).slice(-3), { ...toast, id }]);
  setTimeout(() => hideToast(id), shownFor);
}

/** Takes a message away before its time. */
export function hideToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** The messages that are shown now. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
