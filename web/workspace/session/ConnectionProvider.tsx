import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ClientLine } from '../../api/index.ts';
import { RealtimeClient, type RealtimeState } from '../../api/realtime-client.ts';
import { showToast } from '../../ui/toasts.ts';
import { applyLine } from '../cache/apply-line.ts';
import { keys } from '../cache/keys.ts';
import { openBrowserSocket } from './open-browser-socket.ts';
import { refetchDetail } from './refetch-detail.ts';
import { createThrottle } from './throttle.ts';
import { createWatching, type Watching } from './watching.ts';

export type Connection = {
  state: RealtimeState;
  /** True once it has been open, so that a banner speaks of a loss only after there was something to lose. */
  wasOpen: boolean;
  say(line: ClientLine): boolean;
  retryNow(): void;
  watching: Watching;
};

const ConnectionContext = createContext<Connection | undefined>(undefined);
/** The list is asked for again at most this often while much happens. */
const inboxPause = 1_000;
/** The wall is at most this much behind. */
const wallPause = 500;

/** Holds the one realtime connection of a signed-in window and lets its lines patch the cache. */
export function ConnectionProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [state, setState] = useState<RealtimeState>('connecting');
  const [wasOpen, setWasOpen] = useState(false);
  const clientRef = useRef<RealtimeClient>(undefined);
  const watching = useMemo(() => createWatching(cache, (line) => clientRef.current?.say(line) ?? false), [cache]);

  useEffect(() => {
    const inbox = createThrottle(inboxPause, () => {
      cache.invalidateQueries({ queryKey: keys.inboxes });
      cache.invalidateQueries({ queryKey: keys.overview });
    });
    const wall = createThrottle(wallPause, () => void cache.invalidateQueries({ queryKey: keys.wall }));
    const client = new RealtimeClient({
      open: openBrowserSocket,
      resume: () => watching.resume(),
      onLine: (line) => {
        applyLine(cache, line, { inboxChanged: () => inbox.run(), gap: (id) => void refetchDetail(cache, id) });
        if (line.type === 'inbox' || line.type === 'presence' || line.type === 'load') wall.run();
        if (line.type === 'broadcast') showToast({ tone: 'plain', words: `${line.name}：${line.text}` });
      },
      onState: (next) => {
        setState(next);
        if (next === 'open') {
          setWasOpen(true);
          watching.sayAll();
          inbox.run();
        }
      },
    });
    clientRef.current = client;
    client.start();
    const retry = () => client.retryNow();
    addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      inbox.stop();
      wall.stop();
      client.stop();
    };
  }, [cache, watching]);

  const connection = useMemo(
    (): Connection => ({
      state,
      wasOpen,
      watching,
      say: (line) => clientRef.current?.say(line) ?? false,
      retryNow: () => clientRef.current?.retryNow(),
    }),
    [state, wasOpen, watching],
  );
  return <ConnectionContext.Provider value={connection}>{children}</ConnectionContext.Provider>;
}

/** The realtime connection of this window. */
export function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('ConnectionProvider is missing');
  return connection;
}

/** Gets every line of a conversation while a component that shows it is there. */
export function useWatch(conversationId: string, isLoaded: boolean): void {
  const { watching } = useConnection();
  useEffect(() => (isLoaded ? watching.watch(conversationId) : undefined), [watching, conversationId, isLoaded]);
}
