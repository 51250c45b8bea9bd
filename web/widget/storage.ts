/** What the window keeps between page views, under the shop's name. Works without a store, too: then it forgets with the page. */
export type WidgetStorage = {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** All names that begin like this, in order. */
  names(prefix: string): readonly string[];
  /** Calls back when another tab has changed something; returns how to stop. */
  onChange(listener: (name: string, value: string | undefined) => void): () => void;
};

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The storage of one shop's window over localStorage, or in memory where the browser forbids it or it is full. */
export function createStorage(
  shopId: string,
  browser: { store(): Store | undefined; events?: EventTarget } = { store: () => localStorage, events: window },
): WidgetStorage {
  const prefix = `peakdesk.${shopId}.`;
  const memory = new Map<string, string>();
  const attempt = <Value>(use: (store: Store) => Value): Value | undefined => {
    try {
      const store = browser.store();
      return store && use(store);
    } catch {
      return undefined;
    }
  };
  return {
    get: (name) => attempt((store) => store.getItem(prefix + name) ?? undefined) ?? memory.get(name),
    set: (name, value) => {
      const isKept = attempt((store) => {
        store.setItem(prefix + name, value);
        return true;
      });
      if (!isKept) memory.set(name, value);
    },
    remove: (name) => {
      memory.delete(name);
      attempt((store) => store.removeItem(prefix + name));
    },
    names: (start) => {
      const stored = attempt((store) =>
        Array.from({ length: store.length }, (_, index) => store.key(index) ?? '')
          .filter((key) => key.startsWith(prefix))
          .map((key) => key.slice(prefix.length)),
      );
      return [...new Set([...(stored ?? []), ...memory.keys()])].filter((name) => name.startsWith(start)).sort();
    },
    onChange: (listener) => {
      const hear = (event: Event) => {
        if (event instanceof StorageEvent && event.key?.startsWith(prefix))
          listener(event.key.slice(prefix.length), event.newValue ?? undefined);
      };
      browser.events?.addEventListener('storage', hear);
      return () => browser.events?.removeEventListener('storage', hear);
    },
  };
}

/** Storage that lives as long as the page; for tests. */
export function memoryStorage(): WidgetStorage {
  return createStorage('test', { store: () => undefined });
}
